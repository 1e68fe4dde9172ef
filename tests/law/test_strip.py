"""The row of days on the page."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.slow_counter import Diary, days_from, last_day
from tracker.law.calendar import Calendar, days_in
from tracker.law.reckoning import Reckoning, reckon
from tracker.law.rulebook import Rulebook, Unit
from tracker.law.rules import FREQUENCIES
from tracker.law.strip import DayRole, StripDay, strip

BOOK = Rulebook.load()
CALENDAR = Calendar.official()


def test_a_rolled_limit_shows_the_last_counted_day_and_the_due_day() -> None:
    row = _by_day("KN-28", date(2026, 10, 25))

    assert row[date(2026, 10, 25)].role is DayRole.START
    assert row[date(2026, 10, 26)].ordinal == 1
    assert (row[date(2026, 11, 24)].role, row[date(2026, 11, 24)].ordinal) == (DayRole.ROLLED, 30)
    assert "Ngày Văn hóa Việt Nam" in row[date(2026, 11, 24)].name
    assert (row[date(2026, 11, 25)].role, row[date(2026, 11, 25)].ordinal) == (DayRole.DUE, None)


def test_working_days_show_weekends_holidays_and_worked_saturdays() -> None:
    row = _by_day("TCD-28.1", date(2024, 4, 26))

    assert row[date(2024, 4, 27)].role is DayRole.WEEKEND
    assert row[date(2024, 4, 29)].role is DayRole.HOLIDAY
    assert row[date(2024, 5, 4)].role is DayRole.WORKED_SATURDAY
    assert row[date(2024, 5, 4)].ordinal == 3
    assert (row[date(2024, 5, 14)].role, row[date(2024, 5, 14)].ordinal) == (DayRole.DUE, 10)


def test_a_limit_in_calendar_days_counts_weekends_and_made_up_saturdays_alike() -> None:
    row = _by_day("KN-28", date(2026, 8, 3))

    assert {row[date(2026, 8, d)].role for d in (8, 9, 22)} == {DayRole.COUNTED}


def test_paused_days_have_no_number() -> None:
    pause = (date(2026, 9, 15), date(2026, 10, 6))

    row = _by_day("KN-28", date(2026, 9, 1), pauses=[pause])

    assert Counter(d.role for d in row.values())[DayRole.PAUSED] == 21
    assert row[date(2026, 9, 14)].ordinal == 13
    assert row[date(2026, 10, 6)].ordinal == 14


def test_a_pause_after_the_end_does_not_hide_the_rolling() -> None:
    pause = (date(2027, 2, 2), date(2027, 2, 20))

    row = _by_day("KN-28", date(2026, 12, 1), traits={"complex", "remote"}, pauses=[pause])

    assert row[date(2027, 1, 31)].role is DayRole.ROLLED
    assert row[date(2027, 2, 1)].role is DayRole.DUE


def test_a_backward_limit_counts_from_the_right() -> None:
    row = _by_day("TCD-24.4a", date(2026, 12, 15))

    assert next(iter(row)) == date(2026, 12, 8)
    assert (row[date(2026, 12, 8)].role, row[date(2026, 12, 8)].ordinal) == (DayRole.DUE, 5)
    assert row[date(2026, 12, 14)].ordinal == 1
    assert row[date(2026, 12, 15)].role is DayRole.START


@given(st.sampled_from([r.id for r in BOOK.rules]), st.dates(date(2026, 7, 1), date(2027, 12, 31)))
def test_every_day_is_there_once_and_the_numbers_run_to_the_total(
    rule_id: str, start: date
) -> None:
    reckoning = _reckoned(rule_id, start)

    row = strip(reckoning, CALENDAR)

    first, last = sorted((reckoning.start, reckoning.due_on))
    assert [d.on for d in row] == list(days_in(first, last))
    numbers = sorted(d.ordinal for d in row if d.ordinal is not None)
    assert numbers == list(range(1, _days_counted(reckoning, numbers) + 1))


@given(st.integers(0, 6), st.integers(25, 36), st.integers(1, 20))
def test_a_pause_gives_no_day_a_number_beyond_the_total(
    weekday: int, offset: int, length: int
) -> None:
    start = date(2026, 9, 7) + timedelta(weekday)
    pause = (start + timedelta(offset), start + timedelta(offset + length))

    row = _by_day("KN-28", start, pauses=[pause])

    assert sorted(d.ordinal for d in row.values() if d.ordinal) == list(range(1, 31))


@pytest.mark.parametrize("role", [DayRole.START, DayRole.DUE])
def test_first_and_due_day_stand_once(role: DayRole) -> None:
    roles = [d.role for d in _by_day("KN-37", date(2026, 9, 1)).values()]

    assert roles.count(role) == 1


def _reckoned(rule_id: str, start: date, traits: Any = (), **options: Any) -> Reckoning:
    rule = BOOK.rule(rule_id)
    version = rule.in_force(start) or rule.versions[-1]
    return reckon(version, start, frozenset(traits), CALENDAR, direction=rule.direction, **options)


def _by_day(rule_id: str, start: date, **options: Any) -> dict[date, StripDay]:
    return {d.on: d for d in strip(_reckoned(rule_id, start, **options), CALENDAR)}


def _days_counted(reckoning: Reckoning, numbers: list[int]) -> int:
    """Count the days that have a number; months and years count each day, a span asks for none."""
    if reckoning.unit in FREQUENCIES:
        return len(numbers)
    if reckoning.unit is Unit.HOURS:
        return reckoning.total // 24
    if reckoning.unit in {Unit.DAYS, Unit.WORKING_DAYS}:
        return reckoning.total
    end = last_day(reckoning.start, reckoning.length.number, reckoning.unit, Diary())
    return len(days_from(reckoning.start, end))
