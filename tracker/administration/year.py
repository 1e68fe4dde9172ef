"""One year of the calendar, month by month, as the page draws it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.law.calendar import DayKind, DayMark, proposed_days
from tracker.records.calendar import CalendarDay, calendar_in_use
from tracker.records.organisation import User
from tracker.web.months import Month, month_of

FIRST, LAST = 2000, 2100  # Outside of these nobody looks, and there is nothing to see.


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day off that was proposed and not decided, with the day that would make up for it."""

    off: DayMark
    worked: DayMark | None


@dataclass(frozen=True, slots=True)
class Act:
    """The days that were put into the calendar in one go, by which decision and by whom."""

    days: tuple[Any, ...]
    basis: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months, what was added to them and what is still open about them."""

    number: int
    months: tuple[Month, ...]
    is_known: bool
    is_provisional: bool
    known: range
    proposals: tuple[Proposal, ...]
    acts: tuple[Act, ...]


def year_of(session: Session, number: int) -> Year:
    """Draw a year of the calendar in use."""
    in_use = calendar_in_use(session)
    acts = _acts(session)
    added = {day.on for act in acts for day in act.days}
    known = in_use.known(number)
    return Year(
        number,
        tuple(month_of(in_use, number, month) for month in range(1, 13)),
        known,
        known and in_use.provisional(number),
        range(in_use.first_year, in_use.last_known_year + 1),
        _proposals(number, added),
        tuple(act for act in acts if any(day.on.year == number for day in act.days)),
    )


def _acts(session: Session) -> list[Act]:
    """List what administrators put into the calendar, the latest first."""
    rows = session.execute(
        select(
            CalendarDay.id,
            CalendarDay.on,
            CalendarDay.kind,
            CalendarDay.name,
            CalendarDay.basis,
            CalendarDay.recorded_at,
            User.full_name,
        )
        .join(User, User.id == CalendarDay.recorded_by_id)
        .order_by(CalendarDay.recorded_at.desc(), CalendarDay.basis, User.id, CalendarDay.on)
    )
    together = groupby(rows, key=lambda row: (row.basis, row.full_name, row.recorded_at))
    return [Act(tuple(days), *told) for told, days in together]


def _proposals(year: int, added: Collection[date]) -> tuple[Proposal, ...]:
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
