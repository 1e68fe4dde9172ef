"""Start the floor and the tracker under the same gunicorn settings, and weigh their workers."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.floor import DATABASE_VARIABLE

HOST = "127.0.0.1"
HOME = Path(__file__).resolve().parents[1]
WORKERS = 2
READY_WITHIN_SECONDS = 60
POLL_SECONDS = 0.005
MIB = 1024  # /proc counts in KiB.


@dataclass(frozen=True, slots=True)
class Program:
    """Something that gunicorn serves: its settings, its application, its environment."""

    name: str
    config: str
    application: str
    environment: dict[str, str]
    first_page: str


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, its master process, how long it took to answer."""

    port: int
    pid: int
    started_in: float


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of all workers together, in MiB.

    `own` is what no other process shares (USS), `shared_out` divides shared pages among those who
    share them (PSS), `anonymous` is the part of it that is no mapped file, `resident` counts
    shared pages anew for each worker (RSS).
    """

    own: float
    shared_out: float
    anonymous: float
    resident: float


def floor(database: Path) -> Program:
    """Describe the floor over its database."""
    return Program(
        "floor",
        "bench/floor_gunicorn.py",
        "bench.floor:app_from_environment()",
        {DATABASE_VARIABLE: str(database)},
        "/",
    )


def tracker(instance: Path) -> Program:
    """Describe the tracker over the database of an instance directory."""
    return Program(
        "tracker", "gunicorn.conf.py", "wsgi:app", tracker_settings(instance), "/account/sign-in"
    )


def tracker_settings(instance: Path) -> dict[str, str]:
    """Give the settings of the measured tracker, whatever else this machine is set to."""
    return {
        "ENVIRONMENT": "development",
        "INSTANCE_DIR": str(instance),
        "ATTACHMENTS_DIR": str(instance / "attachments"),
        "DATABASE_URL": f"sqlite:///{instance / 'tracker.db'}",
    }


@contextmanager
def serving(program: Program) -> Iterator[Server]:
    """Run a program until the block ends."""
    port = _free_port()
    settings = {"PORT": str(port), "WEB_CONCURRENCY": str(WORKERS)}
    command = [sys.executable, "-m", "gunicorn", "--config", program.config, program.application]
    began = time.perf_counter()
    process = subprocess.Popen(  # nosec B603 # our own programs
        command,
        cwd=HOME,
        env={**os.environ, **program.environment, **settings},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(process, port, program.first_page)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(timeout=READY_WITHIN_SECONDS)


def memory_of(server: Server) -> Memory:
    """Weigh the workers of a server, its master left out."""
    workers = [_weights(pid) for pid in _children(server.pid)]

    def total(*names: str) -> float:
        return sum(weights[name] for weights in workers for name in names) / MIB

    return Memory(
        own=total("Private_Clean", "Private_Dirty"),
        shared_out=total("Pss"),
        anonymous=total("Pss_Anon"),
        resident=total("Rss"),
    )


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int, first_page: str) -> None:
    give_up = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            message = f"gunicorn ended with {process.returncode} before it served"
            raise RuntimeError(message)
        if _answers(port, first_page):
            return
        time.sleep(POLL_SECONDS)
    message = f"gunicorn did not answer within {READY_WITHIN_SECONDS} seconds"
    raise RuntimeError(message)


def _answers(port: int, page: str) -> bool:
    with closing(http.client.HTTPConnection(HOST, port, timeout=READY_WITHIN_SECONDS)) as line:
        try:
            line.request("GET", page)
            return line.getresponse().status == http.HTTPStatus.OK
        except ConnectionError:
            return False


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _weights(pid: int) -> dict[str, int]:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return {name: int(size) for name, size in re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE)}
