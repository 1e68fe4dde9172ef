"""Say in words why something was found: the sentence of the check, filled in with its facts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.law.events import EventType
from tracker.law.findings.catalogue import CHECKS
from tracker.law.findings.codes import CheckCode, Lack
from tracker.law.history import Outcome
from tracker.law.kinds import CaseKind
from tracker.law.postings import NoticeTopic
from tracker.law.terms import Term, Words

NOT_YET = Words("chưa có")
UNKNOWN = Words("người không rõ")
TERMS: Mapping[str, type[Term]] = {
    "step": EventType, "was": CaseKind, "became": CaseKind, "lack": Lack, "topic": NoticeTopic,
}  # fmt: skip
RESULTS: Mapping[str, Term] = {t.value: t for terms in (EventType, Outcome) for t in terms}
PEOPLE = ("person", "unit")


@dataclass(frozen=True, slots=True)
class Voice:
    """How terms, sentences and days are said to the reader."""

    term: Callable[[Term], str]
    words: Callable[[Words], str]
    day: Callable[[date], str]


Names = Mapping[tuple[str, int], str]
"""What people and units are called, by `person` or `unit` and their number."""


def why(code: CheckCode, facts: Mapping[str, Any], names: Names, voice: Voice) -> str:
    """Give the sentence that says why something was found."""
    filled = {name: _said(name, value, names, voice) for name, value in facts.items()}
    filled["who"] = next((filled[name] for name in PEOPLE if facts.get(name)), "")
    return voice.words(CHECKS[code].why) % filled


def named_in(facts: Iterable[Mapping[str, Any]]) -> set[tuple[str, int]]:
    """Gather the people and units whose names some sentences want."""
    return {
        (name, value)
        for each in facts
        for name in PEOPLE
        if isinstance(value := each.get(name), int)
    }


def _said(name: str, value: Any, names: Names, voice: Voice) -> str:
    if name == "on" or name.endswith("_on"):
        return voice.day(date.fromisoformat(value)) if value else voice.words(NOT_YET)
    if name in PEOPLE:
        return names.get((name, value)) or voice.words(UNKNOWN)
    if name in TERMS:
        return voice.term(TERMS[name](value))
    if name == "steps":
        return ", ".join(voice.term(EventType(step)) for step in value)
    if name == "codes":
        return "; ".join(_code(each, voice) for each in value)
    return str(value)


def _code(told: str, voice: Voice) -> str:
    """Say a code, with what became of it where that is told."""
    code, _sign, result = told.partition("=")
    return f"{code}: {voice.term(RESULTS[result])}" if result else code
