"""One limit on the page: counted, explained, shared by its address, refused beside its field."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page, words
from tracker.access import Role

SETTLE = {"rule": "KN-28", "from": "25/10/2026"}


@pytest.fixture
def clerk(at: SetClock, sign_in: Callable[[Role], InspectingClient]) -> InspectingClient:
    at("2026-11-20")
    return sign_in(Role.HANDLER)


def ask(clerk: InspectingClient, status: int = 200, **typed: object) -> Page:
    """Ask for a limit; underscores stand for the dashes of a row."""
    fields = {name.replace("__", "-"): value for name, value in typed.items()}
    return clerk.get(f"/law/deadline?{urlencode(fields, doseq=True)}", status=status, max_queries=8)


def beside(page: Page, field: str) -> str:
    """Give the sentence beside a field."""
    return " ".join(words(p) for p in page.every("p", id=f"{field}-error"))


def test_the_empty_page_offers_every_rule_by_subject_and_today(clerk: InspectingClient) -> None:
    page = clerk.get("/law/deadline", max_queries=8)

    groups = [g.get("label") for g in page.every("optgroup")]
    assert groups[:3] == [
        "Khiếu nại",
        "Khiếu nại quyết định kỷ luật",
        "Tố cáo, bảo vệ người tố cáo",
    ]
    assert "KN-28 · Giải quyết khiếu nại lần đầu" in page.words
    assert 'value="20/11/2026"' in page.text
    assert not page.every("ol", class_="strip-days")


def test_a_limit_is_shown_large_day_by_day_and_step_by_step(clerk: InspectingClient) -> None:
    page = ask(clerk, **SETTLE)

    assert [words(p) for p in page.every("p", class_="dates-day")] == ["25/11/2026", "23/11/2026"]
    assert page.every("li", class_="is-due")
    assert "Ngày thứ 30 là thứ Ba 24/11/2026." in page.words
    assert "Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16)" in page.words
    assert "Quy tắc KN-28, bản có hiệu lực từ 01/07/2012. Đã đối chiếu" in page.words
    assert "Điều 28 Luật Khiếu nại 02/2011/QH13" in page.words


def test_what_was_asked_stays_in_the_form_to_be_asked_again(clerk: InspectingClient) -> None:
    page = ask(clerk, **SETTLE, variant=["complex", "remote"], pauses__0__starts="02/11/2026",
               pauses__0__ends="09/11/2026")  # fmt: skip

    ticked = [e.get("value") for e in page.every("input", name="variant") if "checked" in e.keys()]  # noqa: SIM118 - an Element is not a mapping
    assert ticked == ["complex", "remote"]
    assert 'value="02/11/2026"' in page.text
    assert page.every("details", open="")
    # 60 days from 25/10 end on 24/12; 7 days of suspension move the end to 31/12.
    assert words(page.every("p", class_="dates-day")[0]) == "31/12/2026"


def test_the_three_days_of_a_change_of_law_stand_side_by_side(clerk: InspectingClient) -> None:
    page = ask(clerk, rule="KN-27", **{"from": "30/06/2026"})

    shown = [words(li) for li in page.every("li", class_="dates-item")]
    assert shown == [
        "Ngày hết hạn 10/07/2026 thứ Sáu · theo quy định cũ",
        "Theo quy định mới 09/07/2026 thứ Năm",
        "Nên xong chậm nhất 09/07/2026 ngày sớm hơn trong hai ngày",
    ]


def test_the_new_rule_may_be_chosen(clerk: InspectingClient) -> None:
    page = ask(clerk, rule="KN-27", **{"from": "30/06/2026"}, chosen="new")

    shown = [words(li) for li in page.every("li", class_="dates-item")]
    assert shown == [
        "Ngày hết hạn 09/07/2026 thứ Năm · theo quy định mới",
        "Theo quy định cũ 10/07/2026 thứ Sáu",
    ]


@pytest.mark.parametrize(
    ("rule", "day", "told"),
    [
        ("KL-50.b", "10/07/2026", "“Vùng sâu, vùng xa, đi lại khó khăn” không làm thay đổi"),
        ("KN-33", "10/07/2026", "Ngày cuối để thực hiện quyền 24/08/2026"),
    ],
)
def test_a_remote_area_counts_or_is_said_not_to(
    clerk: InspectingClient, rule: str, day: str, told: str
) -> None:
    assert told in ask(clerk, rule=rule, **{"from": day}, variant="remote").words


@pytest.mark.parametrize(
    ("rule", "day", "told"),
    [
        ("TCD-18.2", "10/02/2026", "Ngày cuối của kỳ 28/02/2026"),
        ("KN-44", "10/07/2026", "Có hiệu lực sau ngày 10/08/2026"),
        ("KN-41.c", "10/07/2026", "Giữ ít nhất đến hết ngày 27/07/2026"),
        ("ND154-41.3b", "01/07/2026", "Mốc trách nhiệm 17/08/2026"),
        ("TCD-24.4a", "15/12/2026", "Chậm nhất ngày 08/12/2026"),
        ("kn-36", "01/07/2026", "KN-27 · Thụ lý"),
    ],
)
def test_every_nature_names_its_day(
    clerk: InspectingClient, rule: str, day: str, told: str
) -> None:
    assert told in ask(clerk, rule=rule, **{"from": day}).words


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"rule": ""}, "rule", "Chưa nhập mục này."),
        ({"rule": "KN-288"}, "rule", "Hãy chọn một mục trong danh sách."),
        ({"from": ""}, "from", "Chưa nhập mục này."),
        ({"from": "31/02/2026"}, "from", "Không có ngày 31/02/2026 trong lịch"),
        ({"from": "01/01/2012"}, "from", "KN-28 có hiệu lực từ ngày 01/07/2012"),
        ({"from": "01/01/2099"}, "from", "lịch làm việc chỉ có các năm"),
        ({"variant": "dismissal"}, "variant", "KN-28 không có trường hợp “dismissal”"),
        ({"variant": "rich"}, "variant", "không còn trong danh sách"),
        ({"extensions": "1"}, "extensions", "KN-28 không có gia hạn."),
        ({"extensions": "-1"}, "extensions", "Số phải từ 0 đến 9."),
        ({"extensions": "hai"}, "extensions", "Hãy ghi một số nguyên"),
        ({"chosen": "new"}, "chosen", "không có gì để lựa chọn"),
        ({"chosen": "soon"}, "chosen", "Hãy chọn một mục trong danh sách."),
        ({"pauses-0-starts": "02/11/2026"}, "pauses-0-ends", "Hãy ghi cả ngày kết thúc."),
        ({"pauses-2-ends": "02/11/2026"}, "pauses-2-starts", "Hãy ghi cả ngày bắt đầu."),
        ({"pauses-1-starts": "nay"}, "pauses-1-starts", "Không đọc được ngày “nay”"),
    ],
)  # fmt: skip
def test_bad_input_is_answered_beside_its_field_and_kept(
    clerk: InspectingClient, typed: dict[str, str], field: str, told: str
) -> None:
    page = ask(clerk, 422, **{**SETTLE, **typed})

    assert told in beside(page, field)
    assert "Chưa tính được. Xin xem lại:" in page.words
    assert not page.every("ol", class_="strip-days")
    for value in typed.values():
        assert value in page.text


@pytest.mark.parametrize(
    ("rows", "field", "told"),
    [
        ({0: ("01/10/2026", "05/11/2026")}, 0, "Thứ tự ngày không đúng"),
        ({0: ("02/11/2026", "09/11/2026"), 2: ("05/11/2026", "12/11/2026")}, 2, "chồng lên nhau"),
        ({1: ("09/11/2026", "02/11/2026")}, 1, "Thứ tự ngày không đúng"),
    ],
)
def test_a_pause_out_of_order_is_told_in_its_own_row(
    clerk: InspectingClient, rows: dict[int, tuple[str, str]], field: int, told: str
) -> None:
    typed = {f"pauses-{n}-starts": starts for n, (starts, _) in rows.items()}
    typed |= {f"pauses-{n}-ends": ends for n, (_, ends) in rows.items()}

    page = ask(clerk, 422, **{**SETTLE, **typed})

    assert told in beside(page, f"pauses-{field}-starts")


def test_a_pause_on_a_rule_without_one_is_told_in_its_row(clerk: InspectingClient) -> None:
    typed = {"pauses-0-starts": "02/11/2026", "pauses-0-ends": "09/11/2026"}

    page = ask(clerk, 422, rule="KN-32", **{"from": "26/10/2026"}, **typed)

    assert beside(page, "pauses-0-starts") == "KN-32 không có tạm dừng."


def test_a_rule_named_by_the_address_is_chosen_and_nothing_is_asked_yet(
    clerk: InspectingClient,
) -> None:
    page = clerk.get("/law/deadline?rule=KN-37.b")

    chosen = [o.get("value") for o in page.every("option") if "selected" in o.keys()]  # noqa: SIM118 - an Element is not a mapping
    assert "KN-37" in chosen
    assert "Xin xem lại" not in page.words


def test_rows_that_nobody_could_type_are_left_out(clerk: InspectingClient) -> None:
    page = ask(clerk, **SETTLE, **{"pauses-²-starts": "1", "pauses-9-starts": "02/11/2026"})

    assert words(page.every("p", class_="dates-day")[0]) == "25/11/2026"


def test_the_english_page_explains_in_english(
    clerk: InspectingClient, sign_in: Callable[[Role], InspectingClient]
) -> None:
    clerk.post("/account/language", {"language": "en", "next": "/law/deadline"}, status=(302, 303))

    page = ask(clerk, **SETTLE)

    assert "KN-28 · Settle a complaint, first level" in page.words
    assert "Day 30 is Tuesday 24/11/2026." in page.words
    assert "Vietnam Culture Day" in page.words
