"""The rules of a day as the list shows them, of a kind and with certain words where asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.law.answers import end_of
from tracker.law.events import Trait
from tracker.law.kinds import CaseKind
from tracker.law.rulebook import Rule, Rulebook, Version
from tracker.law.rules import Confidence, Length, Nature
from tracker.law.wording import cites_of, length_words
from tracker.vietnamese import fold
from tracker.web.rule_words import title_of
from tracker.web.words import current_language, term
from tracker.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as the list of a day shows it."""

    id: str
    title: str
    nature: Nature
    lengths: str
    article: str
    confidence: Confidence
    since: date
    until: date | None
    counted_from: str


def rule_lines(rulebook: Rulebook, on: date, kind: CaseKind | None, words: str) -> list[RuleLine]:
    """Give the rules in force on a day, of a kind and with certain words where asked for."""
    found = ((rule, rule.in_force(on)) for rule in rulebook.rules)
    return [
        _rule_line(rule, version)
        for rule, version in found
        if version is not None and _fits(rule, version, kind, words)
    ]


def repealed(rulebook: Rulebook, on: date, kind: CaseKind | None, words: str) -> list[Rule]:
    """Give the rules that a day no longer knows, by the same kind and words."""
    gone = (rule for rule in rulebook.rules if rule.repealed_on and rule.repealed_on <= on)
    return [rule for rule in gone if _fits(rule, rule.versions[-1], kind, words)]


def _fits(rule: Rule, version: Version, kind: CaseKind | None, words: str) -> bool:
    if kind is not None and kind not in rule.kinds:
        return False
    names: Iterable[str] = (
        rule.id, *(a.id for a in rule.aliases), rule.title, rule.title_en, cites_of(version),
    )  # fmt: skip
    said = fold(" ".join(names))
    return all(word in said for word in fold(words).split())


def _rule_line(rule: Rule, version: Version) -> RuleLine:
    return RuleLine(
        id=rule.id,
        title=title_of(rule),
        nature=rule.nature,
        lengths="; ".join(_length_words(rule, n) for n in reversed(version.lengths)),
        article=cites_of(version),
        confidence=version.confidence,
        since=version.from_,
        until=end_of(rule, version),
        counted_from="" if rule.is_frequency else _counted_from(rule),
    )


def _counted_from(rule: Rule) -> str:
    english = current_language() == "en"
    words = rule.counted_from_en if english else rule.counted_from
    return f"{term(rule.direction)} {words}"


def _length_words(rule: Rule, length: Length) -> str:
    """Say a length with the circumstances under which it holds."""
    words = length_words(length)[current_language() == "en"]
    if rule.nature in {Nature.KEEP, Nature.FREQUENCY}:
        words = str(_("ít nhất %(length)s", length=words))
    if length.when:
        when = ", ".join(term(t).lower() for t in Trait if t in length.when)
        words = f"{words} ({when})"
    return words
