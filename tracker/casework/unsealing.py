"""Open a sealed identity with a reason and for a time, and tell the directors of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from tracker.access import Permission, Role, Scope
from tracker.casework.identity import SECRECY, refuse_naming
from tracker.casework.permits import is_permitted, permits_of
from tracker.casework.reasons import says_little
from tracker.casework.recipients import NOBODY, Office, abouts
from tracker.law.terms import Refusal
from tracker.records.audit import note
from tracker.records.base import add_new
from tracker.records.cases import Case
from tracker.records.petitions import Petition, UnsealGrant
from tracker.records.unsealing import UnsealNotice
from tracker.records.visibility import Reach, concerns, reaches

OPEN_FOR = timedelta(minutes=30)  # A first value of the house, not law.
G = TypeVar("G", bound=Any)  # A grant, or a row that says whose it is and when it closes.


def may_unseal(reach: Reach, petition: Petition, case: Case) -> bool:
    """Say whether this person may open the identity: by scope, the desk only until hand-over."""
    if reaches(reach, Permission.IDENTITY_UNSEAL, case):
        return True
    own = any(scope is Scope.OWN for scope, _ in reach.scopes(Permission.IDENTITY_UNSEAL))
    sealed_by_me = any(p.sealed_by_id == reach.user_id for p in petition.parties)
    return own and sealed_by_me and case.unit_id is None and case.handler_id is None


def unseal(
    session: Session, petition: Petition, case: Case, *, reason: str, by: Reach, now: datetime
) -> UnsealGrant:
    """Open the identities of a petition for a time: one act, one audit entry, one notice."""
    permits = permits_of(session, [case.id])
    if not (may_unseal(by, petition, case) or is_permitted(permits, case, by, now.date())):
        raise Refusal("Bạn không được mở danh tính người tố cáo của đơn này.", article=SECRECY)
    if says_little(reason):
        raise Refusal("Hãy ghi rõ lý do mở danh tính.", article=SECRECY, field="reason")
    refuse_naming(case, reason=reason)
    grant = UnsealGrant(
        agency_id=petition.agency_id,
        petition_id=petition.id,
        user_id=by.user_id,
        reason=reason.strip(),
        opened_at=now,
        closes_at=now + OPEN_FOR,
    )
    session.add(grant)
    session.flush()
    note(
        session,
        action="unseal",
        subject="petition",
        subject_id=petition.id,
        agency_id=petition.agency_id,
        details={"reason": reason.strip(), "closes_at": grant.closes_at.isoformat()},
    )
    _tell_directors(session, grant, case, now=now)
    return grant


def open_grant(grants: Iterable[G], *, by: Reach, now: datetime) -> G | None:
    """Give the opening among these that still holds for this person."""
    return next((g for g in grants if g.user_id == by.user_id and g.closes_at > now), None)


def _tell_directors(session: Session, grant: UnsealGrant, case: Case, *, now: datetime) -> None:
    """Tell each director but the one who opened it, and never one whom the case is about."""
    office = Office(session, grant.agency_id, now.date())
    about = abouts(session, [case.id]).get(case.id, NOBODY)
    rows = [
        {
            "agency_id": grant.agency_id, "grant_id": grant.id, "recipient_id": reach.user_id,
            "told_at": now,
        }
        for reach in office.people.values()
        if Role.DIRECTOR in {holding.role for holding in reach.holdings}
        and reach.user_id != grant.user_id
        and not concerns(reach, about.people, about.units)
    ]  # fmt: skip
    add_new(session, UnsealNotice, rows)
