"""`flask worker`: do the jobs of the table, woken by the queue of JOBS_URL."""

import logging
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from functools import partial

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session

from tracker.casework import jobs
from tracker.casework.anchors import AnchorWays
from tracker.casework.catalogue import CATALOGUE, Means, put_what_is_due
from tracker.casework.digest import LaterError
from tracker.casework.jobs import Lease, LeaseLostError
from tracker.cli.letters import compose, compose_alert, compose_anchors, compose_idle
from tracker.clock import now
from tracker.config import Settings
from tracker.outside.post import SmtpPost
from tracker.outside.queue import THREADS, Duties, Queue
from tracker.records.base import current_session, db
from tracker.records.jobs import Job
from tracker.records.transactions import writing
from tracker.web.queueing import queue_of
from tracker.web.traces import trace_of

PATIENCE_MS = 60_000  # A job waits longer for SQLite's only pen than a page may.
log = logging.getLogger(__name__)


@click.command("worker", help="Chạy các việc nền: quét hạn, nhắc việc, gửi thư, dọn dữ liệu.")
@click.option("--once", is_flag=True, help="Làm hết việc đến hạn rồi thôi, không chờ thêm.")
@click.option("--threads", default=THREADS, show_default=True, help="Số việc làm cùng lúc.")
@with_appcontext
def worker(*, once: bool, threads: int) -> None:
    """Work until told to stop, or with --once until nothing is due."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- handed to threads
    _be_patient(db.engine)
    if once:
        while work_off(app):
            pass
        return
    queue = queue_of(app)
    queue.serve(Duties(partial(perform, app), partial(_come_round, app, queue)), threads=threads)


def work_off(app: Flask) -> int:
    """Do the jobs that are due, and give their number."""
    due = _due(app)
    for job_id in due:
        perform(app, job_id)
    return len(due)


def perform(app: Flask, job_id: int) -> None:
    """Take one job and do it, a step at a time; another worker's job is left alone."""
    with app.app_context(), writing(), ExitStack() as stack:
        session, settings = current_session(), _settings(app)
        span = timedelta(seconds=settings.jobs_lease_seconds)
        lease = jobs.take(session, job_id, now=now(), lease=span)
        session.commit()
        if lease is None:
            return
        post = SmtpPost(settings.smtp_url, settings.mail_from) if settings.smtp_url else None
        if post is not None:
            stack.callback(post.close)
        means = Means(
            now, compose, post, settings.forecast_miss_cost, compose_alert, compose_idle,
            anchor_ways(settings),
        )  # fmt: skip
        _carry_out(session, lease, means, span)


def _carry_out(session: Session, lease: Lease, means: Means, span: timedelta) -> None:
    """Do the work and keep each step with the lease; a step of a lost lease is undone."""
    try:
        job = session.get_one(Job, lease.job_id)
        entry, payload, done = CATALOGUE[job.kind], dict(job.payload), Counter[str]()
        for step in entry.work(session, payload, means):
            jobs.keep(session, lease, now=now(), span=span)
            session.commit()
            done.update(step)
        jobs.finish(session, lease, now=now(), outcome=done)
    except LaterError as later:
        session.rollback()
        jobs.put_off(session, lease, until=later.until)
    except LeaseLostError:
        session.rollback()
        log.warning("Job %s was taken over by another worker", lease.job_id)
    except Exception as error:
        session.rollback()
        log.error("Job %s failed\n%s", lease.job_id, trace_of(error))  # noqa: TRY400 - no values
        jobs.fail(session, lease, now=now(), error=type(error).__name__)
    session.commit()


def _come_round(app: Flask, queue: Queue) -> None:
    """Wake a worker for all that is due: what was put in, what nobody ended, what comes round."""
    for job_id in _due(app):
        queue.send(job_id)


def _due(app: Flask) -> list[int]:
    with app.app_context(), writing():
        session = current_session()
        put_what_is_due(session, now=now())
        due = jobs.take_due(session, now=now())
        session.commit()
        return due


def anchor_ways(settings: Settings) -> AnchorWays:
    """Give the ways out for anchors that are set, and who writes the letter."""
    return AnchorWays(settings.anchor_file, settings.anchor_mail, compose_anchors)


def _settings(app: Flask) -> Settings:
    settings: Settings = app.config["TRACKER"]
    return settings


def _be_patient(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def wait_longer(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        cursor.close()
