"""Start the tracker: check the settings, bring the database up to date, load the demo, serve."""

import errno
import os
import socket
import subprocess
import sys
from contextlib import closing

from tools.serve import HOST
from tracker.config import load_settings

PORT_IS_BUSY = (
    "Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác: make run PORT={other}\n"
    "Port {port} is in use by another program. Choose another: make run PORT={other}"
)


def main() -> None:
    """Do what stands before the server, then become what runs it with the worker."""
    settings = load_settings()
    refuse_busy_port(settings.port)
    flask("db", "upgrade")
    if settings.environment == "development":
        flask("demo", "load", "--once")
    os.environ["PORT"] = str(settings.port)
    serve = [sys.executable, "-m", "tools.serve"]
    os.execv(sys.executable, serve)  # noqa: S606  # nosec B606 # our own interpreter, no user input


def refuse_busy_port(port: int) -> None:
    """Say so in a sentence when the port is taken, before anything else happens."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            sys.exit(PORT_IS_BUSY.format(port=port, other=port + 1))


def flask(*words: str) -> None:
    """Run a command of the tracker; if it fails, it has said why."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    status = subprocess.run(command, check=False).returncode  # nosec B603 # ours
    if status:
        sys.exit(status)


if __name__ == "__main__":
    main()
