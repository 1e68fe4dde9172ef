"""The dates that the patterns of periodic days give, worked by hand on the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.law.calendar import Calendar
from tracker.law.periodic import (
    Occurrence,
    Pattern,
    Recurrence,
    Weekday,
    WeekOfMonth,
    occurrences,
)

CALENDAR = Calendar.official()
D = date
THE_15TH = Recurrence(Pattern.DAY_OF_MONTH, 15)
SECOND_THURSDAY = Recurrence(
    Pattern.WEEKDAY_OF_MONTH, week=WeekOfMonth.SECOND, weekday=Weekday.THURSDAY
)
LAST_FRIDAY = Recurrence(Pattern.WEEKDAY_OF_MONTH, week=WeekOfMonth.LAST, weekday=Weekday.FRIDAY)
EVERY_TUESDAY = Recurrence(Pattern.WEEKLY, weekday=Weekday.TUESDAY)


@pytest.mark.parametrize(
    ("recurrence", "month", "days"),
    [
        (THE_15TH, 1, [D(2026, 1, 15)]),
        (THE_15TH, 2, [D(2026, 2, 23)]),  # A Sunday, then Tết up to 22/02.
        (THE_15TH, 8, [D(2026, 8, 17)]),  # A Saturday.
        (Recurrence(Pattern.DAY_OF_MONTH, 22), 8, [D(2026, 8, 22)]),  # A Saturday that is worked.
        (Recurrence(Pattern.DAY_OF_MONTH, 31), 9, [D(2026, 9, 30)]),
        (
            Recurrence(Pattern.DAY_OF_MONTH, 31),
            8,
            [D(2026, 9, 3)],
        ),  # Off to 02/09.
        (SECOND_THURSDAY, 10, [D(2026, 10, 8)]),
        (LAST_FRIDAY, 5, [D(2026, 5, 29)]),
        (LAST_FRIDAY, 7, [D(2026, 7, 31)]),
        (EVERY_TUESDAY, 11, [D(2026, 11, d) for d in (3, 10, 17, 25)]),  # 24/11 is off.
        (EVERY_TUESDAY, 2, [D(2026, 2, d) for d in (3, 10, 24)]),  # Tết has no working day.
    ],
)
def test_a_month_has_the_days_worked_by_hand(
    recurrence: Recurrence, month: int, days: list[date]
) -> None:
    assert [o.on for o in _of(recurrence, month)] == days


def test_a_rolled_day_knows_the_month_it_leaves() -> None:
    found = _of(Recurrence(Pattern.DAY_OF_MONTH, 31), 8)

    assert found == [Occurrence(D(2026, 8, 31), D(2026, 9, 3))]
    assert found[0].is_rolled
    assert found[0].leaves_month


@given(st.sampled_from([THE_15TH, SECOND_THURSDAY, LAST_FRIDAY]), st.integers(2020, 2027))
def test_a_monthly_rule_gives_one_working_day_for_every_month(
    recurrence: Recurrence, year: int
) -> None:
    found = occurrences(recurrence, CALENDAR, D(year, 1, 1), D(year, 12, 31))

    assert [o.nominal_on.month for o in found] == list(range(1, 13))
    assert all(CALENDAR.is_working(o.on) for o in found)
    assert all(CALENDAR.working_days_between(o.nominal_on, o.on) <= 1 for o in found)


@given(st.dates(D(2024, 1, 1), D(2027, 12, 31)), st.integers(0, 60))
def test_a_span_gives_what_its_parts_give(first: date, length: int) -> None:
    middle, last = first + timedelta(length), first + timedelta(2 * length + 1)

    whole = occurrences(EVERY_TUESDAY, CALENDAR, first, last)
    parts = [
        *occurrences(EVERY_TUESDAY, CALENDAR, first, middle),
        *occurrences(EVERY_TUESDAY, CALENDAR, middle + timedelta(1), last),
    ]

    assert list(whole) == parts


def _of(recurrence: Recurrence, month: int) -> list[Occurrence]:
    last = D(2026, month, 28 if month == 2 else 30 if month in {4, 6, 9, 11} else 31)
    return list(occurrences(recurrence, CALENDAR, D(2026, month, 1), last))
