"""At night and on days off the sweep only counts; the next working morning it catches up."""

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.casework.reminders import Sweep, sweep
from tracker.clock import VIETNAM
from tracker.law.levels import Alarm
from tracker.records.cases import AlarmRecord

# A complaint received on 02/11/2026 is to be accepted by 11/11/2026.
QUIET = {
    "before work": "2026-11-12T06:59",
    "after work": "2026-11-12T17:31",
    "at night": "2026-11-13T02:00",
    "on Saturday": "2026-11-14T09:00",
    "on Ngày Văn hóa Việt Nam": "2026-11-24T09:00",
}


@pytest.mark.parametrize("moment", QUIET.values(), ids=QUIET)
def test_out_of_hours_nothing_is_noted_but_all_is_counted(session: Session, moment: str) -> None:
    make.case(session)

    found = swept(session, moment)

    assert found.quiet
    assert sum(found.noted.values()) == 0
    assert found.standing[Alarm.OVERDUE] == 1
    assert noted(session) == 0


def test_the_next_working_morning_catches_up(session: Session) -> None:
    make.case(session)
    for moment in ("2026-11-13T19:00", "2026-11-14T09:00", "2026-11-15T09:00", "2026-11-16T06:00"):
        swept(session, moment)

    monday = swept(session, "2026-11-16T07:00")

    assert not monday.quiet
    assert monday.noted[Alarm.OVERDUE] == monday.standing[Alarm.OVERDUE] == 1
    assert noted(session, Alarm.OVERDUE) == 1


def test_what_was_noted_in_time_is_not_noted_again_after_the_night(session: Session) -> None:
    make.case(session)

    sweeps = [swept(session, f"2026-11-{day}") for day in ("12T17:30", "12T23:00", "13T07:00")]

    assert [s.noted.get(Alarm.OVERDUE, 0) for s in sweeps] == [1, 0, 0]


def test_a_saturday_that_is_worked_is_a_day_like_others(session: Session) -> None:
    make.case(session, received_on=datetime(2026, 8, 3, tzinfo=VIETNAM).date())

    made_up, off = swept(session, "2026-08-22T09:00"), swept(session, "2026-08-31T09:00")

    assert (made_up.quiet, off.quiet) == (False, True)
    assert made_up.noted[Alarm.OVERDUE] == 1


def swept(session: Session, moment: str) -> Sweep:
    """Sweep at a moment of Vietnamese time."""
    return sweep(session, at=datetime.fromisoformat(moment).replace(tzinfo=VIETNAM))


def noted(session: Session, alarm: Alarm | None = None) -> int:
    """Count the reminders, of one level or of all."""
    rows = select(func.count()).select_from(AlarmRecord)
    rows = rows if alarm is None else rows.where(AlarmRecord.alarm == alarm.value)
    return session.scalar(rows) or 0
