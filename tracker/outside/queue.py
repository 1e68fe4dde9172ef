"""The queue that wakes workers: it carries numbers of jobs, the table of jobs is the truth.

Huey is imported when a queue is first used: web workers that send nothing need none of it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

NAME = "tracker"
THREADS = 2
POLLED_EVERY = 2.0  # Seconds at most between two looks into a file that nobody announces.
TIME_TO_END = 10.0  # Seconds that a job may go on after the worker was told to stop.
PREPARING = 7_214_553  # The lock under which workers that start together make their tables.
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duties:
    """What a worker does: one job, and what comes round every minute."""

    perform: Callable[[int], None]
    every_minute: Callable[[], None]


class Queue:
    """The queue of one installation: a SQLite file, PostgreSQL or Redis (redis://, unix://)."""

    def __init__(self, url: str, secret: str) -> None:
        """Name the queue; nothing is opened before the first use."""
        self._url, self._secret = url, secret
        self._opening = Lock()
        self._run_job: Any = None

    def send(self, job_id: int) -> bool:
        """Wake a worker; where the queue is out of reach, the table is looked into every minute."""
        try:
            self._task()(job_id)
        except Exception:
            log.exception("Job %s was not handed on", job_id)
            return False
        return True

    def close(self) -> None:
        """Let go of what this thread holds open."""
        with self._opening:
            if self._run_job is not None:
                self._run_job.huey.storage.close()
                self._run_job = None

    def serve(self, duties: Duties, *, threads: int = THREADS) -> None:
        """Work until told to stop: SIGTERM lets the jobs at hand end, SIGINT does not wait."""
        from huey import crontab  # noqa: PLC0415 - see the top of this file

        huey = _huey(self._url, self._secret)
        _prepare(huey, self._url)
        self._run_job = _declare(huey, duties.perform)

        @huey.periodic_task(crontab(), name="every_minute")  # type: ignore[untyped-decorator]  # Huey carries no types
        def every_minute() -> None:
            duties.every_minute()

        consumer = huey.create_consumer(
            workers=threads,
            worker_type="thread",
            max_delay=POLLED_EVERY,
            graceful_signal="TERM",
            shutdown_timeout=TIME_TO_END,
        )
        consumer.run()

    def _task(self) -> Any:
        with self._opening:
            if self._run_job is None:
                self._run_job = _declare(_huey(self._url, self._secret), _not_here)
            return self._run_job


def _huey(url: str, secret: str) -> Any:
    """Open a queue; what it carries is signed, since it comes back as Python objects."""
    import huey  # noqa: PLC0415 - see the top of this file
    from huey.serializer import SignedSerializer  # noqa: PLC0415 - see the top of this file

    told: dict[str, Any] = {
        "results": False,
        "serializer": SignedSerializer(secret=secret, salt="jobs"),
    }
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        file = Path(url.removeprefix("sqlite:///"))
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return huey.SqliteHuey(NAME, filename=str(file), cache_mb=1, **told)
    if not scheme.startswith("postgresql"):
        return huey.RedisHuey(NAME, url=url, **told)
    return huey.PostgresHuey(NAME, dsn=_libpq(url), create_tables=False, **told)


def _declare(huey: Any, perform: Callable[[int], None]) -> Any:
    """Name the one task under which jobs travel, alike for those who send and who work."""

    @huey.task(name="run_job")  # type: ignore[untyped-decorator]  # Huey carries no types
    def run_job(job_id: int) -> None:
        perform(job_id)

    return run_job


def _prepare(huey: Any, url: str) -> None:
    """Make the tables of a queue in PostgreSQL, one worker after the other."""
    if not url.startswith("postgresql"):
        return
    import psycopg  # noqa: PLC0415 - only where the queue is there

    with psycopg.connect(_libpq(url), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        huey.storage.initialize_schema()


def _libpq(url: str) -> str:
    """Give an address as PostgreSQL's own library reads it."""
    return url.replace("postgresql+psycopg:", "postgresql:", 1)


def _not_here(job_id: int) -> None:
    message = f"Job {job_id} belongs to a worker, not to whoever sent it"
    raise RuntimeError(message)
