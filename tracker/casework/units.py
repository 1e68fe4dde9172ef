"""The tree of units: found an agency, add units, call them by other names."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.law.settlers import Profile
from tracker.law.terms import Refusal
from tracker.records.organisation import OrgUnit

MOST_LEVELS = 8  # Of the tree of units; no administration in Viet Nam is deeper.


@dataclass(frozen=True, slots=True)
class UnitDetails:
    """What a unit is called, and what kind of agency or body it is."""

    name: str
    short_name: str
    head_title: str = ""
    profile: Profile = Profile.DEPARTMENT


def found_agency(session: Session, details: UnitDetails) -> OrgUnit:
    """Found an agency, the top of a tree of its own."""
    _check_name(session, None, details.name, None)
    agency = OrgUnit(
        name=details.name,
        short_name=details.short_name,
        head_title=details.head_title,
        profile=details.profile,
    )
    session.add(agency)
    session.flush()
    agency.agency_id, agency.path = agency.id, f"/{agency.id}/"
    session.flush()
    return agency


def new_unit(session: Session, parent: OrgUnit, details: UnitDetails) -> OrgUnit:
    """Add a unit below another."""
    if parent.path.count("/") > MOST_LEVELS:
        raise Refusal("Cây đơn vị tối đa %(most)s cấp.", field="parent_id", most=MOST_LEVELS)
    _check_name(session, parent.id, details.name, None)
    unit = OrgUnit(
        parent_id=parent.id,
        agency_id=parent.agency_id,
        name=details.name,
        short_name=details.short_name,
        head_title=details.head_title,
        profile=details.profile,
    )
    session.add(unit)
    session.flush()
    unit.path = f"{parent.path}{unit.id}/"
    session.flush()
    return unit


def rename_unit(session: Session, unit: OrgUnit, details: UnitDetails) -> None:
    """Call a unit by another name; what was recorded keeps belonging to it."""
    _check_name(session, unit.parent_id, details.name, unit.id)
    unit.name = details.name
    unit.short_name = details.short_name
    unit.head_title = details.head_title
    unit.profile = details.profile
    session.flush()


def _check_name(session: Session, parent_id: int | None, name: str, own_id: int | None) -> None:
    beside = OrgUnit.parent_id.is_(None) if parent_id is None else OrgUnit.parent_id == parent_id
    same = select(OrgUnit.id).where(beside, OrgUnit.name == name)
    if session.scalar(same.where(OrgUnit.id != own_id) if own_id else same):
        raise Refusal("Đã có đơn vị tên này cùng cấp.", field="name")
