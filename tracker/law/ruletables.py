"""Turn the tables of the rule files into rules, and refuse what cannot be meant."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from tracker.law.events import Circumstance, EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.rulefile import Row
from tracker.law.rules import (
    FREQUENCIES,
    Alias,
    Basis,
    Citation,
    Confidence,
    Direction,
    Extensions,
    Instrument,
    Length,
    Nature,
    Passage,
    PauseRule,
    Roll,
    Rule,
    Transition,
    Unit,
    Version,
)

Instruments = Mapping[str, Instrument]
AT_ONCE = "at_once"
FACTS = frozenset({"", "learnt_on"})  # The stated days from which a rule may count.


def instrument_from(key: str, row: Row) -> Instrument:
    """Read one legal text."""
    instrument = Instrument(
        key=key,
        title=row.text("title"),
        number=row.text("number"),
        in_force_on=row.day_if_any("in_force_on"),
        issued_on=row.day_if_any("issued_on"),
        source=row.text("source", ""),
    )
    row.finish()
    return instrument


def rule_from(id_: str, row: Row, instruments: Instruments) -> Rule:
    """Read one rule with its versions."""
    versions, end = _versions(row, instruments)
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
        starts_when=row.terms("starts_when", Circumstance),
        starts_unless=row.terms("starts_unless", Circumstance),
        starts_on_expiry_of=row.text("starts_on_expiry_of", ""),
        starts_on_fact=row.text("starts_on_fact", ""),
        ends=row.terms("ends", EventType),
        ends_except=_ends_except(row.row("ends_except")),
        voids=row.terms("voids", EventType),
        direction=row.term("direction", Direction),
        pauses=tuple(_pause(r, instruments) for r in row.rows("pauses")),
        no_effect=row.terms("no_effect", Trait),
        aliases=tuple(_alias(id_, r) for r in row.rows("aliases")),
        versions=versions,
        repealed_on=end.on if end else None,
        repealed_by=end.cite if end else None,
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


@dataclass(frozen=True, slots=True)
class _Repeal:
    on: date
    cite: Citation


def _pause(row: Row, instruments: Instruments) -> PauseRule:
    """Read what stops the clock: two events, or neither where the periods are stated facts."""
    named = row.has("starts") or row.has("ends")
    pause = PauseRule(
        starts=row.term("starts", EventType) if named else None,
        ends=row.term("ends", EventType) if named else None,
        since=row.day("since"),
        cite=citation_from(row, row.items("cite"), instruments),
        also=tuple(citation_from(row, pair, instruments) for pair in row.items("also")),
    )
    row.finish()
    return pause


def _versions(row: Row, instruments: Instruments) -> tuple[tuple[Version, ...], _Repeal | None]:
    """Read the versions in order, tie each transition to what follows, and read the repeal."""
    rows = list(row.rows("version"))
    if not rows:
        raise row.error("không có phiên bản nào")
    repeal = _repeal(rows.pop(), instruments) if rows[-1].flag("repealed") else None
    versions = [_version(r, instruments) for r in rows]
    days = [v.from_ for v in versions] + ([repeal.on] if repeal else [])
    if not versions or any(later <= earlier for earlier, later in pairwise(days)):
        raise row.error("các phiên bản không theo thứ tự ngày hiệu lực")
    if versions[-1].transition is not None:
        raise row.error("“transition” cần một phiên bản kế tiếp")
    return tuple(
        replace(version, successor=versions[n + 1]) if version.transition else version
        for n, version in enumerate(versions)
    ), repeal


def _repeal(row: Row, instruments: Instruments) -> _Repeal:
    repeal = _Repeal(row.day("from"), citation_from(row, row.items("cite"), instruments))
    row.finish()
    return repeal


def _version(row: Row, instruments: Instruments) -> Version:
    version = Version(
        from_=row.day("from"),
        cite=citation_from(row, row.items("cite"), instruments),
        also=tuple(citation_from(row, pair, instruments) for pair in row.items("also")),
        lengths=_lengths(row),
        roll=row.term("roll", Roll),
        confidence=row.term("confidence", Confidence),
        checked_on=row.day("checked_on"),
        extensions=_extensions(row, instruments) if row.has("extensions") else None,
        transition=_transition(row, instruments) if row.has("transition") else None,
    )
    row.finish()
    return version


def _transition(row: Row, instruments: Instruments) -> Transition:
    """Read how a version passes into the next: a provision, or that the act is silent."""
    table = row.row("transition")
    passage = table.term("passage", Passage)
    silent = passage is Passage.SILENT
    cite = None if silent else citation_from(table, table.items("cite"), instruments)
    table.finish()
    return Transition(passage, cite)


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
    units = [unit for unit in Unit if row.has(unit.value)]
    if row.has(AT_ONCE) and row.flag(AT_ONCE) and not units:
        number, unit = 0, Unit.DAYS
    elif len(units) == 1:
        number, unit = row.number(units[0].value), units[0]
    else:
        known = ", ".join([*(u.value for u in Unit), AT_ONCE])
        raise row.error(f"phải có đúng một đơn vị trong: {known}")
    length = Length(number, unit, row.terms("when", Trait))
    row.finish()
    return length


def _extensions(row: Row, instruments: Instruments) -> Extensions:
    table = row.row("extensions")
    grounds = [table.member("grounds", g, Trait) for g in table.items("grounds")]
    if not grounds:
        raise table.error("thiếu “grounds”")
    cite = citation_from(table, table.items("cite"), instruments)
    extensions = Extensions(table.number("days"), tuple(grounds), cite)
    table.finish()
    return extensions


def citation_from(row: Row, pair: object, instruments: Instruments) -> Citation:
    """Read an article of a known instrument."""
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
    units = {length.unit for v in rule.versions for length in v.lengths}
    if (rule.nature is Nature.FREQUENCY) != bool(units & FREQUENCIES):
        raise row.error(
            "tần suất phải ghi per_week, per_month hoặc per_year, và chỉ tần suất mới ghi"
        )
    if rule.starts_on_fact not in FACTS:
        raise row.error(f"không có dữ kiện {rule.starts_on_fact}")
    if (rule.starts_when or rule.starts_unless) and not rule.starts:
        raise row.error("“starts_when”, “starts_unless” cần “starts”")
    for alias in rule.aliases:
        allowed = {t for v in rule.versions for t in v.conditions}
        most = max(v.extensions.most if v.extensions else 0 for v in rule.versions)
        if not alias.variants <= allowed or alias.extensions > most:
            raise row.error(f"mã khác {alias.id} nêu điều kiện mà quy tắc không có")
