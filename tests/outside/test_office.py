"""Word and Excel files that would fetch or start something once somebody opens them."""

import zipfile
from io import BytesIO

import pytest

from tracker.law.terms import Refusal
from tracker.outside import office
from tracker.outside.files import FileKind, inspect

LIMIT = 2 * 1024 * 1024
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(**parts: str | bytes) -> BytesIO:
    """Make a Word file with further parts; `__` in a name stands for a folder's slash."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<w:document/>")
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    stream.seek(0)
    return stream


def link(kind: str, target: str, prefix: str = "") -> str:
    """Make a list with one link out of the file."""
    return (
        f'<{prefix}Relationships><{prefix}Relationship Id="rId1" Type="{TYPES}/{kind}"'
        f' Target="{target}" TargetMode="External"/></{prefix}Relationships>'
    )


def linking(content: str | bytes) -> BytesIO:
    """Make a Word file with this list of links."""
    return word(**{"word___rels__settings.xml.rels": content})


@pytest.mark.parametrize(
    "content",
    [
        link("attachedTemplate", "https://vi-du.vn/mau.dotm"),
        link("attachedTemplate", "HTTP://a:80/mau.dotm"),
        link("image", r"\\may-chu\chung\anh.png"),
        link("image", "//vi-du.vn/anh.png"),
        link("oleObject", "FILE://may-chu/chung/mau.docx"),
        link("frame", "mhtml:https://vi-du.vn/x"),
        link("image", "https://vi-du.vn/anh.png", prefix="p:"),
        link("image", "https://vi-du.vn/anh.png").encode("utf-16"),
    ],
    ids=["template", "short host", "share", "no scheme", "file", "mhtml", "prefix", "utf-16"],
)
def test_a_file_that_fetches_something_from_elsewhere_is_refused(content: str | bytes) -> None:
    with pytest.raises(Refusal, match="liên kết tự tải nội dung từ nơi khác"):
        inspect("đơn.docx", linking(content), limit=LIMIT)


@pytest.mark.parametrize(
    "content",
    [
        link("hyperlink", "https://quangngai.gov.vn"),
        link("attachedTemplate", r"FILE:///C:\Mau\Mau.dotx"),
        link("attachedTemplate", r"D:\Mau\Mau.dotx"),
        link("image", "media/anh.png"),
    ],
    ids=["clicked", "own disk", "drive", "inside"],
)
def test_a_link_that_somebody_clicks_or_of_the_own_disk_is_taken_in(content: str) -> None:
    assert inspect("đơn.docx", linking(content), limit=LIMIT).kind is FileKind.DOCX


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word__activeX__activeX1.bin": "x"}, "ActiveX"),
        ({"xl__externalLinks__externalLink1.xml": "<ddeLink ddeService='cmd'/>"}, "gọi chương"),
        ({"word__embeddings__o.bin": "\x01Ole10Native".encode("utf-16-le")}, "tệp nhúng"),
    ],
    ids=["control", "command", "package"],
)
def test_what_starts_a_program_is_refused(parts: dict[str, str | bytes], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        inspect("đơn.docx", word(**parts), limit=LIMIT)


def test_a_chart_with_its_own_table_is_taken_in() -> None:
    table = word().getvalue()

    accepted = inspect("đơn.docx", word(**{"word__embeddings__bang.xlsx": table}), limit=LIMIT)

    assert accepted.kind is FileKind.DOCX


def test_a_list_of_links_longer_than_it_may_be_is_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "_LONGEST_LINKS", 20)

    with pytest.raises(Refusal, match="bị hỏng"):
        inspect("đơn.docx", linking(link("image", "media/anh.png")), limit=LIMIT)
