"""The table of jobs: put in, take with a lease, keep it alive, finish, try again later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from tracker.records.audit import note
from tracker.records.base import add_new, change_rows
from tracker.records.jobs import Job, JobKind, JobState

HANDED_ON_AGAIN = timedelta(minutes=10)  # A queue that lost a job gets it once more.
# The clocks of two machines may differ; one must take what it is given.
SKEW = timedelta(seconds=15)
WAITS = (1, 5, 15, 60, 240)  # Minutes before each further try of a job that failed.
MOST_TRIES = len(WAITS) + 1


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a job, until it is taken over by another try."""

    job_id: int
    attempt: int


class LeaseLostError(Exception):
    """Another worker has taken the job over; what was begun here must not be kept."""


def put(
    session: Session,
    kind: JobKind,
    key: str,
    *,
    now: datetime,
    payload: Mapping[str, Any] | None = None,
    by: int | None = None,
) -> int | None:
    """Put a job in, and give its number; None where a job of this key is there already."""
    row = {
        "kind": kind, "key": key, "payload": dict(payload or {}), "state": JobState.QUEUED,
        "attempts": 0, "queued_at": now, "run_after": now, "error": "", "outcome": {},
        "asked_by_id": by,
    }  # fmt: skip
    if not add_new(session, Job, [row]):
        return None
    return session.scalar(select(Job.id).where(Job.kind == kind, Job.key == key))


def put_by_hand(session: Session, kind: JobKind, *, now: datetime, by: int) -> int | None:
    """Put a periodic job in out of turn; twice within a minute is once."""
    job_id = put(session, kind, f"hand {now:%Y-%m-%dT%H:%M}", now=now, by=by)
    if job_id is not None:
        note(session, action="run", subject=Job.__tablename__, subject_id=job_id,
             details={"kind": kind})  # fmt: skip
    return job_id


def take_due(session: Session, *, now: datetime) -> list[int]:
    """Give the jobs that wait for their turn, and note that they were handed on."""
    idle = or_(Job.handed_on_at.is_(None), Job.handed_on_at <= now - HANDED_ON_AGAIN)
    waiting = and_(Job.state == JobState.QUEUED, Job.run_after <= now, idle)
    ids = session.scalars(
        select(Job.id).where(or_(waiting, _is_left_alone(now))).order_by(Job.run_after, Job.id)
    ).all()
    _change(session, Job.id.in_(ids), handed_on_at=now)
    return list(ids)


def take(session: Session, job_id: int, *, now: datetime, lease: timedelta) -> Lease | None:
    """Take a job for a time; None where another has it, or it is done, or not yet due."""
    waiting = and_(Job.state == JobState.QUEUED, Job.run_after <= now + SKEW)
    taken = _change(
        session,
        and_(Job.id == job_id, or_(waiting, _is_left_alone(now))),
        state=JobState.RUNNING,
        attempts=Job.attempts + 1,
        started_at=now,
        finished_at=None,
        lease_until=now + lease,
        handed_on_at=None,
        error="",
    )
    if not taken:
        return None
    attempt = session.scalar(select(Job.attempts).where(Job.id == job_id))
    return Lease(job_id, attempt or 0)


def keep(session: Session, lease: Lease, *, now: datetime, span: timedelta) -> None:
    """Lengthen a lease; raise where another worker has taken the job over."""
    if not _change(session, _holds(lease), lease_until=now + span):
        raise LeaseLostError(lease.job_id)


def finish(session: Session, lease: Lease, *, now: datetime, outcome: Mapping[str, int]) -> None:
    """Note that a job is done; raise where another worker has taken it over."""
    done = _change(
        session, _holds(lease), state=JobState.DONE, finished_at=now, lease_until=None,
        outcome=dict(outcome),
    )  # fmt: skip
    if not done:
        raise LeaseLostError(lease.job_id)


def fail(session: Session, lease: Lease, *, now: datetime, error: str) -> None:
    """Note what broke a job, and when it is tried again; after the last try it stays failed."""
    if lease.attempt >= MOST_TRIES:
        again: dict[str, Any] = {"state": JobState.FAILED}
    else:
        again = {"state": JobState.QUEUED, "run_after": now + wait_after(lease.attempt)}
    _change(session, _holds(lease), finished_at=now, lease_until=None, error=error[:500], **again)


def put_off(session: Session, lease: Lease, *, until: datetime) -> None:
    """Let a job wait until a moment; whoever puts it off decides how often."""
    _change(session, _holds(lease), state=JobState.QUEUED, run_after=until, lease_until=None)


def wait_after(attempt: int) -> timedelta:
    """Give how long to wait after a try that failed."""
    return timedelta(minutes=WAITS[min(attempt, len(WAITS)) - 1])


def _is_left_alone(now: datetime) -> ColumnElement[bool]:
    """Give the condition of a job whose worker has died."""
    return and_(Job.state == JobState.RUNNING, Job.lease_until < now)


def _holds(lease: Lease) -> ColumnElement[bool]:
    return and_(
        Job.id == lease.job_id, Job.attempts == lease.attempt, Job.state == JobState.RUNNING
    )


def _change(session: Session, condition: ColumnElement[bool], **values: Any) -> int:
    return change_rows(session, update(Job).where(condition).values(**values))
