"""The books on screen and on paper: columns of their time, numbers that stay, what is covered."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tests.casework.test_books import REASON
from tracker.access import Role
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.records.audit import AuditEntry
from tracker.records.cases import Case

HANH = {
    "full_name": "Trần Thị Hạnh", "address": "Thôn 3, xã Ba Vì", "kind": "complaint",
    "identity_number": "051185001234", "content": "Thu hồi kinh phí đề tài",
}  # fmt: skip
BOOK = "/books/receptions"
ACROSS = f"{BOOK}?first=20/06/2026&last=10/07/2026"


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


def came(desk: Any, day: str, **typed: str) -> None:
    """Log a visit at the desk."""
    desk.submit(desk.get("/desk"), HANH | {"visited_on": day} | typed)


def heads(page: Any) -> list[str]:
    return [head.text for head in page.every("th", scope="col")]


def cell(page: Any, label: str, row: int = 0) -> str:
    """Give what stands in a column of a line."""
    found = [e for e in (*page.every("td"), *page.every("th")) if e.get("data-label") == label]
    return " ".join("".join(found[row].itertext()).split())


def test_a_period_across_the_change_shows_both_books_each_with_its_heads(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    for day in ("30/06/2026", "01/07/2026"):
        came(desk, day)

    page = desk.get(ACROSS, max_queries=8)

    titles = [h.text for h in page.every("h2")]
    assert titles[:2] == [
        "Sổ tiếp công dân 2026 (từ 01/01 đến 30/06)", "Sổ tiếp công dân 2026 (từ 01/07 đến 31/12)",
    ]  # fmt: skip
    assert "Phân loại đơn, số người" in heads(page)
    assert "Số người có đơn cùng nội dung" in heads(page)
    assert [cell(page, "STT"), cell(page, "Số thứ tự")] == ["1", "1"]


def test_the_number_of_a_line_stays_when_an_earlier_day_is_written_later(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    for day in ("10/11/2026", "20/11/2026", "12/11/2026"):
        came(desk, day)

    whole = desk.get(BOOK)
    one_day = desk.get(f"{BOOK}?span=day&on=12/11/2026")

    assert [cell(whole, "Ngày tiếp", row) for row in range(3)] == [
        "10/11/2026", "20/11/2026", "12/11/2026",
    ]  # fmt: skip
    assert cell(one_day, "Số thứ tự") == "3"
    assert "Ghi sổ ngày 23/11/2026" in cell(one_day, "Ghi chú")


def test_numbers_run_on_from_page_to_page(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    for n in range(27):
        came(desk, "23/11/2026", content=f"Việc số {n}")

    second = desk.get(desk.get(BOOK).every("a", rel="next")[-1].get("href"), max_queries=8)

    assert [cell(second, "Số thứ tự", row) for row in range(2)] == ["26", "27"]


def test_what_became_of_a_case_stands_in_its_columns(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "10/11/2026")
    case = make.classified(session, session.scalars(select(Case)).one(), make.date(2026, 11, 12))
    make.happen(session, case, EventType.ACCEPTED, make.date(2026, 11, 13))

    page = desk.get(BOOK)

    assert cell(page, "Thuộc thẩm quyền") == "x"
    assert "số 15/SKHCN ngày 13/11/2026" in cell(page, "Cơ quan thụ lý, số văn bản chuyển đơn")
    assert case.code in cell(page, "Theo dõi quá trình, kết quả giải quyết")


def test_somebody_only_guided_has_the_guidance_in_its_column(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026", outcome="guided", outcome_note="Đến UBND xã Ba Vì")

    page = desk.get(BOOK)

    label = "Hướng dẫn đến cơ quan nào, số văn bản hướng dẫn"
    assert cell(page, label) == "Đến UBND xã Ba Vì"


@pytest.mark.parametrize("place", [BOOK, f"{BOOK}/print", "/books/petitions"])
def test_a_denouncer_is_only_a_code(sign_in: Any, place: str) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026", kind="denunciation", is_corruption="no", content="Nhận quà")

    page = desk.get(place)

    assert "NTC-2026-0001" in page.words
    assert "Trần Thị Hạnh" not in page.text
    assert "Ba Vì" not in page.text


@pytest.mark.parametrize("place", [BOOK, f"{BOOK}/print"])
def test_identity_numbers_are_covered(sign_in: Any, place: str) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026")

    page = desk.get(place)

    assert "051185001234" not in page.text
    assert "•••••••••" in page.words


def test_the_full_print_opens_numbers_but_no_denouncers_and_is_noted(
    sign_in: Any, session: Session
) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026")
    came(desk, "23/11/2026", kind="denunciation", is_corruption="no", content="Nhận quà",
         identity_number="051187009988")  # fmt: skip

    page = desk.submit(desk.get(BOOK), {}, action=f"{BOOK}/full-print", status=200)

    assert "051185001234" in page.text
    assert "051187009988" not in page.text
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "open_numbers")).one()
    assert noted.changes["entries"] == 1


@pytest.mark.parametrize(
    ("role", "status"), [(Role.DIRECTOR, 200), (Role.INSPECTOR, 403), (Role.UNIT_HEAD, 403)]
)
def test_who_may_open_the_numbers(sign_in: Any, role: Role, status: int) -> None:
    came(sign_in(Role.RECEPTIONIST), "23/11/2026")

    client = sign_in(role)

    client.post(f"{BOOK}/full-print", {}, status=status)


def test_a_corrected_entry_shows_both_on_screen_and_on_paper(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026")
    typed = {"entry_field": "visitor_address", "new_value": "Thôn 5, xã Ba Tơ", "reason": REASON}

    desk.submit(desk.get("/books/entries/1/correction"), typed)

    for place in (BOOK, f"{BOOK}/print"):
        page = desk.get(place)
        assert [" ".join("".join(e.itertext()).split()) for e in page.every("del")] == [
            "Gạch bỏ: Thôn 3, xã Ba Vì"
        ]
        assert "Thôn 5, xã Ba Tơ" in page.words
        assert f"lý do: {REASON}" in page.words
    assert "Thôn 5, xã Ba Tơ" in desk.get("/visits/1").words


def test_a_wrong_correction_keeps_what_was_typed(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026")
    typed = {"entry_field": "visited_on", "new_value": "31/02/2026", "reason": REASON}

    page = desk.submit(desk.get("/books/entries/1/correction"), typed, status=422)

    assert "Không có ngày 31/02/2026" in page.words
    assert "31/02/2026" in page.text


def test_a_closed_day_refuses_a_visit_beside_its_day(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    desk.submit(desk.get("/books/closings/new?book_day=20/11/2026"), {"is_checked": "y"})

    page = desk.submit(desk.get("/desk"), HANH | {"visited_on": "20/11/2026"}, status=422)

    error = page.every("p", id="visited_on-error")[0]
    assert "Sổ tiếp công dân ngày 20/11/2026 đã khóa" in "".join(error.itertext())


def test_a_day_is_not_closed_without_looking_at_it(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    page = desk.submit(desk.get("/books/closings/new"), {}, status=422)

    assert "Hãy đối chiếu rồi đánh dấu" in page.words


def test_the_head_reopens_a_day_and_the_list_tells_both(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    desk.submit(desk.get("/books/closings/new"), {"is_checked": "y"})
    director = sign_in(Role.DIRECTOR)

    director.submit(director.get("/books/closings/1/reopening"), {"reason": REASON})

    page = desk.get("/books/closings", max_queries=8)
    assert f"lý do: {REASON}" in page.words
    desk.get("/books/closings/1/reopening", status=403)


def test_the_register_of_petitions_counts_those_by_post_too(sign_in: Any, session: Session) -> None:
    make.petition(session, CaseKind.FEEDBACK, received_on=make.date(2026, 11, 19))
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "20/11/2026")

    page = desk.get("/books/petitions", max_queries=8)

    assert [cell(page, "STT", row) for row in range(2)] == ["1", "2"]
    assert cell(page, "Nguồn đơn") == "Qua dịch vụ bưu chính"


def test_a_book_without_lines_says_so(sign_in: Any) -> None:
    page = sign_in(Role.RECEPTIONIST).get(f"{BOOK}?span=year&on=01/01/2020")

    assert "Không có dòng nào trong kỳ này." in page.words


def test_a_unit_out_of_reach_keeps_no_book(sign_in: Any, session: Session) -> None:
    other = make.unit(session, "Chi cục khác")
    desk = sign_in(Role.RECEPTIONIST)

    desk.get(f"{BOOK}?unit={other.id}", status=404)


def test_a_period_that_ends_before_it_begins_says_so(sign_in: Any) -> None:
    page = sign_in(Role.RECEPTIONIST).get(f"{BOOK}?first=10/11/2026&last=01/11/2026")

    assert "Đến ngày phải sau hoặc bằng từ ngày." in page.words
    assert "Tháng 11/2026" in page.words


def test_somebody_guided_about_a_denunciation_has_no_name_in_the_book(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026", kind="denunciation", is_corruption="no", outcome="guided",
         content="Hỏi nơi nhận đơn", outcome_note="Đến Thanh tra tỉnh")  # fmt: skip

    page = desk.get(BOOK)

    assert cell(page, "Họ tên, địa chỉ") == "người tố cáo, không lưu họ tên"
    assert cell(page, "Số CCCD, hộ chiếu") == ""
    assert cell(page, "Loại đơn (khiếu nại, tố cáo, kiến nghị, phản ánh)") == "Tố cáo"


def test_a_number_from_another_paper_names_the_paper(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026", identity_number="C1234567", identity_paper="passport",
         outcome="guided", outcome_note="Đến UBND xã Ba Vì")  # fmt: skip

    page = desk.submit(desk.get(BOOK), {}, action=f"{BOOK}/full-print", status=200)

    (stated,) = page.every("td", class_="book-identity_number")
    assert [words for words in stated.itertext() if words.strip()] == ["C1234567", "Hộ chiếu"]
