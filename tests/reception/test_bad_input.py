"""What is typed wrongly at the desk is kept, answered beside its field, and never half saved."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.records.petitions import Petition
from tracker.records.reception import Visit

GOOD = {
    "full_name": "Trần Thị Hạnh",
    "kind": "complaint",
    "content": "Không đồng ý thu hồi kinh phí đề tài",
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TEXT = "Bản trình bày của người gửi đơn.".encode()

BAD = {
    "no such day": ({"visited_on": "31/02/2026"}, "visited_on", "Không có ngày 31/02/2026"),
    "not a day": ({"visited_on": "hôm qua"}, "visited_on", "Không đọc được ngày"),
    "future": ({"visited_on": "24/11/2026"}, "visited_on", "chưa đến"),
    "written after": (
        {"visited_on": "02/11/2026", "written_on": "03/11/2026"},
        "written_on",
        "Ngày viết đơn sau ngày nhận đơn",
    ),
    "endless name": ({"full_name": "A" * 10_000}, "full_name", "Tối đa 150 ký tự, đang có 10000"),
    "NUL": ({"full_name": "Trần\0Hạnh"}, "full_name", "Đã bỏ ký tự ẩn"),
    "bidi": ({"content": "Nội dung \u202egnod ion"}, "content", "Đã bỏ ký tự ẩn"),
    "phone": ({"phone": "12"}, "phone", "Số điện thoại có từ 8 đến 15 chữ số"),
    "three for six": (
        {"head_count": "6", "representatives": "An\nBình\nChi"},
        "representatives",
        "6 người chỉ được cử nhiều nhất 2 người đại diện",
    ),
    "three for six who are only guided": (
        {
            "head_count": "6",
            "representatives": "An\nBình\nChi",
            "outcome": "guided",
            "outcome_note": "Viết đơn",
        },
        "representatives",
        "nhiều nhất 2 người đại diện",
    ),
    "a group without its document": (
        {"head_count": "6", "representatives": "An\nBình"},
        "appointed_on",
        "Điều 29",
    ),
    "a document that not all signed": (
        {"head_count": "6", "representatives": "An\nBình", "appointed_on": "20/11/2026"},
        "appointed_by_all",
        "chữ ký của tất cả",
    ),
    "a lawyer without a name": ({"acting_as": "lawyer"}, "authorised_name", "Chưa nhập mục này."),
    "a lawyer without a card": (
        {"acting_as": "lawyer", "authorised_name": "Đỗ Chí", "papers_shown": "request"},
        "papers_shown",
        "“Từ chối tiếp” theo điểm e",
    ),
    "a ground that nothing bears": (
        {"outcome": "refused", "refusal_ground": "ND154-4.1e"},
        "acting_as",
        "với tư cách gì",
    ),
    "a ground complete before the visit": (
        {"outcome": "refused", "refusal_ground": "TCD-9.3", "ground_complete_on": "20/11/2026"},
        "ground_complete_on",
        "từ ngày tiếp đến hôm nay",
    ),
    "nobody": ({"head_count": "0"}, "head_count", "Số phải từ 1"),
    "no kind": ({"kind": "gossip"}, "kind", ""),
    "no content": ({"content": "  "}, "content", "Chưa nhập mục này."),
    "stranger": ({"respondent": "user:999999"}, "respondent", ""),
}


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


@pytest.mark.parametrize(("typed", "field", "words"), BAD.values(), ids=BAD.keys())
def test_it_is_answered_beside_its_field(
    sign_in: Any, session: Session, typed: dict[str, str], field: str, words: str
) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    page = desk.submit(desk.get("/desk"), GOOD | typed, status=422)

    (error,) = [p for p in page.every("p", class_="field-error") if p.get("id") == f"{field}-error"]
    assert words in "".join(error.itertext())
    assert session.scalars(select(Visit)).all() == []


def test_what_was_typed_is_kept(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    typed = GOOD | {"visited_on": "31/02/2026", "representatives": "An\nBình", "level": "second"}

    page = desk.submit(desk.get("/desk"), typed, status=422)

    kept = page.form().values
    assert {name: kept[name] for name in typed} == {name: [value] for name, value in typed.items()}


def test_a_program_under_the_name_of_a_pdf_is_refused(
    sign_in: Any, session: Session, app: Flask
) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    files = {"files": [(BytesIO(TEXT), "a.txt"), (BytesIO(b"MZ\x90\0" + b"\0" * 64), "đơn.pdf")]}

    page = desk.submit(desk.get("/desk"), GOOD | files, status=422)

    assert "nội dung là chương trình Windows" in page.words
    assert "hãy chọn lại các tệp" in page.words
    assert session.scalars(select(Petition)).all() == []
    assert stored(app) == []


def test_too_many_files_are_refused(sign_in: Any, app: Flask) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    files = {"files": [(BytesIO(TEXT), f"trang {n}.txt") for n in range(21)]}

    page = desk.submit(desk.get("/desk"), GOOD | files, status=422)

    assert "nhiều nhất 20 tệp" in page.words
    assert stored(app) == []


def test_too_large_files_leave_the_words_standing(
    sign_in: Any, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 20_000)
    desk = sign_in(Role.RECEPTIONIST)
    files = {"files": [(BytesIO(b"x" * 100_000), "to.pdf")]}

    page = desk.submit(desk.get("/desk"), GOOD | files, status=413)

    assert "Các tệp lớn quá" in page.words
    assert page.form().values["full_name"] == [GOOD["full_name"]]


def test_files_without_a_petition_are_refused(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    guided = {"outcome": "guided", "outcome_note": "Đã giải thích"}

    page = desk.submit(
        desk.get("/desk"), GOOD | guided | {"files": [(BytesIO(TEXT), "a.txt")]}, status=422
    )

    assert "Chỉ nhận tài liệu khi nhận đơn" in page.words


def test_files_of_a_taken_petition_are_kept(sign_in: Any, session: Session, app: Flask) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    receipt = desk.follow(
        desk.submit(desk.get("/desk"), GOOD | {"files": [(BytesIO(TEXT), "trình bày.txt")]})
    )

    assert "trình bày.txt" in receipt.words
    assert len(stored(app)) == 1


def stored(app: Flask) -> list[Path]:
    """Give the files that the store holds now."""
    return [p for p in Path(app.config["ATTACHMENTS_DIR"]).rglob("*") if p.is_file()]


@pytest.fixture(autouse=True)
def _empty_store(app: Flask) -> None:
    for path in stored(app):
        path.unlink()
