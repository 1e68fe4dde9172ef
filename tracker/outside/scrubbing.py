"""Take out of a file who wrote it, when and on which machine; its pages stay as they are."""

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from tracker.outside.file_kinds import FileKind, refusal

if TYPE_CHECKING:
    from pypdf import PdfWriter

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_EMPTY = {  # The parts in which Office keeps who wrote a file, each as an empty one.
    "docprops/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{_OFFICE}/package/2006/metadata/'
    'core-properties"/>',
    "docprops/app.xml": f'{_XML}<Properties xmlns="{_OFFICE}/officeDocument/2006/'
    'extended-properties"/>',
    "docprops/custom.xml": f'{_XML}<Properties xmlns="{_OFFICE}/officeDocument/2006/'
    'custom-properties"/>',
}
_AUTHORS = re.compile(
    rb'(\s(?:\w+:)?(?:author|initials|userId|providerId|displayName|lastModifiedBy)=")[^"]*"'
)
_AUTHOR_NAMES = re.compile(rb"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)")
_WRITTEN = re.compile(r"(?:word|xl)/.*\.xml")
_PICTURE = re.compile(r"(?:word|xl)/media/.*\.jpe?g")
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # The first day that an archive can write.
_PDF_KEYS = ("/Metadata", "/PieceInfo", "/LastModified")
_MARKERS_TO_DROP = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})  # APP1–13, 15, comments; 14
# says how colours are written: without it a picture may turn green.
_NO_SCRUBBING = (
    "Tệp “%(name)s” mang thông tin về người viết mà máy không gỡ được."
    " Hãy in ra tệp PDF mới rồi chọn lại."
)


def scrubbed(kind: FileKind, content: bytes, name: str, *, keep_signed: bool) -> bytes:
    """Give the content without what tells its author; pictures were drawn anew already.

    A signed PDF would lose its signature: it stays as it is where that may be, else it is
    scrubbed all the same. A Word 97-2003 file cannot be scrubbed: where it must be, it is refused.
    """
    if kind is FileKind.DOC and not keep_signed:
        raise refusal(_NO_SCRUBBING, name=name)
    way = _WAYS.get(kind)
    if way is None or (kind is FileKind.PDF and keep_signed and _is_signed(content)):
        return content
    try:
        return way(content)
    except Exception as error:
        if keep_signed:
            return content
        raise refusal(_NO_SCRUBBING, name=name) from error


def _is_signed(content: bytes) -> bool:
    return b"/ByteRange" in content


def _pdf(content: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 -- heavy; most requests carry no PDF

    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.metadata = None
    _drop_metadata(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _drop_metadata(writer: "PdfWriter") -> None:
    """Take the descriptions off every object, and empty the streams that held them."""
    for thing in writer._objects:  # noqa: SLF001 -- the only way to all objects
        if not isinstance(thing, dict):
            continue
        for key in _PDF_KEYS:
            thing.pop(key, None)
        if thing.get("/Type") == "/Metadata" and hasattr(thing, "set_data"):
            thing.pop("/Filter", None)
            thing.set_data(b"")


def _office(content: bytes) -> bytes:
    """Write the archive anew: empty properties, no authors, no dates, no comments of the packer."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            after.writestr(
                zipfile.ZipInfo(part.filename, _BEGINNING),
                _part(part.filename.lower(), before.read(part)),
                zipfile.ZIP_DEFLATED,
            )
    return written.getvalue()


def _part(name: str, content: bytes) -> bytes:
    if name in _EMPTY:
        return _EMPTY[name].encode()
    if _WRITTEN.fullmatch(name):
        content = _AUTHORS.sub(rb'\1"', content)
        return _AUTHOR_NAMES.sub(rb"\1\2", content)
    return without_camera(content) if _PICTURE.fullmatch(name) else content


def without_camera(content: bytes) -> bytes:
    """Drop what a camera writes into a JPEG (place, device, time), its picture untouched."""
    kept, at = bytearray(content[:2]), 2
    while content[at : at + 1] == b"\xff" and at + 4 <= len(content):
        marker = content[at + 1]
        if marker == 0xDA:  # The picture itself begins.
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker not in _MARKERS_TO_DROP:
            kept += content[at:end]
        at = end
    return bytes(kept) + content[at:]


_WAYS: Mapping[FileKind, Callable[[bytes], bytes]] = {
    FileKind.PDF: _pdf,
    FileKind.DOCX: _office,
    FileKind.XLSX: _office,
}
