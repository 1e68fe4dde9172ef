"""Nobody is reminded at night or on a day off."""

from datetime import datetime

import pytest

from tracker.clock import VIETNAM
from tracker.law.calendar import Calendar
from tracker.law.reminding import may_remind

CALENDAR = Calendar.official()


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        ("2026-11-23T07:00", True),  # Monday, the first working minute.
        ("2026-11-23T17:30", True),
        ("2026-11-23T06:59", False),
        ("2026-11-23T17:31", False),
        ("2026-11-23T02:00", False),
        ("2026-11-24T09:00", False),  # Ngày Văn hóa Việt Nam.
        ("2026-11-21T09:00", False),  # Saturday.
        ("2026-02-17T09:00", False),  # Tết.
        ("2026-08-22T09:00", True),  # A Saturday that is worked for 31/08.
        ("2026-08-31T09:00", False),  # The day off that it makes up for.
    ],
)
def test_only_working_hours_of_working_days_remind(moment: str, allowed: bool) -> None:
    assert may_remind(datetime.fromisoformat(moment).replace(tzinfo=VIETNAM), CALENDAR) is allowed
