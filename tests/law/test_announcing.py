"""By when a session is posted, told, tested and connected: counted back by the rules."""

from datetime import date, time

import pytest

from tracker.law.announcing import OnlineStep, online_clock, online_in_force, posting_clock
from tracker.law.calendar import Calendar

CALENDAR = Calendar.official()
D = date


@pytest.mark.parametrize(
    ("session_on", "due_on"),
    [
        (D(2026, 12, 15), D(2026, 12, 8)),
        (D(2026, 11, 30), D(2026, 11, 20)),  # Over 24/11, Ngày Văn hóa Việt Nam.
        (D(2026, 2, 23), D(2026, 2, 9)),  # Over Tết Bính Ngọ.
    ],
)
def test_a_schedule_is_posted_so_many_working_days_before(session_on: date, due_on: date) -> None:
    clock = posting_clock(session_on, CALENDAR)

    assert clock is not None
    assert clock.due_on == due_on


def test_before_the_law_nothing_had_to_be_posted() -> None:
    assert posting_clock(D(2014, 6, 30), CALENDAR) is None


@pytest.mark.parametrize(
    ("done_on", "late"),
    [(D(2026, 12, 8), 0), (D(2026, 12, 9), 1), (D(2026, 12, 12), 3), (D(2026, 12, 14), 4)],
)
def test_a_late_act_is_late_by_its_working_days(done_on: date, late: int) -> None:
    clock = posting_clock(D(2026, 12, 15), CALENDAR)

    assert clock is not None
    assert clock.late_by(done_on, CALENDAR) == late


def test_an_act_on_the_day_off_after_the_last_day_is_late_by_one_day() -> None:
    clock = posting_clock(D(2026, 12, 18), CALENDAR)  # Due on Friday 11/12.

    assert clock is not None
    assert clock.late_by(D(2026, 12, 12), CALENDAR) == 1


@pytest.mark.parametrize(
    ("step", "due_on", "until"),
    [
        (OnlineStep.NOTIFIED, D(2026, 12, 1), None),
        (OnlineStep.TESTED, D(2026, 12, 7), None),
        (OnlineStep.CONNECTED, D(2026, 12, 8), time(12, 30)),
    ],
)
def test_an_online_session_is_told_tested_and_connected_in_time(
    step: OnlineStep, due_on: date, until: time | None
) -> None:
    clock = online_clock(step, D(2026, 12, 8), time(13, 30), CALENDAR)

    assert clock is not None
    assert (clock.due_on, clock.until) == (due_on, until)


@pytest.mark.parametrize("step", OnlineStep)
def test_before_01_07_2026_nobody_was_received_online(step: OnlineStep) -> None:
    assert online_clock(step, D(2026, 6, 30), time(8), CALENDAR) is None
    assert not online_in_force(D(2026, 6, 30))
    assert online_in_force(D(2026, 7, 1))
