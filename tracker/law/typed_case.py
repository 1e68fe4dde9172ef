"""A case that was only typed in: its steps and facts, checked, and as the law looks at them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.law.asking import beside
from tracker.law.complexity import Criterion
from tracker.law.events import FOUND_ONLY, Circumstance, Event, EventType, Trait
from tracker.law.history import COMPLEXITY
from tracker.law.kinds import CaseKind, Level, levels_of
from tracker.law.moves import MOVES
from tracker.law.reckoning import Pause
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Passage
from tracker.law.terms import Refusal

# A wrong date is typed anew, and the choice of a rule is a fact of the typed-in case.
NOT_TYPED = frozenset({EventType.CORRECTED, EventType.TRANSITION_CHOSEN})


@dataclass(frozen=True, slots=True)
class Typed:
    """One step of a typed-in case: what, when, and how it was done."""

    type: EventType
    on: date
    criteria: tuple[Criterion, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedFacts:
    """What stands about a typed-in case apart from its steps.

    `criteria` are those of a finding of complexity that names none itself, `obstacles` the periods
    that a time bar leaves out, `passages` rules with the choice between their old and new version.
    """

    traits: frozenset[Trait] = frozenset()
    learnt_on: date | None = None
    obstacles: tuple[Pause, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    passages: tuple[tuple[str, Passage], ...] = ()


@dataclass(frozen=True, slots=True)
class TypedCase:
    """All that was typed in about one case."""

    kind: CaseKind
    level: Level
    steps: tuple[Typed, ...]
    facts: TypedFacts

    @property
    def received_on(self) -> date:
        """Give the day of receipt, once the case is checked."""
        return next(s.on for s in self.steps if s.type is EventType.RECEIVED)


def steps_of(kind: CaseKind) -> tuple[EventType, ...]:
    """Give the steps that may be typed in for a kind, the receipt first."""
    moves = {m.event for m in MOVES if kind in m.kinds} - NOT_TYPED
    return tuple(e for e in EventType if e is EventType.RECEIVED or e in moves)


def traits_of(kind: CaseKind, rulebook: Rulebook) -> tuple[Trait, ...]:
    """Give the circumstances that something depends on in a kind, but for what must be found."""
    rules = rulebook.for_kind(kind)
    named = {t for rule in rules for t in rule.needs | rule.unless | rule.no_effect}
    named |= {t for rule in rules for version in rule.versions for t in version.conditions}
    named |= {t for m in MOVES if kind in m.kinds for t in m.needs | m.unless}
    return tuple(t for t in Trait if t in named - FOUND_ONLY)


def open_passages(kind: CaseKind, rulebook: Rulebook) -> tuple[str, ...]:
    """Give the rules of a kind that a change of law leaves open: the old or the new limit."""
    return tuple(
        rule.id
        for rule in rulebook.for_kind(kind)
        if any(v.transition and v.transition.passage is Passage.SILENT for v in rule.versions)
    )


def check(case: TypedCase, rulebook: Rulebook) -> None:
    """Refuse what no case can be like; what is merely unlawful is only noted later."""
    if case.level not in levels_of(case.kind):
        raise Refusal(
            "“%(kind)s” không có lần “%(level)s”. Có: %(known)s.",
            field="level",
            kind=case.kind,
            level=case.level,
            known=levels_of(case.kind),
        )
    _check_steps(case)
    _check_stops(case, rulebook)
    _check_complexity(case)
    _check_passages(case, rulebook)


def law_events(case: TypedCase) -> tuple[Event, ...]:
    """Give the typed steps as the law looks at them, the receipt with the facts on it."""
    told = {
        "kind": case.kind.value,
        "level": case.level.value,
        "traits": sorted(t.value for t in case.facts.traits),
    }
    return tuple(
        Event(n, step.type, step.on, None, None, _particulars(step, case.facts, told))
        for n, step in enumerate(_in_order(case.steps), 1)
    )


def implied_events(case: TypedCase, typed: Sequence[Event], rulebook: Rulebook) -> Iterable[Event]:
    """Give what no step said: the check that found the facts, the choices of a rule."""
    last = typed[-1]
    facts = case.facts
    if facts.learnt_on and not any(e.type is EventType.CHECKED for e in typed):
        yield Event(
            last.sequence + 1, EventType.CHECKED, case.received_on, None, None, _found(facts)
        )
    for n, (rule, passage) in enumerate(facts.passages, 2):
        chosen = {"rule": rulebook.rule(rule).id, "passage": passage.value}
        type_ = EventType.TRANSITION_CHOSEN
        yield Event(last.sequence + n, type_, last.legal_date, None, None, chosen)


def _in_order(steps: Iterable[Typed]) -> list[Typed]:
    """Put the steps in the order of their days, the receipt first of all on its day."""
    return sorted(steps, key=_by_day)


def _by_day(step: Typed) -> tuple[date, bool]:
    return step.on, step.type is not EventType.RECEIVED


def _particulars(step: Typed, facts: TypedFacts, told: dict[str, object]) -> dict[str, object]:
    if step.type is EventType.RECEIVED:
        return told
    if step.type is EventType.CHECKED:
        return _found(facts)
    if step.type is EventType.FOUND_COMPLEX:
        return {"criteria": [c.value for c in step.criteria or facts.criteria]}
    return {"circumstances": [c.value for c in step.circumstances]} if step.circumstances else {}


def _found(facts: TypedFacts) -> dict[str, object]:
    return {"learnt_on": facts.learnt_on, "obstacles": facts.obstacles}


def _check_steps(case: TypedCase) -> None:
    receipts = [n for n, s in enumerate(case.steps) if s.type is EventType.RECEIVED]
    if not receipts:
        raise Refusal("Hãy nêu ngày tiếp nhận (received).", field="received")
    if len(receipts) > 1:
        raise Refusal("Chỉ có một ngày tiếp nhận.", field=f"event-{receipts[1]}")
    known = steps_of(case.kind)
    for place, step in enumerate(case.steps):
        with beside(f"event-{place}"):
            _check_step(step, case, known)


def _check_step(step: Typed, case: TypedCase, known: tuple[EventType, ...]) -> None:
    if step.type in NOT_TYPED:
        raise Refusal(
            "Bước “%(step)s” không ghi ở đây: hãy sửa thẳng ngày của bước sai, và nêu lựa chọn "
            "quy định bằng passage, ví dụ passage=KN-27:new.",
            step=step.type,
        )
    if step.type not in known:
        raise Refusal(
            "Bước “%(step)s” không có trong loại vụ việc “%(kind)s”.",
            step=step.type,
            kind=case.kind,
        )
    if step.on < case.received_on:
        raise Refusal(
            "Bước “%(step)s” ngày %(day)s trước ngày tiếp nhận %(received)s.",
            step=step.type,
            day=f"{step.on:%d/%m/%Y}",
            received=f"{case.received_on:%d/%m/%Y}",
        )


def _check_stops(case: TypedCase, rulebook: Rulebook) -> None:
    """Refuse a stop of the clock within another one, and an end without a beginning."""
    rules = rulebook.for_kind(case.kind)
    pairs = {(p.starts, p.ends) for r in rules for p in r.pauses if p.starts and p.ends}
    for starts, ends in sorted(pairs):
        begun: Typed | None = None
        for step in _in_order(case.steps):
            with beside(f"event-{case.steps.index(step)}"):
                if step.type is starts and begun:
                    raise _overlapping(step, begun)
                if step.type is ends and not begun:
                    raise _without_beginning(step, starts)
            begun = {starts: step, ends: None}.get(step.type, begun)


def _overlapping(step: Typed, begun: Typed) -> Refusal:
    return Refusal(
        "Hai lần tạm dừng chồng lên nhau: “%(step)s” ngày %(day)s khi lần ngày %(begun)s chưa "
        "kết thúc.",
        step=step.type,
        day=f"{step.on:%d/%m/%Y}",
        begun=f"{begun.on:%d/%m/%Y}",
    )


def _without_beginning(step: Typed, starts: EventType) -> Refusal:
    return Refusal(
        "Bước “%(step)s” ngày %(day)s cần có bước “%(needed)s” trước đó.",
        step=step.type,
        day=f"{step.on:%d/%m/%Y}",
        needed=starts,
    )


def _check_complexity(case: TypedCase) -> None:
    """Complexity is found in writing with its criteria, never merely stated."""
    facts = case.facts
    stated = next((t for t in Trait if t in FOUND_ONLY & facts.traits), None)
    if stated:
        raise Refusal(
            "Vụ việc phức tạp phải được xác định bằng văn bản với tiêu chí cụ thể: "
            "hãy ghi bước “%(step)s”.",
            article=COMPLEXITY,
            field=stated.value,
            step=EventType.FOUND_COMPLEX,
        )
    findings = [s for s in case.steps if s.type is EventType.FOUND_COMPLEX]
    if any(not (s.criteria or facts.criteria) for s in findings):
        raise Refusal("Hãy chọn ít nhất một tiêu chí.", article=COMPLEXITY, field="criteria")
    if facts.criteria and not findings:
        raise Refusal(
            "Có tiêu chí mà chưa có bước “%(step)s”: hãy nêu bước đó với ngày của văn bản.",
            article=COMPLEXITY,
            field="criteria",
            step=EventType.FOUND_COMPLEX,
        )


def _check_passages(case: TypedCase, rulebook: Rulebook) -> None:
    for name, _passage in case.facts.passages:
        with beside("passage"):
            rule = rulebook.rule(name)
        if rule.id not in open_passages(case.kind, rulebook):
            raise Refusal(
                "%(rule)s không để ngỏ quy định áp dụng khi chuyển tiếp cho loại vụ việc "
                "“%(kind)s”.",
                field="passage",
                rule=rule.id,
                kind=case.kind,
            )
