"""One limit and a typed-in case as the pages show them: large dates, days, lines of duties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from tracker.law.asking import Answered
from tracker.law.calendar import Calendar
from tracker.law.events import Trait
from tracker.law.explanation import Step, explain
from tracker.law.levels import Alarm, alarm, thresholds
from tracker.law.moves import State
from tracker.law.obligations import OWED, Obligation, Standing, Status
from tracker.law.reckoning import Reckoning
from tracker.law.rulebook import Rule
from tracker.law.rules import Direction, Nature, Passage
from tracker.law.timeline import Timeline
from tracker.law.wording import cites_of
from tracker.web.rule_words import title_of
from tracker.web.strip_days import ShownDay, shown_days
from tracker.web.words import gettext as _
from tracker.web.words import sentence, term, vn_date, vn_weekday

LAST_DAY: Mapping[Nature, str] = {
    Nature.DUTY: _l("Ngày hết hạn"),
    Nature.LINE: _l("Mốc trách nhiệm"),
    Nature.RIGHT: _l("Ngày cuối để thực hiện quyền"),
    Nature.EFFECT: _l("Có hiệu lực sau ngày"),
    Nature.KEEP: _l("Giữ ít nhất đến hết ngày"),
    Nature.FREQUENCY: _l("Ngày cuối của kỳ"),
}


@dataclass(frozen=True, slots=True)
class LargeDate:
    """A date in large figures."""

    label: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class ShownLimit:
    """One limit with all that makes its date."""

    rule: Rule
    title: str
    reckoning: Reckoning
    dates: tuple[LargeDate, ...]
    days: tuple[ShownDay, ...]
    steps: tuple[Step, ...]

    @property
    def articles(self) -> str:
        """Give every article on which the limit rests."""
        return cites_of(self.reckoning.version)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One obligation of a typed-in case."""

    title: str
    nature: Nature
    article: str
    started_on: date
    due_on: date
    words: str
    alarm: Alarm | None
    is_estimated: bool
    steps: tuple[Step, ...]
    href: str

    @property
    def is_overdue(self) -> bool:
        """Say whether the words already tell the level."""
        return self.alarm is Alarm.OVERDUE


@dataclass(frozen=True, slots=True)
class NoteLine:
    """Something to know about a typed-in case."""

    on: date | None
    words: str
    article: str


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A typed-in case with its obligations as they stand on a day."""

    found: Timeline
    day: date
    lines: tuple[DutyLine, ...]
    notes: tuple[NoteLine, ...]


def shown_limit(found: Answered, calendar: Calendar) -> ShownLimit:
    """Lay one counted limit out for the page."""
    rule, reckoning = found.rule, found.reckoning
    return ShownLimit(
        rule,
        title_of(rule),
        reckoning,
        tuple(_large_dates(rule, reckoning)),
        shown_days(reckoning, calendar),
        explain(reckoning, rule, calendar),
    )


def _large_dates(rule: Rule, reckoning: Reckoning) -> Iterator[LargeDate]:
    due, other = reckoning.due_on, reckoning.transition_on
    backwards = reckoning.direction is Direction.BEFORE
    label = _("Chậm nhất ngày") if backwards else str(LAST_DAY[rule.nature])
    taken, left = Passage.OLD, Passage.NEW
    if reckoning.chosen is Passage.NEW:
        taken, left = left, taken
    if other is None:
        yield LargeDate(label, due, vn_weekday(due))
    else:
        yield LargeDate(label, due, f"{vn_weekday(due)} · {term(taken).lower()}")
        yield LargeDate(term(left), other, vn_weekday(other))
    if reckoning.warn_on < due and rule.nature in OWED:
        yield LargeDate(_("Nên xong chậm nhất"), reckoning.warn_on, _warned(reckoning))


def _warned(reckoning: Reckoning) -> str:
    return str(
        _("ngày sớm hơn trong hai ngày")
        if reckoning.transition_on
        else _("ngày làm việc trước khi chuyển")
    )


def shown_case(found: Timeline, day: date, calendar: Calendar) -> ShownCase:
    """Lay a typed-in case out for the page."""
    return ShownCase(
        found,
        day,
        tuple(_duty_line(owed, found.state, day, calendar) for owed in found.obligations),
        tuple(
            NoteLine(n.event.legal_date if n.event else None, sentence(n.said), n.said.article)
            for n in found.notes
        ),
    )


def _duty_line(owed: Obligation, state: State, today: date, calendar: Calendar) -> DutyLine:
    rule, reckoning = owed.rule, owed.reckoning
    return DutyLine(
        title=f"{rule.id} · {title_of(rule)}",
        nature=rule.nature,
        article=cites_of(reckoning.version),
        started_on=reckoning.start,
        due_on=owed.due_on,
        words=_standing_words(owed, today, calendar),
        alarm=_alarm(owed, state, today, calendar),
        is_estimated=owed.is_estimated,
        steps=explain(reckoning, rule, calendar),
        href=address_of(rule, reckoning),
    )


def address_of(rule: Rule, reckoning: Reckoning) -> str:
    """Give the page on which a limit stands alone, day by day."""
    version = rule.on(reckoning.start)
    named = {*version.conditions, *rule.no_effect} & reckoning.traits
    told: dict[str, Any] = {"rule": rule.id, "from": vn_date(reckoning.start)}
    told |= {"variant": [t.value for t in Trait if t in named]}
    for place, (starts, ends) in enumerate(reckoning.pauses):
        told |= {f"pauses-{place}-starts": vn_date(starts), f"pauses-{place}-ends": vn_date(ends)}
    told |= {"extensions": reckoning.extensions or None, "chosen": reckoning.chosen}
    return url_for("lookup.deadline", **told)


def _alarm(owed: Obligation, state: State, today: date, calendar: Calendar) -> Alarm | None:
    """Give the level of what is still owed."""
    status = owed.status(today)
    if owed.rule.nature not in OWED:
        return None
    if status is Status.PAUSED:
        return Alarm.PAUSED
    if status is Status.OVERDUE:
        return Alarm.OVERDUE
    if owed.standing is not Standing.RUNNING:
        return None
    first = thresholds(owed.rule.id, state, owed.reckoning.warn_on, calendar)
    return alarm(owed.due_on, first.at_risk_from, first.urgent_from, today)


def _standing_words(owed: Obligation, today: date, calendar: Calendar) -> str:
    """Say how an obligation stands: a duty is met or late, a right is used or gone."""
    status, nature = owed.status(today), owed.rule.nature
    if nature is Nature.EFFECT:
        return str(_("đã có hiệu lực") if status is Status.MET else _("chưa có hiệu lực"))
    if nature is Nature.RIGHT and owed.standing is not Standing.MET:
        return str(_("hết thời hạn") if status is Status.VOID else _("còn thời hạn"))
    if status is Status.PENDING and nature in OWED:
        left = calendar.working_days_between(today, owed.due_on)
        return str(_("còn %(days)s ngày làm việc", days=left) if left else _("hết hạn hôm nay"))
    words = term(status).lower()
    if late := owed.days_late(today):
        words = f"{words} {_('%(days)s ngày', days=late)}"
    if owed.met_on:
        return " · ".join((_("xong %(day)s", day=vn_date(owed.met_on)), words))
    return words
