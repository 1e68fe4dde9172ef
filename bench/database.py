"""Build the databases to measure on, once for each size, lend out copies, and rebuild them."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.figures import Figure
from bench.floor import engine_for, fill
from bench.servers import HOME, tracker_settings

KEPT = HOME / "instance" / "bench"
TRACKER, FLOOR = "tracker.db", "floor.db"
READY = "ready"
REBUILD = ("deadlines", "rebuild", "--check")
REBUILD_SECONDS = 300 / 100_000  # So many seconds a case may take.
EVENTS = "SELECT sequence, type, legal_date, particulars FROM case_event ORDER BY case_id, sequence"


def kept(cases: int) -> Path:
    """Give the folder with both databases of a size, building them if they are not there."""
    folder = KEPT / str(cases)
    if not (folder / READY).exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _build(folder, cases)
        (folder / READY).touch()
    _flask(folder, "db", "upgrade")
    return folder


@contextmanager
def working_copy(folder: Path) -> Iterator[Path]:
    """Lend a copy, since measuring writes, so that every run finds the same rows."""
    with tempfile.TemporaryDirectory(prefix="run-", dir=KEPT) as name:
        copy = Path(name)
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        yield copy


def rebuilds(instance: Path, cases: int, only: str = "") -> list[Figure]:
    """Time deriving all that is due anew, beside an empty loop over the same events."""
    name = f"rebuild of {cases} cases, compared"
    if only not in name:
        return []
    base, ours = _seconds_to_read(instance / TRACKER), _seconds_to_rebuild(instance)
    return [Figure(name, base, ours, ours / base, REBUILD_SECONDS * cases, "s", limits_ratio=False)]


def _seconds_to_read(path: Path) -> float:
    began = time.process_time()
    with closing(sqlite3.connect(path)) as connection:
        for _event in connection.execute(EVENTS):
            pass
    return time.process_time() - began


def _seconds_to_rebuild(instance: Path) -> float:
    """Take the time of the processor, which other programs on the machine do not use up."""
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    _flask(instance, *REBUILD)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime


def _build(folder: Path, cases: int) -> None:
    _flask(folder, "db", "upgrade")
    _flask(folder, "demo", "load", "--cases", str(cases))
    engine = engine_for(str(folder / FLOOR))
    fill(engine, cases)
    engine.dispose()


def _flask(instance: Path, *words: str) -> None:
    subprocess.run(  # nosec B603 # our own programs
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=HOME,
        env={**os.environ, **tracker_settings(instance)},
        stdout=sys.stderr,  # Ours is for the figures.
        check=True,
    )
