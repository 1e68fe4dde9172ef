"""Each person of the ladder is told once, at the right step, and nobody whom it is not for."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework.ladder import (
    close_what_is_over,
    digest_at,
    set_digest_at,
    set_ladder,
    tell_all,
)
from tracker.clock import VIETNAM
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.ladder import Rung, Steps
from tracker.law.terms import Refusal
from tracker.records.cases import Case, CaseBarrier
from tracker.records.organisation import Substitution, User
from tracker.records.reminders import Reminder

# A complaint received on Monday 02/11/2026 is to be accepted by Wednesday 11/11/2026.
DUE = date(2026, 11, 11)


@pytest.fixture
def staff(session: Session) -> dict[str, User]:
    """Give a handler, the head of the handler's unit, and the director."""
    place = make.unit(session, "Phòng Thanh tra")
    return {
        "handler": make.person(session, Role.HANDLER, at=place, name="Lê Văn Xử"),
        "head": make.person(session, Role.UNIT_HEAD, at=place, name="Vũ Thị Trưởng"),
        "director": make.person_with(session, Role.DIRECTOR),
    }


@pytest.fixture
def case(session: Session, staff: dict[str, User]) -> Case:
    """Give a complaint that the handler works on."""
    return make.assigned(session, make.case(session), staff["handler"], date(2026, 11, 2))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-11-05", {}),
        ("2026-11-06", {"handler": [-3]}),
        ("2026-11-09", {"handler": [-3]}),
        ("2026-11-10", {"handler": [-3, -1], "head": [-1]}),
        ("2026-11-11", {"handler": [-3, -1], "head": [-1]}),
        ("2026-11-12", {"handler": [-3, -1, 1], "head": [-1, 1], "director": [1]}),
        ("2026-11-18", {"handler": [-3, -1, 1], "head": [-1, 1, 5], "director": [1, 5]}),
    ],
)
def test_each_rung_is_told_at_its_steps(
    session: Session, case: Case, staff: dict[str, User], day: str, told: dict[str, list[int]]
) -> None:
    for each in ("05", "06", "09", "10", "11", "12", "18"):
        if f"2026-11-{each}" <= day:
            tell(session, f"2026-11-{each}T09:00")

    assert steps_told(session, staff) == told


def test_what_was_slept_through_is_told_once_by_the_latest_step(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    assert tell(session, "2026-11-12T09:00") == 3
    assert steps_told(session, staff) == {"handler": [1], "head": [1], "director": [1]}


def test_a_second_sweep_tells_nobody(session: Session, case: Case) -> None:
    assert [tell(session, "2026-11-12T09:00"), tell(session, "2026-11-12T15:00")] == [3, 0]


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-12T06:59", "2026-11-12T17:31", "2026-11-13T02:00", "2026-11-14T09:00",
        "2026-11-24T09:00",
    ],
    ids=["before work", "after work", "night", "Saturday", "Ngày Văn hóa Việt Nam"],
)  # fmt: skip
def test_nobody_is_told_at_night_or_on_a_day_off(session: Session, case: Case, moment: str) -> None:
    assert tell(session, moment) == 0


def test_a_day_off_between_moves_the_steps_before_it(
    session: Session, staff: dict[str, User]
) -> None:
    """Two working days before 25/11/2026 is the 20th: the 24th is off, the 21st a Saturday."""
    set_ladder(session, staff["head"].agency_id, CaseKind.COMPLAINT,
               {Rung.HANDLER: Steps(before=(2,))})  # fmt: skip
    subject = make.case(session, received_on=date(2026, 11, 15))
    make.assigned(session, subject, staff["handler"], date(2026, 11, 15))
    due = subject.obligations[0].due_on

    told = {day: tell(session, f"{day}T09:00") for day in ("2026-11-19", "2026-11-20")}

    assert due == date(2026, 11, 25)
    assert told == {"2026-11-19": 0, "2026-11-20": 1}


