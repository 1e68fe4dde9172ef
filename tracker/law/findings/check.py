"""What a check is: its code, article and words, and the function that looks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NotRequired, TypeAlias, TypedDict, Unpack

from tracker.law.events import Event
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.record import AgencyRecord, CaseRecord, Duty
from tracker.law.rules import Basis, Confidence
from tracker.law.standing import Standing
from tracker.law.terms import Words

Fact: TypeAlias = str | int | list[str] | None
"""What stands in a sentence: days as 2026-11-23, people and units by their numbers."""


NOTHING = Words()


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: where within its subject, and what the sentence says of it."""

    place: str
    facts: Mapping[str, Fact]


CaseLook: TypeAlias = Callable[[CaseRecord], Iterator[Hit]]
AgencyLook: TypeAlias = Callable[[AgencyRecord], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """A finding that the record can show, or one that it cannot, with the reason."""

    code: CheckCode
    article: str
    confidence: Confidence
    why: Words
    needs: Words
    basis: Basis = Basis.LAW
    not_judged: Words = NOTHING
    of_case: CaseLook | None = None
    of_agency: AgencyLook | None = None

    @property
    def is_judged(self) -> bool:
        """Say whether the record holds what the check needs."""
        return self.of_case is not None or self.of_agency is not None


class Told(TypedDict):
    """What a check says of itself; `not_judged` is the part that it cannot see."""

    why: Words
    needs: Words
    basis: NotRequired[Basis]
    not_judged: NotRequired[Words]


def on_case(
    code: CheckCode, article: str, confidence: Confidence, **told: Unpack[Told]
) -> Callable[[CaseLook], Check]:
    """Make a function the check of a case."""
    return lambda look: Check(code, article, confidence, of_case=look, **told)


def on_agency(
    code: CheckCode, article: str, confidence: Confidence, **told: Unpack[Told]
) -> Callable[[AgencyLook], Check]:
    """Make a function the check of an agency."""
    return lambda look: Check(code, article, confidence, of_agency=look, **told)


def late(record: CaseRecord, rules: Iterable[str]) -> Iterator[Hit]:
    """Give the duties under some rules that were met late or are still owed."""
    wanted = frozenset(rules)
    return (lateness(d) for d in record.duties if d.rule in wanted and d.is_late(record.today))


def lateness(duty: Duty) -> Hit:
    """Say of a duty until when it was owed and when it was met; what fell away was never met."""
    met_on = duty.met_on if duty.standing is Standing.MET else None
    facts = {
        "rule": duty.rule,
        "due_on": duty.due_on.isoformat(),
        "met_on": met_on.isoformat() if met_on else None,
    }
    return Hit(f"{duty.rule}/{duty.started_by}", facts)


def at_step(step: Event, **more: Fact) -> Hit:
    """Say of a step what it was and when."""
    facts: dict[str, Fact] = {"step": step.type.value, "on": step.legal_date.isoformat()}
    return Hit(str(step.sequence), facts | more)
