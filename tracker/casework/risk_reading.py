"""Read the duties whose lateness is forecast, with the paths of their cases, a chunk at a time."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta, tzinfo
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.casework.obligations import events_of
from tracker.casework.risk_signs import Loads, Owed, Path, Span, foretold_rules
from tracker.law.forecast import Foretold
from tracker.law.obligations import Standing
from tracker.records.base import day_of, read
from tracker.records.cases import Assignment, Case, StoredObligation

CHUNK = 500
STILL = date.max


def known_duties(
    session: Session, agency_id: int, duty: Foretold, *, at: date, most: int
) -> list[Any]:
    """Give duties of one kind whose last day has passed, thinned evenly where they are many."""
    row = StoredObligation
    known = _rows(agency_id, duty).where(row.due_on < at, row.standing != Standing.PAUSED)
    every = session.scalar(select(func.count()).select_from(known.subquery())) or 0
    step = -(-every // most) or 1
    return list(read(session, known.where(row.id % step == 0).order_by(row.started_on, row.id)))


def running_duties(session: Session, agency_id: int, *, at: date) -> Iterator[list[Any]]:
    """Give the duties that still run and have not missed their date, a chunk at a time."""
    row, last = StoredObligation, 0
    stmt = _rows(agency_id, *Foretold).where(row.is_running, row.due_on >= at)
    while rows := list(read(session, stmt.where(row.id > last).order_by(row.id).limit(CHUNK))):
        last = rows[-1].id
        yield rows


def _rows(agency_id: int, *duties: Foretold) -> Select[*tuple[Any, ...]]:
    row = StoredObligation
    rules = sorted(rule for rule, duty in foretold_rules().items() if duty in duties)
    return (
        select(
            row.id, row.case_id, row.rule, row.started_by, row.started_on, row.due_on,
            row.standing, row.met_on, Case.kind, Case.level, Case.field,
        )
        .join(Case, Case.id == row.case_id)
        .where(row.agency_id == agency_id, row.rule.in_(rules))
    )  # fmt: skip


def owed(session: Session, rows: Sequence[Any], zone: tzinfo | None) -> Iterator[Owed]:
    """Give the duties of some rows, each with the path of its case and who had it."""
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        case_ids = sorted({row.case_id for row in chunk})
        paths = {case: Path.of(events) for case, events in events_of(session, case_ids).items()}
        spans = _spans_of(session, case_ids, zone)
        for row in chunk:
            yield Owed(
                row.id, row.case_id, foretold_rules()[row.rule], row.rule, row.started_by,
                row.started_on, row.due_on, row.standing, row.met_on, row.kind, row.level,
                str(row.field or ""), paths[row.case_id], tuple(spans.get(row.case_id, ())),
            )  # fmt: skip


def _spans_of(
    session: Session, case_ids: Sequence[int], zone: tzinfo | None
) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for row in read(session, _assignments().where(Assignment.case_id.in_(case_ids))):
        found.setdefault(row.case_id, []).append(_span(row, zone))
    return found


def loads(session: Session, agency_id: int, zone: tzinfo | None) -> Loads:
    """Give how many cases lay with each person and unit on any day."""
    stmt = _assignments().where(Assignment.agency_id == agency_id)
    return Loads(_span(row, zone) for row in read(session, stmt))


def _assignments() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Assignment.case_id, Assignment.user_id, Assignment.unit_id, Assignment.starts_at,
            Assignment.ends_at, Case.closed_on,
        )
        .join(Case, Case.id == Assignment.case_id)
        .order_by(Assignment.id)
    )  # fmt: skip


def _span(row: Any, zone: tzinfo | None) -> Span:
    ended = day_of(row.ends_at, zone) if row.ends_at else STILL
    closed = row.closed_on + timedelta(days=1) if row.closed_on else STILL
    return Span(day_of(row.starts_at, zone), min(ended, closed), row.user_id, row.unit_id)
