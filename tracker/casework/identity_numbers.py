"""Open the identity numbers of a book for whoever may print them; each opening is on the trail."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.identity import identity_of
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
    rows = session.execute(
        select(Petition.visit_id, Party)
        .join(Party, Party.petition_id == Petition.id)
        .join(Visit, Visit.id == Petition.visit_id)
        .join(Reception, Reception.id == Visit.reception_id)
        .where(
            Reception.unit_id == unit.id,
            Visit.visited_on.between(first, last),
            Party.role == PartyRole.SENDER,
            Party.identity_number.is_not(None),
            Petition.is_sealed.is_(False),
        )
        .order_by(Party.id)
    )
    numbers: dict[int, str] = {}
    for visit_id, party in rows:
        numbers.setdefault(visit_id or 0, identity_of(party).identity_number)
    note(
        session,
        action="open_numbers",
        subject="org_unit",
        subject_id=unit.id,
        agency_id=by.agency_id,
        details={"starts_on": first, "ends_on": last, "entries": len(numbers)},
    )
    return numbers
