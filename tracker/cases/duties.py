"""The obligations of one case as its page shows them: strip of dates, table, second way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from flask import url_for

from tracker.cases.levels import Due, Phrases, rule_article, rules
from tracker.cases.transition import other_date
from tracker.law.calendar import Calendar
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.levels import SETTLING, Alarm
from tracker.law.obligations import OWED, Standing, Status, days_late, status_on
from tracker.law.reckoning import reckon
from tracker.law.rules import Nature
from tracker.records.cases import Case, StoredObligation
from tracker.web.foretold import Foresight, foresight
from tracker.web.rule_words import duty_title
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date

SECOND_WAY = "KN-33"
MOST_DATES = 6
NONE: Mapping[tuple[str, int], Any] = MappingProxyType({})
VOIDED = frozenset({Standing.VOID, Standing.VOID_LATE})


@dataclass(frozen=True, slots=True)
class Dated:
    """One large date at the head of a case."""

    label: str
    on: date | None
    first_on: date | None = None
    alarm: Alarm | None = None
    words: str = ""
    href: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One obligation in the table of a case."""

    title: str
    article: str
    nature: Nature
    started_on: date
    due_on: date
    status: str
    alarm: Alarm | None
    href: str
    other: str
    foresight: Foresight | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """How a case is looked at: on what day, by which calendar, in what words."""

    today: date
    calendar: Calendar
    say: Phrases


@dataclass(frozen=True, slots=True)
class SecondWay:
    """The citizen's way to the second level or to court."""

    is_open: bool
    opens_after: date
    until: date
    is_estimated: bool
    is_used: bool
    href: str


def dates(case: Case, seen: Seen) -> list[Dated]:
    """Give the dates that head a case: receipt, then each limit that matters, as they fall due."""
    received = Dated(
        _("Nhận đơn"), case.received_on, words=_("ghi nhận %(code)s", code=_first_code(case))
    )
    shown = [o for o in case.obligations if _matters(o, case.kind)]
    return [received, *(_dated(o, case, seen) for o in _nearest(shown))]


def lines(
    case: Case, seen: Seen, forecasts: Mapping[tuple[str, int], Any] = NONE
) -> list[DutyLine]:
    """Give every obligation of a case with how it stands, in the order of due dates."""
    last = max((e.sequence for e in case.events), default=0)
    found = []
    for obligation in case.obligations:
        line = _line(obligation, case, seen)
        told = forecasts.get((obligation.rule, obligation.started_by))
        if told and line.alarm is not Alarm.OVERDUE:
            line = replace(line, foresight=foresight(told, last_sequence=last))
        found.append(line)
    return found


def second_way(case: Case, today: date) -> SecondWay | None:
    """Say from when until when the way to the second level is open, for a first complaint."""
    way = next((o for o in case.obligations if o.rule == SECOND_WAY), None)
    if way is None or way.standing is Standing.VOID:
        return None
    used = way.standing is Standing.MET
    lapsed = today > way.due_on and not way.is_estimated
    return SecondWay(
        is_open=today > way.started_on and not lapsed and not used,
        opens_after=way.started_on,
        until=way.due_on,
        is_estimated=way.is_estimated,
        is_used=used,
        href=_why(way),
    )


def _first_code(case: Case) -> str:
    return next((e.document_number for e in case.events if e.type is EventType.RECEIVED), "")


def _matters(obligation: StoredObligation, kind: CaseKind) -> bool:
    """Say whether a limit belongs to the head: running, stopped, or one of the great steps."""
    if obligation.nature not in OWED or obligation.standing in VOIDED:
        return False
    if obligation.standing in {Standing.RUNNING, Standing.PAUSED}:
        return True
    rule = rules()[obligation.rule]
    accepting = rule.ends - rule.ends_except.get(kind, frozenset())
    return obligation.rule in SETTLING or EventType.ACCEPTED in accepting


def _nearest(shown: list[StoredObligation]) -> list[StoredObligation]:
    """Keep what still runs before what is done, where there is too much for one row."""
    kept = sorted(shown, key=_still_runs, reverse=True)[: MOST_DATES - 1]
    return sorted(kept, key=_by_due)


def _still_runs(obligation: StoredObligation) -> bool:
    return obligation.standing in {Standing.RUNNING, Standing.PAUSED}


