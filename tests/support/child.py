"""Run a command of the tracker in a process of its own: its clock set, killed where it is told.

python -m tests.support.child 2026-11-12T09:00 never worker --once
The second word says before which statement the process kills itself as `kill -9` does: its number,
or a pattern of it. Duties are kept five at a time, so that a short sweep has many such places.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
NEVER = "never"
KILLED = -signal.SIGKILL
PATIENCE = 90


def run(
    environment: Mapping[str, str], moment: str, *words: str, kill_before: int | str = NEVER
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end, or to the statement before which it is killed."""
    return subprocess.run(
        _command(moment, kill_before, words),
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextmanager
def running(
    environment: Mapping[str, str], moment: str, *words: str, log: IO[bytes]
) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a command while the block runs, and stop it as a service is stopped."""
    process = subprocess.Popen(
        _command(moment, NEVER, words),
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=log,
        stderr=log,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        finally:
            process.kill()


def _command(moment: str, kill_before: int | str, words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "tests.support.child", moment, str(kill_before), *words]


def _main(moment: str, kill_before: str, words: list[str]) -> None:
    from flask.cli import main

    from tests.support.clock import travelled_to
    from tracker.casework import ladder

    ladder.AT_ONCE = 5
    if kill_before != NEVER:
        _kill_before(kill_before)
    with travelled_to(moment):
        sys.argv = ["flask", "--app", "wsgi", *words]
        main()


def _kill_before(which: str) -> None:
    """Kill this process before the statement of a number or a pattern, without a word."""
    from sqlalchemy import Engine, event

    numbers = count(1)

    @event.listens_for(Engine, "before_cursor_execute")
    def kill(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if which == str(next(numbers)) or (not which.isdigit() and re.match(which, statement)):
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2], sys.argv[3:])
