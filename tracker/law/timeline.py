"""What the law asks of a case that was only typed in: its obligations, and what was not lawful."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.law.calendar import Calendar
from tracker.law.events import Event, Facts, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import State
from tracker.law.obligations import Obligation, obligations
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Refusal
from tracker.law.time_bar import judge
from tracker.law.typed_case import (
    Typed,
    TypedCase,
    TypedFacts,
    check,
    implied_events,
    law_events,
    traits_of,
)
from tracker.law.workflow import advance, begin, lawful_move, replay


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a typed-in case, with the step that it is about, if any."""

    said: Refusal
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A typed-in case as the law sees it."""

    facts: Facts
    state: State
    events: tuple[Event, ...]
    obligations: tuple[Obligation, ...]
    notes: tuple[Note, ...]


def timeline(
    kind: CaseKind,
    level: Level,
    steps: Sequence[Typed],
    facts: TypedFacts,
    rulebook: Rulebook,
    calendar: Calendar,
) -> Timeline:
    """Derive all obligations of a typed-in case; what was not lawful is noted, not refused."""
    case = TypedCase(kind, level, tuple(steps), facts)
    check(case, rulebook)
    _check_time_bar(case, rulebook, calendar)
    typed = law_events(case)
    events = (*typed, *implied_events(case, typed, rulebook))
    situation = replay(events)
    return Timeline(
        facts=situation.facts,
        state=situation.state,
        events=typed,
        obligations=obligations(events, rulebook, calendar),
        notes=(*_unlawful(typed), *_in_vain(case, rulebook), *_out_of_reach(case, calendar)),
    )


def _check_time_bar(case: TypedCase, rulebook: Rulebook, calendar: Calendar) -> None:
    """Refuse days of a time bar that cannot all be true."""
    facts = case.facts
    if facts.obstacles and facts.learnt_on is None:
        raise Refusal(
            "Trở ngại chỉ được trừ vào thời hiệu: hãy nêu ngày nhận được hoặc biết được quyết định "
            "(learnt_on).",
            field="learnt_on",
        )
    judge(
        case.kind, case.level, frozenset(facts.traits), learnt_on=facts.learnt_on,
        received_on=case.received_on, obstacles=facts.obstacles,
        rulebook=rulebook, calendar=calendar,
    )  # fmt: skip


def _unlawful(typed: tuple[Event, ...]) -> Iterator[Note]:
    """Say step by step what the law would not have let happen then."""
    situation = begin(typed[0])
    for event in typed[1:]:
        try:
            lawful_move(situation, event.type, event.legal_date)
        except Refusal as refusal:
            yield Note(refusal, event)
        situation = advance(situation, event)


def _in_vain(case: TypedCase, rulebook: Rulebook) -> Iterator[Note]:
    """Say which circumstances change nothing: by the law itself, or for this kind of case."""
    known = traits_of(case.kind, rulebook)
    for trait in (t for t in Trait if t in case.facts.traits):
        if trait not in known:
            yield Note(
                Refusal(
                    "“%(trait)s” không ảnh hưởng đến thời hạn nào của loại vụ việc “%(kind)s”.",
                    trait=trait,
                    kind=case.kind,
                )
            )
        for rule in rulebook.for_kind(case.kind):
            if trait in rule.no_effect and (not rule.levels or case.level in rule.levels):
                version = rule.in_force(case.received_on) or rule.versions[-1]
                yield Note(
                    Refusal(
                        "“%(trait)s” không làm thay đổi thời hạn %(rule)s.",
                        article=str(version.cite),
                        trait=trait,
                        rule=rule.id,
                    )
                )


def _out_of_reach(case: TypedCase, calendar: Calendar) -> Iterator[Note]:
    """Say that a time bar cannot be counted from before the calendar begins."""
    day = case.facts.learnt_on
    if day and day.year < calendar.first_year:
        yield Note(
            Refusal(
                "Không tính được thời hiệu từ ngày %(day)s: lịch làm việc bắt đầu từ năm "
                "%(first)s.",
                day=f"{day:%d/%m/%Y}",
                first=calendar.first_year,
            )
        )
