"""A request that comes in too slowly is ended and holds up nobody."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EAGAIN
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace

import pytest

from tracker.outside import patience
from tracker.outside.patience import (
    FEWEST_BYTES,
    GRACE,
    LONGEST,
    MOST_STEPS_BACK,
    STEP_BACK_SECONDS,
    PatientSocket,
    PatientWorker,
)

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pair(clock: Clock) -> Iterator[tuple[socket.socket, PatientSocket]]:
    """Give a client's end and the server's patient end."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, PatientSocket(theirs, clock)


def test_what_comes_in_time_is_read(
    pair: tuple[socket.socket, PatientSocket], clock: Clock
) -> None:
    client, server = pair
    clock.now += GRACE - 1
    client.sendall(b"GET / HTTP/1.1")

    assert server.recv(100) == b"GET / HTTP/1.1"
    assert server.fileno() > 0


def test_dripping_letters_do_not_buy_time(
    pair: tuple[socket.socket, PatientSocket], clock: Clock
) -> None:
    client, server = pair
    for _ in range(5):
        clock.now += GRACE / 5
        client.sendall(b"a")
        if clock.now < 1000 + GRACE:
            server.recv(1)
    clock.now += 1

    with pytest.raises(ConnectionResetError):
        server.recv(1)


def test_a_large_upload_over_a_slow_line_has_its_time(
    pair: tuple[socket.socket, PatientSocket], clock: Clock
) -> None:
    client, server = pair
    client.sendall(bytes(FEWEST_BYTES * 60))
    received = len(server.recv(FEWEST_BYTES * 60))
    clock.now += GRACE + received / FEWEST_BYTES - 1
    client.sendall(b"b")
    assert server.recv(1) == b"b"

    clock.now = 1000 + LONGEST
    with pytest.raises(ConnectionResetError):
        server.recv(1)


def test_a_client_that_does_not_read_its_answer_is_let_go(
    pair: tuple[socket.socket, PatientSocket], monkeypatch: pytest.MonkeyPatch
) -> None:
    _client, server = pair
    monkeypatch.setattr(patience, "GRACE", 0.2)
    monkeypatch.setattr(patience, "FEWEST_BYTES", 10**9)

    with pytest.raises(ConnectionResetError):
        server.sendall(bytes(20_000_000))


def test_the_system_itself_waits_no_longer_when_it_sends_a_file(
    pair: tuple[socket.socket, PatientSocket], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _client, server = pair
    (tmp_path / "large").write_bytes(bytes(20_000_000))
    monkeypatch.setattr(patience, "GRACE", 0.2)
    server.setblocking(True)

    with (tmp_path / "large").open("rb") as file, pytest.raises(TimeoutError):
        server.sendfile(file)


def test_each_request_of_a_connection_has_time_of_its_own(
    pair: tuple[socket.socket, PatientSocket], clock: Clock
) -> None:
    client, server = pair
    clock.now += GRACE + 1
    server.begin()
    client.sendall(b"c")

    assert server.recv(1) == b"c"


@pytest.mark.parametrize(
    "begun",
    [b"GET / HT", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\nxin ch"],
    ids=["head", "body"],
)
def test_a_slow_client_does_not_stop_a_server_of_one_thread(tmp_path: Path, begun: bytes) -> None:
    with _gunicorn(tmp_path) as connect, connect() as slow:
        slow.sendall(begun)
        time.sleep(0.3)  # The one thread has taken it up.
        quick = HTTPConnection("127.0.0.1", slow.getpeername()[1], timeout=PATIENCE)
        quick.request("POST", "/", body="chào bạn".encode())
        answer = quick.getresponse()

        assert (answer.status, answer.read().decode()) == (200, "chào bạn")
        quick.close()


@pytest.mark.parametrize(
    ("workers", "connections", "steps"), [(2, 0, 0), (2, 3, 3), (2, 40, MOST_STEPS_BACK), (1, 3, 0)]
)
def test_who_has_connections_lets_an_idle_worker_take_the_next(
    monkeypatch: pytest.MonkeyPatch, workers: int, connections: int, steps: int
) -> None:
    happened: list[str | float] = []

    class Taken:
        def accept(self) -> None:
            happened.append("accept")
            raise BlockingIOError(EAGAIN, "The other worker was first")

    monkeypatch.setattr(patience, "sleep", happened.append)
    worker = PatientWorker.__new__(PatientWorker)
    worker.nr_conns, worker.cfg = connections, SimpleNamespace(workers=workers)

    worker.accept(Taken())  # type: ignore[arg-type]  # all of a listener that is asked here

    waited = sum(step for step in happened if isinstance(step, float))
    assert waited == pytest.approx(steps * STEP_BACK_SECONDS)
    assert happened[-1] == "accept"


@contextmanager
def _gunicorn(folder: Path) -> Iterator[Callable[[], socket.socket]]:
    """Run a server of one thread that reads what it is sent, and give the way to it."""
    (folder / "reader.py").write_text(
        "def app(environ, start_response):\n"
        "    length = int(environ.get('CONTENT_LENGTH') or 0)\n"
        "    sent = environ['wsgi.input'].read(length)\n"
        "    start_response('200 OK', [('Content-Length', str(len(sent)))])\n"
        "    return [sent]\n"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "1",
        "--worker-class", "tracker.outside.patience.PatientWorker", "--no-control-socket",
        "--pythonpath", f"{ROOT},{folder}", "reader:app",
    ]  # fmt: skip
    environment = {**os.environ, "REQUEST_GRACE_SECONDS": "1"}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(words, env=environment, cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(port)
            yield lambda: socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _wait_for(port: int) -> None:
    for _ in range(PATIENCE * 10):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "The server does not answer"
    raise AssertionError(message)
