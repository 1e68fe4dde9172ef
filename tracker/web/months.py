"""A month of the calendar in weeks, as pages draw it."""

import calendar as weeks
from dataclasses import dataclass
from datetime import date

from tracker.law.calendar import Calendar, DayKind, DayMark, DayStatus


@dataclass(frozen=True, slots=True)
class Day:
    """One day and what is marked about it."""

    on: date
    works: bool
    mark: DayMark | None = None

    @property
    def is_swap(self) -> bool:
        """Say whether the day was exchanged for another."""
        return self.mark is not None and self.mark.kind in {
            DayKind.SWAPPED_OFF,
            DayKind.WORKED_SATURDAY,
        }

    @property
    def is_provisional(self) -> bool:
        """Say whether the day is only expected."""
        return self.mark is not None and self.mark.status is DayStatus.PROVISIONAL


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday to Sunday; days of other months are left empty."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def marked(self) -> tuple[Day, ...]:
        """Give the days that are not like their weekday."""
        return tuple(d for week in self.weeks for d in week if d and d.mark)


def month_of(in_use: Calendar, year: int, number: int) -> Month:
    """Lay a month out in weeks."""
    drawn = tuple(
        tuple(_day(in_use, date(year, number, n)) if n else None for n in week)
        for week in weeks.Calendar().monthdayscalendar(year, number)
    )
    return Month(number, drawn)


def _day(in_use: Calendar, on: date) -> Day:
    mark = in_use.mark(on)
    off = mark.kind is not DayKind.WORKED_SATURDAY if mark else on.weekday() >= weeks.SATURDAY
    return Day(on, not off, mark)
