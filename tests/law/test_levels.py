"""On track, at risk, urgent, overdue: the same for every viewer."""

from datetime import date

import pytest

from tracker.law.calendar import Calendar
from tracker.law.levels import Alarm, alarm, lead_for, thresholds
from tracker.law.moves import State

DUE = date(2026, 11, 27)  # a Friday; 24/11 is a day off


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2026, 11, 20), Alarm.ON_TRACK),
        (date(2026, 11, 23), Alarm.AT_RISK),
        (date(2026, 11, 25), Alarm.AT_RISK),
        (date(2026, 11, 26), Alarm.URGENT),
        (DUE, Alarm.URGENT),
        (date(2026, 11, 28), Alarm.OVERDUE),
    ],
    ids=str,
)
def test_a_short_duty_is_at_risk_three_working_days_before(today: date, level: Alarm) -> None:
    first = thresholds("KN-27", State.CLASSIFIED, DUE, Calendar.official())

    assert alarm(DUE, first.at_risk_from, first.urgent_from, today) is level


def test_the_more_steps_are_still_to_do_the_earlier_a_settlement_is_at_risk() -> None:
    leads = [lead_for("KN-28", s) for s in (State.ACCEPTED, State.VERIFYING, State.REPORTED)]

    assert [lead.at_risk for lead in leads] == sorted(
        (lead.at_risk for lead in leads), reverse=True
    )
    assert all(lead.urgent < lead.at_risk for lead in leads)
