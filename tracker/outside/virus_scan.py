"""Ask a ClamAV daemon whether a file carries a virus; where none answers, no file is taken in.

The protocol is `zINSTREAM` of clamd(8): pieces with their length before them, one of length 0 at
the end, and an answer that reads `stream: OK`, `stream: <name> FOUND` or `<what> ERROR`.
"""

import logging
import socket
import struct
from collections.abc import Callable
from urllib.parse import urlsplit

from tracker.law.terms import Refusal, Words
from tracker.outside.file_kinds import dangerous, refusal

USUAL_PORT = 3310
_PATIENCE = 30.0
_PIECE = 256 * 1024
_LONGEST_ANSWER = 4096

_UNSCANNED = (
    "Chưa quét được vi-rút cho tệp “%(name)s” nên chưa lưu gì."
    " Hãy thử lại sau ít phút; nếu vẫn không được, hãy báo quản trị hệ thống."
)
_TOO_LARGE = (
    "Tệp “%(name)s” lớn hơn mức mà chương trình quét vi-rút nhận nên không lưu. Hãy chia nhỏ tệp."
)

log = logging.getLogger(__name__)


class VirusScanner:
    """The daemon at `unix:///run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._path = parts.path if parts.scheme == "unix" else ""
        self._place = (parts.hostname or "", parts.port or USUAL_PORT)

    def check(self, content: bytes, name: str) -> None:
        """Let a clean file pass; raise Refusal for a virus, and where no answer can be had."""
        try:
            answer = self._ask(content)
        except OSError as error:
            log.warning("The virus scanner does not answer: %s", type(error).__name__)
            raise refusal(_UNSCANNED, name=name) from error
        found = _fault(answer, name)
        if found is not None:
            raise found

    def _ask(self, content: bytes) -> str:
        with self._connected() as line:
            try:
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), _PIECE):
                    piece = content[start : start + _PIECE]
                    line.sendall(struct.pack("!I", len(piece)) + piece)
                line.sendall(struct.pack("!I", 0))
            except (BrokenPipeError, ConnectionResetError):
                pass  # It answers before the end where the file is too large for it.
            return _read(line)

    def _connected(self) -> socket.socket:
        if not self._path:
            return socket.create_connection(self._place, timeout=_PATIENCE)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_PATIENCE)
        try:
            line.connect(self._path)
        except OSError:
            line.close()
            raise
        return line


def _read(line: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        part = line.recv(_LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _fault(answer: str, name: str) -> Refusal | None:
    if answer == "stream: OK":
        return None
    if answer.endswith(" FOUND"):
        return dangerous(name, Words("vi-rút hoặc mã độc"))
    log.warning("The virus scanner answered: %s", answer[:200] or "nothing")
    if "size limit exceeded" in answer:
        return refusal(_TOO_LARGE, name=name)
    return refusal(_UNSCANNED, name=name)


Scan = Callable[[bytes, str], None]


def pass_all(_content: bytes, _name: str) -> None:
    """Scan nothing: no daemon is set."""
