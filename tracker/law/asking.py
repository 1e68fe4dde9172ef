"""Answer what somebody asks about one limit: typed words checked, then counted."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.law.calendar import Calendar
from tracker.law.events import Trait
from tracker.law.naming import member_named
from tracker.law.reckoning import Pause, Reckoning, reckon
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Passage, Rule, Version
from tracker.law.terms import Refusal
from tracker.law.written import shortened

PICKED = (Passage.OLD, Passage.NEW)


@dataclass(frozen=True, slots=True)
class Asked:
    """One limit as somebody asks for it, in words; nothing of it is checked yet."""

    rule: str
    start: date
    variants: tuple[str, ...] = ()
    extensions: int = 0
    pauses: tuple[Pause, ...] = ()
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The rule that was asked for, and its limit counted."""

    rule: Rule
    reckoning: Reckoning


def answer(asked: Asked, rulebook: Rulebook, calendar: Calendar) -> Answered:
    """Count the limit under the version in force on its first day, or refuse beside a field."""
    with beside("rule"):
        rule, alias = rulebook.rule(asked.rule), rulebook.alias(asked.rule)
    with beside("from"):
        version = rule.on(asked.start)
    traits = alias.variants | {_variant(name, rule, version) for name in asked.variants}
    extensions = asked.extensions or alias.extensions
    _check_extensions(extensions, rule, version, traits)
    _check_pauses(asked.pauses, rule, asked.start)
    with beside("chosen"):
        chosen = passage_named(asked.chosen)
    with beside("from"):
        reckoning = reckon(
            version, asked.start, traits, calendar, extensions=extensions, pauses=asked.pauses,
            direction=rule.direction, chosen=chosen,
        )  # fmt: skip
    if chosen and not _is_open(version, reckoning):
        raise _nothing_to_choose(rule, asked.start)
    return Answered(rule, reckoning)


def circumstances_of(rule: Rule, version: Version) -> tuple[Trait, ...]:
    """Give the circumstances that a limit knows: of its length, its extensions, or in vain."""
    grounds = version.extensions.grounds if version.extensions else ()
    known = {*version.conditions, *rule.no_effect, *grounds}
    return tuple(t for t in Trait if t in known)


def passage_named(name: str) -> Passage | None:
    """Read which rule was chosen across a change of law; nothing written is no choice."""
    if not name:
        return None
    found = member_named(name, PICKED)
    if found is None:
        raise Refusal(
            "Không có lựa chọn “%(name)s”: ghi old (theo quy định cũ) hoặc new (theo quy định "
            "mới).",
            name=shortened(name),
        )
    return found


@contextmanager
def beside(field: str) -> Iterator[None]:
    """Say beside which field a refusal stands that names none itself."""
    try:
        yield
    except Refusal as refusal:
        refusal.field = refusal.field or field
        raise


def _variant(name: str, rule: Rule, version: Version) -> Trait:
    known = sorted(circumstances_of(rule, version))
    trait = member_named(name, known)
    if trait is not None:
        return trait
    if not known:
        raise Refusal("%(rule)s không phân biệt trường hợp nào.", field="variant", rule=rule.id)
    raise Refusal(
        "%(rule)s không có trường hợp “%(name)s”. Có: %(known)s.",
        field="variant",
        rule=rule.id,
        name=shortened(name),
        known=", ".join(f"{t.value} ({t.vi.lower()})" for t in known),
    )


def _check_extensions(
    extensions: int, rule: Rule, version: Version, traits: Iterable[Trait]
) -> None:
    """Refuse more extensions than the gravest ground named allows."""
    if version.extensions is None and extensions:
        raise Refusal(
            "%(rule)s không có gia hạn.",
            article=str(version.cite),
            field="extensions",
            rule=rule.id,
        )
    if version.extensions is None:
        return
    named = [n for n, g in enumerate(version.extensions.grounds, 1) if g in traits]
    most = max(named, default=version.extensions.most)
    if not 0 <= extensions <= most:
        raise Refusal(
            "%(rule)s được gia hạn từ 0 đến %(most)s lần, không phải %(asked)s lần.",
            article=str(version.extensions.cite),
            field="extensions",
            rule=rule.id,
            most=most,
            asked=extensions,
        )


def _check_pauses(pauses: tuple[Pause, ...], rule: Rule, start: date) -> None:
    """Refuse a pause that the rule does not know, that is out of order, or that meets another."""
    for place, pause in enumerate(pauses):
        with beside(f"pause-{place}"):
            _check_pause(pause, rule, start)
    by_day = sorted(range(len(pauses)), key=lambda place: pauses[place])
    for earlier, later in pairwise(by_day):
        if pauses[later][0] < pauses[earlier][1]:
            raise Refusal(
                "Hai lần tạm dừng chồng lên nhau: %(first)s và %(second)s.",
                field=f"pause-{max(earlier, later)}",
                first=_period(pauses[earlier]),
                second=_period(pauses[later]),
            )


def _check_pause(pause: Pause, rule: Rule, start: date) -> None:
    paused_on, resumed_on = pause
    if not rule.pauses:
        raise Refusal("%(rule)s không có tạm dừng.", rule=rule.id)
    if not start <= paused_on <= resumed_on:
        raise Refusal(
            "Thứ tự ngày không đúng: bắt đầu %(start)s, tạm dừng %(paused)s, tiếp tục %(resumed)s.",
            start=f"{start:%d/%m/%Y}",
            paused=f"{paused_on:%d/%m/%Y}",
            resumed=f"{resumed_on:%d/%m/%Y}",
        )
    earliest = min(rule.pauses, key=lambda p: p.since)
    if paused_on < earliest.since:
        raise Refusal(
            "%(rule)s chỉ được tạm dừng từ ngày %(since)s.",
            article=str(earliest.cite),
            rule=rule.id,
            since=f"{earliest.since:%d/%m/%Y}",
        )


def _is_open(version: Version, reckoning: Reckoning) -> bool:
    """Say whether the limit crosses a change of law that leaves it open which rule applies."""
    transition = version.transition
    silent = transition is not None and transition.passage is Passage.SILENT
    return silent and reckoning.transition_on is not None


def _period(pause: Pause) -> str:
    return f"{pause[0]:%d/%m/%Y}–{pause[1]:%d/%m/%Y}"


def _nothing_to_choose(rule: Rule, start: date) -> Refusal:
    return Refusal(
        "%(rule)s tính từ ngày %(day)s không gặp lúc đổi quy định: không có gì để lựa chọn.",
        field="chosen",
        rule=rule.id,
        day=f"{start:%d/%m/%Y}",
    )
