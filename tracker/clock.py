"""Ask the machine what day and time it is in Vietnam; nobody else does."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Give this moment, in the zone of Vietnam."""
    return datetime.now(VIETNAM)  # noqa: TID251 -- the one place that asks the machine


def today() -> date:
    """Give this day in Vietnam."""
    return now().date()
