"""A sealed identity opens only with a reason, for a time, and leaves an entry."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework import unsealing
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal
from tracker.records.cases import Case
from tracker.records.chain import AuditEntry
from tracker.records.organisation import User
from tracker.records.petitions import Petition, UnsealGrant

NOW = make.moment(date(2026, 11, 4))
REASON = "Cần liên hệ để làm rõ chứng cứ"


@pytest.fixture
def case(session: Session) -> Case:
    return make.case(session, CaseKind.DENUNCIATION)


def unseal(session: Session, case: Case, who: User, reason: str = REASON) -> UnsealGrant:
    """Open the identities of the petition of a case."""
    petition = session.scalars(select(Petition)).one()
    reach = make.reach(session, who)
    return unsealing.unseal(session, petition, case, reason=reason, by=reach, now=NOW)


def test_the_director_opens_it_with_a_reason_and_it_is_logged(session: Session, case: Case) -> None:
    grant = unseal(session, case, make.person_with(session, Role.DIRECTOR))

    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "unseal")).one()
    assert grant.closes_at - NOW == unsealing.OPEN_FOR
    assert entry.changes["reason"] == REASON


def test_a_reason_is_more_than_a_word(session: Session, case: Case) -> None:
    with pytest.raises(Refusal, match="lý do") as no:
        unseal(session, case, make.person_with(session, Role.DIRECTOR), "xem")

    assert no.value.field == "reason"


def test_the_desk_that_sealed_it_may_open_it_until_hand_over(session: Session, case: Case) -> None:
    receptionist = make.person_with(session, Role.RECEPTIONIST)
    assert unseal(session, case, receptionist)

    make.assigned(session, case, make.person(session, Role.HANDLER), date(2026, 11, 4))

    with pytest.raises(Refusal, match="không được mở"):
        unseal(session, case, receptionist)


@pytest.mark.parametrize("role", [Role.HANDLER, Role.UNIT_HEAD, Role.ADMINISTRATOR], ids=str)
def test_those_not_named_on_the_case_may_not(session: Session, case: Case, role: Role) -> None:
    with pytest.raises(Refusal, match="không được mở"):
        unseal(session, case, make.person(session, role))


def test_the_assigned_handler_may(session: Session, case: Case) -> None:
    handler = make.person(session, Role.HANDLER)
    make.assigned(session, case, handler, date(2026, 11, 4))

    assert unseal(session, case, handler)


def test_an_opening_closes_by_itself(session: Session, case: Case) -> None:
    director = make.person_with(session, Role.DIRECTOR)
    unseal(session, case, director)
    reach = make.reach(session, director)

    during = unsealing.open_grant(every(session), by=reach, now=NOW + timedelta(minutes=29))
    afterwards = unsealing.open_grant(every(session), by=reach, now=NOW + timedelta(minutes=30))

    assert during is not None
    assert afterwards is None


def test_an_opening_is_for_one_person(session: Session, case: Case) -> None:
    unseal(session, case, make.person_with(session, Role.DIRECTOR))
    inspector = make.reach(session, make.person(session, Role.INSPECTOR))

    assert unsealing.open_grant(every(session), by=inspector, now=NOW) is None


def every(session: Session) -> list[UnsealGrant]:
    return list(session.scalars(select(UnsealGrant)))
