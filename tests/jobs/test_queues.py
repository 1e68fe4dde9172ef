"""The same worker on a SQLite file, on PostgreSQL and on Redis, each of them the real thing."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.jobs.conftest import MORNING, Environment
from tests.support import child
from tests.support.applications import SECRET_KEY
from tests.support.redis_server import redis_server
from tracker.casework import jobs
from tracker.casework.catalogue import CATALOGUE
from tracker.clock import now
from tracker.outside.queue import Queue
from tracker.records.jobs import Job, JobKind, JobState
from tracker.records.organisation import User

pytestmark = pytest.mark.timeout(300)  # Servers and workers have to start.
SOON = 40  # Seconds: less than the minute after which the table is looked into anyway.
KINDS = ("sqlite", "postgresql", "redis")
PERIODIC = {kind for kind, entry in CATALOGUE.items() if entry.is_periodic}
Give = Callable[[], str]


@pytest.fixture(params=KINDS)
def jobs_url(
    request: pytest.FixtureRequest, tmp_path: Path, start_postgresql: Give
) -> Iterator[str]:
    """Give the address of a queue of each kind."""
    with queue(request.param, tmp_path, start_postgresql) as url:
        yield url


def test_a_worker_does_what_comes_round_and_what_it_is_woken_for(
    sqlite_app: Flask,
    session: Session,
    office: list[User],
    environment: Environment,
    jobs_url: str,
    tmp_path: Path,
) -> None:
    settings = environment(jobs_url=jobs_url)
    with (
        (tmp_path / "worker.log").open("wb") as log,
        child.running(settings, MORNING, "worker", log=log) as worker,
    ):
        wait_for(session, PERIODIC, tmp_path)
        woken = put(session, "woken")
        send(jobs_url, woken)
        wait_for_job(session, woken, tmp_path)

    assert worker.returncode == 0, (tmp_path / "worker.log").read_text()


@pytest.mark.parametrize("jobs_url", ["redis"], indirect=True)
def test_what_a_stranger_puts_into_the_queue_is_not_run(
    sqlite_app: Flask,
    session: Session,
    office: list[User],
    environment: Environment,
    jobs_url: str,
    tmp_path: Path,
) -> None:
    """What comes out of a queue was signed, or is thrown away unread."""
    with (
        (tmp_path / "worker.log").open("wb") as log,
        child.running(environment(jobs_url=jobs_url), MORNING, "worker", log=log),
    ):
        wait_for(session, PERIODIC, tmp_path)
        waiting = put(session, "waiting")
        send(jobs_url, waiting, secret="another-secret-of-somebody-else-000")
        known = put(session, "known")
        send(jobs_url, known)
        wait_for_job(session, known, tmp_path)

    session.rollback()
    assert session.get_one(Job, waiting).state is JobState.QUEUED


def test_two_workers_on_one_queue_do_each_job_once(
    postgresql_app: Flask,
    session: Session,
    office: list[User],
    environment: Environment,
    jobs_url: str,
    tmp_path: Path,
) -> None:
    settings = environment(jobs_url=jobs_url)
    with (
        (tmp_path / "worker.log").open("wb") as log,
        child.running(settings, MORNING, "worker", log=log),
        child.running(settings, MORNING, "worker", log=log),
    ):
        wait_for(session, PERIODIC, tmp_path)

    session.rollback()
    found = session.execute(select(Job.kind, Job.attempts)).all()
    assert sorted(found) == sorted((kind, 1) for kind in PERIODIC)


def test_a_queue_that_is_out_of_reach_is_only_slower(tmp_path: Path) -> None:
    assert not Queue("redis://127.0.0.1:1/0", SECRET_KEY).send(1)
    assert not Queue(f"postgresql:///nobody?host={tmp_path}", SECRET_KEY).send(1)


@contextmanager
def queue(kind: str, folder: Path, start_postgresql: Give) -> Iterator[str]:
    """Give the address of a real queue."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'queue.sqlite3'}"
    elif kind == "postgresql":
        with new_database(start_postgresql(), f"queue_{folder.name}") as url:
            yield url
    else:
        with redis_server(folder) as url:
            yield url


@contextmanager
def new_database(server: str, name: str) -> Iterator[str]:
    """Make a database for a queue alone, and drop it."""
    import psycopg
    from sqlalchemy import make_url

    plain = make_url(server).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield plain.set(database=name).render_as_string(hide_password=False)
        finally:
            line.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def send(jobs_url: str, job_id: int, *, secret: str = SECRET_KEY) -> None:
    """Wake the workers of a queue, as a web worker does."""
    with closing(Queue(jobs_url, secret)) as queue:
        assert queue.send(job_id)


def put(session: Session, key: str) -> int:
    """Put a job in that any worker can do at once."""
    job_id = jobs.put(session, JobKind.CLEAN_UP, key, now=now().replace(year=2020))
    session.commit()
    assert job_id
    return job_id


def wait_for(session: Session, kinds: set[JobKind], folder: Path) -> None:
    """Wait until a job of each kind is done."""

    def done() -> bool:
        rows = session.scalars(select(Job.kind).where(Job.state == JobState.DONE)).all()
        return set(rows) == kinds

    _wait(session, done, folder)


def wait_for_job(session: Session, job_id: int, folder: Path) -> None:
    """Wait until one job is done."""
    _wait(session, lambda: session.get_one(Job, job_id).state is JobState.DONE, folder)


def _wait(session: Session, is_done: Callable[[], bool], folder: Path) -> None:
    give_up_at = time.monotonic() + SOON
    while True:
        session.rollback()
        found = is_done()
        session.rollback()
        if found:
            return
        if time.monotonic() > give_up_at:
            rows = session.execute(select(Job.kind, Job.key, Job.state, Job.error)).all()
            message = f"{rows}\n{(folder / 'worker.log').read_text()}"
            raise AssertionError(message)
        time.sleep(0.1)
