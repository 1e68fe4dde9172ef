"""When people may be reminded: in the working hours of a working day, never at night."""

from datetime import datetime, time

from tracker.law.calendar import Calendar

# Starting values of the house, not law.
FIRST, LAST = time(7, 0), time(17, 30)


def may_remind(at: datetime, calendar: Calendar) -> bool:
    """Say whether people may be reminded at a moment of Vietnamese time."""
    return calendar.is_working(at.date()) and FIRST <= at.time() <= LAST


def next_moment(at: datetime, calendar: Calendar) -> datetime:
    """Give the moment itself where people may be reminded, else the next such moment."""
    if may_remind(at, calendar):
        return at
    today = calendar.is_working(at.date()) and at.time() < FIRST
    day = at.date() if today else calendar.add_working_days(at.date(), 1)
    return datetime.combine(day, FIRST, at.tzinfo)
