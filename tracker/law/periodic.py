"""The patterns by which an agency sets its periodic days, and the dates that they give.

"Ngày 15, trùng ngày nghỉ thì ngày làm việc tiếp theo", "thứ Năm của tuần thứ hai", "thứ Ba hằng
tuần". A day off rolls on to the next working day; the nominal date names the occurrence, so that
the same one is known again whatever the calendar becomes.
"""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.law.calendar import WEEKDAYS_EN, WEEKDAYS_VI, Calendar
from tracker.law.reckoning import end_of_span
from tracker.law.rules import Unit
from tracker.law.terms import Term


class Weekday(Term):
    """The days of the week."""

    MONDAY = "monday", WEEKDAYS_VI[0], WEEKDAYS_EN[0]
    TUESDAY = "tuesday", WEEKDAYS_VI[1], WEEKDAYS_EN[1]
    WEDNESDAY = "wednesday", WEEKDAYS_VI[2], WEEKDAYS_EN[2]
    THURSDAY = "thursday", WEEKDAYS_VI[3], WEEKDAYS_EN[3]
    FRIDAY = "friday", WEEKDAYS_VI[4], WEEKDAYS_EN[4]
    SATURDAY = "saturday", WEEKDAYS_VI[5], WEEKDAYS_EN[5]
    SUNDAY = "sunday", WEEKDAYS_VI[6], WEEKDAYS_EN[6]

    @property
    def number(self) -> int:
        """Give the number that Python gives the weekday: Monday is 0."""
        return tuple(Weekday).index(self)


class WeekOfMonth(Term):
    """Which of the Mondays, Tuesdays … of a month is meant."""

    FIRST = "first", "thứ nhất", "first"
    SECOND = "second", "thứ hai", "second"
    THIRD = "third", "thứ ba", "third"
    FOURTH = "fourth", "thứ tư", "fourth"
    LAST = "last", "cuối cùng", "last"


class Pattern(Term):
    """The kinds of rule by which periodic days are set."""

    DAY_OF_MONTH = "day_of_month", "Một ngày cố định trong tháng", "A fixed day of the month"
    WEEKDAY_OF_MONTH = (
        "weekday_of_month",
        "Một thứ cố định của tuần trong tháng",
        "A fixed weekday of a week of the month",
    )
    WEEKLY = "weekly", "Một thứ cố định mỗi tuần", "A fixed weekday of every week"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One rule: its pattern and the part that the pattern needs."""

    pattern: Pattern
    day_of_month: int | None = None
    week: WeekOfMonth | None = None
    weekday: Weekday | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a rule: the nominal day, and the working day on which it falls."""

    nominal_on: date
    on: date

    @property
    def is_rolled(self) -> bool:
        """Say whether the nominal day is a day off."""
        return self.on != self.nominal_on

    @property
    def leaves_month(self) -> bool:
        """Say whether rolling led into the next month, which leaves this one without its day."""
        return (self.on.year, self.on.month) != (self.nominal_on.year, self.nominal_on.month)

    @property
    def leaves_week(self) -> bool:
        """Say whether rolling led into the next week."""
        return self.on > end_of_span(self.nominal_on, Unit.PER_WEEK)


def occurrences(
    recurrence: Recurrence, calendar: Calendar, first: date, last: date
) -> tuple[Occurrence, ...]:
    """Give the dates of a rule whose nominal days lie between two days, both included.

    A weekly day that would roll into the next week is left out: that week has its own.
    """
    nominal = (d for d in _nominal(recurrence, first, last) if first <= d <= last)
    found = (Occurrence(day, calendar.roll(day)) for day in nominal)
    weekly = recurrence.pattern is Pattern.WEEKLY
    return tuple(o for o in found if not (weekly and o.leaves_week))


def _nominal(recurrence: Recurrence, first: date, last: date) -> Iterator[date]:
    if recurrence.pattern is Pattern.WEEKLY:
        assert recurrence.weekday is not None  # noqa: S101 - this pattern has one
        day = first + timedelta((recurrence.weekday.number - first.weekday()) % 7)
        while day <= last:
            yield day
            day += timedelta(7)
        return
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield _in_month(recurrence, *divmod(number, 12))


def _in_month(recurrence: Recurrence, year: int, month_before: int) -> date:
    """Give the nominal day of a month; the 31st of a shorter month is its last day."""
    first, days = date(year, month_before + 1, 1), months.monthrange(year, month_before + 1)[1]
    if recurrence.pattern is Pattern.DAY_OF_MONTH:
        assert recurrence.day_of_month is not None  # noqa: S101 - this pattern has one
        return first.replace(day=min(recurrence.day_of_month, days))
    assert recurrence.weekday is not None  # noqa: S101 - this pattern has both
    assert recurrence.week is not None  # noqa: S101 - this pattern has both
    offset = (recurrence.weekday.number - first.weekday()) % 7
    if recurrence.week is WeekOfMonth.LAST:
        return first + timedelta(offset + 7 * ((days - 1 - offset) // 7))
    return first + timedelta(offset + 7 * tuple(WeekOfMonth).index(recurrence.week))
