"""A clerk looks up the law: from the rules to one limit, then a whole case, in a real browser."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tracker.access import Role

if TYPE_CHECKING:
    from tests.journeys.conftest import Office, Screen

DAY = "2026-11-20"
COUNT = "Tính"


def test_from_the_rules_a_limit_is_tried_and_explained(office: "Office") -> None:
    screen = office.on(DAY, Role.HANDLER).go("/my-work")
    screen.page.get_by_role("link", name="Tra cứu").click()
    screen.page.get_by_role("link", name="Danh mục quy tắc").click()
    screen.fill(words="giải quyết khiếu nại lần đầu")
    screen.page.get_by_role("button", name="Lọc").click()
    screen.page.get_by_role("link", name="Tính thử KN-28", exact=True).click()

    screen.page.locator("[name='from']").fill("25/10/2026")
    count(screen)

    expect(screen.page.locator(".dates-day").first).to_have_text("25/11/2026")
    expect(screen.page.locator(".strip-day.is-due")).to_be_visible()
    assert "Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16)" in screen.words


def test_a_slip_is_told_beside_its_field_and_mended(office: "Office") -> None:
    screen = office.on(DAY, Role.HANDLER).go("/law/deadline?rule=KN-28")
    screen.fill(variant="dismissal")
    count(screen)

    expect(screen.page.locator("[data-error-summary]")).to_be_focused()
    assert "KN-28 không có trường hợp" in screen.refused("variant")

    screen.page.locator("[name='variant'][value='dismissal']").uncheck()
    count(screen)

    expect(screen.page.locator(".dates-day").first).to_have_text("21/12/2026")


def test_the_answer_prints_without_its_form(office: "Office") -> None:
    screen = office.on(DAY, Role.HANDLER).go("/law/deadline?rule=KN-28&from=25/10/2026")

    expect(screen.page.get_by_role("button", name="In", exact=True)).to_be_visible()
    screen.page.emulate_media(media="print")

    expect(screen.page.locator("main form.form")).to_be_hidden()
    expect(screen.page.locator(".steps")).to_be_visible()
    expect(screen.page.get_by_text("In bởi")).to_be_visible()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_whole_case_is_typed_in_and_each_line_says_why(
    office: "Office", without_script: object, with_script: bool
) -> None:
    office.on(DAY, Role.RECEPTIONIST)
    screen = office.sits(Role.RECEPTIONIST) if with_script else without_script(Role.RECEPTIONIST)
    screen.go("/law/timeline?kind=denunciation")
    screen.fill(received="24/06/2026", **{
        "steps-0-event": "accepted", "steps-0-on": "03/07/2026", "today": "01/08/2026",
    })  # fmt: skip
    count(screen)

    line = screen.row("TC-30")
    assert "03/08/2026" in line.inner_text()
    line.locator("summary").click()
    expect(line.get_by_text("Ngày thứ 30 là Chủ nhật 02/08/2026.")).to_be_visible()
    expect(screen.page.get_by_role("heading", name="Lưu ý")).to_be_visible()


def count(screen: "Screen") -> None:
    """Press the one button of the form."""
    screen.page.get_by_role("button", name=COUNT, exact=True).click()
