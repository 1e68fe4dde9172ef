"""Open the identity numbers of a book for whoever may print them; each opening is on the trail."""

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.identity import identity_of
from tracker.casework.visitors import number_of
from tracker.law.kinds import SEALED_KINDS
from tracker.law.terms import Refusal
from tracker.records.audit import note
from tracker.records.organisation import OrgUnit
from tracker.records.petitions import Party, PartyRole, Petition
from tracker.records.reception import Reception, Visit
from tracker.records.visibility import Reach, reaches_unit


def opened_numbers(
    session: Session, unit: OrgUnit, first: date, last: date, *, by: Reach
) -> dict[int, str]:
    """Give the identity numbers of a period's visitors, never a denouncer's."""
    if not reaches_unit(by, Permission.BOOK_NUMBERS, unit):
        raise Refusal("Bạn không được in số giấy tờ tùy thân của sổ này.")
    numbers = _stated_with_petitions(session, unit, first, last)
    for visit in session.scalars(
        select(Visit)
        .join(Reception)
        .where(
            *_of_period(unit, first, last),
            Visit.identity_number.is_not(None),
            or_(Visit.kind.is_(None), Visit.kind.not_in(SEALED_KINDS)),
        )
    ):
        numbers[visit.id] = number_of(visit)
    note(
        session,
        action="open_numbers",
        subject="org_unit",
        subject_id=unit.id,
        agency_id=by.agency_id,
        details={"starts_on": first, "ends_on": last, "entries": len(numbers)},
    )
    return numbers


def _stated_with_petitions(
    session: Session, unit: OrgUnit, first: date, last: date
) -> dict[int, str]:
    """Give the numbers that only the petitions keep: of visits before they had one of their own."""
    rows = session.execute(
        select(Visit.id, Party)
        .join(Reception, Reception.id == Visit.reception_id)
        .join(Petition, Petition.visit_id == Visit.id)
        .join(Party, Party.petition_id == Petition.id)
        .where(
            *_of_period(unit, first, last),
            Visit.identity_number.is_(None),
            Party.role == PartyRole.SENDER,
            Party.identity_number.is_not(None),
            Petition.is_sealed.is_(False),
        )
        .order_by(Party.id.desc())  # The first sender is written last, and stays.
    )
    return {visit_id: identity_of(party).identity_number for visit_id, party in rows}


def _of_period(unit: OrgUnit, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return Reception.unit_id == unit.id, Visit.visited_on.between(first, last)
