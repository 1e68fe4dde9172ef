"""Who came before appears while typing, with or without marks, and one key links the matter."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tracker.access import Role
from tracker.records.petitions import Petition

if TYPE_CHECKING:
    from tests.journeys.conftest import Office, Screen

BEFORE, TODAY = "2026-10-05", "2026-11-02"


@pytest.fixture
def at_the_desk(office: "Office") -> "Screen":
    """Sit at the desk four weeks after Trần Thị Hạnh was there."""
    office.take_in(office.on(BEFORE, Role.RECEPTIONIST), address="Thôn 3, xã Ba Vì")
    return office.on(TODAY, Role.RECEPTIONIST).go("/desk")


@pytest.mark.parametrize(
    "typed", ["tran thi hanh", "Trần Thị Hạnh", "TRAN THI HANH", "hanh tran thi"]
)
def test_an_earlier_petition_appears_while_the_name_is_typed(
    at_the_desk: "Screen", typed: str
) -> None:
    at_the_desk.keyboard.type(typed)

    expect(at_the_desk.page.locator("[data-hint='1']")).to_be_visible()
    assert "DT-2026-0001" in at_the_desk.words


def test_it_says_why_it_is_shown_and_how_the_matter_stands(at_the_desk: "Screen") -> None:
    at_the_desk.keyboard.type("tran thi hanh")

    expect(at_the_desk.page.locator(".hint-why").first).not_to_be_empty()
    assert "KN-2026-0001" in at_the_desk.words


def test_alt_and_one_link_it_while_the_name_is_being_typed(
    at_the_desk: "Screen", office: "Office"
) -> None:
    at_the_desk.keyboard.type("tran thi hanh")
    expect(at_the_desk.page.locator("[data-hint='1']")).to_be_visible()

    at_the_desk.keyboard.press("Alt+1")

    expect(at_the_desk.page.locator(".desk-linked")).to_contain_text("DT-2026-0001")
    assert at_the_desk.page.locator("#full_name").input_value() == "tran thi hanh"


def test_the_key_one_alone_links_it_when_no_text_has_the_focus(at_the_desk: "Screen") -> None:
    at_the_desk.keyboard.type("tran thi hanh")
    expect(at_the_desk.page.locator("[data-hint='1']")).to_be_visible()
    at_the_desk.page.locator("[name=kind]").first.focus()

    at_the_desk.keyboard.press("1")

    expect(at_the_desk.page.locator(".desk-linked")).to_contain_text("DT-2026-0001")


def test_a_one_in_a_telephone_number_links_nothing(at_the_desk: "Screen") -> None:
    at_the_desk.keyboard.type("tran thi hanh")
    expect(at_the_desk.page.locator("[data-hint='1']")).to_be_visible()
    at_the_desk.page.locator("#phone").focus()

    at_the_desk.page.keyboard.type("0911")

    assert at_the_desk.page.locator("#phone").input_value() == "0911"
    expect(at_the_desk.page.locator(".desk-linked")).to_have_count(0)


def test_what_was_linked_stands_on_both_petitions(at_the_desk: "Screen", office: "Office") -> None:
    at_the_desk.fill(
        full_name="tran thi hanh", kind="complaint", content="Lại việc thu hồi kinh phí"
    )
    expect(at_the_desk.page.locator("[data-hint='1']")).to_be_visible()
    at_the_desk.keyboard.press("Alt+1")
    expect(at_the_desk.page.locator(".desk-linked")).to_be_visible()
    at_the_desk.send().page.wait_for_url("**/receipt?new=1")

    case = office.case()

    assert office.count(Petition) == 2
    assert "DT-2026-0001" in at_the_desk.go(f"/petitions/{case.petition_id}").words
    assert "DT-2026-0002" in at_the_desk.go(f"/petitions/{case.petition_id - 1}").words


def test_a_denouncer_is_not_met_again(office: "Office") -> None:
    office.take_in(office.on(BEFORE, Role.RECEPTIONIST), "denunciation", content="Nhận quà")
    screen = office.on(TODAY, Role.RECEPTIONIST).go("/desk")

    with screen.page.expect_response("**/desk/hints"):
        screen.keyboard.type("tran thi hanh")

    expect(screen.page.locator("#beside")).to_contain_text("Chưa thấy đơn")
    assert "NTC-" not in screen.source
