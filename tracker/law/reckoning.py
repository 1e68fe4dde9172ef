"""Count a limit from its first day to its last: numbers only, cheap enough for bulk use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.law.calendar import Calendar
from tracker.law.rules import Direction, Length, Roll, Unit, Version

Pause = tuple[date, date]  # From the day of suspension up to the day of the decision to continue.


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One limit counted: where it ends, before and after rolling, and all that it was made of."""

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
) -> Reckoning:
    """Count a limit under a version from a day, which is not counted itself."""
    length = version.length_for(traits)
    total = total_days(version, length, extensions) if extensions else length.number
    merged = merge(pauses) if pauses else ()
    if direction == Direction.BEFORE:
        unrolled = _counted_back(start, total, length, calendar)
    else:
        unrolled = counted(start, total, length, calendar, merged)
    if calendar.is_working(unrolled):
        due = warn = unrolled
    else:
        due = calendar.roll(unrolled) if version.roll is Roll.NEXT_WORKING_DAY else unrolled
        warn = calendar.add_working_days(unrolled, -1)
    alternative = None
    if version.successor is not None:
        alternative = _under_the_new_law(version.successor, start, due, traits, calendar)
    if alternative is not None:
        warn = min(warn, alternative)
    return Reckoning(
        version, start, length, traits, direction, extensions, merged,
        unrolled, due, warn, alternative,
    )  # fmt: skip


def total_days(version: Version, length: Length, extensions: int) -> int:
    """Give the days of a length with those that its extensions add."""
    return length.number + extensions * (version.extensions.days if version.extensions else 0)


def counted(
    start: date, total: int, length: Length, calendar: Calendar, pauses: Iterable[Pause]
) -> date:
    """Give the last day counted after a day, without the days of the pauses.

    A pause that begins after the last day so far comes too late to move it.
    """
    end = _moved(start, total, length, calendar)
    for paused_on, resumed_on in pauses:
        first = max(paused_on, start + timedelta(1))
        if first > end:
            break
        end = _moved(end, _days_within(first, resumed_on, length, calendar), length, calendar)
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


def _moved(day: date, number: int, length: Length, calendar: Calendar) -> date:
    if length.working_days is None:
        return day + timedelta(number)
    return calendar.add_working_days(day, number)


def _days_within(first: date, resumed_on: date, length: Length, calendar: Calendar) -> int:
    if resumed_on <= first:
        return 0
    if length.working_days is None:
        return (resumed_on - first).days
    return calendar.working_days_between(first - timedelta(1), resumed_on - timedelta(1))


def _counted_back(start: date, total: int, length: Length, calendar: Calendar) -> date:
    """Give the last day on which the act is in time: the n-th day before, counted backwards."""
    return _moved(start, -total, length, calendar)


def _under_the_new_law(
    new: Version, start: date, due_on: date, traits: frozenset[str], calendar: Calendar
) -> date | None:
    """Give the date of the new law where the old limit was still running on its first day."""
    if due_on < new.from_:
        return None
    length = new.length_for(traits)
    end = calendar.roll(_moved(start, length.number, length, calendar))
    return end if end >= new.from_ else None
