"""Run the server and the worker side by side: both start, both end; `make run` ends as this.

Nothing of the tracker is imported here, so that watching over the two costs little memory.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from types import FrameType

HOST = "127.0.0.1"
WORKER_DIED = (
    "Chương trình nền đã dừng, đang chạy lại sau {seconds} giây.\n"
    "The worker has stopped; it is started again in {seconds} seconds."
)
LOOKED_EVERY = 0.2  # Seconds.
REST = 10  # Seconds before a worker that stopped is started again.
TIME_TO_END = 20  # Seconds that a program may take to end after it was told to.
PR_SET_PDEATHSIG = 1  # Linux: the signal that a process gets when its parent dies.
Program = subprocess.Popen[bytes]


def run_both(port: int) -> int:
    """Run gunicorn and, once it answers, the worker; when one is told to stop, both stop."""
    stopping = _stop_when_told()
    server = _start(["-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"])
    worker: Program | None = None
    worker_from = 0.0
    try:
        while server.poll() is None and not stopping():
            # The worker takes its turn after the server, so that the first page comes no later.
            if worker is None and time.monotonic() >= worker_from and _answers(port):
                worker = _start(["-m", "flask", "--app", "wsgi", "worker"])
            if worker is not None and worker.poll() is not None:
                print(WORKER_DIED.format(seconds=REST), file=sys.stderr, flush=True)
                worker, worker_from = None, time.monotonic() + REST
            time.sleep(LOOKED_EVERY)
    finally:
        _stop([program for program in (server, worker) if program is not None])
    return 0 if stopping() else server.returncode


def _start(words: Sequence[str]) -> Program:
    """Start a program that Ctrl+C does not reach by itself, and that does not outlive this one."""
    return subprocess.Popen(  # nosec B603 # our own programs
        [sys.executable, *words],
        start_new_session=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509 - there are no threads here
    )


def _die_with_parent() -> None:
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(programs: Sequence[Program]) -> None:
    """Tell both at once, wait for both, and kill whoever does not listen."""
    for program in programs:
        program.terminate()
    for program in programs:
        try:
            program.wait(timeout=TIME_TO_END)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


def _stop_when_told() -> Callable[[], bool]:
    told: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    return lambda: bool(told)


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.settimeout(LOOKED_EVERY)
        return probe.connect_ex((HOST, port)) == 0


if __name__ == "__main__":
    sys.exit(run_both(int(os.environ["PORT"])))
