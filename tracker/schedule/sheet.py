"""The schedule as it is posted and shown to the public: places, hours, the head's sessions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.law.reckoning import end_of_span
from tracker.law.rules import Unit
from tracker.records.calendar import calendar_in_use
from tracker.records.organisation import OrgUnit
from tracker.records.schedule import PlannedSession, SessionStatus
from tracker.schedule import queries
from tracker.schedule.shown import HoursLine, hours_lines

MONTHS_ON_PAPER = (1, 3, 6, 12)
WEEKS_SHOWN = 13  # About a quarter: what citizens plan by.


@dataclass(frozen=True, slots=True)
class Block:
    """Sessions that differ in nothing but their day, as they are read from a sheet on a wall."""

    model: PlannedSession
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the posted schedule."""

    agency: OrgUnit
    first: date
    last: date
    rows: Sequence[PlannedSession]
    followers: Mapping[int, PlannedSession]
    hours: Sequence[HoursLine]
    months: int = 0
    is_provisional: bool = False

    @property
    def blocks(self) -> list[Block]:
        """Put together the sessions that differ in nothing but their day."""
        found: dict[tuple[object, ...], list[PlannedSession]] = {}
        for row in self.rows:
            found.setdefault(_alike(row), []).append(row)
        return [Block(rows[0], [row.planned_on for row in rows]) for rows in found.values()]


def months_asked(arguments: Mapping[str, str]) -> int:
    """Give for how many months a sheet is asked, a year where nothing fitting is asked."""
    words = arguments.get("months", "")
    known = {str(number): number for number in MONTHS_ON_PAPER}
    return known.get(words, MONTHS_ON_PAPER[-1])


def posted_sheet(session: Session, agency_id: int, first: date, months: int) -> Sheet:
    """Give the sheet to be posted: what stands and what must be published."""
    last = end_of_span(_later(first, months - 1), Unit.PER_MONTH)
    rows = [
        row for row in queries.sessions_between(session, agency_id, first, last)
        if row.is_published and row.status in {SessionStatus.PLANNED, SessionStatus.HELD}
    ]  # fmt: skip
    calendar = calendar_in_use(session)
    return Sheet(
        queries.agency_or_404(session, agency_id), first, last, rows, {},
        hours_lines(queries.hours_on(session, agency_id, first, last)),
        months, any(calendar.provisional(year) for year in {first.year, last.year}),
    )  # fmt: skip


def public_sheet(session: Session, agency_id: int, first: date, last: date) -> Sheet:
    """Give what the public sees: only what was posted, and what became of it.

    A session of no posting is not public yet; one put off was, and its new time must be told.
    """
    agency = queries.agency_or_404(session, agency_id)
    rows = [
        row for row in queries.sessions_between(session, agency_id, first, last)
        if row.postings or row.is_postponed
    ]  # fmt: skip
    return Sheet(
        agency, first, last, rows, queries.followers(session, rows),
        hours_lines(queries.hours_on(session, agency_id, first, last)),
    )  # fmt: skip


def _later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _alike(row: PlannedSession) -> tuple[object, ...]:
    return (
        row.unit_id, row.presider_id, row.capacity, row.form, row.begins_at, row.ends_at,
        row.place, row.other_points, row.participants, row.content,
    )  # fmt: skip