def _by_due(obligation: StoredObligation) -> tuple[date, str]:
    return obligation.due_on, obligation.rule


def _dated(obligation: StoredObligation, case: Case, seen: Seen) -> Dated:
    line = _line(obligation, case, seen)
    return Dated(
        label=line.title,
        on=obligation.due_on,
        first_on=_first_date(obligation, case, seen.calendar),
        alarm=line.alarm,
        words=line.status,
        href=line.href,
        other=line.other,
    )


def _first_date(obligation: StoredObligation, case: Case, calendar: Calendar) -> date | None:
    """Give the date before any extension, where a decision has extended the limit."""
    rule = rules()[obligation.rule]
    extended = any(e.type is EventType.EXTENDED for e in case.events)
    version = rule.in_force(obligation.started_on)
    if not (extended and rule.extends and version):
        return None
    first = reckon(version, obligation.started_on, frozenset(case.traits), calendar).due_on
    return first if first != obligation.due_on else None


def _line(obligation: StoredObligation, case: Case, seen: Seen) -> DutyLine:
    return DutyLine(
        title=duty_title(obligation.rule),
        article=rule_article(obligation.rule, obligation.version_from),
        nature=obligation.nature,
        started_on=obligation.started_on,
        due_on=obligation.due_on,
        status=" · ".join(_status(obligation, case, seen)),
        alarm=_alarm(obligation, seen.today),
        href=_why(obligation),
        other=other_date(case, obligation),
    )


def _why(obligation: StoredObligation) -> str:
    return url_for(
        "cases.why",
        case_id=obligation.case_id,
        rule=obligation.rule,
        started_by=obligation.started_by,
    )


def _alarm(obligation: StoredObligation, today: date) -> Alarm | None:
    if obligation.nature not in OWED:
        return None
    if not _still_runs(obligation):
        return None
    return _due(obligation, None).alarm(today)


def _due(obligation: StoredObligation, case: Case | None) -> Due:
    of = case or obligation.case
    return Due(
        obligation.rule, of.kind, of.state, obligation.due_on, obligation.at_risk_from,
        obligation.urgent_from, obligation.standing is Standing.PAUSED,
    )  # fmt: skip


def _status(obligation: StoredObligation, case: Case, seen: Seen) -> Iterator[str]:
    """Say how an obligation stands, with the days of lateness."""
    today = seen.today
    if obligation.nature not in OWED:
        yield _of_a_right(obligation, today)
    elif obligation.standing is Standing.MET:
        yield _("xong %(day)s", day=vn_date(obligation.met_on))
        late = days_late(obligation.standing, obligation.due_on, obligation.met_on, today)
        yield _("trễ hạn %(days)s ngày", days=late) if late else _("đúng hạn")
    elif obligation.standing is Standing.VOID:
        yield term(Status.VOID)
    elif obligation.standing is Standing.VOID_LATE:
        late = days_late(obligation.standing, obligation.due_on, obligation.met_on, today)
        yield _("không còn từ %(day)s", day=vn_date(obligation.met_on))
        yield _("khi đó đã quá hạn %(days)s ngày", days=late)
    else:
        yield _due(obligation, case).words(today, seen.calendar, seen.say)


def _of_a_right(obligation: StoredObligation, today: date) -> str:
    keep = obligation.nature is Nature.KEEP
    end = obligation.unrolled_on if keep else obligation.due_on
    status = status_on(obligation.nature, obligation.standing, end, obligation.met_on, today)
    if keep:
        return _of_a_minimum(status)
    if obligation.nature is Nature.EFFECT:
        return str(_("đã có hiệu lực") if status is Status.MET else _("chưa có hiệu lực"))
    if status is Status.MET:
        return str(_("đã thực hiện"))
    if obligation.is_estimated:
        return str(_("ước tính"))
    return str(_("còn thời hạn") if status is Status.PENDING else _("hết thời hạn"))


def _of_a_minimum(status: Status) -> str:
    """Say whether a posting has stayed long enough."""
    if status is Status.TOO_SHORT:
        return str(_("kết thúc sớm, chưa đủ thời lượng"))
    return str(_("đã đủ thời lượng") if status is Status.MET else _("chưa đủ thời lượng"))
