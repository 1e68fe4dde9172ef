"""A month of the schedule: its sessions, its hours, its days off and what is still to be posted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tracker.law.reckoning import end_of_span
from tracker.law.rules import Unit
from tracker.records.calendar import calendar_in_use
from tracker.schedule import queries
from tracker.schedule.shown import HoursLine, SessionLine, hours_lines, session_lines
from tracker.web.months import Month, month_of

ASKED = re.compile(r"(\d{4})-(\d{2})")
FIRST_YEAR, LAST_YEAR = 2000, 2100
ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class MonthShown:
    """One month as its page shows it."""

    first: date
    last: date
    drawn: Month
    lines: Sequence[SessionLine]
    hours: Sequence[HoursLine]
    waiting: int

    @property
    def before(self) -> str:
        """Name the month before in an address."""
        return f"{self.first - ONE_DAY:%Y-%m}"

    @property
    def after(self) -> str:
        """Name the month after in an address."""
        return f"{self.last + ONE_DAY:%Y-%m}"

    @property
    def anchors(self) -> frozenset[int]:
        """Give the first session of each day, where the links of the days lead."""
        firsts = {line.row.planned_on: line.row.id for line in reversed(self.lines)}
        return frozenset(firsts.values())

    @property
    def links(self) -> dict[date, str]:
        """Give where the days with a session lead."""
        return {line.row.planned_on: f"#day-{line.row.planned_on.day}" for line in self.lines}


def month_asked(words: str | None, today: date) -> date:
    """Give the first day of the month that an address names, of this month where it names none."""
    found = ASKED.fullmatch(words or "")
    if found is None or not found[0].isascii():
        return today.replace(day=1)
    year, month = int(found[1]), int(found[2])
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return today.replace(day=1)
    return date(year, month, 1)


def month_shown(session: Session, agency_id: int, first: date, today: date) -> MonthShown:
    """Read a month."""
    last = end_of_span(first, Unit.PER_MONTH)
    calendar = calendar_in_use(session)
    rows = queries.sessions_between(session, agency_id, first, last)
    lines = session_lines(rows, queries.followers(session, rows), calendar, today)
    return MonthShown(
        first,
        last,
        month_of(calendar, first.year, first.month),
        lines,
        hours_lines(queries.hours_on(session, agency_id, first, last)),
        sum(line.alarm is not None or bool(line.missing and line.row.is_postponed)
            for line in lines if line.row.planned_on >= today),
    )  # fmt: skip
