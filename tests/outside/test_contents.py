"""What a file really is, and what is kept out of it."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tracker.law.terms import Refusal
from tracker.outside import contents, file_kinds
from tracker.outside.files import Accepted, FileKind, inspect

LIMIT = 2 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def pdf(action: DictionaryObject | None = None) -> bytes:
    """Make a PDF of one page that does something when opened."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if action is not None:
        writer.root_object[NameObject("/OpenAction")] = action
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """Give the bytes of a PDF."""
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def action(kind: str, **values: str) -> DictionaryObject:
    """Make a PDF action."""
    return DictionaryObject(
        {NameObject("/S"): NameObject(kind)}
        | {NameObject(f"/{key}"): TextStringObject(value) for key, value in values.items()}
    )


def pdf_with_packed_action(name: bytes = b"/JavaScript") -> bytes:
    """Make a PDF whose action lies in a compressed object stream."""
    inner = b"4 0 <</S %s>>" % name
    packed = zlib.compress(inner)
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n",
        b"5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        b" endobj\n" % (len(packed), packed),
    ]
    body, offsets = b"%PDF-1.5\n", []
    for part in parts:
        offsets.append(len(body))
        body += part
    one, two, three, five = offsets
    rows = [(0, 0, 0), (1, one, 0), (1, two, 0), (1, three, 0), (2, 5, 0), (1, five, 0)]
    rows.append((1, len(body), 0))
    table = b"".join(struct.pack(">BHB", *row) for row in rows)
    xref = b"6 0 obj<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream endobj"
    return body + xref % (len(table), table) + b"\nstartxref\n%d\n%%%%EOF\n" % len(body)


def picture(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (4, 2)) -> bytes:
    """Make a picture that says where it was taken and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Máy ảnh"
    exif.get_ifd(0x8825)[1] = "N"
    stream = BytesIO()
    Image.new(mode, size).save(
        stream, kind, exif=exif, **({"comment": b"x"} if kind == "JPEG" else {})
    )
    return stream.getvalue()


def archive(*parts: str, stuffing: int = 0) -> bytes:
    """Make a ZIP archive."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in parts:
            packed.writestr(part, "<x/>" + " " * stuffing)
    return stream.getvalue()


def office(*parts: str, main: str = "word/document.xml", stuffing: int = 0) -> bytes:
    """Make a Word or Excel file with further parts."""
    return archive("[Content_Types].xml", main, *parts, stuffing=stuffing)


def doc(*streams: str) -> bytes:
    """Make what looks like an OLE file with these streams."""
    return OLE + bytes(512) + b"".join(name.encode("utf-16-le") for name in streams)


def take(name: str, content: bytes) -> Accepted:
    """Hand an upload to the inspector."""
    return inspect(name, BytesIO(content), limit=LIMIT)


GOOD = {
    "đơn khiếu nại.pdf": (pdf(), FileKind.PDF, "application/pdf"),
    "ảnh.JPG": (picture(), FileKind.JPEG, "image/jpeg"),
    "ảnh.jpeg": (picture(mode="CMYK"), FileKind.JPEG, "image/jpeg"),
    "ảnh.png": (picture("PNG", "P"), FileKind.PNG, "image/png"),
    "ảnh xám.png": (picture("PNG", "I;16"), FileKind.PNG, "image/png"),
    "ảnh.webp": (picture("WEBP"), FileKind.WEBP, "image/webp"),
    "đơn.docx": (office(), FileKind.DOCX, file_kinds.MEDIA_TYPES[FileKind.DOCX]),
    "bảng.xlsx": (
        office(main="xl/workbook.xml"),
        FileKind.XLSX,
        file_kinds.MEDIA_TYPES[FileKind.XLSX],
    ),
    "cũ.doc": (doc("WordDocument"), FileKind.DOC, "application/msword"),
    "BM 01.txt": ("BM 01: Đơn\r\n".encode(), FileKind.TEXT, "text/plain; charset=utf-8"),
    "đơn.docx.pdf": (pdf(), FileKind.PDF, "application/pdf"),
    "QĐ số 12.2024.pdf": (pdf(action("/GoTo")), FileKind.PDF, "application/pdf"),
}


