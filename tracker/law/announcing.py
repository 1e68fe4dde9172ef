"""By when a session must be made public, told and tested: counted back from its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tracker.law.calendar import Calendar
from tracker.law.reckoning import Reckoning, reckon
from tracker.law.rulebook import Rule, Rulebook
from tracker.law.terms import Term

POSTING = "TCD-24.4a"


class OnlineStep(Term):
    """Điều 23 khoản 1 Nghị định 154/2026/NĐ-CP: what precedes an online session."""

    NOTIFIED = (
        "notified",
        "Thông báo cho công dân, cơ quan liên quan; thiết lập điểm cầu",
        "Citizen and bodies told, points set up",
    )
    TESTED = "tested", "Kết nối thử thành công", "Test connection made"
    CONNECTED = "connected", "Kết nối các điểm cầu", "All points connected"


RULE_OF: Mapping[OnlineStep, str] = {
    OnlineStep.NOTIFIED: "ND154-23.1a",
    OnlineStep.TESTED: "ND154-23.1b",
    OnlineStep.CONNECTED: "ND154-23.1c",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One limit counted back from a session; `until` where it ends within the day."""

    rule: Rule
    reckoning: Reckoning
    until: time | None = None

    @property
    def due_on(self) -> date:
        """Give the last day on which the act is in time."""
        return self.reckoning.due_on

    def late_by(self, done_on: date, calendar: Calendar) -> int:
        """Count the working days by which an act of a day came too late, at least one if it did."""
        if done_on <= self.due_on:
            return 0
        return max(calendar.working_days_between(self.due_on, done_on), 1)


def posting_clock(session_on: date, calendar: Calendar) -> Clock | None:
    """Give by when a schedule must be posted, None before the law was in force."""
    return _clock(POSTING, session_on, calendar)


def online_clock(
    step: OnlineStep, session_on: date, begins_at: time, calendar: Calendar
) -> Clock | None:
    """Give by when a step before an online session is due, None before 01/07/2026."""
    clock = _clock(RULE_OF[step], session_on, calendar)
    if clock is None or step is not OnlineStep.CONNECTED:
        return clock
    begin = datetime.combine(session_on, begins_at) - timedelta(hours=clock.reckoning.length.number)
    return Clock(clock.rule, clock.reckoning, begin.time())


def online_in_force(day: date) -> bool:
    """Say whether citizens may be received online on a day."""
    return Rulebook.load().rule(RULE_OF[OnlineStep.NOTIFIED]).in_force(day) is not None


def _clock(rule_id: str, session_on: date, calendar: Calendar) -> Clock | None:
    rule = Rulebook.load().rule(rule_id)
    version = rule.in_force(session_on)
    if version is None:
        return None
    reckoning = reckon(version, session_on, frozenset(), calendar, direction=rule.direction)
    return Clock(rule, reckoning)
