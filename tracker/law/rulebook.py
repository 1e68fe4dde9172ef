"""The periods of the law as dated data: read, checked and found by id, alias or kind."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.rulefile import Row, RulebookError, read_rows
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
NOT_RULES = frozenset({"instruments.toml", "holidays.toml"})

Instruments = Mapping[str, Instrument]


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
    instruments = {k: _instrument(k, row) for k, row in read_rows(folder / "instruments.toml")}
    files = (f for f in sorted(folder.glob("*.toml")) if f.name not in NOT_RULES)
    return Rulebook(_rule(id_, row, instruments) for f in files for id_, row in read_rows(f))


def _instrument(key: str, row: Row) -> Instrument:
    instrument = Instrument(
        key=key,
        title=row.text("title"),
        number=row.text("number"),
        in_force_on=row.day("in_force_on"),
        issued_on=row.day_if_any("issued_on"),
        source=row.text("source", ""),
    )
    row.finish()
    return instrument


def _rule(id_: str, row: Row, instruments: Instruments) -> Rule:
    pauses = row.flag("pauses")
    rule = Rule(
        id=id_,
        title=row.text("title"),
        title_en=row.text("title_en"),
        nature=row.term("nature", Nature),
        basis=row.term("basis", Basis),
        kinds=row.terms("kinds", CaseKind),
        levels=row.terms("levels", Level),
        needs=row.terms("needs", Trait),
        unless=row.terms("unless", Trait),
        counted_from=row.text("counted_from"),
        counted_from_en=row.text("counted_from_en"),
        starts=row.terms("starts", EventType),
        starts_on_expiry_of=row.text("starts_on_expiry_of", ""),
        ends=row.terms("ends", EventType),
        ends_except=_ends_except(row.row("ends_except")),
        voids=row.terms("voids", EventType),
        direction=row.term("direction", Direction),
        pauses=pauses,
        pauses_since=row.day("pauses_since") if pauses else None,
        pause_cite=_citation(row, row.items("pause_cite"), instruments) if pauses else None,
        no_effect=row.terms("no_effect", Trait),
        aliases=tuple(_alias(id_, r) for r in row.rows("aliases")),
        versions=_versions(row, instruments),
    )
    row.finish()
    _check_rule(rule, row)
    return rule


def _ends_except(row: Row) -> dict[CaseKind, frozenset[EventType]]:
    spared = {kind: row.terms(kind.value, EventType) for kind in CaseKind if row.has(kind.value)}
    row.finish()
    return spared


def _alias(rule_id: str, row: Row) -> Alias:
    extensions = row.number("extensions") if row.has("extensions") else 0
    alias = Alias(row.text("id"), rule_id, row.terms("variants", Trait), extensions)
    row.finish()
    return alias


def _versions(row: Row, instruments: Instruments) -> tuple[Version, ...]:
    """Read the versions, and tie each open transition to the version that follows."""
    read = [_version(r, instruments) for r in row.rows("version")]
    versions = [version for version, _ in read]
    if not versions:
        raise row.error("không có phiên bản nào")
    if any(later.from_ <= earlier.from_ for earlier, later in pairwise(versions)):
        raise row.error("các phiên bản không theo thứ tự ngày hiệu lực")
    if read[-1][1]:
        raise row.error("“transition” cần một phiên bản kế tiếp")
    return tuple(
        replace(version, successor=versions[n + 1]) if has_transition else version
        for n, (version, has_transition) in enumerate(read)
    )


def _version(row: Row, instruments: Instruments) -> tuple[Version, bool]:
    version = Version(
        from_=row.day("from"),
        cite=_citation(row, row.items("cite"), instruments),
        also=tuple(_citation(row, pair, instruments) for pair in row.items("also")),
        lengths=_lengths(row),
        roll=row.term("roll", Roll),
        confidence=row.term("confidence", Confidence),
        checked_on=row.day("checked_on"),
        extensions=_extensions(row, instruments) if row.has("extensions") else None,
    )
    has_transition = row.flag("transition")
    row.finish()
    return version, has_transition


def _lengths(row: Row) -> tuple[Length, ...]:
    """Read the lengths, the most specific first, and refuse a pair that could tie."""
    lengths = [_length(r) for r in row.rows("lengths")]
    whens = [length.when for length in lengths]
    if frozenset() not in whens:
        raise row.error("thiếu thời hạn chung, không kèm điều kiện")
    if len(set(whens)) < len(whens):
        raise row.error("hai thời hạn có cùng điều kiện")
    for one, other in combinations(whens, 2):
        if not (one <= other or other <= one) and one | other not in whens:
            both = ", ".join(sorted(one | other))
            raise row.error(f"thiếu thời hạn khi cùng có các điều kiện: {both}")
    return tuple(sorted(lengths, key=lambda length: -len(length.when)))


def _length(row: Row) -> Length:
    units = [unit.value for unit in Unit if row.has(unit.value)]
    if len(units) != 1:
        raise row.error("phải có đúng một đơn vị: days hoặc working_days")
    number = row.number(units[0])
    when = row.terms("when", Trait)
    row.finish()
    return Length(number, None, when) if units == [Unit.DAYS] else Length(None, number, when)


def _extensions(row: Row, instruments: Instruments) -> Extensions:
    table = row.row("extensions")
    grounds = [table.member("grounds", g, Trait) for g in table.items("grounds")]
    if not grounds:
        raise table.error("thiếu “grounds”")
    cite = _citation(table, table.items("cite"), instruments)
    extensions = Extensions(table.number("days"), tuple(grounds), cite)
    table.finish()
    return extensions


def _citation(row: Row, pair: object, instruments: Instruments) -> Citation:
    match pair:
        case [str(key), str(article)] if key in instruments:
            return Citation(instruments[key], article)
        case [str(key), str()]:
            raise row.error(f"văn bản không biết: {key}")
        case _:
            raise row.error("thiếu căn cứ [văn bản, điều khoản]")


def _check_rule(rule: Rule, row: Row) -> None:
    """Refuse what is well written and cannot be meant."""
    if rule.direction is Direction.BEFORE and any(v.roll is not Roll.NONE for v in rule.versions):
        raise row.error("thời hạn tính lùi phải có roll = none")
    if rule.basis is Basis.LAW and not all(v.cite.article for v in rule.versions):
        raise row.error("căn cứ pháp luật phải nêu điều khoản")
    for alias in rule.aliases:
        allowed = {t for v in rule.versions for t in v.conditions}
        most = max(v.extensions.most if v.extensions else 0 for v in rule.versions)
        if not alias.variants <= allowed or alias.extensions > most:
            raise row.error(f"mã khác {alias.id} nêu điều kiện mà quy tắc không có")
