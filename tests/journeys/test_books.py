"""The clerk keeps the book: opens a period, corrects a line, closes a day, prints the month."""

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tracker.access import Role
from tracker.records.reception import Visit

if TYPE_CHECKING:
    from tests.journeys.conftest import Office, Screen

JUNE, JULY = "2026-06-30", "2026-07-01"
REASON = "Ghi nhầm thôn, đã đối chiếu căn cước"
LANDSCAPE = (842, 595)


@pytest.fixture
def clerk(office: "Office") -> "Screen":
    """Sit at the desk after one visit on each side of the change."""
    office.take_in(office.on(JUNE, Role.RECEPTIONIST), address="Thôn 3, xã Ba Vì")
    screen = office.on(JULY, Role.RECEPTIONIST)
    office.take_in(screen, "recommendation", address="Thôn 3, xã Ba Vì")
    return screen


def close_today(screen: "Screen") -> None:
    """Close today's book through the page of closings."""
    screen.go("/books/closings").page.get_by_role("link", name="Khóa sổ hôm nay").click()
    screen.page.get_by_label("Đã đối chiếu, khóa sổ ngày này").check()
    screen.send()
    expect(screen.page.get_by_text("Đã khóa sổ ngày 01/07/2026.")).to_be_visible()


def test_the_book_of_a_period_is_opened_from_the_rail(clerk: "Screen") -> None:
    clerk.go("/desk").page.get_by_role("link", name="Sổ", exact=True).click()
    clerk.fill(first="30/06/2026", last="01/07/2026")
    clerk.page.get_by_role("button", name="Lọc").click()

    headings = clerk.page.locator(".book-volume h2").all_inner_texts()

    assert headings == [
        "Sổ tiếp công dân 2026 (từ 01/01 đến 30/06)",
        "Sổ tiếp công dân 2026 (từ 01/07 đến 31/12)",
    ]


def test_an_entry_is_corrected_and_both_stand_in_the_book(clerk: "Screen") -> None:
    clerk.go("/books/receptions").page.get_by_role("link", name="Đính chính").first.click()
    clerk.fill(entry_field="visitor_address", new_value="Thôn 5, xã Ba Vì", reason=REASON).send()
    expect(clerk.page.get_by_text("Đã đính chính;")).to_be_visible()

    clerk.go("/books/receptions")

    expect(clerk.page.locator("del")).to_contain_text("Thôn 3, xã Ba Vì")
    expect(clerk.page.locator("ins")).to_contain_text("Thôn 5, xã Ba Vì")


def test_a_closed_day_refuses_a_visit_and_keeps_what_was_typed(
    clerk: "Screen", office: "Office"
) -> None:
    close_today(clerk)

    clerk.go("/desk").fill(full_name="Lê Thị Mới", kind="feedback", content="Đường hỏng").send()

    expect(clerk.page.locator("#visited_on-error")).to_contain_text("01/07/2026 đã khóa")
    assert clerk.page.locator("#full_name").input_value() == "Lê Thị Mới"
    assert office.count(Visit) == 2


def test_the_head_reopens_the_day_and_the_visit_is_taken(clerk: "Screen", office: "Office") -> None:
    close_today(clerk)
    head = office.sits(Role.DIRECTOR).go("/books/closings?on=01/07/2026")
    head.page.get_by_role("link", name="Mở lại").click()
    head.fill(reason="Ghi sót một lượt tiếp cuối giờ").send()
    expect(head.page.get_by_text("Đã mở lại sổ")).to_be_visible()

    office.take_in(clerk, "feedback", content="Đường hỏng")

    assert office.count(Visit) == 3


def test_the_print_is_landscape_with_page_numbers_and_repeated_heads(clerk: "Screen") -> None:
    clerk.go("/books/receptions?first=30/06/2026&last=01/07/2026")
    clerk.page.get_by_role("link", name="Bản in").click()
    expect(clerk.page.get_by_role("button", name="In", exact=True)).to_be_visible()

    pages = PdfReader(BytesIO(clerk.page.pdf(prefer_css_page_size=True))).pages

    assert [(round(p.mediabox.width), round(p.mediabox.height)) for p in pages] == [LANDSCAPE] * 2
    assert [p.extract_text().split("\n")[0] for p in pages] == ["1/2", "2/2"]
