"""What the desk reads: the book of receptions, and what may be chosen in its forms."""

from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.registration import Desk
from tracker.reception.forms import PERSON, UNIT, VisitFilter
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Page, page
from tracker.records.petitions import Petition
from tracker.records.reception import Reception, Visit
from tracker.records.visibility import Reach, visible_petitions
from tracker.records.visit_sight import visible_visits
from tracker.web.asked import MOST_NUMBER
from tracker.web.guard import Person

EXCERPT = 160
NEWEST_FIRST = ((Visit.visited_on, True), (Visit.id, True))


def desk_of(person: Person) -> Desk:
    """Give the place at which a person takes petitions in."""
    _scope, holding = person.reach.scopes(Permission.VISIT_LOG)[0]
    return Desk(person.agency_id, holding.unit_id, person.id)


def respondents(session: Session, agency_id: int) -> list[tuple[str, str]]:
    """Give the units and people of an agency whom a matter may be about."""
    units = session.execute(
        select(OrgUnit.id, OrgUnit.name)
        .where(OrgUnit.agency_id == agency_id)
        .order_by(OrgUnit.path)
    )
    people = session.execute(
        select(User.id, User.full_name)
        .where(User.agency_id == agency_id, User.is_active)
        .order_by(User.full_name, User.id)
    )
    return [
        *((f"{UNIT}:{unit_id}", name) for unit_id, name in units),
        *((f"{PERSON}:{user_id}", name) for user_id, name in people),
    ]


def linked_petition(
    session: Session, reach: Reach, petition_id: int | None
) -> Row[int, str, date] | None:
    """Give the code of a petition that may be linked as the same matter."""
    if petition_id is None:
        return None
    return session.execute(
        select(Petition.id, Petition.code, Petition.received_on).where(
            Petition.id == petition_id, visible_petitions(reach, Permission.PETITION_READ)
        )
    ).one_or_none()


def is_visible(session: Session, reach: Reach, petition_id: int) -> bool:
    """Say whether a petition just taken in may be seen by who took it in."""
    return linked_petition(session, reach, petition_id) is not None


def visits(
    session: Session, reach: Reach, filters: VisitFilter, *, after: str | None
) -> Page[*tuple[Any, ...]]:
    """Give a page of the book of receptions, the newest first."""
    conditions = [visible_visits(reach)]
    if filters.outcome.data and not filters.outcome.errors:
        conditions.append(Visit.outcome == filters.outcome.data)
    if filters.visited_from.data:
        conditions.append(Visit.visited_on >= filters.visited_from.data)
    if filters.visited_to.data:
        conditions.append(Visit.visited_on <= filters.visited_to.data)
    return page(session, _rows().where(*conditions), keys=NEWEST_FIRST, after=after)


def visit_or_404(
    session: Session,
    reach: Reach,
    visit_id: int,
    permission: Permission = Permission.VISIT_READ,
) -> Row[Any]:
    """Give one visit, or say that it does not exist."""
    if visit_id > MOST_NUMBER:
        abort(404)
    row = session.execute(
        _rows()
        .add_columns(
            Visit,
            Reception.place,
            User.full_name.label("receiver"),
            OrgUnit.name.label("unit"),
            Petition.receipt_code,
            Petition.paper_file_number,
        )
        .join(User, User.id == Reception.receiver_id)
        .join(OrgUnit, OrgUnit.id == Reception.unit_id)
        .where(Visit.id == visit_id, visible_visits(reach, permission))
    ).one_or_none()
    return row or abort(404)


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Visit.id,
            Visit.code,
            Visit.visited_on,
            Visit.visitor_name,
            Visit.head_count,
            func.substr(Visit.content, 1, EXCERPT).label("excerpt"),
            Visit.outcome,
            Reception.mode,
            Petition.id.label("petition_id"),
            Petition.code.label("petition_code"),
            Petition.sender_label,
            Petition.is_sealed,
        )
        .join(Reception, Reception.id == Visit.reception_id)
        .outerjoin(Petition, Petition.visit_id == Visit.id)
    )
