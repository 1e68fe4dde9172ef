"""The periods of the law as dated data: read, checked and found by id, alias or kind."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from tracker.law.kinds import CaseKind
from tracker.law.rulefile import RulebookError, read_rows
from tracker.law.rules import (
    Alias,
    Basis,
    Citation,
    Confidence,
    Direction,
    Extensions,
    Instrument,
    Length,
    Nature,
    Roll,
    Rule,
    Unit,
    Version,
)
from tracker.law.ruletables import instrument_from, rule_from
from tracker.law.terms import Refusal

__all__ = [
    "Alias",
    "Basis",
    "Citation",
    "Confidence",
    "Direction",
    "Extensions",
    "Instrument",
    "Length",
    "Nature",
    "Roll",
    "Rule",
    "Rulebook",
    "RulebookError",
    "Unit",
    "Version",
]

DATA = Path(__file__).parent / "data"
NOT_RULES = frozenset(
    {
        "instruments.toml", "holidays.toml", "competence.toml", "conditions.toml",
        "registers.toml", "processing.toml",
    }
)  # fmt: skip


class Rulebook:
    """All rules, found by id, alias or kind of case."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Index the rules and refuse an id that stands for two of them."""
        self.rules = tuple(sorted(rules, key=lambda r: r.id))
        self._rules = {r.id: r for r in self.rules}
        names = [a for r in self.rules for a in (Alias(r.id, r.id), *r.aliases)]
        self._names = {a.id.casefold(): a for a in names}
        if len(self._names) < len(names):
            raise RulebookError("một mã được dùng cho hai quy tắc")
        for rule in self.rules:
            if rule.starts_on_expiry_of and rule.starts_on_expiry_of not in self._rules:
                raise RulebookError(f"{rule.id}: không có quy tắc {rule.starts_on_expiry_of}")
        # The rules whose clock a suspension stops.
        self.pausable = tuple(r.id for r in self.rules if r.pauses)
        self._of_kind = {kind: tuple(self._narrowed(kind)) for kind in CaseKind}

    @staticmethod
    def load(folder: Path = DATA) -> "Rulebook":
        """Give the rulebook of the data files, read once."""
        return _load(folder)

    def rule(self, name: str) -> Rule:
        """Give a rule by its id or an alias."""
        return self._rules[self.alias(name).rule_id]

    def alias(self, name: str) -> Alias:
        """Give what an id stands for, or refuse with the ids that look like it."""
        found = self._names.get(name.strip().casefold())
        if found is None:
            near = get_close_matches(name.casefold(), self._names, n=5, cutoff=0.4)
            raise Refusal(
                "Không có quy tắc “%(rule)s”. Gần giống: %(near)s.",
                rule=name,
                near=", ".join(self._names[n].id for n in near) or "không có",
            )
        return found

    def for_kind(self, kind: CaseKind) -> tuple[Rule, ...]:
        """Give the rules of a kind of case, each with the events that end it for that kind."""
        return self._of_kind[kind]

    def _narrowed(self, kind: CaseKind) -> Iterable[Rule]:
        for rule in self.rules:
            if kind in rule.kinds:
                spared = rule.ends_except.get(kind)
                yield replace(rule, ends=rule.ends - spared) if spared else rule


@cache
def _load(folder: Path) -> Rulebook:
    instruments = {k: instrument_from(k, row) for k, row in read_rows(folder / "instruments.toml")}
    files = (f for f in sorted(folder.glob("*.toml")) if f.name not in NOT_RULES)
    return Rulebook(rule_from(id_, row, instruments) for f in files for id_, row in read_rows(f))
