"""A file keeps its pages and loses who wrote it, when, and on which machine."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tracker.law.terms import Refusal
from tracker.outside.contents import FileKind
from tracker.outside.files import inspect
from tracker.outside.scrubbing import scrubbed, without_camera

NAME = "Hoang Thi Ngoc Huyen"
CORE = f"<cp:coreProperties><dc:creator>{NAME}</dc:creator></cp:coreProperties>"
BODY = f'<w:p><w:ins w:author="{NAME}" w:initials="HH"><w:t>Noi dung don</w:t></w:ins></w:p>'


def pdf(*, signed: bool = False) -> bytes:
    """Write a page with a description in both places in which PDF keeps one."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": NAME, "/Producer": "May cua Huyen"})
    for holder in (writer.root_object, page):
        stream = DecodedStreamObject()
        stream.set_data(f"<x:xmpmeta>{NAME}</x:xmpmeta>".encode())
        stream[NameObject("/Type")] = NameObject("/Metadata")
        holder[NameObject("/Metadata")] = writer._add_object(stream)
    if signed:
        page[NameObject("/ByteRange")] = NameObject("/X")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def docx() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.comment = NAME.encode()
        for name, words in {
            "[Content_Types].xml": "<Types/>", "docProps/core.xml": CORE,
            "docProps/app.xml": f"<Company>{NAME}</Company>",
            "docProps/custom.xml": NAME, "word/document.xml": BODY,
            "word/comments.xml": f'<w:comment w:author="{NAME}"/>',
        }.items():  # fmt: skip
            archive.writestr(name, words)
        archive.writestr("word/media/image1.jpg", photo())
    return packed.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = NAME
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Noi dung"
    sheet["A1"].comment = Comment("ghi chu", NAME)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def photo() -> bytes:
    image, written = Image.new("RGB", (8, 8), "red"), BytesIO()
    exif = Image.Exif()
    exif[0x013B] = NAME  # The artist.
    image.save(written, "JPEG", exif=exif, comment=NAME.encode())
    return written.getvalue()


MADE: dict[FileKind, Callable[[], bytes]] = {
    FileKind.PDF: pdf, FileKind.DOCX: docx, FileKind.XLSX: xlsx,
}  # fmt: skip


def all_of(content: bytes) -> bytes:
    """Give a file with the parts of its archive unpacked."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return content + b"".join(archive.read(part) for part in archive.infolist())


@pytest.mark.parametrize("kind", MADE, ids=str)
def test_nothing_of_the_author_is_left(kind: FileKind) -> None:
    before = MADE[kind]()

    after = inspect(f"don.{kind.value}", BytesIO(before), limit=1_000_000).content

    assert NAME.encode() in all_of(before)
    assert NAME.encode() not in all_of(after)


@pytest.mark.parametrize("kind", MADE, ids=str)
def test_scrubbing_again_changes_nothing_of_note(kind: FileKind) -> None:
    once = scrubbed(kind, MADE[kind](), "don", keep_signed=True)

    assert NAME.encode() not in all_of(scrubbed(kind, once, "don", keep_signed=True))


def test_the_pages_of_a_pdf_stay() -> None:
    after = PdfReader(BytesIO(scrubbed(FileKind.PDF, pdf(), "don.pdf", keep_signed=True)))

    assert len(after.pages) == 1
    assert not after.metadata or "/Author" not in after.metadata
    assert after.xmp_metadata is None


def test_the_words_of_a_document_stay() -> None:
    after = scrubbed(FileKind.DOCX, docx(), "don.docx", keep_signed=True)

    with zipfile.ZipFile(BytesIO(after)) as archive:
        assert b"Noi dung don" in archive.read("word/document.xml")
        picture = archive.read("word/media/image1.jpg")
        assert archive.comment == b""
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    with Image.open(BytesIO(picture)) as image:
        assert image.getpixel((1, 1))[0] > 200  # type: ignore[index]  # a pixel of three colours


def test_a_workbook_still_opens_with_its_values_and_remarks() -> None:
    after = scrubbed(FileKind.XLSX, xlsx(), "so.xlsx", keep_signed=True)

    cell = load_workbook(BytesIO(after)).active["A1"]  # type: ignore[index]  # the one sheet
    assert cell.value == "Noi dung"
    assert cell.comment.text == "ghi chu"
    assert cell.comment.author != NAME


def test_a_signed_pdf_keeps_its_signature_unless_its_sender_is_sealed() -> None:
    signed = pdf(signed=True)

    kept = scrubbed(FileKind.PDF, signed, "don.pdf", keep_signed=True)
    sealed = scrubbed(FileKind.PDF, signed, "don.pdf", keep_signed=False)

    assert kept == signed
    assert NAME.encode() not in sealed


def test_a_kind_that_cannot_be_scrubbed_is_refused_where_the_sender_is_sealed() -> None:
    old = b"\xd0\xcf\x11\xe0" + NAME.encode()

    assert scrubbed(FileKind.DOC, old, "don.doc", keep_signed=True) == old
    with pytest.raises(Refusal, match="người viết"):
        scrubbed(FileKind.DOC, old, "don.doc", keep_signed=False)


def test_what_breaks_while_it_is_scrubbed_is_kept_or_refused() -> None:
    broken = b"%PDF-1.7 nothing more"

    assert scrubbed(FileKind.PDF, broken, "don.pdf", keep_signed=True) == broken
    with pytest.raises(Refusal, match="in ra tệp PDF mới"):
        scrubbed(FileKind.PDF, broken, "don.pdf", keep_signed=False)


def test_a_picture_keeps_its_colours_without_what_the_camera_wrote() -> None:
    before = photo()
    after = without_camera(before)

    assert NAME.encode() in before
    assert NAME.encode() not in after
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(after)) as other:
        assert one.tobytes() == other.tobytes()
