"""Somebody comes back: the name mistyped and without marks is met, linked by key, unlinked."""

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tracker.access import Role
from tracker.records.matters import SameMatterLink

if TYPE_CHECKING:
    from tests.journeys.conftest import Office, Screen

BEFORE, TODAY = "2026-10-05", "2026-11-02"
MATTER = (
    "Không đồng ý quyết định thu hồi kinh phí đề tài giống lúa chịu mặn, đề nghị xem lại biên bản"
)


def test_a_slip_is_met_with_reasons_linked_by_key_and_undone_with_a_reason(
    office: "Office",
) -> None:
    office.take_in(office.on(BEFORE, Role.RECEPTIONIST), address="Thôn 3, xã Ba Vì", content=MATTER)
    desk = office.on(TODAY, Role.RECEPTIONIST).go("/desk")

    desk.fill(address="thon 3, x. Ba Vi", content=f"Vẫn {MATTER.lower()}", kind="complaint")
    desk.page.locator("#full_name").focus()
    desk.keyboard.type("tran thi hamh")
    expect(desk.page.locator(".hint-why").first).to_have_text(
        "họ tên gần giống 0,91; cùng địa chỉ; nội dung giống 1,00"
    )
    desk.keyboard.press("Alt+1")
    expect(desk.page.locator(".desk-linked")).to_contain_text("DT-2026-0001")
    desk.send().page.wait_for_url("**/receipt?new=1")

    petition = _linked_at_the_desk(office, desk)
    _undone(desk, petition)
    assert office.count(SameMatterLink) == 2


def _linked_at_the_desk(office: "Office", desk: "Screen") -> str:
    """Read on the petition's page who linked it and why, and give its address."""
    petition = f"/petitions/{office.case().petition_id}"
    panel = desk.go(petition).page.locator(".matter-link")
    expect(panel).to_contain_text("DT-2026-0001")
    expect(panel).to_contain_text("họ tên gần giống 0,91; cùng địa chỉ; nội dung giống 1,00")
    return petition


def _undone(desk: "Screen", petition: str) -> None:
    """Undo the link through its page; without a reason it is refused."""
    desk.page.locator(".matter-link a", has_text="Bỏ liên kết").click()
    desk.send()
    assert desk.refused("reason")
    desk.fill(reason="Người khác cùng nhà").send().page.wait_for_url(f"**{petition}*")
    expect(desk.page.get_by_text("Chưa liên kết với đơn nào.")).to_be_visible()
    expect(desk.page.locator(".matter-link")).to_contain_text("Người khác cùng nhà")
