"""A director looks ahead from the board and follows a number to the duties behind it."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.support.browser import barriers
from tracker.access import Role
from tracker.law.kinds import CaseKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.journeys.conftest import Office, Screen

DAY = "2026-11-09"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def director(office: "Office", session: "Session") -> "Screen":
    """Give a director of an agency with work of several weeks before it."""
    office.on(DAY, Role.DIRECTOR)
    handler = factories.person(session, Role.HANDLER, name="Lê Văn Bận")
    for day in range(1, 10):
        subject = factories.case(
            session, list(CaseKind)[day % 2 * 3], received_on=date(2026, 11, day)
        )
        factories.assigned(session, subject, handler, date(2026, 11, 9))
    session.commit()
    return office.sits(Role.DIRECTOR)


def test_a_number_of_the_look_ahead_leads_to_as_many_rows(director: "Screen") -> None:
    page = director.go("/board").page
    page.locator("main").get_by_role("link", name="Nhìn trước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhìn trước")
    page.get_by_role("link", name="4 tuần").click()
    expect(page.locator(".choices [aria-current]")).to_have_text("4 tuần")
    expect(page.locator(".page-lead")).to_contain_text("đến hết ngày 07/12/2026")

    number = page.locator("tr", has_text="Lê Văn Bận").locator("[data-label='Đến hạn'] a")
    told = int(number.inner_text())
    number.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Nghĩa vụ đến hạn")
    expect(page.locator(".chip")).to_have_count(3)
    expect(page.locator("main tbody tr")).to_have_count(told)
    assert told > 3


def test_the_share_in_time_is_one_press_away_and_printed_with_its_tables(
    director: "Screen",
) -> None:
    page = director.go("/look-ahead").page
    page.get_by_role("navigation", name="Các trang nhìn trước").get_by_text("Tỷ lệ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỷ lệ đúng hạn")
    page.go_back()

    page.emulate_media(media="print")

    expect(page.locator("table").first).to_be_visible()
    expect(page.locator("svg[role=img]")).to_be_visible()
    expect(page.get_by_text("In bởi Nguyễn Văn Mẫu, ngày 09/11/2026")).to_be_visible()
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator(".choices")).to_be_hidden()


def test_the_look_ahead_fits_a_phone_and_stands_in_nobodys_way(director: "Screen") -> None:
    page = director.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict of the two numbers
    for place in ("/look-ahead", "/look-ahead/on-time", "/look-ahead/duties?part=open"):
        director.go(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert barriers(page) == []
