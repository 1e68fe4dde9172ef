"""The pages of the register of breaches and of the record of processing."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page
from tracker.access import Role
from tracker.records.privacy import DataBreach

SignIn = Callable[..., InspectingClient]
NEW = "/privacy/breaches/new"
TYPED = {
    "detected_on": "20/11/2026", "detected_time": "9h30", "title": "Mất sổ ghi chép",
    "happened": "Sổ để quên trên xe.", "found_by": "Văn thư", "affected": "Họ tên, địa chỉ",
    "people": "12", "traits": "harm",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day(at: SetClock) -> None:
    at("2026-11-20")  # Until 09:00; the tests that log set the clock on.


def test_a_breach_is_logged_told_minuted_and_closed(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    client = _logged(sign_in, at)
    shown = client.get("/privacy/breaches/1")
    assert "còn 70 giờ" in shown.words
    assert "đến 09:30 23/11/2026" in shown.words

    told = {"recipient": "Cơ quan chuyên trách", "document_number": "5/SKHCN"}
    client.submit(client.get("/privacy/breaches/1/steps/authority_notice"), told)
    for deed in ("minuted", "closed"):
        page = client.get(f"/privacy/breaches/1/steps/{deed}")
        client.submit(page, {"words": "Ba người có mặt đã ký."})

    assert not session.scalars(select(DataBreach)).one().is_open
    assert "Không có sự cố nào đang xử lý." in client.get("/privacy/breaches").words


def test_an_end_too_soon_says_what_is_owed(sign_in: SignIn, at: SetClock) -> None:
    client = _logged(sign_in, at)
    page = client.get("/privacy/breaches/1/steps/closed")

    answer = client.submit(page, {"words": "Đã tìm lại được sổ."}, status=422)

    assert "còn thông báo vi phạm cho cơ quan bảo vệ dữ liệu" in answer.words


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("detected_time", "23h59", "chưa đến"),
        ("detected_time", "25h", "Không đọc được giờ"),
        ("detected_on", "21/11/2026", "chưa đến"),
        ("people", "mười hai", "số nguyên"),
        ("people", "-1", "từ 0"),
        ("traits", "khong-co", ""),
        ("title", "", "Chưa nhập"),
    ],
)
def test_bad_input_is_answered_beside_its_field(
    session: Session, sign_in: SignIn, at: SetClock, field: str, value: str, told: str
) -> None:
    at("2026-11-20T11:00:00+07:00")
    client = sign_in(Role.DIRECTOR)
    sent = {**TYPED, field: value, "csrf_token": client.csrf_token()}

    page = client.post(NEW, sent, status=422, csrf=False)

    assert told in _error_at(page, field)
    assert session.scalars(select(DataBreach)).all() == []


def test_what_may_harm_is_supposed_while_nothing_is_known(sign_in: SignIn) -> None:
    page = sign_in(Role.DIRECTOR).get(NEW)

    ticked = [e.get("value") for e in page.every("input") if e.get("checked") is not None]
    assert ticked == ["harm"]


def test_an_assessment_moves_the_clocks_and_shows_its_reason(sign_in: SignIn, at: SetClock) -> None:
    client = _logged(sign_in, at)
    page = client.get("/privacy/breaches/1/assessment")
    client.submit(page, {"traits": "serious", "reason": "Máy chủ bị chiếm quyền."})

    shown = client.get("/privacy/breaches/1")

    assert "Thông báo ban đầu về sự cố an ninh mạng nghiêm trọng" in shown.words
    assert "Máy chủ bị chiếm quyền." in shown.words


def test_the_minute_prints_what_is_known_and_calls_itself_the_agencys(
    sign_in: SignIn, at: SetClock
) -> None:
    paper = _logged(sign_in, at).get("/privacy/breaches/1/minute")

    assert "Sổ để quên trên xe." in paper.words
    assert "chưa gửi, hạn 09:30 23/11/2026" in paper.words
    assert "Biên bản của cơ quan theo Điều 23 khoản 2 Luật 91/2025/QH15" in paper.words


def test_the_list_shows_the_hours_and_the_board_leads_there(sign_in: SignIn, at: SetClock) -> None:
    client = _logged(sign_in, at)

    assert "còn 70 giờ" in client.get("/privacy/breaches", max_queries=8).words
    assert "1 sự cố dữ liệu đang xử lý" in client.get("/board").words


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.HANDLER])
def test_the_register_is_for_those_who_answer_for_it(sign_in: SignIn, role: Role) -> None:
    sign_in(role).get("/privacy/breaches", status=403)


def test_an_inspector_reads_and_changes_nothing(sign_in: SignIn, at: SetClock) -> None:
    _logged(sign_in, at)
    client = sign_in(Role.INSPECTOR)

    assert "Đánh giá lại" not in client.get("/privacy/breaches/1").words
    client.get("/privacy/breaches/1/steps/minuted", status=403)


def test_the_record_of_processing_names_what_is_held_and_how(sign_in: SignIn) -> None:
    page = sign_in(Role.ADMINISTRATOR).get("/privacy/processing", max_queries=8)

    assert "Danh tính người tố cáo Niêm phong, mã hóa" in page.words
    assert "Điều 19 khoản 1 điểm c Luật 91/2025/QH15" in page.words


def test_the_agencys_words_take_the_place_of_the_first_ones(sign_in: SignIn) -> None:
    client = sign_in(Role.DIRECTOR)
    place = "/privacy/processing/reception/recipients"
    client.submit(client.get(place), {"words": "=Văn phòng Sở và phòng được giao."})

    assert "=Văn phòng Sở và phòng được giao." in client.get("/privacy/processing").words
    assert "=Văn phòng Sở" in client.get("/privacy/processing/print").words
    assert "có sẵn" in client.get(place).words


def test_the_workbook_has_a_line_for_each_activity_and_no_formula(sign_in: SignIn) -> None:
    client = sign_in(Role.DIRECTOR)
    place = "/privacy/processing/reception/recipients"
    client.submit(client.get(place), {"words": "=1+1 là công thức của kẻ gian"})

    client._before_request()
    body = client.raw.get("/privacy/processing/record.xlsx").get_data()

    cells = [cell for row in load_workbook(BytesIO(body)).worksheets[0] for cell in row]
    words = [str(cell.value) for cell in cells if cell.value]
    assert "Tiếp công dân" in words
    assert "=1+1 là công thức của kẻ gian" in words
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


@pytest.mark.parametrize("place", ["khong-co/purpose", "reception/khong-co"])
def test_a_part_that_is_none_does_not_exist(sign_in: SignIn, place: str) -> None:
    sign_in(Role.DIRECTOR).get(f"/privacy/processing/{place}", status=404)


def _logged(sign_in: SignIn, at: SetClock) -> InspectingClient:
    at("2026-11-20T11:00:00+07:00")
    client = sign_in(Role.DIRECTOR)
    client.submit(client.get(NEW), TYPED)
    return client


def _error_at(page: Page, field: str) -> str:
    found = [e for e in page.every("p", class_="field-error") if e.get("id") == f"{field}-error"]
    return " ".join("".join(e.itertext()) for e in found)
