"""The table of jobs: one key once, one worker at a time, tried again, given up."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework import jobs
from tracker.casework.catalogue import CATALOGUE, put_what_is_due
from tracker.casework.jobs import Lease, LeaseLostError
from tracker.clock import VIETNAM
from tracker.records.audit import AuditEntry
from tracker.records.jobs import Job, JobKind, JobState

NOON = datetime(2026, 11, 12, 12, tzinfo=VIETNAM)
NIGHTLY = {
    JobKind.CLEAN_UP, JobKind.ACCOUNTS, JobKind.CHECKS, JobKind.ANCHOR, JobKind.FORECAST,
}  # fmt: skip
IN_THE_MORNING = {JobKind.SWEEP, JobKind.IDLE_WARNING}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def job(session: Session) -> int:
    """Give a job that waits."""
    number = jobs.put(session, JobKind.CLEAN_UP, "one", now=NOON)
    assert number
    return number


def test_a_key_is_put_in_once(session: Session, job: int) -> None:
    assert jobs.put(session, JobKind.CLEAN_UP, "one", now=NOON) is None
    assert jobs.put(session, JobKind.SWEEP, "one", now=NOON) not in {None, job}


def test_a_job_has_one_worker_at_a_time(session: Session, job: int) -> None:
    assert taken(session, job, NOON) == Lease(job, 1)
    assert taken(session, job, NOON + 4 * MINUTE) is None


def test_a_job_whose_worker_died_is_taken_over(session: Session, job: int) -> None:
    dead = taken(session, job, NOON)
    assert dead

    assert jobs.take_due(session, now=NOON + 6 * MINUTE) == [job]
    assert taken(session, job, NOON + 6 * MINUTE) == Lease(job, 2)
    with pytest.raises(LeaseLostError):
        jobs.keep(session, dead, now=NOON + 6 * MINUTE, span=MINUTE)
    with pytest.raises(LeaseLostError):
        jobs.finish(session, dead, now=NOON + 6 * MINUTE, outcome={})


def test_a_worker_that_shows_life_keeps_its_job(session: Session, job: int) -> None:
    lease = taken(session, job, NOON)
    assert lease

    jobs.keep(session, lease, now=NOON + 4 * MINUTE, span=5 * MINUTE)

    assert taken(session, job, NOON + 8 * MINUTE) is None


def test_a_job_that_is_done_is_done(session: Session, job: int) -> None:
    lease = taken(session, job, NOON)
    assert lease
    jobs.finish(session, lease, now=NOON, outcome={"dropped": 3})

    row = session.get_one(Job, job)
    assert (row.state, row.outcome) == (JobState.DONE, {"dropped": 3})
    assert taken(session, job, NOON + timedelta(days=1)) is None


def test_a_job_that_fails_waits_longer_each_time_and_is_given_up(
    session: Session, job: int
) -> None:
    at, waits = NOON, []
    while lease := taken(session, job, at):
        jobs.fail(session, lease, now=at, error="OperationalError")
        session.expire_all()
        row = session.get_one(Job, job)
        waits.append(row.run_after - at)
        assert taken(session, job, at + timedelta(seconds=30)) is None
        at = row.run_after.astimezone(VIETNAM)
        if row.state is JobState.FAILED:
            break

    assert row.state is JobState.FAILED
    assert row.attempts == jobs.MOST_TRIES
    assert [wait // MINUTE for wait in waits[:-1]] == list(jobs.WAITS)
    assert row.error == "OperationalError"


def test_what_was_handed_on_is_not_handed_on_every_minute(session: Session, job: int) -> None:
    handed_on = [jobs.take_due(session, now=NOON + n * MINUTE) for n in (0, 1, 9, 10)]

    assert handed_on == [[job], [], [], [job]]


@pytest.mark.parametrize(
    ("moment", "kinds"),
    [
        ("2026-11-12T00:30", set()),
        ("2026-11-12T01:00", NIGHTLY),
        ("2026-11-12T07:00", NIGHTLY | IN_THE_MORNING),
        ("2026-11-12T07:30", NIGHTLY | IN_THE_MORNING | {JobKind.DIGEST}),
        ("2026-11-12T16:00", NIGHTLY | IN_THE_MORNING | {JobKind.DIGEST}),
        ("2026-11-12T20:00", NIGHTLY),
        ("2026-11-14T09:00", NIGHTLY),
        ("2026-11-24T09:00", NIGHTLY),
    ],
)
def test_each_job_comes_round_at_its_time_once(
    session: Session, moment: str, kinds: set[JobKind]
) -> None:
    make.agency(session)
    now = datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)

    put_what_is_due(session, now=now)
    put_what_is_due(session, now=now + MINUTE)

    rows = session.scalars(select(Job.kind)).all()
    assert len(rows) == len(set(rows))
    assert set(rows) == kinds


def test_every_kind_of_job_stands_in_the_catalogue() -> None:
    assert set(CATALOGUE) == set(JobKind)


def test_a_job_run_by_hand_is_in_the_trail_and_twice_at_once_is_once(session: Session) -> None:
    by = make.person_with(session, Role.ADMINISTRATOR).id

    first = jobs.put_by_hand(session, JobKind.SWEEP, now=NOON, by=by)
    again = jobs.put_by_hand(session, JobKind.SWEEP, now=NOON + timedelta(seconds=20), by=by)

    entries = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "job")).all()
    assert first
    assert again is None
    assert entries == ["run"]


def taken(session: Session, job: int, now: datetime) -> Lease | None:
    """Take a job for five minutes."""
    return jobs.take(session, job, now=now, lease=5 * MINUTE)
