"""The rules of a day on the page: by kind and words, with article, confidence, a way to try."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page, words
from tracker.access import Role


@pytest.fixture
def clerk(at: SetClock, sign_in: Callable[[Role], InspectingClient]) -> InspectingClient:
    at("2026-11-20")
    return sign_in(Role.ADMINISTRATOR)


def ask(clerk: InspectingClient, status: int = 200, **typed: str) -> Page:
    """Ask for rules."""
    return clerk.get(f"/law/rules?{urlencode(typed)}", status=status, max_queries=8)


def rows(page: Page) -> dict[str, str]:
    """Give the words of each rule by its id."""
    cells = [[words(cell) for cell in row.iter("td")] for row in page.every("tr")]
    return {row[0].split()[0]: " | ".join(row[1:]) for row in cells if row}


def test_the_rules_of_today_stand_with_length_article_and_confidence(
    clerk: InspectingClient,
) -> None:
    shown = rows(ask(clerk))

    assert shown["KN-27"].startswith(
        "Thụ lý hoặc thông báo không thụ lý khiếu nại kể từ ngày nhận đơn | 07 ngày làm việc | "
    )
    assert "Đã đối chiếu | 01/07/2026" in shown["KN-27"]
    assert "45 ngày (vụ việc phức tạp)" in shown["KN-28"]
    assert "ít nhất 02 ngày trong một tháng" in shown["TCD-15.2c"]
    assert "ngay, trong cùng ngày" in shown["TC-27.1"]


def test_the_rules_of_another_day_say_until_when_they_held(clerk: InspectingClient) -> None:
    shown = rows(ask(clerk, on="30/06/2026"))

    assert "10 ngày" in shown["KN-27"]
    assert shown["KN-27"].endswith("01/07/2012 đến trước 01/07/2026")
    assert "KN-30.a" not in shown


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"kind": "denunciation", "words": "thu ly"}, {"TC-29"}),
        ({"words": "kn-36"}, {"KN-27"}),
        ({"words": "Điều 37 Luật Khiếu nại"}, {"KN-37"}),
        ({"words": "posted schedule"}, set()),
    ],
)
def test_rules_are_found_by_kind_and_by_words_in_any_spelling(
    clerk: InspectingClient, typed: dict[str, str], found: set[str]
) -> None:
    page = ask(clerk, **typed)

    assert set(rows(page)) == found
    assert ("Không có quy tắc nào khớp" in page.words) is not found


@pytest.mark.parametrize(
    ("on", "kind", "gone"),
    [("30/06/2025", "", False), ("01/07/2025", "", True), ("01/07/2025", "complaint", False)],
)
def test_a_repealed_rule_is_told_with_its_day(
    clerk: InspectingClient, on: str, kind: str, gone: bool
) -> None:
    told = "TCD-13.5 · Chủ tịch UBND cấp huyện tiếp công dân: từ ngày 01/07/2025"

    assert (told in ask(clerk, on=on, kind=kind).words) is gone


def test_each_rule_leads_to_where_it_is_tried(clerk: InspectingClient) -> None:
    page = ask(clerk, words="KN-28")

    assert "/law/deadline?rule=KN-28" in page.links


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"on": "31/02/2026"}, "on", "Không có ngày 31/02/2026"),
        ({"kind": "appeal"}, "kind", "Hãy chọn một mục trong danh sách."),
        ({"words": "ă" * 100}, "words", "Tối đa 80 ký tự"),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_kept(
    clerk: InspectingClient, typed: dict[str, str], field: str, told: str
) -> None:
    page = ask(clerk, 422, **typed)

    assert told in " ".join(words(p) for p in page.every("p", id=f"{field}-error"))
    assert rows(page) == {}
    assert next(iter(typed.values())) in page.text or field == "kind"


def test_in_english_the_rules_are_named_in_english(clerk: InspectingClient) -> None:
    clerk.post("/account/language", {"language": "en", "next": "/law/rules"}, status=(302, 303))

    shown = rows(ask(clerk, words="KN-28 first"))

    assert "Settle a complaint, first level after the day of acceptance" in shown["KN-28"]
