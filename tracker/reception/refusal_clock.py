"""Until when a refusal needs the head's written notice, why that day, and whether it was kept."""

from dataclasses import dataclass
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.explanation import Step, explain
from tracker.law.levels import Alarm, alarm, thresholds
from tracker.law.moves import State
from tracker.law.reckoning import reckon
from tracker.law.refusal_grounds import IN_WRITING, ReceptionRefusal
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Nature
from tracker.law.standing import Standing, Status, status_on
from tracker.web.strip_days import ShownDay, shown_days

RULE = "ND154-4.3"
WITHOUT_LIMIT = "Thông tư 04/2021/TT-TTCP"  # Until July 2026: the head signs, no number of days.


@dataclass(frozen=True, slots=True)
class RefusalClock:
    """The notice that a refusal needs; before July 2026 the law sets no day for it."""

    article: str
    issued_on: date | None
    due_on: date | None = None
    status: Status | None = None
    alarm: Alarm | None = None
    steps: tuple[Step, ...] = ()
    days: tuple[ShownDay, ...] = ()


def refusal_clock(
    ground: ReceptionRefusal | None,
    counted_from: date,
    issued_on: date | None,
    *,
    today: date,
    calendar: Calendar,
) -> RefusalClock | None:
    """Give the clock of a refusal, or nothing where it is only explained at once."""
    if ground not in IN_WRITING:
        return None
    rule = Rulebook.load().rule(RULE)
    version = rule.in_force(counted_from)
    if version is None:
        return RefusalClock(WITHOUT_LIMIT, issued_on)
    counted = reckon(version, counted_from, frozenset(), calendar)
    standing = Standing.MET if issued_on else Standing.RUNNING
    near = thresholds(RULE, State.RECEIVED, counted.warn_on, calendar)
    level = alarm(counted.due_on, near.at_risk_from, near.urgent_from, today)
    return RefusalClock(
        article=str(version.cite),
        issued_on=issued_on,
        due_on=counted.due_on,
        status=status_on(Nature.DUTY, standing, counted.due_on, issued_on, today),
        alarm=None if issued_on else level,
        steps=explain(counted, rule, calendar),
        days=shown_days(counted, calendar),
    )
