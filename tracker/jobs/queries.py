"""Reads about jobs and mail: the last runs, what failed, what waits too long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.casework.catalogue import CATALOGUE, Cadence
from tracker.records.jobs import Job, JobKind, JobState
from tracker.records.organisation import User
from tracker.records.reminders import Mail, MailState

WAITS_TOO_LONG = timedelta(minutes=5)
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Runs:
    """How one kind of job went: its last run, its last good one, how many stay failed."""

    kind: JobKind
    when: Cadence | None
    last: Any
    done_at: datetime | None
    failed: int


def runs(session: Session) -> list[Runs]:
    """Give how the periodic jobs went."""
    last = session.execute(
        select(
            Job.id, Job.kind, Job.state, Job.started_at, Job.finished_at, Job.run_after,
            Job.attempts, Job.error, Job.outcome,
        ).where(Job.id.in_(select(func.max(Job.id)).group_by(Job.kind)))
    )  # fmt: skip
    last_of = {row.kind: row for row in last}
    summed = {row.kind: row for row in session.execute(SUMS)}
    return [
        Runs(
            kind, entry.when, last_of.get(kind),
            summed[kind].done_at if kind in summed else None,
            summed[kind].failed if kind in summed else 0,
        )
        for kind, entry in CATALOGUE.items()
        if entry.is_periodic
    ]  # fmt: skip


SUMS = select(
    Job.kind,
    func.max(Job.finished_at).filter(Job.state == JobState.DONE).label("done_at"),
    func.count().filter(Job.state == JobState.FAILED).label("failed"),
).group_by(Job.kind)


def broken(session: Session) -> list[Any]:
    """Give the jobs that failed and wait for another try, or were given up; the latest first."""
    return list(
        session.execute(
            select(Job.id, Job.kind, Job.key, Job.state, Job.error, Job.attempts, Job.run_after,
                   Job.finished_at)
            .where(Job.error != "", Job.state.in_((JobState.QUEUED, JobState.FAILED)))
            .order_by(Job.id.desc())
            .limit(MOST_SHOWN)
        )
    )  # fmt: skip


def waiting_too_long(session: Session, now: datetime) -> int:
    """Count the jobs that nobody takes up: no worker runs, or it is far behind."""
    stmt = select(func.count()).select_from(Job).where(
        Job.state == JobState.QUEUED, Job.run_after < now - WAITS_TOO_LONG
    )  # fmt: skip
    return session.scalar(stmt) or 0


def unsent(session: Session, agency_id: int) -> list[Any]:
    """Give the mails of an agency that were not sent, the latest first."""
    return list(
        session.execute(
            select(Mail.day, Mail.state, Mail.fault, Mail.code, Mail.next_try_at, Mail.sent_at,
                   Mail.attempts, User.id.label("user_id"), User.full_name, User.email)
            .join(User, User.id == Mail.recipient_id)
            .where(Mail.agency_id == agency_id, Mail.fault.is_not(None))
            .order_by(Mail.id.desc())
            .limit(MOST_SHOWN)
        )
    )  # fmt: skip


def counts(session: Session) -> Mapping[tuple[JobKind, JobState], int]:
    """Count the jobs by kind and state."""
    rows = session.execute(select(Job.kind, Job.state, func.count()).group_by(Job.kind, Job.state))
    return {(kind, state): number for kind, state, number in rows}


def last_ends(session: Session) -> list[Any]:
    """Give by kind when a job last ended well, and when one last broke."""
    return list(
        session.execute(
            select(
                Job.kind,
                func.max(Job.finished_at).filter(Job.state == JobState.DONE).label("done_at"),
                func.max(Job.finished_at).filter(Job.error != "").label("broken_at"),
            ).group_by(Job.kind)
        )
    )


def mails(session: Session) -> Mapping[MailState, int]:
    """Count the mails by what became of them."""
    rows = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
    return {state: number for state, number in rows}  # noqa: C416 - rows of two, named
