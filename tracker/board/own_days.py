"""The head's own reception days of this month beside those that the law asks for."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.casework.duty import months_of
from tracker.law.duty_days import DutyMonth
from tracker.records.calendar import calendar_in_use
from tracker.records.visibility import Reach


@dataclass(frozen=True, slots=True)
class OwnDays:
    """The month of the head of the agency, and his next day in the schedule."""

    duty: DutyMonth
    next_on: date | None


def own_days(session: Session, reach: Reach, today: date) -> OwnDays | None:
    """Give the month of the agency's head, None where no law asks for days."""
    calendar = calendar_in_use(session)
    month = (today.year, today.month)
    found = months_of(session, reach.agency_id, [month], calendar=calendar, today=today)
    duty = next((d for b, ds in found.items() for d in ds if b.unit_id == reach.agency_id), None)
    if duty is None or not duty.spans:
        return None
    return OwnDays(duty, min((on for s in duty.spans for on in s.planned), default=None))
