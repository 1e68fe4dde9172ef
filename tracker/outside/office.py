"""Tell Word and Excel files from their relatives, and refuse those that do more than show text."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from tracker.law.terms import Words
from tracker.outside.file_kinds import (
    MEGABYTE,
    PARSING_ERRORS,
    FileKind,
    broken,
    dangerous,
    locked,
)

_MOST_PARTS = 5_000
_MOST_UNPACKED = 200 * MEGABYTE
_MOST_PACKING = 150  # Times a document may be smaller than what it unpacks to.
_LONGEST_LINKS = 4 * MEGABYTE  # What one list of a document's links may unpack to.
_LINK = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_TARGET = re.compile(r"""\bTarget\s*=\s*["']\s*([^"']*)""")
# Another machine, in all its spellings; a file of the writer's own machine is not reached.
_ELSEWHERE = re.compile(r"(?i)(?!file:/*[a-z]:)[a-z][a-z0-9+.-]+:|[\\/]{2}")
_FOLLOWED_BY_HAND = re.compile(r"""\bType\s*=\s*["'][^"']*/hyperlink["']""")
_COMMAND_LINK = re.compile(r"<(?:\w+:)?ddeLink\b")


def packed_kind(content: bytes, name: str) -> FileKind | Words:
    """Tell a Word or Excel file from other archives, unpacking nothing but its lists of links."""
    if content.count(b"PK\x01\x02") > _MOST_PARTS:
        raise dangerous(name, Words("quá nhiều phần bên trong"))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            names = [part.filename.lower() for part in parts]
            if "[content_types].xml" not in names:
                return Words("tệp nén ZIP")
            _refuse_bad_parts(content, parts, names, name)
            harm = next(_harms(archive, parts), None)
    except (zipfile.BadZipFile, *PARSING_ERRORS) as error:
        raise broken(name) from error
    if harm:
        raise dangerous(name, harm)
    if any(part.startswith("word/") for part in names):
        return FileKind.DOCX
    return FileKind.XLSX if any(part.startswith("xl/") for part in names) else Words("tệp nén ZIP")


def _refuse_bad_parts(
    content: bytes, parts: list[zipfile.ZipInfo], names: list[str], name: str
) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST_UNPACKED or unpacked > max(10 * MEGABYTE, _MOST_PACKING * len(content)):
        raise dangerous(name, Words("nội dung nén quá lớn"))
    if any(part.flag_bits & 1 for part in parts):
        raise locked(name)
    if any(part.endswith(("vbaproject.bin", "vbadata.xml")) for part in names):
        raise dangerous(name, Words("macro"))
    if any("/activex/" in part for part in names):
        raise dangerous(name, Words("nút điều khiển ActiveX"))
    strange = any(part.startswith("/") or ".." in part.split("/") for part in names)
    if strange or len(set(names)) < len(names) or b"%PDF-" in content[:1024]:
        raise broken(name)


def _harms(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[Words]:
    """Name what a document would do by itself once it is opened."""
    for part in parts:
        place = part.filename.lower()
        if place.endswith(".rels"):
            if any(map(_reaches_out, _LINK.findall(_text(archive, part)))):
                yield Words("liên kết tự tải nội dung từ nơi khác")
        elif "/externallinks/" in place and _COMMAND_LINK.search(_text(archive, part)):
            yield Words("lệnh gọi chương trình khác")
        elif "/embeddings/" in place and _has(_unpacked(archive, part), "\x01Ole10Native"):
            yield Words("tệp nhúng")


def _reaches_out(link: str) -> bool:
    """Say whether a link is fetched on opening, and from another machine."""
    target = _TARGET.search(link)
    if target is None or _FOLLOWED_BY_HAND.search(link):
        return False
    return _ELSEWHERE.match(target.group(1)) is not None


def _text(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> str:
    data = _unpacked(archive, part, _LONGEST_LINKS)
    wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    return data.decode("utf-16" if wide else "utf-8", "replace")


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int = _MOST_UNPACKED) -> bytes:
    """Give a part whole; what says it is shorter than it is counts as broken."""
    with archive.open(part) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise zipfile.BadZipFile(part.filename)
    return data


def ole_kind(content: bytes, name: str) -> FileKind | Words:
    """Tell a Word 97-2003 file from its relatives by the names of its streams."""
    if _has(content, "EncryptedPackage"):
        raise locked(name)
    if _has(content, "_VBA_PROJECT") or _has(content, "\x01Ole10Native"):
        raise dangerous(name, Words("macro hoặc tệp nhúng"))
    if _has(content, "WordDocument"):
        return FileKind.DOC
    return Words("tệp Office 97-2003 khác hoặc bộ cài đặt")


def _has(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in content
