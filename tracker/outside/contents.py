"""Tell what a file really is, and keep out what could do harm."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from tracker.law.terms import Refusal, Term, Words

if TYPE_CHECKING:
    from pypdf import PdfReader

MEGABYTE = 1024 * 1024
_MOST_PIXELS = 50_000_000
_MOST_PARTS = 5_000
_MOST_UNPACKED = 200 * MEGABYTE
_MOST_PACKING = 150  # Times a document may be smaller than what it unpacks to.
_MOST_OBJECTS = 50_000


class FileKind(Term):
    """The kinds of file that a petition may bring along."""

    PDF = "pdf", "tệp PDF", "PDF file"
    JPEG = "jpeg", "ảnh JPEG", "JPEG picture"
    PNG = "png", "ảnh PNG", "PNG picture"
    WEBP = "webp", "ảnh WebP", "WebP picture"
    DOCX = "docx", "tài liệu Word", "Word document"
    XLSX = "xlsx", "bảng tính Excel", "Excel workbook"
    DOC = "doc", "tài liệu Word 97-2003", "Word 97-2003 document"
    TEXT = "txt", "văn bản thuần", "plain text"


_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.DOC: "application/msword",
    FileKind.TEXT: "text/plain; charset=utf-8",
}
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
_PARSING_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")

_BROKEN = "Tệp “%(name)s” bị hỏng, không đọc được. Hãy mở thử tệp trên máy, lưu lại rồi chọn lại."
_DANGEROUS = "Tệp “%(name)s” có %(what)s nên không nhận. Hãy in ra tệp PDF mới rồi chọn lại."
_TOO_MANY_PIXELS = (
    "Ảnh “%(name)s” lớn hơn %(most)s triệu điểm ảnh."
    " Hãy chụp hoặc quét lại ở độ phân giải thấp hơn."
)
_LOCKED = "Tệp “%(name)s” có mật khẩu hoặc bị khóa. Hãy gỡ mật khẩu, lưu lại rồi chọn lại."


def refusal(message: str, **params: object) -> Refusal:
    """Say no to an attachment."""
    return Refusal(message, article="", field="files", **params)


def kind_by_content(content: bytes, name: str) -> FileKind | Words:
    """Tell what a file is by its first bytes: an allowed kind, or its name in words."""
    if content.startswith(_ZIP):
        return _packed_kind(content, name)
    if content.startswith(_OLE):
        return _ole_kind(content, name)
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


def _packed_kind(content: bytes, name: str) -> FileKind | Words:
    """Tell a Word or Excel file from other archives without unpacking it."""
    if content.count(b"PK\x01\x02") > _MOST_PARTS:
        raise refusal(_DANGEROUS, name=name, what=Words("quá nhiều phần bên trong"))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, *_PARSING_ERRORS) as error:
        raise refusal(_BROKEN, name=name) from error
    names = [part.filename.lower() for part in parts]
    if "[content_types].xml" not in names:
        return Words("tệp nén ZIP")
    _refuse_bad_parts(content, parts, names, name)
    if any(part.startswith("word/") for part in names):
        return FileKind.DOCX
    return FileKind.XLSX if any(part.startswith("xl/") for part in names) else Words("tệp nén ZIP")


def _refuse_bad_parts(
    content: bytes, parts: list[zipfile.ZipInfo], names: list[str], name: str
) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST_UNPACKED or unpacked > max(10 * MEGABYTE, _MOST_PACKING * len(content)):
        raise refusal(_DANGEROUS, name=name, what=Words("nội dung nén quá lớn"))
    if any(part.flag_bits & 1 for part in parts):
        raise refusal(_LOCKED, name=name)
    if any(part.endswith(("vbaproject.bin", "vbadata.xml")) for part in names):
        raise refusal(_DANGEROUS, name=name, what=Words("macro"))
    strange = any(part.startswith("/") or ".." in part.split("/") for part in names)
    if strange or len(set(names)) < len(names) or b"%PDF-" in content[:1024]:
        raise refusal(_BROKEN, name=name)


def _ole_kind(content: bytes, name: str) -> FileKind | Words:
    """Tell a Word 97-2003 file from its relatives by the names of its streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage"):
        raise refusal(_LOCKED, name=name)
    if has("_VBA_PROJECT") or has("\x01Ole10Native"):
        raise refusal(_DANGEROUS, name=name, what=Words("macro hoặc tệp nhúng"))
    return FileKind.DOC if has("WordDocument") else Words("tệp Office 97-2003 khác hoặc bộ cài đặt")


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
    except (SyntaxError, *_PARSING_ERRORS) as error:
        raise refusal(_BROKEN, name=name) from error
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
        raise refusal(_DANGEROUS, name=name, what=Words("tệp nén ghép bên trong"))
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise refusal(_LOCKED, name=name)
        harm = next((words for thing in _objects(reader) if (words := _harm(thing))), None)
        pages = reader.get_num_pages()
    except (PyPdfError, *_PARSING_ERRORS) as error:
        raise refusal(_BROKEN, name=name) from error
    if harm:
        raise refusal(_DANGEROUS, name=name, what=harm)
    if not pages:
        raise refusal(_BROKEN, name=name)


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
