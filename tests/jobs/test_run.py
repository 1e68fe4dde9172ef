"""`make run` starts the server and the worker, and leaves neither behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.support.applications import SEALING_KEYS, SECRET_KEY
from tests.support.child import ROOT
from tests.support.mail_server import free_port

pytestmark = pytest.mark.timeout(300)  # Two programs have to start, on a machine that may be busy.
PATIENCE = 120
STAT = Path("/proc")


@pytest.mark.parametrize(
    "how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda s: s.name
)
def test_server_and_worker_start_and_end_together(tmp_path: Path, how: signal.Signals) -> None:
    port = free_port()
    with (tmp_path / "log").open("wb") as log, started(tmp_path, port, log) as program:
        until(lambda: answers(port) and len(programs_of(program.pid)) == 2, tmp_path)
        both = programs_of(program.pid)
        program.send_signal(how)
        until(lambda: not any(is_alive(pid) for pid in both), tmp_path)

    assert not answers(port)


def test_a_worker_that_dies_does_not_end_the_server(tmp_path: Path) -> None:
    port = free_port()
    with (tmp_path / "log").open("wb") as log, started(tmp_path, port, log) as program:
        until(lambda: answers(port) and len(programs_of(program.pid)) == 2, tmp_path)
        worker = next(pid for pid in programs_of(program.pid) if "worker" in command_of(pid))
        os.kill(worker, signal.SIGKILL)
        until(lambda: "The worker has stopped" in (tmp_path / "log").read_text(), tmp_path)
        until(lambda: len(programs_of(program.pid)) == 2, tmp_path)

        assert answers(port)


@contextmanager
def started(folder: Path, port: int, log: object) -> "Iterator[subprocess.Popen[bytes]]":
    """Run what `make run` runs, without the demo."""
    settings: Mapping[str, str] = {
        "ENVIRONMENT": "test", "INSTANCE_DIR": str(folder), "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{folder / 'run.db'}", "SECRET_KEY": SECRET_KEY,
        "SEALING_KEYS": SEALING_KEYS, "WEB_CONCURRENCY": "1",
    }  # fmt: skip
    program = subprocess.Popen(
        [sys.executable, "-m", "tools.run"],
        env={**os.environ, **settings}, cwd=ROOT, stdout=log, stderr=log,  # type: ignore[call-overload]  # a file
    )  # fmt: skip
    try:
        yield program
    finally:
        program.terminate()
        program.wait(timeout=PATIENCE)


def until(holds: Callable[[], bool], folder: Path) -> None:
    """Wait until something holds; if it never does, say what the programs wrote."""
    give_up_at = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up_at, (folder / "log").read_text()
        time.sleep(0.2)


def answers(port: int) -> bool:
    with suppress(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/account/sign-in", timeout=5).close()
        return True
    return False


def programs_of(parent: int) -> list[int]:
    """Give the programs that a process has started, as the system lists them."""
    found = STAT / str(parent) / "task" / str(parent) / "children"
    with suppress(OSError):
        return [int(pid) for pid in found.read_text().split() if "-m" in command_of(int(pid))]
    return []


def command_of(pid: int) -> str:
    with suppress(OSError):
        return (STAT / str(pid) / "cmdline").read_text().replace("\0", " ")
    return ""


def is_alive(pid: int) -> bool:
    """Say whether a process still runs; one that ended and waits to be asked for does not."""
    with suppress(OSError):
        return (STAT / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