@pytest.mark.parametrize("name", GOOD)
def test_allowed_kinds_are_taken_in(name: str) -> None:
    content, kind, media_type = GOOD[name]

    accepted = take(name, content)

    assert (accepted.kind, accepted.media_type, accepted.safe_name) == (kind, media_type, name)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("đơn.pdf", b"MZ\x90\0program", "nội dung là chương trình Windows"),
        ("đơn.pdf", b"\x7fELF...", "nội dung là chương trình máy tính"),
        ("đơn.pdf", picture(), "nội dung là ảnh JPEG"),
        ("ảnh.jpg", picture("PNG"), "đuôi của ảnh JPEG nhưng nội dung là ảnh PNG"),
        ("ảnh.jpg", b"\0\0\0\x18ftypheic", "ảnh HEIC"),
        ("ảnh.png", b"GIF89a", "ảnh GIF"),
        ("đơn.docx", office("a", main="b"), "tệp nén ZIP"),
        ("đơn.docx", archive("don.exe"), "tệp nén ZIP"),
        ("đơn.docx", office(main="xl/workbook.xml"), "nội dung là bảng tính Excel"),
        ("đơn.docx", b"Rar!\x1a\x07", "tệp nén"),
        ("đơn.doc", doc("Workbook"), "tệp Office 97-2003 khác"),
        ("đơn.txt", b"<!DOCTYPE html><p>", "trang web"),
        ("đơn.txt", b"#!/bin/sh", "mã lệnh"),
        ("đơn.txt", pdf(), "nội dung là tệp PDF"),
        ("đơn.txt", "Đơn".encode("utf-16"), "không phải UTF-8"),
        ("đơn.txt", b"a\0b", "không rõ loại"),
        ("ghi âm.pdf", b"ID3\x04", "âm thanh"),
    ],
)
def test_content_must_agree_with_the_ending(name: str, content: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        take(name, content)

    assert refused.value.field == "files"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (office("word/vbaProject.bin"), "có macro"),
        (office("../word/a.xml"), "bị hỏng"),
        (office("word/DOCUMENT.xml"), "bị hỏng"),
        (office(stuffing=12 * 1024 * 1024), "nội dung nén quá lớn"),
        (office(*(f"word/{number}" for number in range(5000))), "quá nhiều phần"),
        (office()[:-30], "bị hỏng"),
        (b"PK\x03\x04" + bytes(100), "bị hỏng"),
        (doc("EncryptedPackage"), "có mật khẩu"),
    ],
    ids=["macro", "path", "twice", "bomb", "parts", "cut", "nothing", "locked"],
)
def test_harmful_word_files_are_refused(content: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        take("đơn.docx", content)


def test_a_word_file_with_a_locked_part_is_refused() -> None:
    content = office()
    locked = content.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")

    with pytest.raises(Refusal, match="có mật khẩu"):
        take("đơn.docx", locked)


def test_a_word_file_that_is_a_pdf_as_well_is_refused() -> None:
    with pytest.raises(Refusal, match="bị hỏng"):
        take("đơn.docx", office("word/%PDF-1.4"))


@pytest.mark.parametrize("stream", ["_VBA_PROJECT", "\x01Ole10Native"])
def test_old_word_files_with_macros_or_packages_are_refused(stream: str) -> None:
    with pytest.raises(Refusal, match="macro hoặc tệp nhúng"):
        take("đơn.doc", doc("WordDocument", stream))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf(action("/JavaScript", JS="app.alert(1)")), "mã JavaScript"),
        (pdf(action("/Launch", F="cmd.exe")), "lệnh mở chương trình"),
        (pdf(action("/SubmitForm", F="x")), "lệnh gửi dữ liệu đi"),
        (pdf_with_packed_action(), "mã JavaScript"),
        (pdf_with_packed_action(b"/J#61vaScript"), "mã JavaScript"),
        (pdf()[:200], "bị hỏng"),
        (b"%PDF-1.7\n", "bị hỏng"),
        (pdf() + office(), "tệp nén ghép"),
    ],
    ids=["script", "launch", "submit", "packed", "escaped", "cut", "nothing", "polyglot"],
)
def test_harmful_pdfs_are_refused(content: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        take("đơn.pdf", content)


def test_a_packed_pdf_without_harm_is_taken_in() -> None:
    assert take("đơn.pdf", pdf_with_packed_action(b"/GoTo")).kind is FileKind.PDF


def test_a_locked_pdf_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.encrypt("mật khẩu", algorithm="RC4-128")

    with pytest.raises(Refusal, match="có mật khẩu"):
        take("đơn.pdf", written(writer))


def test_a_pdf_with_a_file_inside_is_refused() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.add_attachment("a.exe", b"MZ")

    with pytest.raises(Refusal, match="tệp nhúng"):
        take("đơn.pdf", written(writer))


def test_a_pdf_without_pages_is_refused() -> None:
    with pytest.raises(Refusal, match="bị hỏng"):
        take("đơn.pdf", written(PdfWriter()))


def test_a_pdf_with_a_link_is_taken_in() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.vn"))

    assert take("đơn.pdf", written(writer)).kind is FileKind.PDF


def test_a_pdf_of_too_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "_MOST_OBJECTS", 2)

    with pytest.raises(Refusal, match="bị hỏng"):
        take("đơn.pdf", pdf())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_are_drawn_anew_upright_and_without_their_past(kind: str) -> None:
    kept = take(f"ảnh.{kind.lower()}", picture(kind) + office()).content

    with Image.open(BytesIO(kept)) as image:
        assert image.size == (2, 4)
        assert not image.getexif()
        assert "comment" not in image.info
    assert b"PK" not in kept
    assert "Máy".encode() not in kept


def test_transparency_is_kept() -> None:
    stream = BytesIO()
    Image.new("P", (2, 2)).save(stream, "PNG", transparency=0)

    with Image.open(BytesIO(take("a.png", stream.getvalue()).content)) as image:
        assert image.getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize("side", [7_100, 10_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_undrawn(side: int) -> None:
    content = bytearray(picture("PNG", "1"))
    content[16:24] = struct.pack(">II", side, side)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))

    with pytest.raises(Refusal, match="lớn hơn 50 triệu điểm ảnh"):
        take("ảnh.png", bytes(content))


def test_a_broken_picture_is_refused() -> None:
    with pytest.raises(Refusal, match="bị hỏng"):
        take("ảnh.png", picture("PNG")[:60])
