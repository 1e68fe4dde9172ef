"""One year of the calendar, month by month, as the page draws it."""

import calendar as weeks
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.law.calendar import Calendar, DayKind, DayMark, DayStatus, proposed_days
from tracker.records.calendar import CalendarDay, calendar_in_use

FIRST, LAST = 2000, 2100  # Outside of these nobody looks, and there is nothing to see.


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what is marked about it, and the number of the row if an administrator added it."""

    on: date
    works: bool
    mark: DayMark | None = None
    row_id: int | None = None

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


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day off that was proposed and not decided, with the day that would make up for it."""

    off: DayMark
    worked: DayMark | None


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months and what is still open about them."""

    number: int
    months: tuple[Month, ...]
    is_known: bool
    is_provisional: bool
    last_known: int
    proposals: tuple[Proposal, ...]


def year_of(session: Session, number: int) -> Year:
    """Draw a year of the calendar in use."""
    in_use = calendar_in_use(session)
    rows = session.execute(select(CalendarDay.on, CalendarDay.id)).all()
    added = {row.on: row.id for row in rows}
    known = in_use.known(number)
    return Year(
        number,
        tuple(_month(in_use, number, month, added) for month in range(1, 13)),
        known,
        known and in_use.provisional(number),
        in_use.last_known_year,
        _proposals(number, added),
    )


def _month(in_use: Calendar, year: int, number: int, added: Mapping[date, int]) -> Month:
    drawn = tuple(
        tuple(_day(in_use, date(year, number, n), added) if n else None for n in week)
        for week in weeks.Calendar().monthdayscalendar(year, number)
    )
    return Month(number, drawn)


def _day(in_use: Calendar, on: date, added: Mapping[date, int]) -> Day:
    mark = in_use.mark(on)
    off = mark.kind is not DayKind.WORKED_SATURDAY if mark else on.weekday() >= weeks.SATURDAY
    return Day(on, not off, mark, added.get(on))


def _proposals(year: int, added: Mapping[date, int]) -> tuple[Proposal, ...]:
    open_ones = [m for m in proposed_days() if m.on.year == year and m.on not in added]
    worked = [m for m in open_ones if m.kind is DayKind.WORKED_SATURDAY]
    return tuple(
        Proposal(off, _made_up_by(off, worked))
        for off in open_ones
        if off.kind is not DayKind.WORKED_SATURDAY
    )


def _made_up_by(off: DayMark, worked: Sequence[DayMark]) -> DayMark | None:
    """Find the working day whose name says that it makes up for a day off."""
    return next((m for m in worked if f"{off.on:%d/%m/%Y}" in m.name_vi), None)
