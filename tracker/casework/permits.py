"""Let the director name who else may open the identities of one case, and take it back."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.access import Permission
from tracker.casework.identity import SECRECY, refuse_naming
from tracker.casework.reasons import says_little
from tracker.casework.recipients import NOBODY, Office, abouts
from tracker.law.terms import Refusal
from tracker.records.cases import Case, PetitionLink
from tracker.records.petitions import UnsealGrant
from tracker.records.unsealing import UnsealPermit
from tracker.records.visibility import Reach, concerns, reaches

LONGEST = timedelta(days=30)  # A value of the house: whoever needs longer asks again.


def permits_of(session: Session, case_ids: Iterable[int]) -> list[UnsealPermit]:
    """Give every permit of some cases, the newest first, also those that ended."""
    return list(
        session.scalars(
            select(UnsealPermit)
            .options(joinedload(UnsealPermit.user), joinedload(UnsealPermit.granted_by))
            .where(UnsealPermit.case_id.in_(list(case_ids)))
            .order_by(UnsealPermit.id.desc())
        )
    )


def is_permitted(permits: Iterable[UnsealPermit], case: Case, reach: Reach, day: date) -> bool:
    """Say whether one of these permits lets this person open the identities of a case."""
    return any(p.case_id == case.id and p.holds(reach.user_id, day) for p in permits)


def nameable(session: Session, case: Case, day: date) -> list[int]:
    """Give the people who may be named: their role can open identities, and they see the case."""
    office = Office(session, case.agency_id, day)
    about = abouts(session, [case.id]).get(case.id, NOBODY)
    return [
        reach.user_id
        for reach in office.people.values()
        if reach.scopes(Permission.IDENTITY_UNSEAL)
        and not reaches(reach, Permission.IDENTITY_UNSEAL, case)
        and reaches(reach, Permission.CASE_READ, case)
        and not concerns(reach, about.people, about.units)
    ]


def give_permit(
    session: Session,
    case: Case,
    *,
    user_id: int,
    ends_on: date,
    reason: str,
    by: Reach,
    now: datetime,
) -> UnsealPermit:
    """Name a person for the identities of one case, with a reason and an end."""
    if not reaches(by, Permission.IDENTITY_PERMIT, case):
        raise Refusal("Bạn không được cho phép mở danh tính của vụ việc này.", article=SECRECY)
    if user_id not in nameable(session, case, now.date()):
        raise Refusal("Người này không xem được vụ việc hoặc không cần giấy phép.", field="user_id")
    if says_little(reason):
        raise Refusal("Hãy ghi rõ vì sao người này cần mở danh tính.", field="reason")
    if not now.date() <= ends_on <= now.date() + LONGEST:
        raise Refusal(
            "Ngày hết phép phải từ hôm nay đến %(last)s.",
            field="ends_on",
            last=f"{now.date() + LONGEST:%d/%m/%Y}",
        )
    refuse_naming(case, reason=reason)
    permit = UnsealPermit(
        agency_id=case.agency_id, case_id=case.id, user_id=user_id, reason=reason.strip(),
        ends_on=ends_on, granted_by_id=by.user_id, granted_at=now,
    )  # fmt: skip
    session.add(permit)
    session.flush()
    return permit


def revoke(session: Session, permit: UnsealPermit, case: Case, *, by: Reach, now: datetime) -> None:
    """Take a permit back; what was opened by it closes at once."""
    if not reaches(by, Permission.IDENTITY_PERMIT, case):
        raise Refusal("Bạn không được thu lại giấy phép này.", article=SECRECY)
    if permit.revoked_at is not None:
        raise Refusal("Giấy phép này đã được thu lại.")
    permit.revoked_at, permit.revoked_by_id = now, by.user_id
    petitions = select(PetitionLink.petition_id).where(PetitionLink.case_id == case.id)
    open_now = select(UnsealGrant).where(
        UnsealGrant.user_id == permit.user_id,
        UnsealGrant.petition_id.in_(petitions),
        UnsealGrant.closes_at > now,
    )
    for grant in session.scalars(open_now):
        grant.closes_at = now
    session.flush()
