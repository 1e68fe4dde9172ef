"""Who is responsible, and who must never be."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Permission, Role
from tracker.casework import assignment
from tracker.casework.identity import Identity
from tracker.casework.registration import PartyDetails
from tracker.casework.workload import candidates
from tracker.law.terms import Refusal
from tracker.records.cases import Assignment, Case
from tracker.records.organisation import User
from tracker.records.petitions import PartyRole
from tracker.records.visibility import visible

DAY = date(2026, 11, 4)
NOW = make.moment(DAY)


def give(
    session: Session, case: Case, to: User, *, by: User | None = None, reason: str = "Đúng việc"
) -> None:
    """Assign a case to a person in the person's unit."""
    who = make.reach(session, by or make.person_with(session, Role.DIRECTOR))
    assignment.assign(
        session,
        case,
        unit_id=to.memberships[0].unit_id,
        user_id=to.id,
        reason=reason,
        by=who,
        now=NOW,
    )


def seen_by(session: Session, user: User, *stands_in_for: int) -> list[Case]:
    """Give the cases that exist for a person."""
    reach = make.reach(session, user, *stands_in_for)
    return list(session.scalars(select(Case).where(visible(reach, Permission.CASE_READ))))


def test_the_assigned_handler_sees_the_case_and_its_obligations_follow(session: Session) -> None:
    handler, case = make.person(session, Role.HANDLER), make.case(session)
    assert seen_by(session, handler) == []

    give(session, case, handler)

    assert seen_by(session, handler) == [case]
    assert {o.handler_id for o in case.obligations} == {handler.id}


def test_reassignment_ends_the_earlier_one_and_keeps_it(session: Session) -> None:
    first, second = make.person(session, Role.HANDLER), make.person(session, Role.HANDLER)
    case = make.case(session)
    give(session, case, first)

    give(session, case, second, reason="Đi công tác")

    rows = session.scalars(select(Assignment).order_by(Assignment.id)).all()
    assert [(r.user_id, r.ends_at is None) for r in rows] == [(first.id, False), (second.id, True)]
    assert seen_by(session, first) == []


def test_the_person_complained_of_is_not_assigned(session: Session) -> None:
    handler = make.person(session, Role.HANDLER)
    about = PartyDetails(PartyRole.RESPONDENT, Identity("Ông A"), user_id=handler.id)
    sender = PartyDetails(PartyRole.SENDER, make.HANH)
    case = make.case(session, parties=(sender, about))

    with pytest.raises(Refusal, match="là đối tượng của vụ việc") as no:
        give(session, case, handler)

    assert no.value.field == "user_id"


def test_nobody_of_the_unit_complained_of_is_assigned(session: Session) -> None:
    place = make.unit(session, "Phòng Quản lý Khoa học")
    below = make.unit(session, "Tổ Nghiệm thu", under=place)
    handler = make.person(session, Role.HANDLER, at=below)
    about = PartyDetails(PartyRole.RESPONDENT, Identity("Phòng QLKH"), unit_id=place.id)
    sender = PartyDetails(PartyRole.SENDER, make.HANH)
    case = make.case(session, parties=(sender, about))

    with pytest.raises(Refusal, match="là đối tượng của vụ việc"):
        give(session, case, handler)


def test_a_unit_head_assigns_within_the_unit_only(session: Session) -> None:
    place = make.unit(session, "Phòng A")
    head = make.person(session, Role.UNIT_HEAD, at=place)
    own = make.person(session, Role.HANDLER, at=place)
    other = make.person(session, Role.HANDLER, at=make.unit(session, "Phòng B"))
    case = make.case(session)
    give(session, case, own)

    give(session, case, own, by=head, reason="Rõ việc")
    with pytest.raises(Refusal, match="chỉ phân công trong đơn vị mình"):
        give(session, case, other, by=head)


def test_an_assignment_needs_a_reason(session: Session) -> None:
    handler, case = make.person(session, Role.HANDLER), make.case(session)

    with pytest.raises(Refusal, match="lý do phân công"):
        give(session, case, handler, reason=" ")


def test_candidates_come_with_their_open_load(session: Session) -> None:
    busy, free = make.person(session, Role.HANDLER), make.person(session, Role.HANDLER)
    for _ in range(2):
        give(session, make.case(session), busy)
    director = make.reach(session, make.person_with(session, Role.DIRECTOR))

    found = candidates(session, make.case(session), by=director, today=date(2026, 11, 12))

    load = {c.user_id: (c.open_cases, c.overdue_cases) for c in found}
    assert load[busy.id] == (2, 2)
    assert load[free.id] == (0, 0)


def test_a_substitute_sees_the_cases_of_the_absent_person(session: Session) -> None:
    absent, substitute = make.person(session, Role.HANDLER), make.person(session, Role.HANDLER)
    case = make.case(session)
    give(session, case, absent)

    assert seen_by(session, substitute) == []
    assert seen_by(session, substitute, absent.id) == [case]


def test_a_substitute_whom_the_case_is_about_still_does_not_see_it(session: Session) -> None:
    absent, substitute = make.person(session, Role.HANDLER), make.person(session, Role.HANDLER)
    about = PartyDetails(PartyRole.RESPONDENT, Identity("Ông A"), user_id=substitute.id)
    sender = PartyDetails(PartyRole.SENDER, make.HANH)
    case = make.case(session, parties=(sender, about))
    give(session, case, absent)

    assert seen_by(session, substitute, absent.id) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends_on": date(2026, 11, 1)}, "trước ngày bắt đầu"),
        ({"reason": ""}, "lý do"),
        ({"substitute_id": 1_000_000}, "trong phạm vi của bạn"),
    ],
    ids=["days", "reason", "stranger"],
)
def test_a_substitution_that_does_not_fit_is_refused(
    session: Session, change: dict[str, object], sentence: str
) -> None:
    one, other = make.person(session, Role.HANDLER), make.person(session, Role.HANDLER)
    typed = {
        "absent_id": one.id,
        "substitute_id": other.id,
        "starts_on": DAY,
        "ends_on": date(2026, 11, 10),
        "reason": "Nghỉ phép",
        "by": make.reach(session, make.person_with(session, Role.DIRECTOR)),
    }

    assert assignment.substitute(session, **typed).id  # type: ignore[arg-type]  # a table of values
    with pytest.raises(Refusal, match=sentence):
        assignment.substitute(session, **(typed | change))  # type: ignore[arg-type]  # as above
