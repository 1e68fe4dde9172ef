"""Take in uploaded files after a look inside, and keep them under random names."""

import errno
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tracker.outside.contents import harmless, kind_by_content
from tracker.outside.file_kinds import MEDIA_TYPES, MEGABYTE, FileKind, refusal
from tracker.outside.scrubbing import scrubbed
from tracker.outside.virus_scan import Scan, pass_all
from tracker.vietnamese import clean

__all__ = ["MOST_FILES", "Accepted", "FileKind", "FileStore", "check_count", "inspect", "safe_name"]

MOST_FILES = 20
_LONGEST_STEM = 90
_LONGEST_ENDING = 9
_CHUNK = 64 * 1024

_ENDINGS = {kind.value: kind for kind in FileKind} | {"jpg": FileKind.JPEG}
_PROGRAM = re.compile(
    r"exe|com|scr|pif|msi|bat|cmd|ps1|vb[es]|jse?|ws[fh]|hta|jar|lnk|dll|cpl|reg|sh|apk"
    r"|php|aspx?|jsp|s?html?|svg|docm|xlsm"
)
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_KEY = re.compile(r"[0-9a-f]{32}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})

_TOO_LARGE = "Tệp “%(name)s” lớn hơn %(limit)s MB. Hãy chia nhỏ hoặc quét lại ở độ phân giải thấp."


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that was looked into, as it is to be kept."""

    kind: FileKind
    safe_name: str
    content: bytes

    @property
    def media_type(self) -> str:
        """Give the type under which the file is handed out."""
        return MEDIA_TYPES[self.kind]


def check_count(count: int) -> None:
    """Refuse more files than one petition may carry."""
    if count > MOST_FILES:
        raise refusal(
            "Một đơn chỉ nhận nhiều nhất %(most)s tệp. Hãy gộp các trang vào một tệp PDF.",
            most=MOST_FILES,
        )


def inspect(
    name: str,
    stream: BinaryIO,
    *,
    limit: int,
    size: int | None = None,
    keep_signed: bool = True,
) -> Accepted:
    """Read an upload of at most `limit` bytes and refuse what is not an allowed, harmless file.

    Who wrote it is taken out; with `keep_signed` a signed file stays as it was signed.
    """
    shown = safe_name(name)
    kind = _kind_by_name(shown)
    if size is not None and size > limit:
        raise refusal(_TOO_LARGE, name=shown, limit=limit // MEGABYTE)
    content = _read(stream, shown, limit)
    found = kind_by_content(content, shown)
    if found is not kind:
        raise refusal(
            "Tệp “%(name)s” có đuôi của %(kind)s nhưng nội dung là %(what)s."
            " Hãy chọn đúng tệp hoặc sửa lại đuôi tệp.",
            name=shown,
            kind=kind,
            what=found,
        )
    kept = scrubbed(kind, harmless(kind, content, shown), shown, keep_signed=keep_signed)
    return Accepted(kind, shown, kept)


def safe_name(name: str) -> str:
    """Give a file name without folders, hidden characters and surplus length."""
    last = re.split(r"[/\\]", clean(name))[-1]
    plain = " ".join(re.sub(r'[<>:"|?*]', " ", last).split()).strip(". ")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:_LONGEST_STEM] or "tep"
    return f"{stem[:_LONGEST_STEM].rstrip('. ')}.{ending[:_LONGEST_ENDING].strip()}"


def _kind_by_name(name: str) -> FileKind:
    _, *inner, ending = name.lower().split(".") if "." in name else (name, "")
    kind = _ENDINGS.get(ending)
    if kind is None:
        raise refusal(
            "Không nhận tệp “%(name)s”. Chỉ nhận PDF, ảnh JPEG, PNG, WebP, Word (docx, doc),"
            " Excel (xlsx) và văn bản thuần (txt).",
            name=name,
        )
    if any(_PROGRAM.fullmatch(part.strip()) for part in inner):
        raise refusal(
            "Tệp “%(name)s” có hai đuôi, trong đó có đuôi của chương trình, nên không nhận.",
            name=name,
        )
    return kind


def _read(stream: BinaryIO, name: str, limit: int) -> bytes:
    content = bytearray()
    while len(content) <= limit and (chunk := stream.read(min(_CHUNK, limit + 1 - len(content)))):
        content += chunk
    if len(content) > limit:
        raise refusal(_TOO_LARGE, name=name, limit=limit // MEGABYTE)
    if not content:
        raise refusal("Tệp “%(name)s” không có nội dung. Hãy chọn lại tệp.", name=name)
    return bytes(content)


class FileStore:
    """A folder outside the web root that keeps contents under random keys."""

    def __init__(self, root: Path, scan: Scan = pass_all) -> None:
        self._root = root
        self.scan = scan

    def put(self, data: bytes, key: str | None = None) -> str:
        """Keep contents wholly or not at all, and return the key that finds them again."""
        key = key or secrets.token_hex(16)
        path = self._path(key)
        part = path.with_name(f".{key}.{secrets.token_hex(4)}.part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(part, data)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            if error.errno not in _FULL:
                raise
            raise refusal(
                "Máy chủ đã hết chỗ lưu tệp nên chưa lưu gì. Hãy báo quản trị hệ thống rồi thử lại."
            ) from error
        return key

    def open(self, key: str) -> BinaryIO:
        """Open contents for reading; an unknown key raises FileNotFoundError."""
        return self._path(key).open("rb")

    def delete(self, key: str) -> None:
        """Remove contents; removing twice does no harm."""
        self._path(key).unlink(missing_ok=True)

    def exists(self, key: str) -> bool:
        """Tell whether contents are kept under a key."""
        return _KEY.fullmatch(key) is not None and self._path(key).is_file()

    def _path(self, key: str) -> Path:
        if _KEY.fullmatch(key) is None:
            raise FileNotFoundError(errno.ENOENT, "Not a key of this store")
        return self._root / key[:2] / key[2:4] / key


def _write(path: Path, data: bytes) -> None:
    """Write a new file that only the service may read, through to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
