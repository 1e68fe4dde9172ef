"""Replay what happened to a case: where it stands, and what stands about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.law.events import FOUND_ONLY, Event, EventType, Facts, Trait, effective
from tracker.law.kinds import CaseKind, Level
from tracker.law.move import PENDING
from tracker.law.moves import MOVES, Move, State
from tracker.law.terms import Refusal

MOVES_OF: Mapping[tuple[EventType, CaseKind], tuple[Move, ...]] = {
    (event, kind): tuple(m for m in MOVES if m.event is event and kind in m.kinds)
    for event in EventType
    for kind in CaseKind
}


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a case stands after some of its events."""

    state: State
    facts: Facts
    happened: frozenset[EventType] = frozenset()
    extensions: int = 0
    experts_asked: int = 0
    before_suspension: State | None = None
    last_date: date | None = None


def begin(received: Event) -> Situation:
    """Give the situation right after receipt, from what the receipt says of the matter."""
    facts = Facts(CaseKind(str(received.particulars.get("kind", CaseKind.FEEDBACK))))
    facts = _facts_after(facts, received)
    return Situation(
        State.RECEIVED, facts, frozenset({EventType.RECEIVED}), last_date=received.legal_date
    )


def replay(events: Iterable[Event]) -> Situation:
    """Follow the events, as corrected, from receipt on; never raise on what is stored."""
    standing = effective(tuple(events))
    receipt = next((e for e in standing if e.type is EventType.RECEIVED), None)
    if receipt is None:
        raise Refusal("Vụ việc chưa có sự kiện tiếp nhận.")
    situation = begin(receipt)
    for event in standing:
        if event is not receipt:
            situation = advance(situation, event)
    return situation


def facts_of(standing: Iterable[Event]) -> Facts:
    """Give what stands about a case after its events, as corrected and in the order of law."""
    events = tuple(standing)
    receipt = next((e for e in events if e.type is EventType.RECEIVED), None)
    if receipt is None:
        raise Refusal("Vụ việc chưa có sự kiện tiếp nhận.")
    facts = begin(receipt).facts
    for event in events:
        if event.type in _TELLING and event is not receipt:
            facts = _facts_after(facts, event)
    return facts


_TELLING = frozenset(
    {
        EventType.RECEIVED, EventType.CLASSIFIED, EventType.CHECKED, EventType.FOUND_COMPLEX,
        EventType.SHORT_TRACK_CHOSEN,
    }
)  # fmt: skip


def advance(situation: Situation, event: Event) -> Situation:
    """Give the situation after one more event, lawful or not: what was recorded is followed."""
    move = next(iter(_moves(situation, event.type)), _leading(situation, event.type))
    state = _next_state(situation, event, move)
    suspended = event.type is EventType.SUSPENDED and situation.state is not State.SUSPENDED
    return replace(
        situation,
        state=state,
        facts=_facts_after(situation.facts, event),
        happened=situation.happened | {event.type},
        extensions=situation.extensions + (event.type is EventType.EXTENDED),
        experts_asked=situation.experts_asked + _EXPERTS.get(event.type, 0),
        before_suspension=situation.state if suspended else situation.before_suspension,
        last_date=event.legal_date,
    )


_EXPERTS = {EventType.EXPERT_REQUESTED: 1, EventType.EXPERT_ANSWERED: -1}


def _next_state(situation: Situation, event: Event, move: Move | None) -> State:
    if event.type is EventType.RESUMED and situation.state is State.SUSPENDED:
        return situation.before_suspension or State.ACCEPTED
    if move is None or move.to is None:
        return situation.state
    return move.to


def _facts_after(facts: Facts, event: Event) -> Facts:
    told = event.particulars
    if event.type in {EventType.RECEIVED, EventType.CLASSIFIED}:
        return _facts_told(facts, told)
    if event.type is EventType.CHECKED:
        return replace(
            facts, learnt_on=_day(told.get("learnt_on")), obstacles=_periods(told.get("obstacles"))
        )
    if event.type is EventType.FOUND_COMPLEX:
        return replace(facts, traits=facts.traits | _complexity(told.get("criteria")))
    if event.type is EventType.SHORT_TRACK_CHOSEN:
        return replace(facts, traits=facts.traits | {Trait.SHORT_TRACK})
    return facts


def _facts_told(facts: Facts, told: Mapping[str, object]) -> Facts:
    """Take what a receipt or a classification says; complexity comes by a finding alone."""
    kind = CaseKind(str(told.get("kind", facts.kind.value)))
    traits = facts.traits
    if "traits" in told:
        traits = _traits(told["traits"]) - FOUND_ONLY | facts.traits & FOUND_ONLY
    if kind is CaseKind.DISCIPLINE_COMPLAINT:
        traits |= {Trait.INTERNAL}
    level = Level(str(told.get("level", facts.level.value)))
    return replace(facts, kind=kind, level=level, traits=traits)


def _traits(value: object) -> frozenset[str]:
    return frozenset(str(v) for v in value) if isinstance(value, (list, tuple)) else frozenset()


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if isinstance(value, str) else None


def _periods(value: object) -> tuple[tuple[date, date], ...]:
    pairs = value if isinstance(value, (list, tuple)) else ()
    days = ((_day(begun), _day(ended)) for begun, ended in pairs)
    return tuple((begun, ended) for begun, ended in days if begun and ended)


def _complexity(criteria: object) -> frozenset[str]:
    """One criterion makes a case complex, two or more especially complex (Điều 3 NĐ 31/2019)."""
    many = isinstance(criteria, (list, tuple)) and len(criteria) > 1
    return FOUND_ONLY if many else frozenset({Trait.COMPLEX})


def _moves(situation: Situation, event: EventType) -> tuple[Move, ...]:
    return tuple(m for m in MOVES_OF[event, situation.facts.kind] if situation.state in m.origins)


def _leading(situation: Situation, event: EventType) -> Move | None:
    """Give the move that an event out of order would still make, where it leads forward."""
    moves = MOVES_OF[event, situation.facts.kind]
    return next((m for m in moves if m.to is not None and m.to not in PENDING), None)
