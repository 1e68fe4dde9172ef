"""The check list without a mouse: a figure for each line, then the refusal it leads to."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tracker.access import Role
from tracker.law.events import EventType as E
from tracker.law.moves import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.conftest import Filed, Keyboard, Office, Screen

DAY = "2026-11-02"
MET, NOT_MET = "1", "2"
NOT_CONCERNED = "Quyết định, hành vi bị khiếu nại liên quan trực tiếp"
GROUND = "main [name='ground'][value='KN-11.2']"
MOST_STOPS = 60


@pytest.fixture
def classified(office: "Office") -> "Filed":
    taken = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    office.classify(office.sits(Role.DIRECTOR), taken)
    return taken


def test_it_is_filled_in_by_keyboard_and_the_refusal_has_its_ground(
    office: "Office", classified: "Filed"
) -> None:
    screen = office.sits(Role.DIRECTOR).go(f"/cases/{classified.id}/events/checked")
    keys = answer_all_but(screen, NOT_CONCERNED).press("Control+Enter")
    expect(screen.page.get_by_text("Đã ghi nhận:")).to_be_visible()

    tab_to(keys, "a[href$='/events/refused'].btn-primary").press("Enter")
    expect(screen.page.locator(GROUND)).to_be_checked()
    tab_to(keys, "[name='document_number']").type("7/TB-SKHCN").press("Control+Enter")
    expect(screen.page.get_by_text("Đã ghi nhận:")).to_be_visible()

    assert office.case().state is State.REFUSED


def test_the_next_check_begins_with_what_the_last_one_found(
    office: "Office", classified: "Filed"
) -> None:
    screen = office.sits(Role.DIRECTOR).go(f"/cases/{classified.id}/events/checked")
    answer_all_but(screen, NOT_CONCERNED).press("Control+Enter")
    expect(screen.page.get_by_text("Đã ghi nhận:")).to_be_visible()

    again = screen.go(f"/cases/{classified.id}/events/checked").page

    failed = again.locator("[value='not_met']:checked")
    assert NOT_CONCERNED in again.locator("[data-answers]").filter(has=failed).inner_text()
    assert "Đã điền sẵn kết quả kiểm tra ngày 02/11/2026" in screen.words


def test_without_script_it_is_filled_in_all_the_same(
    office: "Office", classified: "Filed", without_script: "Callable[[Role], Screen]"
) -> None:
    screen = without_script(Role.DIRECTOR).go(f"/cases/{classified.id}/events/checked")

    screen.fill(condition_1="met", condition_2="not_met").send()
    expect(screen.page.get_by_text("Đã ghi nhận:")).to_be_visible()

    assert E.CHECKED in office.case().steps


def answer_all_but(screen: "Screen", failing: str) -> "Keyboard":
    """Answer every line of the list, one of them with no."""
    lines = screen.page.locator("[data-answers]").all_inner_texts()
    keys = tab_to(screen.keyboard, "#condition_1-0")
    return keys.press(*(NOT_MET if failing in line else MET for line in lines))


def tab_to(keys: "Keyboard", place: str) -> "Keyboard":
    """Go on with Tab until something has the focus."""
    for _ in range(MOST_STOPS):
        if keys.page.evaluate("place => document.activeElement.matches(place)", place):
            return keys
        keys.press("Tab")
    message = f"{place} is not reached by Tab."
    raise AssertionError(message)
