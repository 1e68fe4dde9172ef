"""When people may be reminded: in the working hours of a working day, never at night."""

from datetime import datetime, time

from tracker.law.calendar import Calendar

# Starting values of the house, not law.
FIRST, LAST = time(7, 0), time(17, 30)


def may_remind(at: datetime, calendar: Calendar) -> bool:
    """Say whether people may be reminded at a moment of Vietnamese time."""
    return calendar.is_working(at.date()) and FIRST <= at.time() <= LAST
