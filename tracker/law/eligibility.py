"""Whether a petition may be processed and accepted: its check list, and what to propose."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from tracker.law.events import EventType
from tracker.law.grounds import Ground, grounds_for
from tracker.law.kinds import SETTLED_BY_ANSWER, CaseKind, Level
from tracker.law.rulefile import Row, RulebookError, read_rows
from tracker.law.rules import Citation, Confidence
from tracker.law.ruletables import Instruments, citation_from, instrument_from
from tracker.law.terms import Term

DATA = Path(__file__).parent / "data"
FILE = "conditions.toml"


class Finding(Term):
    """What the clerk found about one condition."""

    MET = "met", "Đạt", "Met"
    NOT_MET = "not_met", "Không đạt", "Not met"
    UNCLEAR = "unclear", "Chưa rõ", "Unclear"


class Stage(Term):
    """For what a condition is asked: to process the petition at all, or to accept it."""

    PROCESSING = "processing", "Điều kiện xử lý đơn", "Conditions of processing"
    ACCEPTANCE = "acceptance", "Điều kiện thụ lý", "Conditions of acceptance"


class Sender(Term):
    """Who complains, where the law asks more of them."""

    GROUP = "group", "Nhiều người cùng khiếu nại", "Several complainants"
    AUTHORISED = "authorised", "Người được ủy quyền", "Authorised person"
    LAWYER = "lawyer", "Luật sư, trợ giúp viên pháp lý", "Lawyer or legal aid officer"


class Eligibility(Term):
    """What the check of the conditions proposes."""

    ELIGIBLE = "eligible", "Đủ điều kiện thụ lý", "Eligible"
    SUPPLEMENT = "supplement", "Hướng dẫn bổ sung", "Guide to supplement"
    REFUSE = "refuse", "Không thụ lý", "Refuse acceptance"
    FILE_AWAY = "file_away", "Lưu đơn", "File away"
    INFORMATION = "information", "Xử lý như thông tin tố cáo", "Handle as information"
    INCOMPLETE = "incomplete", "Chưa kiểm tra đủ điều kiện", "Check not complete"


STEPS: Mapping[Eligibility, EventType] = {
    Eligibility.ELIGIBLE: EventType.ACCEPTED,
    Eligibility.SUPPLEMENT: EventType.GUIDED,
    Eligibility.REFUSE: EventType.REFUSED,
    Eligibility.FILE_AWAY: EventType.FILED_AWAY,
    Eligibility.INFORMATION: EventType.TAKEN_AS_INFORMATION,
}
ENDS: Mapping[EventType | None, Eligibility] = {
    EventType.REFUSED: Eligibility.REFUSE,
    EventType.FILED_AWAY: Eligibility.FILE_AWAY,
}
LEADS = frozenset({*ENDS, EventType.GUIDED, None})


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a check list as it stands from one day until another, which is not included."""

    id: str
    aliases: tuple[str, ...]
    stage: Stage
    kinds: frozenset[CaseKind]
    levels: frozenset[Level]
    sender: Sender | None
    time_bar: str
    excuses: frozenset[str]
    is_information: bool
    is_curable: bool
    leads_to: EventType | None
    ground: Ground | None
    from_: date
    until: date | None
    text: str
    text_en: str
    cite: Citation
    also: tuple[Citation, ...]
    confidence: Confidence
    checked_on: date

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Give the article and those read with it."""
        return self.cite, *self.also

    @property
    def outcome(self) -> Eligibility:
        """Say what is proposed where this condition alone is not met."""
        return Eligibility.SUPPLEMENT if self.is_curable else ENDS[self.leads_to]

    def label(self, language: str) -> str:
        """Give the text in the reader's language."""
        return self.text_en if language == "en" else self.text

    def is_asked_of(self, kind: CaseKind, level: Level, on: date) -> bool:
        """Say whether the condition holds for such a petition received on a day."""
        lasts = self.from_ <= on and (self.until is None or on < self.until)
        return lasts and kind in self.kinds and (not self.levels or level in self.levels)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What follows from the findings; `failed` names first the conditions that led there."""

    outcome: Eligibility
    event: EventType | None
    ground: Ground | None
    failed: tuple[Condition, ...]
    still_open: tuple[Condition, ...]
    articles: tuple[Citation, ...]


def conditions_for(
    kind: CaseKind,
    level: Level,
    on: date,
    *,
    is_group: bool = False,
    by_authorised: bool = False,
    by_lawyer: bool = False,
) -> tuple[Condition, ...]:
    """Give the check list of a petition received on a day, in the order of checking."""
    senders = {Sender.GROUP: is_group, Sender.AUTHORISED: by_authorised, Sender.LAWYER: by_lawyer}
    asked = (c for c in load() if c.is_asked_of(kind, level, on))
    return tuple(c for c in asked if c.sender is None or senders[c.sender])


def propose(
    findings: Mapping[str, Finding],
    kind: CaseKind,
    level: Level,
    on: date,
    *,
    is_group: bool = False,
    by_authorised: bool = False,
    by_lawyer: bool = False,
) -> Proposal:
    """Propose what to do with a petition received on a day, by what was found so far."""
    listed = conditions_for(
        kind, level, on, is_group=is_group, by_authorised=by_authorised, by_lawyer=by_lawyer
    )
    asked = _without_idle_excuses(listed, findings)
    failed = [c for c in asked if findings.get(c.id) is Finding.NOT_MET]
    counting = [c for c in failed if c.id not in _spared(asked, findings)]
    still_open = tuple(c for c in asked if findings.get(c.id) in {None, Finding.UNCLEAR})
    substitutes = [c for c in asked if c.is_information and findings.get(c.id) is Finding.MET]
    outcome = _outcome(kind, asked, counting, still_open, substitutes)
    leading = [c for c in counting if c.outcome is outcome]
    reasons = substitutes if outcome is Eligibility.INFORMATION else leading
    in_order = dict.fromkeys([*leading, *failed])
    return Proposal(
        outcome=outcome,
        event=STEPS.get(outcome),
        ground=leading[0].ground if leading and outcome in ENDS.values() else None,
        failed=tuple(in_order),
        still_open=still_open,
        articles=tuple(dict.fromkeys(a for c in (*reasons, *in_order) for a in c.citations)),
    )


def _outcome(
    kind: CaseKind,
    asked: tuple[Condition, ...],
    counting: Iterable[Condition],
    still_open: tuple[Condition, ...],
    substitutes: list[Condition],
) -> Eligibility:
    """Go down the order of weight: whether to process at all, then whether to accept.

    What cannot be cured decides before all is answered; guiding and accepting wait for the rest.
    """
    weights = {(c.outcome, c.stage) for c in counting}
    outcomes = {outcome for outcome, _ in weights}
    last_stage = Stage.PROCESSING if kind in SETTLED_BY_ANSWER else Stage.ACCEPTANCE
    has_law = any(c.stage is last_stage for c in asked)
    order = (
        (Eligibility.FILE_AWAY in outcomes, Eligibility.FILE_AWAY),
        (any(c.stage is Stage.PROCESSING for c in still_open), Eligibility.INCOMPLETE),
        (bool(substitutes), Eligibility.INFORMATION),
        (Eligibility.REFUSE in outcomes, Eligibility.REFUSE),
        ((Eligibility.SUPPLEMENT, Stage.PROCESSING) in weights, Eligibility.SUPPLEMENT),
        (bool(still_open) or not has_law, Eligibility.INCOMPLETE),
        (Eligibility.SUPPLEMENT in outcomes, Eligibility.SUPPLEMENT),
    )
    return next((outcome for holds, outcome in order if holds), Eligibility.ELIGIBLE)


def _without_idle_excuses(
    listed: tuple[Condition, ...], findings: Mapping[str, Finding]
) -> tuple[Condition, ...]:
    """Leave out the excuses for what did not fail: nobody need answer them."""
    failed = {c.id for c in listed if findings.get(c.id) is Finding.NOT_MET}
    return tuple(c for c in listed if not c.excuses or c.excuses & failed)


def _spared(asked: Iterable[Condition], findings: Mapping[str, Finding]) -> set[str]:
    """Give the conditions whose failure counts for nothing unless its excuse fails too."""
    return {i for c in asked if findings.get(c.id) is not Finding.NOT_MET for i in c.excuses}


@cache
def load(folder: Path = DATA) -> tuple[Condition, ...]:
    """Read the conditions of all days, in the order in which a clerk checks them."""
    instruments = {k: instrument_from(k, row) for k, row in read_rows(folder / "instruments.toml")}
    read = [c for i, row in read_rows(folder / FILE) for c in _conditions(i, row, instruments)]
    known = {c.id for c in read}
    for condition in read:
        if strange := sorted(condition.excuses - known):
            raise RulebookError(f"{FILE}, {condition.id}: “excuses” không biết: {strange[0]}")
    return tuple(read)


def _conditions(id_: str, row: Row, instruments: Instruments) -> Iterator[Condition]:
    """Read one table: the same condition once for each version of its text."""
    versions = list(row.rows("version"))
    periods = _periods(row, versions)
    make = partial(
        Condition,
        id=id_,
        aliases=tuple(map(str, row.items("aliases"))),
        stage=row.term("stage", Stage),
        kinds=row.terms("kinds", CaseKind),
        levels=row.terms("levels", Level),
        sender=row.term("sender", Sender) if row.has("sender") else None,
        time_bar=row.text("time_bar", ""),
        excuses=frozenset(map(str, row.items("excuses"))),
        is_information=row.flag("information"),
        is_curable=row.flag("curable"),
        leads_to=row.term("leads_to", EventType) if row.has("leads_to") else None,
        ground=row.term("ground", Ground) if row.has("ground") else None,
    )
    row.finish()
    for version, (from_, until) in zip(versions, periods, strict=True):
        condition = make(
            from_=from_,
            until=until,
            text=version.text("text"),
            text_en=version.text("text_en"),
            cite=citation_from(version, version.items("cite"), instruments),
            also=tuple(citation_from(version, p, instruments) for p in version.items("also")),
            confidence=version.term("confidence", Confidence),
            checked_on=version.day("checked_on"),
        )
        version.finish()
        _check(condition, row)
        yield condition


def _periods(row: Row, versions: list[Row]) -> list[tuple[date, date | None]]:
    """Give from when until when each version holds: to its own end or to the next version."""
    starts = [version.day("from") for version in versions]
    ends = [version.day_if_any("until") for version in versions]
    days = [day for span in zip(starts, ends, strict=True) for day in span if day]
    if not days or days != sorted(set(days)):
        raise row.error("“version” thiếu, hoặc “from”, “until” không theo thứ tự")
    following = zip(starts, ends, [*starts[1:], None], strict=True)
    return [(start, end or next_start) for start, end, next_start in following]


def _check(condition: Condition, row: Row) -> None:
    """Refuse what is well written and cannot be meant."""
    kinds, leads_to = condition.kinds, condition.leads_to
    possible = LEADS if condition.is_curable else ENDS.keys()
    mistakes = {
        "thiếu “kinds”": not kinds,
        "“cite”, “also” phải nêu điều khoản": not all(c.article for c in condition.citations),
        "“leads_to” phải là refused hoặc filed_away; có “curable” thì được để trống hoặc guided": (
            leads_to not in possible
        ),
        "“leads_to”: kiến nghị, phản ánh không thể bị từ chối thụ lý": (
            leads_to is EventType.REFUSED and not kinds.isdisjoint(SETTLED_BY_ANSWER)
        ),
        "“ground” không phải căn cứ của “leads_to”": not _is_grounded(condition),
        "“information” cần “excuses”": condition.is_information and not condition.excuses,
    }
    if mistake := next((what for what, is_made in mistakes.items() if is_made), None):
        raise row.error(mistake)


def _is_grounded(condition: Condition) -> bool:
    """Say whether the ground is one that the step must name, or none where it names none."""
    if condition.leads_to is None or condition.leads_to not in ENDS:
        return condition.ground is None
    allowed = (grounds_for(condition.leads_to, k, condition.from_) for k in condition.kinds)
    return all(condition.ground in grounds for grounds in allowed)
