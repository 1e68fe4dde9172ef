"""Measure the sweep: `python -m bench.sweep` tells the ladder of 100 000 open duties.

Beside them stand as many closed cases as are asked for, to see that they cost nothing. The process
that sweeps does nothing else, so that its time and its memory are the sweep's own.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert

from bench.servers import HOME, tracker_settings
from tests.support.postgresql import postgresql_server
from tracker import create_app
from tracker.access import Role
from tracker.config import Settings
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import State
from tracker.law.obligations import Standing
from tracker.law.rules import Nature
from tracker.records.base import Base, current_session
from tracker.records.cases import Case, StoredObligation
from tracker.records.organisation import Membership, OrgUnit, User
from tracker.records.transactions import writing

AGENCY, UNITS, HANDLERS, DIRECTORS = 1, 20, 200, 3
DAY = date(2026, 11, 12)
AT_ONCE = 10_000
DUE = [DAY + timedelta(days=n) for n in range(-30, 11)]
Row = Mapping[str, Any]


def main() -> None:
    """Fill a database, sweep it twice, print what it took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--open", type=int, default=100_000)
    asked.add_argument("--closed", type=int, default=0)
    asked.add_argument("--postgresql", action="store_true")
    given = asked.parse_args()
    with _database(postgresql=given.postgresql) as settings:
        _flask(settings, "db", "upgrade")
        app = create_app(Settings(**{k.lower(): v for k, v in settings.items()}))  # type: ignore[arg-type]  # as the environment would give them
        _fill(app, given.open, given.closed)
        for name in ("first sweep", "second sweep"):
            seconds, own, mebibytes, told = _sweep(settings)
            print(f"{name}: {seconds:.1f} s, {own:.1f} s of processor, {mebibytes} MiB; {told}")


@contextmanager
def _database(*, postgresql: bool) -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="sweep-") as folder:
        settings = {**tracker_settings(Path(folder)), "ENVIRONMENT": "development"}
        if not postgresql:
            yield settings
            return
        with postgresql_server() as url:
            yield {**settings, "DATABASE_URL": url}


def _fill(app: Flask, running: int, closed: int) -> None:
    with app.app_context(), writing():
        for table, rows in (
            (OrgUnit, _units()), (User, _people()), (Membership, _posts()),
            (Case, _cases(running, closed)), (StoredObligation, _duties(running, closed)),
        ):  # fmt: skip
            _insert(table, rows)
        current_session().execute(_analyze())
        current_session().commit()


def _analyze() -> Any:
    from sqlalchemy import text  # noqa: PLC0415 - for this line alone

    return text("ANALYZE")


def _insert(table: type[Base], rows: Iterable[Row]) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        current_session().execute(insert(table), some)
        current_session().commit()


def _units() -> Iterator[Row]:
    yield {"id": AGENCY, "agency_id": AGENCY, "name": "Sở", "short_name": "Sở", "path": "/1/"}
    for n in range(2, UNITS + 2):
        yield {"id": n, "agency_id": AGENCY, "parent_id": AGENCY, "name": f"Phòng {n}",
               "short_name": f"P{n}", "path": f"/1/{n}/"}  # fmt: skip


def _people() -> Iterator[Row]:
    for n in range(1, HANDLERS + UNITS + DIRECTORS + 1):
        yield {"id": n, "agency_id": AGENCY, "login": f"an{n}", "full_name": f"Nguyễn An {n}",
               "password_hash": "-", "email": f"an{n}@coquan.gov.vn"}  # fmt: skip  # nosec B105 # nobody signs in


def _posts() -> Iterator[Row]:
    since = date(2020, 1, 1)
    for n in range(1, HANDLERS + 1):
        yield {"user_id": n, "unit_id": n % UNITS + 2, "role": Role.HANDLER, "starts_on": since}
    for n in range(UNITS):
        head = HANDLERS + 1 + n
        yield {"user_id": head, "unit_id": n + 2, "role": Role.UNIT_HEAD, "starts_on": since}
    for n in range(DIRECTORS):
        director = HANDLERS + UNITS + 1 + n
        yield {"user_id": director, "unit_id": AGENCY, "role": Role.DIRECTOR, "starts_on": since}


def _cases(running: int, closed: int) -> Iterator[Row]:
    for n in range(1, running + closed + 1):
        handler, is_open = n % HANDLERS + 1, n <= running
        yield {"id": n, "agency_id": AGENCY, "logged_unit_id": 2, "unit_id": handler % UNITS + 2,
               "handler_id": handler, "code": f"KN-2026-{n:07}", "kind": CaseKind.COMPLAINT,
               "level": Level.FIRST, "traits": [], "state": State.RECEIVED, "is_open": is_open,
               "title": "Việc", "sender_label": "A", "received_on": DAY, "version": 1}  # fmt: skip


def _duties(running: int, closed: int) -> Iterator[Row]:
    for n in range(1, running + closed + 1):
        due, handler, runs = DUE[n % len(DUE)], n % HANDLERS + 1, n <= running
        yield {"agency_id": AGENCY, "case_id": n, "unit_id": handler % UNITS + 2,
               "handler_id": handler, "rule": "KN-27", "nature": Nature.DUTY, "started_by": 1,
               "started_on": due, "version_from": due, "due_on": due, "unrolled_on": due,
               "warn_on": due, "at_risk_from": due - timedelta(3), "urgent_from": due,
               "standing": Standing.RUNNING if runs else Standing.MET, "is_running": runs,
               "met_on": None if runs else due}  # fmt: skip


def _sweep(settings: Mapping[str, str]) -> tuple[float, float, int, str]:
    """Sweep in a process of its own, and give its time, its processor's time and its memory."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["-m", "bench.sweep_once", DAY.isoformat()]
    ended = subprocess.run(  # nosec B603 # our own programs
        [sys.executable, *command], env={**os.environ, **settings}, cwd=HOME, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told, _, peak = ended.stdout.strip().rpartition(" ")
    return seconds, own, int(peak) // 1024, told


def _flask(settings: Mapping[str, str], *words: str) -> None:
    subprocess.run(  # nosec B603 # our own programs
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        env={**os.environ, **settings}, cwd=HOME, check=True, stdout=sys.stderr,
    )  # fmt: skip


if __name__ == "__main__":
    main()
