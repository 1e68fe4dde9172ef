"""Say how near a duty is to its last day: from the working time left and what is still to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tracker.law.calendar import Calendar
from tracker.law.kinds import CaseKind
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
    """Working days before the last day at which a duty becomes urgent and at risk.

    `cases` is the number of own cases from which they were learnt; 0 for a starting value.
    """

    urgent: int
    at_risk: int
    cases: int = 0


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


Leads = Mapping[tuple[str, CaseKind, State], Lead]
NO_LEADS: Leads = MappingProxyType({})
AS_MANY = 20  # Cases that a starting value counts for beside the agency's own.
TYPICAL, SLOW = 0.5, 0.8


def lead_for(rule_id: str, state: State) -> Lead:
    """Give the starting lead times for a duty at the step the case has reached."""
    return TO_SETTLE.get(state, SHORT) if rule_id in SETTLING else SHORT


def own_lead(rule_id: str, kind: CaseKind, state: State, leads: Leads) -> Lead:
    """Give the lead times learnt for a duty at a step, or the starting ones."""
    return leads.get((rule_id, kind, state)) or lead_for(rule_id, state)


def learnt_lead(start: Lead, needed: Sequence[int]) -> Lead:
    """Draw what own cases needed from a step on to the starting values, more where they are few.

    Half of the cases needed no more than the urgent lead, four in five no more than the other.
    """
    ordered, number = sorted(needed), len(needed)
    if not ordered:
        return start
    typical, slow = (ordered[min(int(q * number), number - 1)] for q in (TYPICAL, SLOW))
    urgent = max(1, _drawn(typical, start.urgent, number))
    return Lead(urgent, max(urgent + 1, _drawn(slow, start.at_risk, number)), number)


def _drawn(own: int, start: int, number: int) -> int:
    return round((number * own + AS_MANY * start) / (number + AS_MANY))


def thresholds(
    rule_id: str, state: State, warn_on: date, calendar: Calendar, lead: Lead | None = None
) -> Thresholds:
    """Give the days from which a duty is at risk and urgent, counted back from `warn_on`."""
    lead = lead or lead_for(rule_id, state)
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
