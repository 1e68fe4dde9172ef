"""Without script the pages still work; in English they stay English."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.access import Role
from tracker.law.moves import State
from tracker.records.petitions import Petition

if TYPE_CHECKING:
    from tests.journeys.conftest import Office, Screen
    from tests.support.clock import SetClock

DAY = "2026-11-02"
NAME, CONTENT = "Trần Thị Hạnh", "Không đồng ý quyết định thu hồi kinh phí"


def test_the_desk_works_without_script(
    office: "Office", at: "SetClock", without_script: Callable[[Role], "Screen"]
) -> None:
    at(DAY)
    screen = without_script(Role.RECEPTIONIST).go("/desk")

    screen.fill(full_name=NAME, kind="complaint", content=CONTENT).send()

    assert "/receipt" in screen.page.url
    assert office.count(Petition) == 1


def test_without_script_a_button_looks_for_earlier_petitions_and_keeps_what_was_typed(
    office: "Office", without_script: Callable[[Role], "Screen"]
) -> None:
    office.take_in(office.on(DAY, Role.RECEPTIONIST))
    screen = without_script(Role.RECEPTIONIST).go("/desk").fill(full_name="tran thi hanh")

    screen.page.get_by_role("button", name="Tìm đơn trước").click()
    screen.page.locator("[data-hint='1']").click()

    assert "Liên kết với DT-2026-0001" in screen.words
    assert screen.page.locator("#full_name").input_value() == "tran thi hanh"
    assert office.count(Petition) == 1


def test_a_case_is_accepted_without_script(
    office: "Office", without_script: Callable[[Role], "Screen"]
) -> None:
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    screen = without_script(Role.DIRECTOR)
    screen.go(f"/cases/{case.id}/events/classified").fill(field="other").send()

    screen.go(f"/cases/{case.id}/events/accepted").fill(document_number="15/SKHCN").send()

    assert office.case().state is State.ACCEPTED
    assert "Đã ghi nhận:" in screen.words


def test_without_script_the_account_menu_opens_and_signs_out(
    at: "SetClock", without_script: Callable[[Role], "Screen"]
) -> None:
    at(DAY)
    screen = without_script(Role.HANDLER).go("/my-work")

    screen.page.locator("details.account summary").click()
    screen.page.get_by_role("button", name="Đăng xuất").click()

    assert "/account/sign-in" in screen.page.url


def test_english_is_one_press_away_and_stays(office: "Office") -> None:
    screen = office.on(DAY, Role.HANDLER).go("/my-work")

    screen.page.get_by_role("button", name="English").click()

    assert screen.page.locator("html").get_attribute("lang") == "en"
    assert screen.page.url.rstrip("?").endswith("/my-work")
    assert office.sits(Role.HANDLER).go("/cases").page.locator("html").get_attribute("lang") == "en"


def test_the_way_back_to_vietnamese_is_one_press_away(office: "Office") -> None:
    screen = office.on(DAY, Role.HANDLER).go("/my-work")
    screen.page.get_by_role("button", name="English").click()

    screen.page.get_by_role("button", name="Tiếng Việt").click()

    assert "Việc của tôi" in screen.page.locator("h1").inner_text()


def test_the_language_is_kept_for_who_signs_in_next_on_this_device(office: "Office") -> None:
    screen = office.on(DAY, Role.HANDLER).go("/my-work")
    screen.page.get_by_role("button", name="English").click()
    screen.page.locator("details.account summary").click()

    screen.page.get_by_role("button", name="Sign out").click()

    assert screen.page.locator("html").get_attribute("lang") == "en"
    assert "Sign in" in screen.words
