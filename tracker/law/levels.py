"""Say how near a duty is to its last day: from the working time left and what is still to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.moves import State
from tracker.law.terms import Term


class Alarm(Term):
    """The level of a case or an obligation."""

    OVERDUE = "overdue", "Quá hạn", "Overdue"
    URGENT = "urgent", "Khẩn", "Urgent"
    AT_RISK = "at_risk", "Sắp đến hạn", "At risk"
    ON_TRACK = "on_track", "Còn hạn", "On track"
    PAUSED = "paused", "Tạm dừng", "Paused"


@dataclass(frozen=True, slots=True)
class Lead:
    """Working days before the last day at which a duty becomes urgent and at risk."""

    urgent: int
    at_risk: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The first days on which a duty is at risk and urgent."""

    at_risk_from: date
    urgent_from: date


# Starting values of the house, not law: what the remaining steps usually still need.
SHORT = Lead(urgent=1, at_risk=3)
TO_SETTLE: Mapping[State, Lead] = {
    State.ACCEPTED: Lead(urgent=10, at_risk=15),
    State.VERIFYING: Lead(urgent=5, at_risk=10),
    State.REPORTED: Lead(urgent=3, at_risk=6),
}
SETTLING = frozenset({"KN-28", "KN-37", "KL-50.b", "TC-30"})


def lead_for(rule_id: str, state: State) -> Lead:
    """Give the lead times for a duty at the step the case has reached."""
    return TO_SETTLE.get(state, SHORT) if rule_id in SETTLING else SHORT


def thresholds(rule_id: str, state: State, warn_on: date, calendar: Calendar) -> Thresholds:
    """Give the days from which a duty is at risk and urgent, counted back from `warn_on`."""
    lead = lead_for(rule_id, state)
    return Thresholds(
        calendar.add_working_days(warn_on, -lead.at_risk),
        calendar.add_working_days(warn_on, -lead.urgent),
    )


def alarm(due_on: date, at_risk_from: date, urgent_from: date, today: date) -> Alarm:
    """Give the level of a running duty on a day."""
    if today > due_on:
        return Alarm.OVERDUE
    if today >= urgent_from:
        return Alarm.URGENT
    return Alarm.AT_RISK if today >= at_risk_from else Alarm.ON_TRACK
