"""Which cases a nightly run must look at: those that changed, and those that a day made late."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from tracker.law.events import EventType
from tracker.law.findings.values import NOT_ENFORCED_AFTER, QUIET_AFTER, UNASSIGNED_AFTER
from tracker.law.moves import State
from tracker.records.base import read
from tracker.records.cases import Assignment, Case, CaseEvent, PetitionLink
from tracker.records.cases import StoredObligation as Stored
from tracker.records.inspection import CheckRun
from tracker.records.petitions import UnsealGrant

LONGEST_WAY_TO_FORCE = timedelta(60)  # A decision is in force after 30, or 45 days.
MARGIN = timedelta(2)


def all_cases(session: Session, agency_id: int) -> list[int]:
    """Give every case of an agency."""
    stmt = select(Case.id).where(Case.agency_id == agency_id).order_by(Case.id)
    return [number for (number,) in read(session, stmt)]


def changed_cases(session: Session, last: CheckRun, *, now: datetime) -> list[int]:
    """Give the cases in which something may be found now that the last run did not see."""
    found = set()
    for stmt in (*_written_since(last), *_made_late_since(last, now)):
        found |= {number for (number,) in read(session, stmt)}
    return sorted(found)


def _written_since(last: CheckRun) -> Iterator[Select[*tuple[Any, ...]]]:
    """Select the cases in which somebody wrote, opened an identity or changed the hands."""
    since, agency = last.started_at, last.agency_id
    yield select(CaseEvent.case_id).where(
        CaseEvent.agency_id == agency, CaseEvent.recorded_at >= since
    )
    yield select(Assignment.case_id).where(
        Assignment.agency_id == agency,
        or_(Assignment.starts_at >= since, Assignment.ends_at >= since),
    )
    yield (
        select(PetitionLink.case_id)
        .join(UnsealGrant, UnsealGrant.petition_id == PetitionLink.petition_id)
        .where(UnsealGrant.agency_id == agency, UnsealGrant.opened_at >= since)
    )


def _made_late_since(last: CheckRun, now: datetime) -> Iterator[Select[*tuple[Any, ...]]]:
    """Select the cases that only the days gone by can have put in the wrong."""
    agency, before, today = last.agency_id, last.looked_on, now.date()
    yield select(Stored.case_id).where(
        Stored.agency_id == agency,
        Stored.is_running,
        Stored.due_on >= before - MARGIN,
        Stored.due_on < today,
    )
    quiet_from = before - timedelta(QUIET_AFTER) - MARGIN
    quiet_to = today - timedelta(QUIET_AFTER)
    yield (
        select(CaseEvent.case_id)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(
            CaseEvent.agency_id == agency,
            CaseEvent.recorded_at >= datetime.combine(quiet_from, time(), now.tzinfo),
            CaseEvent.recorded_at < datetime.combine(quiet_to + MARGIN, time(), now.tzinfo),
            Case.is_open,
        )
    )
    yield select(Case.id).where(
        Case.agency_id == agency,
        Case.is_open,
        Case.received_on >= before - timedelta(UNASSIGNED_AFTER) - MARGIN,
        Case.received_on <= today - timedelta(UNASSIGNED_AFTER),
    )
    yield select(Case.id).where(Case.agency_id == agency, Case.state == State.SUSPENDED)
    waited = timedelta(NOT_ENFORCED_AFTER)
    yield select(CaseEvent.case_id).where(
        CaseEvent.agency_id == agency,
        CaseEvent.type == EventType.DECIDED,
        CaseEvent.legal_date >= before - waited - LONGEST_WAY_TO_FORCE,
        CaseEvent.legal_date <= today - waited,
    )
