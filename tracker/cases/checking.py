"""The check list of one petition: what is asked, what was found, what follows."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import Field

from tracker.cases.forms import EventForm
from tracker.cases.standing import last_of
from tracker.casework.next_level import learnt_before
from tracker.casework.recording import Act, record
from tracker.law.acting import LAWYERS, ActingAs
from tracker.law.eligibility import Condition, Finding, Proposal, Stage, conditions_for, propose
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind, Level
from tracker.law.reckoning import Pause
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Instrument
from tracker.law.terms import Refusal
from tracker.law.time_bar import TimeBar, bar_for, judge, with_time_bar
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import Case
from tracker.records.petitions import PartyRole
from tracker.records.visibility import Reach
from tracker.web.fields import TermField, VietnameseDateField
from tracker.web.words import current_language, term
from tracker.web.words import gettext as _

LEARNT = {
    (CaseKind.COMPLAINT, Level.FIRST): _l("Ngày nhận được hoặc biết được quyết định, hành vi"),
    (CaseKind.COMPLAINT, Level.SECOND): _l("Ngày nhận quyết định lần đầu, hoặc ngày hết thời hạn"),
    (CaseKind.DISCIPLINE_COMPLAINT, Level.FIRST): _l("Ngày nhận được quyết định kỷ luật"),
    (CaseKind.DISCIPLINE_COMPLAINT, Level.SECOND): _l("Ngày nhận được quyết định lần đầu"),
}
OBSTACLE = ("obstacles", "obstacle_to")


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One condition as the list asks it."""

    field: Field
    text: str
    article: str
    note: str


@dataclass(frozen=True, slots=True)
class AskedStage:
    """The conditions of one stage; an article without its act is of the act in the heading."""

    title: str
    act: str
    lines: tuple[AskedLine, ...]


class CheckedForm(EventForm):
    """The conditions of one petition, each found met, not met or unclear."""

    body: ClassVar[str] = "cases/fields_checked.html"
    is_wide: ClassVar[bool] = True

    learnt_on = VietnameseDateField(_l("Ngày bắt đầu tính thời hiệu"), not_future=True)
    obstacles = VietnameseDateField(_l("Trở ngại khách quan từ ngày"), not_future=True)
    obstacle_to = VietnameseDateField(_l("Ngày đầu tiên hết trở ngại"), not_future=True)
    asked: Mapping[str, Condition]
    filled_from: date | None = None

    def prepare(self, case: Case) -> None:
        """Begin with what is known; a kind without a time bar is not asked for its days."""
        super().prepare(case)
        if bar_for(case.kind, case.level) is None:
            for name in ("learnt_on", *OBSTACLE):
                del self[name]
        else:
            self.learnt_on.label.text = LEARNT[case.kind, case.level]
        if not self.is_submitted():
            self._begin_with(case)

    def _begin_with(self, case: Case) -> None:
        """Fill in what the last check found: only what changed is to be answered anew."""
        check = last_check(case)
        if check is not None:
            self.filled_from = check.on
            for name, condition in self.asked.items():
                self[name].data = check.findings.get(condition.id)
        if "learnt_on" in self:
            known = check.learnt_on if check else None
            self.learnt_on.data = known or learnt_before(case)
            self.obstacles.data, self.obstacle_to.data = check.obstacle if check else (None, None)

    @property
    def has_obstacle(self) -> bool:
        """Say whether the days of an obstacle must be seen: told or wrong."""
        return any(self[name].data or self[name].errors for name in OBSTACLE)

    def stages(self) -> Iterator[AskedStage]:
        """Give the conditions by the stage for which they are asked."""
        for stage in Stage:
            asked = {name: c for name, c in self.asked.items() if c.stage is stage}
            if asked:
                act = Counter(c.cite.instrument for c in asked.values()).most_common(1)[0][0]
                lines = (self._line(name, condition, act) for name, condition in asked.items())
                yield AskedStage(term(stage), f"{act.title} {act.number}".strip(), tuple(lines))

    def _line(self, name: str, condition: Condition, act: Instrument) -> AskedLine:
        note = ""
        if condition.time_bar and "learnt_on" in self:
            note = _("Có ngày nhận ở trên thì hệ thống tự trả lời.")
        elif condition.excuses:
            note = _("Chỉ trả lời khi điều kiện ngay trên không đạt.")
        cites = (c.article if c.instrument == act else str(c) for c in condition.citations)
        return AskedLine(self[name], self[name].label.text, ", ".join(cites), str(note))

    def own_fields(self) -> Iterator[Field]:
        """Give the day, the time bar, the conditions in the order of checking, then the note."""
        yield self.legal_date
        yield from (self[name] for name in ("learnt_on", *OBSTACLE) if name in self)
        yield from (self[name] for name in self.asked)
        yield self.note

    def take(self, session: Session, case: Case, *, by: Reach, now: datetime) -> None:
        """Record what was found, with what the law proposes for it."""
        told = self._told(session, case)
        act = Act(self.act().legal_date, note=self.note.data, particulars=told)
        record(
            session, case, self.event, act=act, by=by, now=now, version=self.expected_version
        )  # fmt: skip

    def _told(self, session: Session, case: Case) -> dict[str, Any]:
        bar = self._time_bar(session, case)
        findings = with_time_bar(self._findings(), bar)
        proposal = propose(findings, case.kind, case.level, case.received_on, **senders(case))
        told: dict[str, Any] = {
            "findings": {i: f.value for i, f in findings.items()},
            "eligibility": proposal.outcome.value,
            "failed": [c.id for c in proposal.failed],
        }
        if proposal.ground is not None:
            told["ground"] = proposal.ground.value
        if bar is not None:
            told["learnt_on"] = bar.reckoning.start.isoformat()
            told["obstacles"] = [[a.isoformat(), b.isoformat()] for a, b in bar.obstacles]
        return told

    def _findings(self) -> dict[str, Finding]:
        found = ((c.id, self[name].data) for name, c in self.asked.items())
        return {i: finding for i, finding in found if finding is not None}

    def _time_bar(self, session: Session, case: Case) -> TimeBar | None:
        if "learnt_on" not in self:
            return None
        return judge(
            case.kind, case.level, frozenset(case.traits), learnt_on=self.learnt_on.data,
            received_on=case.received_on, obstacles=self._obstacles(),
            rulebook=Rulebook.load(), calendar=calendar_in_use(session),
        )  # fmt: skip

    def _obstacles(self) -> tuple[Pause, ...]:
        begun, ended = self.obstacles.data, self.obstacle_to.data
        if begun is None and ended is None:
            return ()
        if begun is None or ended is None:
            raise Refusal(
                "Hãy ghi cả ngày bắt đầu và ngày kết thúc trở ngại.",
                field="obstacle_to" if begun else "obstacles",
            )
        return ((begun, ended),)


