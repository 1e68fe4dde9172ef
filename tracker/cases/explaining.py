"""Why a date is that date: the steps of the counting and the row of days, for one obligation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from tracker.casework.events import law_events
from tracker.law.calendar import Calendar
from tracker.law.explanation import Step, explain
from tracker.law.obligations import Obligation, obligations
from tracker.law.rulebook import Rulebook
from tracker.law.strip import DayRole, StripDay, strip
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import Case
from tracker.web.words import current_language

MOST_SINGLE_DAYS = 21
ALWAYS_JOINED = frozenset({DayRole.WEEKEND, DayRole.PAUSED})


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One box of the row of days: a day, or a run of days that count alike."""

    on: date
    mark: str
    ordinal: int | None
    note: str
    until: date | None = None
    last_ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """One obligation with all that makes its date."""

    obligation: Obligation
    steps: tuple[Step, ...]
    days: tuple[ShownDay, ...]


def explained(session: Session, case: Case, rule_id: str, started_by: int) -> Explained | None:
    """Derive an obligation anew and say how its date was counted."""
    calendar = calendar_in_use(session)
    derived = obligations(law_events(case), Rulebook.load(), calendar)
    found = next((o for o in derived if (o.rule.id, o.started_by) == (rule_id, started_by)), None)
    if found is None:
        return None
    steps = explain(found.reckoning, found.rule, calendar)
    return Explained(found, steps, tuple(_days(found, calendar)))


def _days(obligation: Obligation, calendar: Calendar) -> Iterable[ShownDay]:
    row = strip(obligation.reckoning, calendar)
    joined: list[ShownDay] = []
    for day in map(_shown, row):
        last = joined[-1] if joined else None
        if last and _alike(last, day) and _may_join(day, len(row)):
            joined[-1] = replace(last, until=day.on, last_ordinal=day.ordinal)
        else:
            joined.append(day)
    return joined


def _shown(day: StripDay) -> ShownDay:
    named = day.role in {DayRole.HOLIDAY, DayRole.WORKED_SATURDAY, DayRole.ROLLED}
    name = day.name_en if current_language() == "en" else day.name
    return ShownDay(day.on, day.role.value, day.ordinal, name if named else "")


def _alike(last: ShownDay, day: ShownDay) -> bool:
    return last.mark == day.mark and last.note == day.note


def _may_join(day: ShownDay, length: int) -> bool:
    if day.mark in {DayRole.START, DayRole.DUE}:
        return False
    return day.mark in ALWAYS_JOINED or length > MOST_SINGLE_DAYS
