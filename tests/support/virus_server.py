"""A daemon that speaks clamd's INSTREAM and knows one harmless test virus."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The test file that every scanner reports; in two halves, so that this source is none itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + rb"$H+H*"
LARGEST = 1024 * 1024


class _Daemon(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > LARGEST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        answer = b"Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else b"OK"
        self.wfile.write(b"stream: " + answer + b"\0")


class _Mute(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        """Hang up without a word."""


@contextmanager
def virus_server(folder: Path, *, mute: bool = False) -> Iterator[str]:
    """Run the daemon on a socket of this machine and give its address."""
    path = folder / "clamd.ctl"
    handler = _Mute if mute else _Daemon
    with socketserver.ThreadingUnixStreamServer(str(path), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"unix://{path}"
        server.shutdown()
        thread.join()


@contextmanager
def virus_server_by_port() -> Iterator[str]:
    """Run the daemon on a port of this machine and give its address."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Daemon) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