def test_a_ladder_of_another_kind_tells_nothing_of_complaints(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    agency = staff["head"].agency_id
    set_ladder(session, agency, CaseKind.COMPLAINT, dict.fromkeys(Rung, Steps()))
    set_ladder(session, agency, CaseKind.FEEDBACK, dict.fromkeys(Rung, Steps(before=(60,))))

    assert tell(session, "2026-11-12T09:00") == 0


def test_on_leave_the_substitute_is_told_instead(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    stand_in = make.person(session, Role.HANDLER, name="Đỗ Làm Thay")
    away(session, staff["handler"], stand_in)

    tell(session, "2026-11-06T09:00")

    (row,) = rows(session)
    assert (row.meant_for_id, row.recipient_id) == (staff["handler"].id, stand_in.id)


def test_a_leave_that_begins_after_the_telling_tells_nobody_again(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    tell(session, "2026-11-06T09:00")
    away(session, staff["handler"], make.person(session, Role.HANDLER, name="Đỗ Làm Thay"))

    assert tell(session, "2026-11-06T10:00") == 0


def test_substitutes_in_a_circle_send_it_one_rung_up(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    other = make.person(session, Role.HANDLER, name="Đỗ Làm Thay")
    away(session, staff["handler"], other)
    away(session, other, staff["handler"])

    tell(session, "2026-11-06T09:00")

    assert steps_told(session, staff) == {"head": [-3]}


def test_a_substitute_who_may_not_see_the_case_is_not_told(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    """Whoever stands in for a head takes over the head's own cases, not the whole unit's."""
    away(session, staff["head"], make.person(session, Role.HANDLER, name="Đỗ Làm Thay"))

    tell(session, "2026-11-10T09:00")

    assert steps_told(session, staff) == {"handler": [-1], "director": [-1]}


def test_whom_the_case_is_about_is_never_told(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    bar(session, case, user_id=staff["head"].id)
    bar(session, case, user_id=staff["director"].id)

    tell(session, "2026-11-12T09:00")

    assert steps_told(session, staff) == {"handler": [1]}


def test_nobody_of_a_unit_that_the_case_is_about_is_told(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    bar(session, case, unit_id=staff["head"].memberships[0].unit_id)

    tell(session, "2026-11-12T09:00")

    assert steps_told(session, staff) == {"director": [1]}


def test_a_substitute_whom_the_case_is_about_is_not_told_either(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    stand_in = make.person(session, Role.HANDLER, name="Đỗ Làm Thay")
    away(session, staff["handler"], stand_in)
    bar(session, case, user_id=stand_in.id)

    tell(session, "2026-11-06T09:00")

    assert steps_told(session, staff) == {"head": [-3]}


def test_a_closed_account_is_not_told(session: Session, case: Case, staff: dict[str, User]) -> None:
    staff["handler"].is_active = False
    session.flush()

    tell(session, "2026-11-06T09:00")

    assert steps_told(session, staff) == {"head": [-3]}


def test_what_nobody_has_yet_is_told_to_the_desk_that_took_it_in(session: Session) -> None:
    subject = make.case(session)
    desk = make.person_with(session, Role.RECEPTIONIST)

    tell(session, "2026-11-06T09:00")

    assert {row.recipient_id for row in rows(session)} == {desk.id}
    assert subject.handler_id is None


def test_a_new_handler_is_told_and_the_old_one_no_more(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    tell(session, "2026-11-06T09:00")
    later = make.person(session, Role.HANDLER, name="Bùi Nhận Sau")
    make.assigned(session, case, later, date(2026, 11, 6))

    tell(session, "2026-11-09T09:00")

    told = {row.recipient_id: row.closed_on for row in rows(session)}
    assert told == {staff["handler"].id: date(2026, 11, 9), later.id: None}


def test_a_duty_that_was_met_is_reminded_of_no_more(
    session: Session, case: Case, staff: dict[str, User]
) -> None:
    tell(session, "2026-11-06T09:00")
    make.classified(session, case, date(2026, 11, 6))
    make.happen(session, case, EventType.ACCEPTED, date(2026, 11, 6))

    assert close_what_is_over(session, today=date(2026, 11, 9)) == 1
    assert close_what_is_over(session, today=date(2026, 11, 9)) == 0


@pytest.mark.parametrize(
    ("steps", "field"),
    [
        (Steps(before=(61,)), "handler_before"),
        (Steps(before=(-1,)), "handler_before"),
        (Steps(after=(0,)), "handler_after"),
        (Steps(after=(1, 2, 3, 4, 5, 6, 7)), "handler_after"),
    ],
)
def test_steps_that_cannot_be_are_refused(session: Session, steps: Steps, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        set_ladder(session, make.agency(session).id, CaseKind.COMPLAINT, {Rung.HANDLER: steps})

    assert refused.value.field == field


def test_the_hour_of_the_digest_stays_within_the_working_day(session: Session) -> None:
    agency = make.agency(session).id
    set_digest_at(session, agency, time(8, 15))

    with pytest.raises(Refusal):
        set_digest_at(session, agency, time(22, 0))

    assert digest_at(session, agency) == time(8, 15)


def tell(session: Session, moment: str) -> int:
    """Tell everybody at a moment of Vietnamese time, and give how many were told."""
    return sum(tell_all(session, at=datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)))


def rows(session: Session) -> list[Reminder]:
    session.expire_all()
    return list(session.scalars(select(Reminder).order_by(Reminder.id)))


def steps_told(session: Session, staff: dict[str, User]) -> dict[str, list[int]]:
    """Give the steps at which each of the staff was told, and nobody else was told anything."""
    names = {user.id: name for name, user in staff.items()}
    found: dict[str, list[int]] = {}
    for row in rows(session):
        found.setdefault(names[row.recipient_id], []).append(row.days)
    return found


def away(session: Session, absent: User, substitute: User) -> None:
    """Let somebody stand in for the whole of November 2026."""
    session.add(
        Substitution(
            agency_id=absent.agency_id, absent_id=absent.id, substitute_id=substitute.id,
            starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 30), reason="Nghỉ phép",
        )
    )  # fmt: skip
    session.flush()


def bar(session: Session, case: Case, **whom: int) -> None:
    """Say whom a case is about."""
    session.add(CaseBarrier(agency_id=case.agency_id, case_id=case.id, **whom))
    session.flush()
