"""What was known of a duty on a day: the signs from which its lateness is learnt and forecast.

Pure. Nothing that happened after the day is looked at, not even the due date that it brought.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType, Trait, effective
from tracker.law.forecast import Foretold, Sign
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import State
from tracker.law.obligations import Standing, obligations
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Nature, Rule
from tracker.law.situation import Situation, advance, begin

NEW_YEAR = "Tết Nguyên đán"
MOVING = frozenset(
    {
        EventType.EXTENDED, EventType.SUSPENDED, EventType.RESUMED, EventType.FOUND_COMPLEX,
        EventType.TRANSITION_CHOSEN, EventType.CORRECTED, EventType.CLASSIFIED,
    }
)  # fmt: skip
NOBODY = 0


def foretold(rule: Rule) -> Foretold | None:
    """Say which of the great duties a rule is; None for all others."""
    if rule.nature is not Nature.DUTY:
        return None
    if EventType.CONCLUDED in rule.ends and EventType.ACCEPTED in rule.starts:
        return Foretold.CONCLUSION
    if EventType.ACCEPTED in rule.ends and EventType.RECEIVED in rule.starts:
        return Foretold.ACCEPTANCE
    answers = {EventType.DECIDED, EventType.ANSWERED} & rule.ends
    return Foretold.SETTLEMENT if answers and EventType.ACCEPTED in rule.starts else None


@cache
def foretold_rules() -> Mapping[str, Foretold]:
    """Give the rules whose lateness is forecast, by id."""
    found = {rule.id: foretold(rule) for rule in Rulebook.load().rules}
    return {rule_id: duty for rule_id, duty in found.items() if duty}


@dataclass(frozen=True, slots=True)
class Span:
    """Who had a case, from a day up to another, the last not included."""

    starts_on: date
    ends_on: date
    user_id: int | None
    unit_id: int | None


class Loads:
    """How many open cases lay with a person or a unit on any day."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Lay out the days on which cases came and went, by person and by unit."""
        self._came: dict[tuple[str, int], list[date]] = {}
        self._went: dict[tuple[str, int], list[date]] = {}
        for span in spans:
            for key in (("user", span.user_id), ("unit", span.unit_id)):
                if key[1] is not None:
                    self._came.setdefault((key[0], key[1]), []).append(span.starts_on)
                    self._went.setdefault((key[0], key[1]), []).append(span.ends_on)
        for days in (*self._came.values(), *self._went.values()):
            days.sort()

    def of_user(self, user_id: int | None, day: date) -> int:
        """Give the open cases of a person on a day."""
        return self._open(("user", user_id or NOBODY), day)

    def of_unit(self, unit_id: int | None, day: date) -> int:
        """Give the open cases of a unit on a day."""
        return self._open(("unit", unit_id or NOBODY), day)

    def usual(self, day: date) -> int:
        """Give the usual load of a person who had cases on a day: the middle one."""
        loads = sorted(n for key in self._came if key[0] == "user" if (n := self._open(key, day)))
        return loads[len(loads) // 2] if loads else 0

    def _open(self, key: tuple[str, int], day: date) -> int:
        came, went = self._came.get(key), self._went.get(key)
        return bisect_right(came, day) - bisect_right(went, day) if came and went else 0


@dataclass(frozen=True, slots=True)
class Path:
    """The steps of a case in the order of law, and how it stood after each."""

    events: tuple[Event, ...]
    days: tuple[date, ...]
    situations: tuple[Situation, ...]

    @staticmethod
    def of(events: Sequence[Event]) -> "Path":
        """Follow the recorded events, as corrected."""
        standing = effective(tuple(events))
        place = next(i for i, e in enumerate(standing) if e.type is EventType.RECEIVED)
        situation = begin(standing[place])
        found = []
        for event in standing[place + 1 :]:
            found.append(situation)
            situation = advance(situation, event)
        kept = standing[place:]
        return Path(kept, tuple(e.legal_date for e in kept), (*found, situation))


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty whose lateness is forecast, with the path of its case and who had it."""

    id: int
    case_id: int
    duty: Foretold
    rule: str
    started_by: int
    started_on: date
    due_on: date
    standing: Standing
    met_on: date | None
    kind: CaseKind
    level: Level
    field: str
    path: Path
    spans: tuple[Span, ...]

    def due_as_of(self, day: date, calendar: Calendar) -> date:
        """Give the due date as it stood on a day: what later extended or paused it is not seen."""
        later = self.path.events[bisect_right(self.path.days, day) :]
        if not any(e.type in MOVING for e in later):
            return self.due_on
        seen = self.path.events[: bisect_right(self.path.days, day)]
        for obligation in obligations(seen, Rulebook.load(), calendar):
            if (obligation.rule.id, obligation.started_by) == (self.rule, self.started_by):
                return obligation.due_on
        return self.due_on

    def holder(self, day: date) -> Span | None:
        """Give who had the case on a day."""
        return next((s for s in self.spans if s.starts_on <= day < s.ends_on), None)


def signs(owed: Owed, day: date, due_on: date, loads: Loads, calendar: Calendar) -> dict[str, Sign]:
    """Give what was known of a duty on a day."""
    known = max(1, bisect_right(owed.path.days, day))
    situation = owed.path.situations[known - 1]
    seen = owed.path.events[:known]
    limit = max((due_on - owed.started_on).days, 1)
    share = (day - owed.started_on).days / limit
    holder = owed.holder(day)
    return {
        "kind": str(owed.kind),
        "level": str(owed.level),
        "field": owed.field,
        "channel": _channel(situation),
        "step": str(situation.state),
        "step_then": f"{situation.state}|{min(2, int(share * 3))}",
        "since": (day - owed.path.days[known - 1]).days / limit,
        "events": float(known),
        "pauses": str(min(2, sum(e.type is EventType.SUSPENDED for e in seen))),
        "extensions": str(min(2, situation.extensions)),
        "complexity": _complexity(situation),
        "handler": float(loads.of_user(holder.user_id, day)) if holder else 0.0,
        "unit": float(loads.of_unit(holder.unit_id, day)) if holder else 0.0,
        "assigned": "yes" if holder and holder.user_id else "no",
        "days_off": float(_days_off(day, due_on, calendar)),
        "new_year": "yes" if _new_year(day, due_on, calendar) else "no",
    }


def stepped(now: Mapping[str, Sign], state: State, share: float) -> dict[str, Sign]:
    """Give the signs as they would be had the next step just been taken."""
    return {
        **now,
        "step": str(state),
        "step_then": f"{state}|{min(2, int(share * 3))}",
        "since": 0.0,
        "events": float(now["events"]) + 1,
    }


def _channel(situation: Situation) -> str:
    traits = situation.facts.traits
    return next((t.value for t in (Trait.AT_DESK, Trait.PASSED_ON) if t.value in traits), "post")


def _complexity(situation: Situation) -> str:
    traits = situation.facts.traits
    graver = (Trait.ESPECIALLY_COMPLEX, Trait.COMPLEX)
    return next((t.value for t in graver if t.value in traits), "plain")


def _days_off(day: date, due_on: date, calendar: Calendar) -> int:
    """Count the days until the due date that are neither worked nor a usual weekend."""
    return max(0, _weekdays(day, due_on) - calendar.working_days_between(day, due_on))


def _weekdays(day: date, due_on: date) -> int:
    """Count Mondays to Fridays after a day up to and with another."""
    return _weekdays_before(due_on.toordinal() + 1) - _weekdays_before(day.toordinal() + 1)


def _weekdays_before(ordinal: int) -> int:
    weeks, rest = divmod(ordinal - 1, 7)  # The first ordinal, 1, is a Monday.
    return weeks * 5 + min(rest, 5)


@lru_cache(maxsize=64)
def _new_year_days(calendar: Calendar, year: int) -> tuple[date, ...]:
    return tuple(m.on for m in calendar.marks(year) if NEW_YEAR in m.name_vi)


def _new_year(day: date, due_on: date, calendar: Calendar) -> bool:
    return any(
        bisect_left(days, day) < bisect_right(days, due_on)
        for year in range(day.year, due_on.year + 1)
        if (days := _new_year_days(calendar, year))
    )


def day_at(share: float, start: date, end: date) -> date:
    """Give the day at a share of the way from one day to another."""
    return start + timedelta(days=round(share * (end - start).days))
