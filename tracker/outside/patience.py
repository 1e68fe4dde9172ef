"""The worker of gunicorn that gives a request only so long to arrive, an answer to be taken.

A thread that waits for the rest of a request, or for a client that does not read its answer,
serves nobody else; a few such clients would stop the whole service. A request has `GRACE` seconds,
one more for each `FEWEST_BYTES` that came in, and `LONGEST` at most; a piece of an answer the same.
"""

import os
import socket
from collections.abc import Callable
from errno import ECONNRESET
from time import monotonic, sleep
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

GRACE = float(os.environ.get("REQUEST_GRACE_SECONDS", "20"))
FEWEST_BYTES = 500  # A second: twenty times slower than the slowest line that still serves.
LONGEST = 600.0
STEP_BACK_SECONDS, MOST_STEPS_BACK = 0.0003, 4


class PatientSocket:
    """A connection that ends a request which does not come to its end."""

    def __init__(self, line: socket.socket, clock: Callable[[], float] = monotonic) -> None:
        self._line = line
        self._clock = clock
        self.begin()

    def begin(self) -> None:
        """Start counting for the next request."""
        self._began, self._received = self._clock(), 0

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Read on; raise ConnectionResetError when the time of the request has run out."""
        left = self._began + _allowance(self._received) - self._clock()
        if left <= 0:
            raise _too_slow()
        before = self._line.gettimeout()
        self._line.settimeout(left if before is None else min(left, before))
        try:
            data = self._line.recv(size, flags)
        except TimeoutError as error:
            raise _too_slow() from error
        finally:
            self._line.settimeout(before)
        self._received += len(data)
        return data

    def sendall(self, data: bytes) -> None:
        """Send a piece of an answer; raise ConnectionResetError when it is not taken in time."""
        before = self._line.gettimeout()
        self._line.settimeout(_allowance(len(data)))
        try:
            self._line.sendall(data)
        except TimeoutError as error:
            raise _too_slow() from error
        finally:
            self._line.settimeout(before)

    def setblocking(self, flag: bool) -> None:  # noqa: FBT001 - as sockets have it
        """Wait when asked to, but never without an end: files are sent by the system itself."""
        self._line.settimeout(GRACE if flag else 0.0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)


def _allowance(count: int) -> float:
    return min(LONGEST, GRACE + count / FEWEST_BYTES)


def _too_slow() -> ConnectionResetError:
    return ConnectionResetError(ECONNRESET, "The client is too slow")


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn carries no types
    """Threads that wait for a request with patience, but not for ever, and share out the work."""

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection, after a moment for a worker with fewer: all of them are woken.

        Who comes first would else come first every time, and take all while another stands idle.
        """
        if self.cfg.workers > 1:
            sleep(min(self.nr_conns, MOST_STEPS_BACK) * STEP_BACK_SECONDS)
        super().accept(listener)

    def enqueue_req(self, conn: TConn) -> None:
        """Hand a connection to a thread, its time counted from now."""
        if isinstance(conn.sock, PatientSocket):
            conn.sock.begin()
        else:
            conn.sock = PatientSocket(conn.sock)
        super().enqueue_req(conn)
