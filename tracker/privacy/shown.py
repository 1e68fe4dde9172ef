"""A request as its page shows it: names covered in lists, each date with its reason."""

from dataclasses import dataclass

from tracker.casework.numbering import is_pseudonym
from tracker.law.calendar import Calendar
from tracker.law.data_clocks import DataClock
from tracker.law.explanation import Step, explain
from tracker.web.strip_days import ShownDay, shown_days


@dataclass(frozen=True, slots=True)
class ShownClock:
    """One limit with its days and steps."""

    clock: DataClock
    article: str
    days: tuple[ShownDay, ...]
    steps: tuple[Step, ...]


def shown_clock(clock: DataClock, calendar: Calendar) -> ShownClock:
    """Put a limit together with what explains it."""
    return ShownClock(
        clock,
        str(clock.reckoning.version.cite),
        shown_days(clock.reckoning, calendar),
        explain(clock.reckoning, clock.rule, calendar),
    )


def veiled(name: str) -> str:
    """Write a name so that who knows the person knows it, and nobody else: Trần T. H."""
    if is_pseudonym(name):
        return name
    first, *others = name.split() or [""]
    return " ".join([first, *(f"{word[:1].upper()}." for word in others)])
