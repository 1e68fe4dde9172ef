"""The reception days of heads as the pages show them: a year at a glance, one month in full."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.duty import (
    HEADS_MODES,
    Body,
    body_of,
    is_known,
    months_of,
    reason_of,
    recorded_since,
)
from tracker.law.duty_days import Counting, DutyMonth, DutyStanding, Sitting
from tracker.law.reckoning import end_of_span
from tracker.law.rules import Unit
from tracker.law.wording import cites_of
from tracker.records.calendar import calendar_in_use
from tracker.records.organisation import OrgUnit, User
from tracker.records.reception import Capacity, Reception
from tracker.records.schedule import DutyReason, PlannedSession
from tracker.schedule import queries

FIRST_YEAR, LAST_YEAR = 2014, 2100  # Before 01/07/2014 no law asked for days.


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one head in the year's table."""

    duty: DutyMonth
    is_known: bool
    reason: DutyReason | None


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One head in the year's table."""

    body: Body
    article: str
    cells: Sequence[Cell]

    @property
    def short(self) -> int:
        """Count the months that ended short."""
        return sum(c.is_known and c.duty.standing is DutyStanding.SHORT for c in self.cells)

    @property
    def unexplained(self) -> int:
        """Count the short months without a reason."""
        return sum(
            c.is_known and c.duty.standing is DutyStanding.SHORT and c.reason is None
            for c in self.cells
        )


@dataclass(frozen=True, slots=True)
class YearShown:
    """A year of all heads of an agency."""

    number: int
    heads: Sequence[HeadLine]
    without_number: Sequence[Body]


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One session held in a month, and whether it counts."""

    row: Any
    counting: Counting


@dataclass(frozen=True, slots=True)
class MonthShown:
    """One month of one head in full."""

    unit: OrgUnit
    duty: DutyMonth
    is_known: bool
    held: Sequence[HeldLine]
    sessions: Sequence[PlannedSession]
    reason: DutyReason | None

    @property
    def articles(self) -> tuple[str, ...]:
        """Give the articles by which the month is judged."""
        return tuple(dict.fromkeys(cites_of(span.version) for span in self.duty.spans))


def year_asked(words: str | None, today: date) -> int:
    """Give the year that an address names, this year where it names none."""
    if not re.fullmatch(r"[0-9]{4}", words or ""):
        return today.year
    return min(max(int(words or ""), FIRST_YEAR), LAST_YEAR)


def year_page(session: Session, agency_id: int, year: int, today: date) -> YearShown:
    """Judge every month of a year for every head."""
    calendar = calendar_in_use(session)
    months = [(year, month) for month in range(1, 13)]
    found = months_of(session, agency_id, months, calendar=calendar, today=today)
    reasons = queries.reasons_of(session, agency_id, year)
    since = recorded_since(session, agency_id, today)
    heads = [
        HeadLine(
            body,
            cites_of(rule.on(min(max(today, date(year, 1, 1)), date(year, 12, 31)))),
            [Cell(d, is_known(d, since), reasons.get((body.unit_id, d.month))) for d in duties],
        )
        for body, duties in found.items()
        if (rule := body.rule)
    ]
    return YearShown(year, heads, [body for body in found if body.rule is None])


def month_page(
    session: Session, unit: OrgUnit, year: int, month: int, today: date
) -> MonthShown | None:
    """Judge one month of one head, None where the unit has no such duty."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    assert unit.agency_id is not None  # noqa: S101 - every unit belongs to an agency
    agency_id = unit.agency_id
    calendar = calendar_in_use(session)
    found = months_of(session, agency_id, [(year, month)], calendar=calendar, today=today)
    duty = next((d for body, ds in found.items() for d in ds if body.unit_id == unit.id), None)
    if duty is None:
        return None
    first, last = _first_and_last(duty)
    planned = queries.sessions_between(session, agency_id, first, last)
    return MonthShown(
        unit,
        duty,
        is_known(duty, recorded_since(session, agency_id, today)),
        _held(session, list(found), unit.id, first, last),
        [row for row in planned if row.unit_id == unit.id],
        reason_of(session, unit.id, year, month),
    )


def _first_and_last(duty: DutyMonth) -> tuple[date, date]:
    first = date(duty.year, duty.month, 1)
    last = end_of_span(first, Unit.PER_MONTH)
    return first, max([last, *(span.last for span in duty.spans)])


def _held(
    session: Session, heads: Sequence[Body], unit_id: int, first: date, last: date
) -> list[HeldLine]:
    """Give the sessions that a head, or a deputy for him, held."""
    rows = session.execute(
        select(
            Reception.held_on, Reception.mode, Reception.capacity, Reception.form,
            Reception.nobody_came, Reception.place, User.full_name.label("receiver"), OrgUnit.path,
        )
        .join(User, User.id == Reception.receiver_id)
        .join(OrgUnit, OrgUnit.id == Reception.unit_id)
        .where(
            Reception.agency_id == heads[0].unit_id,
            Reception.held_on.between(first, last),
            Reception.mode.in_(HEADS_MODES),
            Reception.capacity.in_((Capacity.HEAD, Capacity.DELEGATED)),
        )
        .order_by(Reception.held_on, Reception.id)
    )  # fmt: skip
    return [HeldLine(row, _counting(row)) for row in rows if body_of(heads, row.path) == unit_id]


def _counting(row: Any) -> Counting:
    return Sitting(
        row.held_on,
        by_head=row.capacity is Capacity.HEAD,
        is_extraordinary=row.mode is HEADS_MODES[1],
    ).counting