def checked_form(case: Case) -> type[CheckedForm]:
    """Make the form for the check list of a case: one line for each condition asked of it."""
    asked = {f"condition_{n}": c for n, c in enumerate(conditions_of(case), 1)}
    language = current_language()
    lines = {
        name: TermField(
            condition.label(language),
            terms=Finding,
            radio=True,
        )
        for name, condition in asked.items()
    }
    return type("CheckedForm", (CheckedForm,), {**lines, "asked": asked})


def conditions_of(case: Case) -> tuple[Condition, ...]:
    """Give the conditions asked of a petition such as this."""
    return conditions_for(case.kind, case.level, case.received_on, **senders(case))


def senders(case: Case) -> dict[str, bool]:
    """Say who stands on the petitions, where the law asks more of them."""
    petitions = [link.petition for link in case.links if link.ended_on is None]
    acting = [x for p in petitions for x in p.parties if x.role is PartyRole.AUTHORISED]
    return {
        "is_group": any(p.head_count > 1 for p in petitions),
        "by_authorised": any(x.acting_as in {None, ActingAs.AUTHORISED} for x in acting),
        "by_lawyer": any(x.acting_as in LAWYERS for x in acting),
    }


@dataclass(frozen=True, slots=True)
class LastCheck:
    """What the last check of the conditions found, and on which day."""

    on: date
    proposal: Proposal
    findings: Mapping[str, Finding]
    learnt_on: date | None
    obstacle: tuple[date | None, date | None]


def last_check(case: Case) -> LastCheck | None:
    """Read the last check back and propose anew from its findings."""
    check = last_of(case, EventType.CHECKED)
    if check is None:
        return None
    told = check.particulars
    findings = {i: Finding(f) for i, f in (told.get("findings") or {}).items()}
    proposal = propose(findings, case.kind, case.level, case.received_on, **senders(case))
    begun, ended = next(iter(told.get("obstacles") or ()), (None, None))
    return LastCheck(
        check.legal_date, proposal, findings, _day(told.get("learnt_on")),
        (_day(begun), _day(ended)),
    )  # fmt: skip


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def failed_words(check: LastCheck) -> list[str]:
    """Name the conditions that are not met, each with its article."""
    language = current_language()
    return [
        _("Không đạt: %(condition)s (%(article)s)",
          condition=c.label(language), article=", ".join(map(str, c.citations)))
        for c in check.proposal.failed
    ]  # fmt: skip
