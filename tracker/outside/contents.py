"""Tell what a file really is, and keep out what could do harm."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from tracker.law.terms import Words
from tracker.outside import office
from tracker.outside.file_kinds import (
    PARSING_ERRORS,
    FileKind,
    broken,
    dangerous,
    locked,
    refusal,
)

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PIXELS = 50_000_000
_MOST_OBJECTS = 50_000


_KEPT_MODES = {  # The kinds that are pictures, with Pillow's names of the colours they can hold.
    FileKind.JPEG: {"L", "RGB"},
    FileKind.PNG: {"1", "L", "LA", "I", "I;16", "P", "RGB", "RGBA"},
    FileKind.WEBP: {"RGB", "RGBA"},
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SIGNATURES: tuple[tuple[re.Pattern[bytes], FileKind | Words], ...] = (
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-"), FileKind.PDF),
    (re.compile(rb"\xff\xd8\xff"), FileKind.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), FileKind.PNG),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), FileKind.WEBP),
    (re.compile(rb"MZ.*\0", re.DOTALL), Words("chương trình Windows")),
    (
        re.compile(rb"\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe"),
        Words("chương trình máy tính"),
    ),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|PK\x05\x06"), Words("tệp nén")),
    (re.compile(rb"....ftyp(?:hei|mif|avif)", re.DOTALL), Words("ảnh HEIC hoặc AVIF")),
    (
        re.compile(rb"....ftyp|\x1a\x45\xdf\xa3|RIFF....AVI", re.DOTALL),
        Words("tệp âm thanh hoặc video"),
    ),
    (
        re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]|RIFF|OggS"),
        Words("tệp âm thanh hoặc video"),
    ),
    (re.compile(rb"GIF8|II\*\0|MM\0\*|BM.{4}\0{4}", re.DOTALL), Words("ảnh GIF, TIFF hoặc BMP")),
    (re.compile(rb"\{\\rtf"), Words("tài liệu RTF")),
    (
        re.compile(rb"(?i)\s*(?:<!doctype html|<html|<svg|<\?php|<script)"),
        Words("trang web hoặc mã lệnh"),
    ),
    (re.compile(rb"#!"), Words("mã lệnh")),
)
_HARMFUL = (  # A key of a PDF dictionary, its value where that decides, and the name in words.
    ("/JS", None, Words("mã JavaScript")),
    ("/JavaScript", None, Words("mã JavaScript")),
    ("/EmbeddedFiles", None, Words("tệp nhúng")),
    ("/S", "/JavaScript", Words("mã JavaScript")),
    ("/S", "/Launch", Words("lệnh mở chương trình")),
    ("/S", "/ImportData", Words("lệnh nạp dữ liệu")),
    ("/S", "/SubmitForm", Words("lệnh gửi dữ liệu đi")),
    ("/Type", "/EmbeddedFile", Words("tệp nhúng")),
    ("/Subtype", "/FileAttachment", Words("tệp nhúng")),
    ("/Subtype", "/RichMedia", Words("nội dung đa phương tiện")),
)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")

_TOO_MANY_PIXELS = (
    "Ảnh “%(name)s” lớn hơn %(most)s triệu điểm ảnh."
    " Hãy chụp hoặc quét lại ở độ phân giải thấp hơn."
)


def kind_by_content(content: bytes, name: str) -> FileKind | Words:
    """Tell what a file is by its first bytes: an allowed kind, or its name in words."""
    if content.startswith(_ZIP):
        return office.packed_kind(content, name)
    if content.startswith(_OLE):
        return office.ole_kind(content, name)
    head = content[:1024]
    for signature, found in _SIGNATURES:
        if signature.match(head):
            return found
    return (
        FileKind.TEXT if _is_text(content) else Words("dữ liệu không rõ loại hoặc không phải UTF-8")
    )


def _is_text(content: bytes) -> bool:
    try:
        return _NOT_TEXT.search(content.decode()) is None
    except UnicodeDecodeError:
        return False


def harmless(kind: FileKind, content: bytes, name: str) -> bytes:
    """Give the content to keep, after the checks that the kind calls for."""
    if kind in _KEPT_MODES:
        return _redrawn(kind, content, name)
    if kind is FileKind.PDF:
        _refuse_bad_pdf(content, name)
    return content


def _redrawn(kind: FileKind, content: bytes, name: str) -> bytes:
    """Draw a picture anew, upright, so that place, device and hidden data fall away."""
    from PIL import Image, ImageOps  # noqa: PLC0415 -- heavy; most requests carry no picture

    too_large = refusal(_TOO_MANY_PIXELS, name=name, most=_MOST_PIXELS // 1_000_000)
    redrawn = BytesIO()
    try:
        with Image.open(BytesIO(content), formats=[kind.name]) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise too_large
            ImageOps.exif_transpose(image, in_place=True)
            mode = _mode(kind, image.mode, see_through="transparency" in image.info)
            drawn = image if image.mode == mode else image.convert(mode)
            drawn.info.clear()
            drawn.save(redrawn, format=kind.name, quality=90)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large from error
    except (SyntaxError, *PARSING_ERRORS) as error:
        raise broken(name) from error
    return redrawn.getvalue()


def _mode(kind: FileKind, mode: str, *, see_through: bool) -> str:
    """Choose colours that the kind can hold."""
    if see_through and kind is not FileKind.JPEG:
        return "RGBA"
    return mode if mode in _KEPT_MODES[kind] else "RGB"


def _refuse_bad_pdf(content: bytes, name: str) -> None:
    """Refuse a PDF that is locked, broken, an archive as well, or that carries more than pages."""
    from pypdf import PdfReader  # noqa: PLC0415 -- heavy; most requests carry no PDF
    from pypdf.errors import PyPdfError  # noqa: PLC0415 -- as above

    if zipfile.is_zipfile(BytesIO(content)):
        raise dangerous(name, Words("tệp nén ghép bên trong"))
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise locked(name)
        harm = next((words for thing in _objects(reader) if (words := _harm(thing))), None)
        pages = reader.get_num_pages()
    except (PyPdfError, *PARSING_ERRORS) as error:
        raise broken(name) from error
    if harm:
        raise dangerous(name, harm)
    if not pages:
        raise broken(name)


def _objects(reader: "PdfReader") -> Iterator[object]:
    """Go through all objects of a PDF, whether a page leads to them or not."""
    from pypdf.generic import IndirectObject  # noqa: PLC0415 -- heavy

    numbers = {
        (number, generation) for generation, table in reader.xref.items() for number in table
    } | {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > _MOST_OBJECTS:
        raise ValueError(len(numbers))
    yield reader.trailer
    for number, generation in numbers:
        yield reader.get_object(IndirectObject(number, generation, reader))


def _harm(thing: object) -> Words | None:
    """Name what makes an object, or anything written inside it, more than a page."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting.extend(part)
        if not isinstance(part, dict):
            continue
        for key, value, words in _HARMFUL:
            if key in part and (value is None or part[key] == value):
                return words
        waiting.extend(part.values())
    return None
