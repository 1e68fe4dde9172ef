"""Reads of the register of breaches; a breach concerns the whole agency."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.casework.data_breaches import clocks_of
from tracker.law.data_breach import HourClock
from tracker.records.paging import Page, page
from tracker.records.privacy import BreachStep, DataBreach
from tracker.web.asked import MOST_NUMBER

MOST_OPEN = 200  # More than any agency leaves open; the oldest come first.


@dataclass(frozen=True, slots=True)
class OpenBreach:
    """An open breach with the notice that runs out first, if any is still owed."""

    breach: DataBreach
    clock: HourClock | None
    owed: int


def opened(session: Session, agency_id: int, *, now: datetime) -> list[OpenBreach]:
    """Give the open breaches, the one whose notice runs out first at the head."""
    rows = session.scalars(
        select(DataBreach)
        .options(selectinload(DataBreach.steps))
        .where(DataBreach.agency_id == agency_id, DataBreach.is_open)
        .order_by(DataBreach.detected_at, DataBreach.id)
        .limit(MOST_OPEN)
    )
    found = [_open(breach, now) for breach in rows]
    return sorted(found, key=lambda o: (o.clock is None, o.clock.due_at if o.clock else now))


def ended(session: Session, agency_id: int, after: str | None) -> Page[*tuple[Any, ...]]:
    """Give a page of the breaches that were put right, the newest first."""
    stmt = select(
        DataBreach.id, DataBreach.code, DataBreach.title, DataBreach.detected_at,
        DataBreach.people,
    ).where(DataBreach.agency_id == agency_id, DataBreach.is_open.is_(False))  # fmt: skip
    keys = [(DataBreach.detected_at, True), (DataBreach.id, True)]
    return page(session, stmt, keys=keys, after=after)


def breach_or_404(session: Session, agency_id: int, breach_id: int) -> DataBreach:
    """Give a breach of the agency with its steps, or say that it does not exist."""
    if breach_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(DataBreach)
        .options(
            joinedload(DataBreach.recorded_by),
            selectinload(DataBreach.steps).joinedload(BreachStep.recorded_by),
        )
        .where(DataBreach.id == breach_id, DataBreach.agency_id == agency_id)
    ).one_or_none()
    return found or abort(404)


def _open(breach: DataBreach, now: datetime) -> OpenBreach:
    owed = [clock for clock in clocks_of(breach, now=now) if clock.met_at is None]
    return OpenBreach(breach, owed[0] if owed else None, len(owed))
