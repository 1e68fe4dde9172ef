"""From an empty board to the rules that a citizen reads on a phone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.access import Role

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Office


def test_rules_are_drafted_posted_and_read_by_a_citizen(
    office: "Office", open_page: "Callable[[], Page]"
) -> None:
    screen = office.on("2026-11-02", Role.ADMINISTRATOR).go("/notices")
    screen.page.get_by_role("link", name="Soạn Nội quy tiếp công dân").click()
    screen.fill(title="Nội quy phòng tiếp công dân", body="1. Giữ trật tự.").send()
    screen.page.get_by_role("link", name="Ghi niêm yết").click()
    screen.fill(spot="website").send()

    citizen = open_page()
    citizen.goto(f"{screen.page.url.split('/notices')[0]}/")
    citizen.get_by_role("link", name="Dành cho công dân").click()
    citizen.get_by_role("link", name="Nội quy phòng tiếp công dân").click()

    assert "1. Giữ trật tự." in citizen.inner_text("main")
