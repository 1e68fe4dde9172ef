"""The kinds of file that are taken in, and the sentences with which others are refused."""

import struct
import zlib

from tracker.law.terms import Refusal, Term, Words

MEGABYTE = 1024 * 1024


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

PARSING_ERRORS = (
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
_BROKEN = "Tệp “%(name)s” bị hỏng, không đọc được. Hãy mở thử tệp trên máy, lưu lại rồi chọn lại."
_DANGEROUS = "Tệp “%(name)s” có %(what)s nên không nhận. Hãy in ra tệp PDF mới rồi chọn lại."
_LOCKED = "Tệp “%(name)s” có mật khẩu hoặc bị khóa. Hãy gỡ mật khẩu, lưu lại rồi chọn lại."


def refusal(message: str, **params: object) -> Refusal:
    """Say no to an attachment."""
    return Refusal(message, article="", field="files", **params)


def broken(name: str) -> Refusal:
    """Refuse a file that cannot be read."""
    return refusal(_BROKEN, name=name)


def dangerous(name: str, what: Words) -> Refusal:
    """Refuse a file for what it carries."""
    return refusal(_DANGEROUS, name=name, what=what)


def locked(name: str) -> Refusal:
    """Refuse a file that opens with a password only."""
    return refusal(_LOCKED, name=name)
