"""The row of days of a counted limit as a page shows it: days that count alike are joined."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.reckoning import Reckoning
from tracker.law.strip import DayRole, StripDay, strip
from tracker.web.words import current_language

MOST_SINGLE_DAYS = 21
ALWAYS_JOINED = frozenset({DayRole.WEEKEND, DayRole.PAUSED})
NAMED = frozenset({DayRole.HOLIDAY, DayRole.WORKED_SATURDAY, DayRole.ROLLED})


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One box of the row of days: a day, or a run of days that count alike."""

    on: date
    mark: str
    ordinal: int | None
    note: str
    until: date | None = None
    last_ordinal: int | None = None


def shown_days(reckoning: Reckoning, calendar: Calendar) -> tuple[ShownDay, ...]:
    """Give the row from the first day to the due date, short enough to be looked at."""
    return tuple(_joined(strip(reckoning, calendar)))


def _joined(row: tuple[StripDay, ...]) -> Iterable[ShownDay]:
    joined: list[ShownDay] = []
    for day in map(_shown, row):
        last = joined[-1] if joined else None
        if last and _alike(last, day) and _may_join(day, len(row)):
            joined[-1] = replace(last, until=day.on, last_ordinal=day.ordinal)
        else:
            joined.append(day)
    return joined


def _shown(day: StripDay) -> ShownDay:
    name = day.name_en if current_language() == "en" else day.name
    return ShownDay(day.on, day.role.value, day.ordinal, name if day.role in NAMED else "")


def _alike(last: ShownDay, day: ShownDay) -> bool:
    return last.mark == day.mark and last.note == day.note


def _may_join(day: ShownDay, length: int) -> bool:
    return day.mark in ALWAYS_JOINED or length > MOST_SINGLE_DAYS
