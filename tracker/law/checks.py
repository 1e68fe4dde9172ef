"""What an inspector would want to see, found in the record itself; each check has its article."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType
from tracker.law.obligations import obligations
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Term

EXTENSION_IN_TIME = "Điều 30 khoản 4 Luật Tố cáo"
MANY = 3  # Extensions by one person on one day; a starting value of the house, not law.


class ExtensionFinding(Term):
    """What stands out about an extension."""

    AFTER_THE_END = (
        "after_the_end",
        "Ghi gia hạn sau ngày hết hạn",
        "Extension recorded after the end of the limit",
    )
    MANY_IN_ONE_DAY = (
        "many_in_one_day",
        "Một người ghi nhiều gia hạn trong một ngày",
        "Many extensions recorded by one person on one day",
    )


@dataclass(frozen=True, slots=True)
class LateExtension:
    """An extension that was written down after the limit that it extends had ended."""

    sequence: int
    due_on: date
    recorded_on: date


def extensions_recorded_late(
    events: tuple[Event, ...],
    recorded_on: Mapping[int, date],
    rulebook: Rulebook,
    calendar: Calendar,
) -> tuple[LateExtension, ...]:
    """Find extensions entered after the end, whatever legal date they carry (Điều 30 khoản 4)."""
    found = []
    for extension in (e for e in events if e.type is EventType.EXTENDED):
        before = tuple(e for e in events if e.sequence < extension.sequence)
        limits = (o for o in obligations(before, rulebook, calendar) if o.rule.extends)
        due_on = next((o.due_on for o in limits), None)
        day = recorded_on[extension.sequence]
        if due_on is not None and day > due_on:
            found.append(LateExtension(extension.sequence, due_on, day))
    return tuple(found)


def many_in_one_day(
    recorded: Iterable[tuple[date, int | None]],
) -> frozenset[tuple[date, int | None]]:
    """Find the days on which one person recorded many extensions."""
    counts = Counter(recorded)
    return frozenset(who for who, number in counts.items() if number >= MANY)
