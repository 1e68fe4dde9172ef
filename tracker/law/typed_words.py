"""Read a typed-in case from words: a kind, steps as NAME=D, facts as NAME=V."""

from collections.abc import Sequence
from typing import TypeVar

from tracker.law.asking import beside, passage_named
from tracker.law.complexity import Criterion
from tracker.law.events import Circumstance, EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.naming import member_named, near
from tracker.law.rules import Passage
from tracker.law.terms import Refusal, Term
from tracker.law.typed_case import Typed, TypedCase, TypedFacts
from tracker.law.written import day_written, obstacle_written, shortened
from tracker.vietnamese import fold

T = TypeVar("T", bound=Term)
Told = dict[str, list[str]]  # What was written under each name.

CRITERIA, CIRCUMSTANCES = "criteria", "circumstances"
LEVEL, LEARNT_ON, OBSTACLE, PASSAGE = "level", "learnt_on", "obstacle", "passage"
FACTS = (LEVEL, LEARNT_ON, OBSTACLE, CRITERIA, PASSAGE)
REPEATABLE = frozenset({OBSTACLE, PASSAGE})
YES = frozenset({"yes", "y", "true", "1", "co"})
NO = frozenset({"no", "n", "false", "0", "khong"})


def typed_case(kind: str, steps: Sequence[str], facts: Sequence[str]) -> TypedCase:
    """Read a case, or refuse the first word that cannot be read, beside its field."""
    of_kind = _kind(kind)
    told = _told(facts)
    return TypedCase(
        kind=of_kind,
        level=_level(told.get(LEVEL, [Level.FIRST.value])[0]),
        steps=tuple(_step(place, step) for place, step in enumerate(steps)),
        facts=_facts(told),
    )


def _kind(name: str) -> CaseKind:
    kind = member_named(name, CaseKind)
    if kind is None:
        raise Refusal(
            "Không có loại vụ việc “%(name)s”. Có: %(known)s.",
            field="kind",
            name=shortened(name),
            known=", ".join(CaseKind),
        )
    return kind


def _level(name: str) -> Level:
    level = member_named(name, Level)
    if level is None:
        raise Refusal(
            "Không có lần giải quyết “%(name)s”. Có: %(known)s.",
            field=LEVEL,
            name=shortened(name),
            known=", ".join(Level),
        )
    return level


def _step(place: int, written: str) -> Typed:
    """Read NAME=D, with NAME=D:1,4 or NAME=D:criteria=1,4 where the step needs more."""
    with beside(f"event-{place}"):
        name, equals, rest = written.partition("=")
        if not equals:
            raise Refusal(
                "Bước “%(value)s” không đúng: ghi tên và ngày, ví dụ accepted=2026-07-10.",
                value=shortened(written),
            )
        day, _, details = rest.partition(":")
        type_ = _event(name)
        told = _details(details, CRITERIA if type_ is EventType.FOUND_COMPLEX else CIRCUMSTANCES)
        return Typed(
            type_,
            day_written(day),
            _criteria(told.get(CRITERIA, [])),
            tuple(_circumstance(each) for each in told.get(CIRCUMSTANCES, [])),
        )


def _event(name: str) -> EventType:
    event = member_named(name, EventType)
    if event is None:
        raise Refusal(
            "Không có bước “%(name)s”. Gần giống: %(near)s.",
            name=shortened(name),
            near=near(name, EventType),
        )
    return event


def _details(written: str, first: str) -> Told:
    """Split key=value,value,key=value; what stands before any key belongs to the first one."""
    told: Told = {}
    key = first
    for piece in filter(None, written.split(",")):
        name, equals, value = piece.rpartition("=")
        key = name.strip().casefold() if equals else key
        if key not in {CRITERIA, CIRCUMSTANCES}:
            raise Refusal(
                "Không có chi tiết “%(name)s” của một bước: chỉ có criteria và circumstances.",
                name=shortened(key),
            )
        told.setdefault(key, []).append(value)
    return told


def _criteria(codes: Sequence[str]) -> tuple[Criterion, ...]:
    found = []
    for code in codes:
        criterion = member_named(code, Criterion)
        if criterion is None:
            raise Refusal(
                "Không có tiêu chí “%(name)s”: ghi các số từ 1 đến 7.",
                field=CRITERIA,
                name=shortened(code),
            )
        found.append(criterion)
    return tuple(dict.fromkeys(found))


def _circumstance(name: str) -> Circumstance:
    circumstance = member_named(name, Circumstance)
    if circumstance is None:
        raise Refusal(
            "Không có cách thực hiện “%(name)s”. Có: %(known)s.",
            name=shortened(name),
            known=", ".join(Circumstance),
        )
    return circumstance


def _told(facts: Sequence[str]) -> Told:
    """Gather what was written under each name, and refuse a name that is unknown or said twice."""
    told: Told = {}
    for written in facts:
        name, equals, value = written.partition("=")
        if not equals:
            raise Refusal(
                "Dữ kiện “%(value)s” không đúng: ghi tên và giá trị, ví dụ at_desk=yes.",
                field="fact",
                value=shortened(written),
            )
        key = _fact(name)
        if key in told and key not in REPEATABLE:
            raise Refusal("Dữ kiện “%(name)s” được nêu hai lần.", field=key, name=key)
        told.setdefault(key, []).append(value.strip())
    return told


def _fact(name: str) -> str:
    plain = name.strip().casefold().replace("-", "_")
    if plain in FACTS:
        return plain
    trait = member_named(name, Trait)
    if trait is None:
        raise Refusal(
            "Không có dữ kiện “%(name)s”. Gần giống: %(near)s.",
            field="fact",
            name=shortened(name),
            near=near(name, Trait, *FACTS),
        )
    return str(trait)


def _facts(told: Told) -> TypedFacts:
    return TypedFacts(
        traits=frozenset(t for t in Trait if t.value in told and _is_so(t, told[t.value][0])),
        learnt_on=day_written(told[LEARNT_ON][0], LEARNT_ON) if LEARNT_ON in told else None,
        obstacles=tuple(obstacle_written(each, OBSTACLE) for each in told.get(OBSTACLE, ())),
        criteria=_criteria([c for each in told.get(CRITERIA, ()) for c in each.split(",")]),
        passages=tuple(_passage(each) for each in told.get(PASSAGE, ())),
    )


def _is_so(trait: Trait, answer: str) -> bool:
    plain = fold(answer)
    if plain not in YES | NO:
        raise Refusal(
            "Dữ kiện “%(name)s” phải là yes hoặc no, không phải “%(value)s”.",
            field=trait.value,
            name=trait.value,
            value=shortened(answer),
        )
    return plain in YES


def _passage(written: str) -> tuple[str, Passage]:
    rule, _, choice = written.partition(":")
    with beside(PASSAGE):
        passage = passage_named(choice.strip())
    if passage is None:
        raise Refusal(
            "Lựa chọn “%(value)s” không đúng: ghi quy tắc và old hoặc new, ví dụ KN-27:new.",
            field=PASSAGE,
            value=shortened(written),
        )
    return rule.strip(), passage
