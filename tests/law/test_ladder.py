"""The steps of the ladder, against a count of working days by hand."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.clock import VIETNAM
from tracker.law.calendar import Calendar
from tracker.law.ladder import HOUSE, Rung, Steps, checked, horizon, latest_step
from tracker.law.reminding import may_remind, next_moment
from tracker.law.terms import Refusal

CALENDAR = Calendar.official()
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
STEPS = st.builds(
    Steps,
    st.lists(st.integers(0, 20), max_size=4).map(tuple),
    st.lists(st.integers(1, 20), max_size=4).map(tuple),
)


def slow_step(day: date, number: int) -> date:
    """Walk day by day, counting those that are worked."""
    step = timedelta(days=1 if number > 0 else -1)
    while number:
        day += step
        number -= (1 if step.days > 0 else -1) * CALENDAR.is_working(day)
    return day


@given(STEPS, DAYS, st.integers(-40, 40))
def test_the_latest_step_is_the_one_a_slow_count_finds(steps: Steps, due: date, shift: int) -> None:
    today = due + timedelta(days=shift)

    found = latest_step(steps, warn_on=due, due_on=due, today=today, calendar=CALENDAR)

    passed = [n for n in steps.in_order if slow_step(due, n) <= today]
    assert found == (passed[-1] if passed else None)


@given(STEPS, DAYS, st.integers(-60, 60))
def test_nothing_beyond_the_horizon_has_a_step(steps: Steps, today: date, shift: int) -> None:
    due = today + timedelta(days=shift)
    farthest = horizon(dict.fromkeys(Rung, steps), today, CALENDAR)
    found = latest_step(steps, warn_on=due, due_on=due, today=today, calendar=CALENDAR)

    assert found is None or due <= farthest


def test_where_two_ways_of_counting_stand_the_earlier_is_warned_of() -> None:
    asked = {"warn_on": date(2026, 11, 12), "due_on": date(2026, 11, 20), "calendar": CALENDAR}

    assert latest_step(Steps((1,), (1,)), today=date(2026, 11, 11), **asked) == -1
    assert latest_step(Steps((1,), (1,)), today=date(2026, 11, 20), **asked) == -1
    assert latest_step(Steps((1,), (1,)), today=date(2026, 11, 23), **asked) == 1


def test_the_houses_ladder_goes_up_to_the_director() -> None:
    assert set(HOUSE) == set(Rung)
    assert all(checked(steps) for steps in HOUSE.values())
    assert HOUSE[Rung.HANDLER].in_order[0] < HOUSE[Rung.UNIT_HEAD].in_order[0] < 0
    assert HOUSE[Rung.DIRECTOR].in_order[0] > 0


def test_steps_are_put_in_order_and_said_once() -> None:
    assert checked(Steps((1, 3, 1), (5, 1))) == Steps((3, 1), (1, 5))


@pytest.mark.parametrize("steps", [Steps((61,)), Steps((-1,)), Steps((), (0,)), Steps((), (99,))])
def test_a_step_too_far_or_backwards_is_refused(steps: Steps) -> None:
    with pytest.raises(Refusal):
        checked(steps)


@pytest.mark.parametrize(
    ("moment", "next_"),
    [
        ("2026-11-12T09:00", "2026-11-12T09:00"),
        ("2026-11-12T03:00", "2026-11-12T07:00"),
        ("2026-11-12T17:31", "2026-11-13T07:00"),
        ("2026-11-13T18:00", "2026-11-16T07:00"),
        ("2026-11-14T09:00", "2026-11-16T07:00"),
        ("2026-11-23T20:00", "2026-11-25T07:00"),
    ],
)
def test_the_next_moment_to_remind_is_in_working_hours(moment: str, next_: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)

    found = next_moment(at, CALENDAR)

    assert found == datetime.fromisoformat(next_).replace(tzinfo=VIETNAM)
    assert may_remind(found, CALENDAR)
