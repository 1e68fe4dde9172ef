"""Replay what happened to a case and say which moves are lawful now, and why others are not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.law.events import Event, EventType, Facts, Trait, effective
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import MOVES, Move, State
from tracker.law.terms import Refusal

MAX_EXTENSIONS = 2  # Điều 30 khoản 3 Luật Tố cáo; khoản 2: once when complex
DIALOGUE_ALWAYS = "Điều 39, Điều 53, Điều 55 Luật Khiếu nại"

_MOVES_OF: Mapping[tuple[EventType, CaseKind], tuple[Move, ...]] = {
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
    before_suspension: State | None = None
    last_date: date | None = None


@dataclass(frozen=True, slots=True)
class ShutMove:
    """A move of this kind of case that is not lawful now, with the reason in words."""

    move: Move
    reason: Refusal


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


def advance(situation: Situation, event: Event) -> Situation:
    """Give the situation after one more event."""
    move = next(iter(_moves(situation, event.type)), None)
    state = _next_state(situation, event, move)
    suspended = event.type is EventType.SUSPENDED and situation.state is not State.SUSPENDED
    return replace(
        situation,
        state=state,
        facts=_facts_after(situation.facts, event),
        happened=situation.happened | {event.type},
        extensions=situation.extensions + (event.type is EventType.EXTENDED),
        before_suspension=situation.state if suspended else situation.before_suspension,
        last_date=event.legal_date,
    )


def _next_state(situation: Situation, event: Event, move: Move | None) -> State:
    if event.type is EventType.RESUMED and situation.state is State.SUSPENDED:
        return situation.before_suspension or State.ACCEPTED
    if move is None or move.to is None:
        return situation.state
    return move.to


def _facts_after(facts: Facts, event: Event) -> Facts:
    told = event.particulars
    if event.type in {EventType.RECEIVED, EventType.CLASSIFIED}:
        return Facts(
            CaseKind(str(told.get("kind", facts.kind.value))),
            Level(str(told.get("level", facts.level.value))),
            _traits(told.get("traits")) if "traits" in told else facts.traits,
        )
    if event.type is EventType.FOUND_COMPLEX:
        return replace(facts, traits=facts.traits | _complexity(told.get("criteria")))
    return facts


def _traits(value: object) -> frozenset[str]:
    return frozenset(str(v) for v in value) if isinstance(value, (list, tuple)) else frozenset()


def _complexity(criteria: object) -> frozenset[str]:
    """One criterion makes a case complex, two or more especially complex (Điều 3 NĐ 31/2019)."""
    many = isinstance(criteria, (list, tuple)) and len(criteria) > 1
    return frozenset({Trait.COMPLEX, Trait.ESPECIALLY_COMPLEX} if many else {Trait.COMPLEX})


def _moves(situation: Situation, event: EventType) -> tuple[Move, ...]:
    return tuple(m for m in _MOVES_OF[event, situation.facts.kind] if situation.state in m.origins)


def open_moves(situation: Situation, today: date) -> tuple[Move, ...]:
    """Give the moves that are lawful now, in the order of the table."""
    return tuple(
        m
        for m in MOVES
        if situation.facts.kind in m.kinds and objection(situation, m, today) is None
    )


def shut_moves(situation: Situation, today: date) -> tuple[ShutMove, ...]:
    """Give the moves that belong to this state but are not lawful now, each with its reason."""
    candidates = (
        m for m in MOVES if situation.facts.kind in m.kinds and situation.state in m.origins
    )
    reasons = ((m, objection(situation, m, today)) for m in candidates)
    return tuple(ShutMove(m, why) for m, why in reasons if why is not None)


def lawful_move(situation: Situation, event: EventType, on: date) -> Move:
    """Give the move that this event makes in this situation, or refuse with the reason."""
    candidates = _MOVES_OF[event, situation.facts.kind]
    if not candidates:
        raise Refusal("Bước “%(step)s” không áp dụng cho loại vụ việc này.", step=event)
    refusals = []
    for move in candidates:
        why = objection(situation, move, on)
        if why is None:
            return move
        refusals.append((situation.state in move.origins, why))
    raise next((why for at_state, why in refusals if at_state), refusals[0][1])


def objection(situation: Situation, move: Move, on: date) -> Refusal | None:
    """Say why a move is not lawful on a day in a situation; None where it is."""
    for test in (_wrong_state, _wrong_level, _not_yet_law, _lacks_trait, _already_done, _lacks_step,
                 _dialogue_missing, _too_many_extensions):  # fmt: skip
        refusal = test(situation, move, on)
        if refusal is not None:
            return refusal
    return None


def _wrong_state(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if situation.state in move.origins:
        return None
    return Refusal(
        "Chưa thể ghi “%(step)s” khi vụ việc ở trạng thái “%(state)s”.",
        article=move.article,
        step=move.event,
        state=situation.state,
    )


def _wrong_level(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if situation.facts.level in move.levels:
        return None
    return Refusal("Bước này chỉ có ở lần giải quyết đầu.", article=move.article)


def _not_yet_law(_situation: Situation, move: Move, on: date) -> Refusal | None:
    if move.since is None or on >= move.since:
        return None
    return Refusal(
        "Bước “%(step)s” chỉ có từ ngày %(since)s.",
        article=move.article,
        step=move.event,
        since=f"{move.since:%d/%m/%Y}",
    )


def _lacks_trait(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if move.needs - situation.facts.traits:
        return Refusal(
            "Chỉ thực hiện khi vụ việc được phân loại là không thuộc thẩm quyền.",
            article=move.article,
        )
    if move.unless & situation.facts.traits:
        return Refusal(
            "Vụ việc không thuộc thẩm quyền: hãy hướng dẫn hoặc chuyển đơn.", article=move.article
        )
    return None


def _already_done(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if not move.once or move.event not in situation.happened:
        return None
    return Refusal("Đã ghi nhận bước “%(step)s”.", article=move.article, step=move.event)


def _lacks_step(situation: Situation, move: Move, _on: date) -> Refusal | None:
    missing = [e for e in EventType if e in move.requires - situation.happened]
    if not missing:
        return None
    return Refusal(
        "Chưa thể ghi “%(step)s”: còn thiếu %(missing)s.",
        article=move.article,
        step=move.event,
        missing=tuple(missing),
    )


def _dialogue_missing(situation: Situation, move: Move, _on: date) -> Refusal | None:
    """Second-level and disciplinary complaints always need a dialogue before the decision."""
    always = (
        situation.facts.level is Level.SECOND
        or situation.facts.kind is CaseKind.DISCIPLINE_COMPLAINT
    )
    if move.event is not EventType.DECIDED or not always:
        return None
    if EventType.DIALOGUE_HELD in situation.happened:
        return None
    return Refusal("Chưa thể ra quyết định: chưa có biên bản đối thoại.", article=DIALOGUE_ALWAYS)


def _too_many_extensions(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if move.event is not EventType.EXTENDED:
        return None
    allowed = (
        MAX_EXTENSIONS if Trait.ESPECIALLY_COMPLEX in situation.facts.traits else MAX_EXTENSIONS - 1
    )
    if situation.extensions < allowed:
        return None
    return Refusal(
        "Đã gia hạn %(count)s lần: vụ việc phức tạp được gia hạn một lần, "
        "đặc biệt phức tạp được gia hạn hai lần.",
        article=move.article,
        count=situation.extensions,
    )
