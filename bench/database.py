"""Build the databases to measure on, once for each size, and lend out copies."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.floor import engine_for, fill
from bench.servers import HOME, tracker_settings

KEPT = HOME / "instance" / "bench"
TRACKER, FLOOR = "tracker.db", "floor.db"
READY = "ready"


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


def _build(folder: Path, cases: int) -> None:
    _flask(folder, "db", "upgrade")
    _flask(folder, "demo", "load", "--cases", str(cases))
    engine = engine_for(str(folder / FLOOR))
    fill(engine, cases)
    engine.dispose()


def _flask(instance: Path, *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        cwd=HOME,
        env={**os.environ, **tracker_settings(instance)},
        check=True,
    )
