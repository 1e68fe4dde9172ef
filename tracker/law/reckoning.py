"""Count a limit from its first day to its last: numbers only, cheap enough for bulk use."""

import calendar as months
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.law.calendar import Calendar
from tracker.law.rules import FREQUENCIES, Direction, Length, Passage, Roll, Unit, Version

HOURS_A_DAY = 24

Pause = tuple[date, date]  # From the day of suspension up to the day of the decision to continue.


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One limit counted: where it ends, before and after rolling, and all that it was made of.

    Across a change of law `rival` is the version not taken, `transition_on` the day it would give,
    and `chosen` says which of the two was picked, if the law or anybody did.
    """

    version: Version
    start: date
    length: Length
    traits: frozenset[str]
    direction: Direction
    extensions: int
    pauses: tuple[Pause, ...]
    unrolled_on: date
    due_on: date
    warn_on: date
    transition_on: date | None
    chosen: Passage | None = None
    rival: Version | None = None

    @property
    def unit(self) -> Unit:
        """Say in what the limit is counted."""
        return self.length.unit

    @property
    def is_rolled(self) -> bool:
        """Say whether the last day fell on a day off and went to the next working day."""
        return self.due_on != self.unrolled_on

    @property
    def total(self) -> int:
        """Give the number of days with the extensions."""
        return total_days(self.version, self.length, self.extensions)


def reckon(
    version: Version,
    start: date,
    traits: frozenset[str],
    calendar: Calendar,
    *,
    extensions: int = 0,
    pauses: Sequence[Pause] = (),
    direction: Direction = Direction.AFTER,
    chosen: Passage | None = None,
) -> Reckoning:
    """Count a limit under a version from a day, which is not counted itself."""
    plain = _plainly(version, start, traits, calendar, extensions, pauses, direction)
    if version.transition is None or version.successor is None:
        return plain
    return _in_transition(plain, version, version.successor, calendar, chosen)


def _plainly(
    version: Version, start: date, traits: frozenset[str], calendar: Calendar,
    extensions: int, pauses: Sequence[Pause], direction: Direction,
) -> Reckoning:  # fmt: skip
    length = version.length_for(traits)
    total = total_days(version, length, extensions) if extensions else length.number
    merged = merge(pauses) if pauses else ()
    if length.unit in FREQUENCIES:
        unrolled = end_of_span(start, length.unit)
    elif direction == Direction.BEFORE:
        unrolled = _counted_back(start, total, length, calendar)
    else:
        unrolled = counted(start, total, length, calendar, merged, version.roll)
    if calendar.is_working(unrolled):
        due = warn = unrolled
    else:
        due = calendar.roll(unrolled) if version.roll is Roll.NEXT_WORKING_DAY else unrolled
        warn = calendar.add_working_days(unrolled, -1)
    return Reckoning(
        version, start, length, traits, direction, extensions, merged, unrolled, due, warn, None
    )


def _in_transition(
    old: Reckoning, version: Version, new: Version, calendar: Calendar, chosen: Passage | None
) -> Reckoning:
    """Set the two dates of a change of law side by side, and take the one that applies.

    Where nothing says which applies and nobody chose, the old limit stands and the earlier day is
    warned on.
    """
    if old.due_on < new.from_:
        return old
    other = _plainly(new, old.start, old.traits, calendar, 0, old.pauses, old.direction)
    if other.due_on < new.from_ or version.transition is None:
        return old
    stated = version.transition.passage
    passage = chosen if stated is Passage.SILENT else stated
    if passage is Passage.NEW:
        return replace(other, transition_on=old.due_on, chosen=passage, rival=version)
    if passage is Passage.OLD:
        return replace(old, transition_on=other.due_on, chosen=passage, rival=new)
    warn = min(old.warn_on, other.due_on)
    return replace(old, transition_on=other.due_on, warn_on=warn, rival=new)


def total_days(version: Version, length: Length, extensions: int) -> int:
    """Give the days of a length with those that its extensions add."""
    return length.number + extensions * (version.extensions.days if version.extensions else 0)


def counted(
    start: date,
    total: int,
    length: Length,
    calendar: Calendar,
    pauses: Iterable[Pause],
    roll: Roll = Roll.NONE,
) -> date:
    """Give the last day counted after a day, without the days of the pauses.

    A pause that begins after the last day so far comes too late to move it; where the last day
    rolls, a pause on the way to the rolled day is still in time and moves the rolled day.
    """
    end = _moved(start, total, length, calendar)
    for paused_on, resumed_on in pauses:
        first = max(paused_on, start + timedelta(1))
        last = calendar.roll(end) if roll is Roll.NEXT_WORKING_DAY else end
        if first > last:
            break
        end = last if first > end else end
        lost = _days_within(first, resumed_on, length, calendar)
        end = _pause_moved(end, lost, length, calendar)
    return end


def merge(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Join pauses that overlap or touch, in order, and drop those without a day."""
    joined: list[Pause] = []
    for paused_on, resumed_on in sorted(p for p in pauses if p[0] < p[1]):
        if joined and paused_on <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], resumed_on))
        else:
            joined.append((paused_on, resumed_on))
    return tuple(joined)


def end_of_span(day: date, unit: Unit) -> date:
    """Give the last day of the week (Monday to Sunday), month or year that holds a day."""
    if unit is Unit.PER_WEEK:
        return day + timedelta(6 - day.weekday())
    if unit is Unit.PER_MONTH:
        return day.replace(day=months.monthrange(day.year, day.month)[1])
    return date(day.year, 12, 31)


def end_of_years(day: date, years: int) -> date:
    """Give the same day so many years later, or the last of its month."""
    return months_later(day, years * 12)


def _moved(day: date, number: int, length: Length, calendar: Calendar) -> date:
    if length.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(day, number)
    if length.unit is Unit.DAYS:
        return day + timedelta(number)
    if length.unit is Unit.HOURS:
        # Hours run from a moment (Điều 147 khoản 1) to the same minute: each 24 of them is a day.
        return day + timedelta(int(number / HOURS_A_DAY))
    return months_later(day, number * (12 if length.unit is Unit.YEARS else 1))


def months_later(day: date, number: int) -> date:
    """Give the same day of a later month, or its last day (Điều 148 Bộ luật Dân sự 2015)."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _pause_moved(end: date, days: int, length: Length, calendar: Calendar) -> date:
    if length.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(end, days)
    return end + timedelta(days)


def _days_within(first: date, resumed_on: date, length: Length, calendar: Calendar) -> int:
    if resumed_on <= first:
        return 0
    if length.unit is Unit.WORKING_DAYS:
        return calendar.working_days_between(first - timedelta(1), resumed_on - timedelta(1))
    return (resumed_on - first).days


def _counted_back(start: date, total: int, length: Length, calendar: Calendar) -> date:
    """Give the last day on which the act is in time: the n-th day before, counted backwards."""
    return _moved(start, -total, length, calendar)
