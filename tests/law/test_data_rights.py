"""The clocks of requests of data subjects (Điều 5 Nghị định 356/2025/NĐ-CP)."""

from datetime import date

import pytest

from tracker.law.calendar import Calendar
from tracker.law.data_clocks import DataClock, RequestDays, request_clocks, running
from tracker.law.data_rights import (
    ARTICLE_OF,
    ENDED_STATES,
    OPEN_STATES,
    STEPS,
    DataRight,
    RefusalReason,
    RequestState,
)
from tracker.law.levels import Alarm
from tracker.law.standing import Status

R = DataRight
MONDAY = date(2026, 11, 2)
CALENDAR = Calendar.official()
# Worked by hand from a Monday: 10, 15 and 20 days end on Thursday, Tuesday and Sunday.
ENDS = {
    R.VIEW: date(2026, 11, 12), R.CORRECT: date(2026, 11, 12), R.OBTAIN: date(2026, 11, 12),
    R.RESTRICT: date(2026, 11, 17), R.OBJECT: date(2026, 11, 17), R.WITHDRAW: date(2026, 11, 17),
    R.PROTECT: date(2026, 11, 17), R.DELETE: date(2026, 11, 23),
}  # fmt: skip


@pytest.mark.parametrize("right", DataRight, ids=str)
def test_each_right_is_answered_in_two_working_days_and_carried_out_by_its_kind(
    right: DataRight,
) -> None:
    clocks = _clocks(right, RequestDays(MONDAY), today=MONDAY)

    assert clocks[0].due_on == date(2026, 11, 4)
    assert [c.due_on for c in clocks[1:]] == ([ENDS[right]] if right in ENDS else [])


def test_an_answer_in_time_leaves_the_second_clock_running() -> None:
    days = RequestDays(MONDAY, answered_on=date(2026, 11, 4))
    answer, work = _clocks(R.VIEW, days, today=date(2026, 11, 5))

    assert (answer.status, answer.alarm) == (Status.MET, None)
    assert (work.status, work.alarm) == (Status.PENDING, Alarm.ON_TRACK)


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2026, 11, 6), Alarm.ON_TRACK), (date(2026, 11, 9), Alarm.AT_RISK),
        (date(2026, 11, 11), Alarm.URGENT), (date(2026, 11, 12), Alarm.URGENT),
        (date(2026, 11, 13), Alarm.OVERDUE),
    ],
)  # fmt: skip
def test_the_level_rises_with_the_working_days_left(today: date, level: Alarm) -> None:
    work = _clocks(R.VIEW, RequestDays(MONDAY, answered_on=MONDAY), today=today)[1]

    assert work.alarm is level


def test_what_ends_a_request_answers_it_too() -> None:
    days = RequestDays(MONDAY, ended_on=date(2026, 11, 3))

    assert [c.status for c in _clocks(R.DELETE, days, today=MONDAY)] == [Status.MET] * 2


def test_a_late_end_is_late_for_the_answer_and_in_time_for_the_work() -> None:
    days = RequestDays(MONDAY, ended_on=date(2026, 11, 6))
    answer, work = _clocks(R.DELETE, days, today=date(2026, 11, 9))

    assert (answer.status, work.status) == (Status.MET_LATE, Status.MET)


def test_a_withdrawal_ends_the_clocks_but_what_was_late_stays_late() -> None:
    days = RequestDays(MONDAY, withdrawn_on=date(2026, 11, 6))
    answer, work = _clocks(R.VIEW, days, today=date(2026, 11, 30))

    assert (answer.status, work.status) == (Status.OVERDUE, Status.VOID)
    assert running((answer, work)) is None


def test_the_clock_that_runs_out_first_leads() -> None:
    clocks = _clocks(R.VIEW, RequestDays(MONDAY), today=MONDAY)

    assert running(clocks) is clocks[0]


def test_a_request_before_the_law_has_no_clock() -> None:
    assert _clocks(R.VIEW, RequestDays(date(2025, 12, 31)), today=MONDAY) == ()


def test_every_open_state_has_a_way_out_and_no_ended_one() -> None:
    left = {state for origins, _to in STEPS.values() for state in origins}

    assert left == set(OPEN_STATES)
    assert set(OPEN_STATES) | set(ENDED_STATES) == set(RequestState)


def test_every_ground_but_the_free_one_names_its_article() -> None:
    assert set(RefusalReason) - set(ARTICLE_OF) == {RefusalReason.OTHER}


def _clocks(right: DataRight, days: RequestDays, *, today: date) -> tuple[DataClock, ...]:
    return request_clocks(right, days, today=today, calendar=CALENDAR)
