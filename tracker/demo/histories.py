"""Honest histories: what happens to a case, step by step, some late, some paused, until today.

Proportions follow what provinces publish: nine in ten matters are recommendations and feedback,
most complaints prove wrong, about a quarter are withdrawn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, timedelta
from random import Random
from typing import Any

from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType, Trait
from tracker.law.grounds import grounds_for
from tracker.law.history import Outcome
from tracker.law.kinds import CaseKind, Field, Level
from tracker.law.moves import FORWARDING_LAW, SUSPENSION_LAW

E = EventType
KINDS: Mapping[CaseKind, float] = {
    CaseKind.FEEDBACK: 0.47,
    CaseKind.RECOMMENDATION: 0.37,
    CaseKind.COMPLAINT: 0.115,
    CaseKind.DENUNCIATION: 0.045,
}
OUTCOMES: Mapping[Outcome, float] = {
    Outcome.WRONG: 0.88,
    Outcome.PARTLY_RIGHT: 0.09,
    Outcome.RIGHT: 0.03,
}
SECOND_LEVEL = 0.08
OUTSIDE = 0.3
INELIGIBLE = 0.07
WITHDRAWN = 0.2
COMPLEX = 0.2
PAUSED = 0.07
SLOW = 0.1
FORGOTTEN = 0.02


class _UntilToday(Exception):  # noqa: N818 -- it ends a history, nothing went wrong
    """Raised when the next step would lie in the future."""


@dataclass(slots=True)
class History:
    """One case as it unfolds."""

    kind: CaseKind
    level: Level
    rng: Random
    calendar: Calendar
    today: date
    day: date
    traits: frozenset[str]
    field: Field
    events: list[Event] = default(default_factory=list)
    is_slow: bool = False

    def happens(self, event: EventType, after: tuple[int, int], **told: Any) -> None:
        """Let a step happen some days later, on a working day; stop where that is not past."""
        low, high = after
        days = self.rng.randint(low, high)
        if self.is_slow:
            days = days * 3 + 2
        day = self.calendar.roll(self.day + timedelta(days=days))
        if day > self.today:
            raise _UntilToday
        self.day = day
        self.events.append(Event(len(self.events) + 1, event, day, None, None, told))

    def chance(self, share: float) -> bool:
        """Draw whether something of this share happens."""
        return self.rng.random() < share

    def ground(self, event: EventType) -> str:
        """Draw a lawful ground for a step."""
        return str(self.rng.choice(grounds_for(event, self.kind, self.day)).value)


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a case begins."""

    kind: CaseKind
    field: Field
    received_on: date
    at_desk: bool


def live(rng: Random, calendar: Calendar, today: date, begins: Beginning) -> History:
    """Let a case live from its receipt until today."""
    kind, received_on = begins.kind, begins.received_on
    second = kind is CaseKind.COMPLAINT and rng.random() < SECOND_LEVEL
    traits = frozenset({Trait.AT_DESK.value} if begins.at_desk else set[str]())
    level = Level.SECOND if second else Level.FIRST
    history = History(kind, level, rng, calendar, today, received_on, traits, begins.field)
    history.is_slow = history.chance(SLOW)
    told = {"kind": kind.value, "level": level.value, "traits": sorted(traits)}
    history.events.append(Event(1, E.RECEIVED, received_on, None, None, told))
    try:
        if not history.chance(FORGOTTEN):
            _process(history)
    except _UntilToday:
        pass
    return history


def _process(h: History) -> None:
    outside = h.chance(OUTSIDE)
    if outside:
        h.traits |= {Trait.OUTSIDE_COMPETENCE.value}
    told = {
        "kind": h.kind.value,
        "level": h.level.value,
        "field": h.field.value,
        "traits": sorted(h.traits),
    }
    h.happens(E.CLASSIFIED, (1, 3), **told)
    if outside:
        _pass_on(h)
    elif h.chance(INELIGIBLE):
        _turn_down(h)
    else:
        _SETTLE[h.kind](h)


def _pass_on(h: History) -> None:
    complaint_before = h.kind is CaseKind.COMPLAINT and h.day < FORWARDING_LAW
    if complaint_before or h.chance(0.3):
        h.happens(E.GUIDED, (0, 3), to="Cơ quan có thẩm quyền")
    else:
        h.happens(E.FORWARDED, (0, 3), to="UBND xã nơi xảy ra vụ việc")
    h.happens(E.ARCHIVED, (5, 15))


