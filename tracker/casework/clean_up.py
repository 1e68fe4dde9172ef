"""Clean up: what only served for a time is dropped when that time is over."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete
from sqlalchemy.orm import Session

from tracker.records.accounts import SignInAttempt, SignInLock, SignInSession
from tracker.records.base import change_rows
from tracker.records.jobs import Job, JobState
from tracker.records.organisation import Submission

FORMS_KEPT = timedelta(days=30)
# Row 19 of the checklist (item 5.8.2.1) asks for three months, §4 of our reading for twelve.
SIGN_INS_KEPT = timedelta(days=366)
LOCKS_KEPT = timedelta(days=60)  # Twice as long as the longest lock.
JOBS_KEPT = timedelta(days=180)


def clean_up(session: Session, *, now: datetime) -> Iterator[int]:
    """Drop what is old, a table at a time; keep what was done after each number that is given."""
    yield forget_old_forms(session, now.date())
    yield _drop(session, SignInAttempt, SignInAttempt.at < now - SIGN_INS_KEPT)
    yield _drop(session, SignInSession, SignInSession.seen_at < now - SIGN_INS_KEPT)
    yield _drop(session, SignInLock, SignInLock.failed_at < now - LOCKS_KEPT)
    old = Job.queued_at < now - JOBS_KEPT
    yield _drop(session, Job, old & Job.state.in_((JobState.DONE, JobState.FAILED)))


def forget_old_forms(session: Session, today: date) -> int:
    """Drop the tokens of forms sent long ago; nobody sends such a form a second time."""
    before = datetime.combine(today - FORMS_KEPT, time(0), UTC)
    return _drop(session, Submission, Submission.taken_at < before)


def _drop(session: Session, table: type[Any], condition: ColumnElement[bool]) -> int:
    return change_rows(session, delete(table).where(condition))