def _turn_down(h: History) -> None:
    answered = h.kind in {CaseKind.RECOMMENDATION, CaseKind.FEEDBACK}
    event = E.FILED_AWAY if answered or h.chance(0.4) else E.REFUSED
    h.happens(event, (1, 4), ground=h.ground(event))
    h.happens(E.ARCHIVED, (5, 20))


def _withdraw(h: History) -> None:
    h.happens(E.DISCONTINUED, (3, 12), ground="dc-a")
    if h.kind in {CaseKind.COMPLAINT, CaseKind.DENUNCIATION}:
        h.happens(E.DISCONTINUATION_SENT, (1, 3))
    h.happens(E.ARCHIVED, (10, 25))


def _pause(h: History) -> None:
    lawful = h.kind is CaseKind.DENUNCIATION or h.day >= SUSPENSION_LAW
    if lawful and h.chance(PAUSED):
        h.happens(E.SUSPENDED, (2, 6), ground=h.ground(E.SUSPENDED))
        h.happens(E.SUSPENSION_SENT, (1, 2))
        h.happens(E.RESUMED, (10, 40))


def _settle_complaint(h: History) -> None:
    h.happens(E.ACCEPTED, (2, 4))
    h.happens(E.VERIFICATION_ORDERED, (1, 3))
    if h.chance(WITHDRAWN):
        return _withdraw(h)
    if h.chance(COMPLEX):
        h.happens(E.FOUND_COMPLEX, (1, 3), criteria=["2"])
    _pause(h)
    h.happens(E.VERIFICATION_REPORTED, (7, 14))
    h.happens(E.DIALOGUE_ANNOUNCED, (0, 1))
    h.happens(E.DIALOGUE_HELD, (6, 8))
    h.happens(E.DECIDED, (1, 4), outcome=_outcome(h))
    h.is_slow = h.chance(SLOW)
    h.happens(E.DECISION_SENT, (0, 2))
    h.happens(E.DECISION_RECEIVED, (1, 5))
    h.happens(E.DECISION_PUBLISHED, (2, 6))
    h.happens(E.ENFORCED, (25, 45))
    h.happens(E.ARCHIVED, (3, 15))
    return None


def _settle_denunciation(h: History) -> None:
    h.happens(E.ACCEPTED, (3, 5))
    h.happens(E.NOTIFIED, (1, 4))
    h.happens(E.VERIFICATION_ORDERED, (0, 1))
    if h.chance(0.1):
        return _withdraw(h)
    _pause(h)
    if h.chance(COMPLEX) and not h.is_slow:
        h.happens(E.FOUND_COMPLEX, (3, 5), criteria=["1", "7"])
        h.happens(E.EXTENDED, (1, 3))
        h.happens(E.VERIFICATION_REPORTED, (15, 25))
    else:
        h.happens(E.VERIFICATION_REPORTED, (10, 16))
    h.happens(E.CONCLUDED, (2, 5), outcome=_outcome(h))
    h.is_slow = h.chance(SLOW)
    h.happens(E.CONCLUSION_SENT, (1, 3))
    h.happens(E.CONCLUSION_HANDLED, (1, 3))
    h.happens(E.CONCLUSION_PUBLISHED, (0, 2))
    h.happens(E.ARCHIVED, (15, 40))
    return None


def _settle_by_answer(h: History) -> None:
    h.happens(E.ACCEPTED, (1, 3))
    if h.chance(0.35):
        h.happens(E.VERIFICATION_ORDERED, (0, 2))
        h.happens(E.VERIFICATION_REPORTED, (3, 8))
    h.happens(E.ANSWERED, (2, 7))
    h.happens(E.ARCHIVED, (3, 12))


def _outcome(h: History) -> str:
    return str(h.rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0].value)


_SETTLE: Mapping[CaseKind, Callable[[History], None]] = {
    CaseKind.COMPLAINT: _settle_complaint,
    CaseKind.DISCIPLINE_COMPLAINT: _settle_complaint,
    CaseKind.DENUNCIATION: _settle_denunciation,
    CaseKind.RECOMMENDATION: _settle_by_answer,
    CaseKind.FEEDBACK: _settle_by_answer,
}
