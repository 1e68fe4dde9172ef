"""A long form, a telephone call, a locked session: sign in again, and the form is still there."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.support.second_factor import code_at
from tracker.access import Role
from tracker.casework import second_factor
from tracker.clock import now
from tracker.records.organisation import User
from tracker.records.petitions import Petition
from tracker.records.reception import Visit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.journeys.conftest import Office, Screen
    from tests.support.clock import SetClock

DAY = "2026-11-02"
NAME, ADDRESS = "Trần Thị Hạnh", "Thôn 3, xã Ba Vì"
CONTENT = "Không đồng ý quyết định thu hồi kinh phí đề tài giống lúa chịu mặn. " * 12


@pytest.fixture(autouse=True)
def locks(set_settings: Callable[..., None]) -> None:
    set_settings(idle_minutes=15, administrator_idle_minutes=5)


def test_a_form_typed_for_sixteen_minutes_is_there_after_signing_in_and_saved_once(
    office: "Office", at: "SetClock"
) -> None:
    screen = begin(office)
    at(now() + timedelta(minutes=16))

    screen.send()
    expect(screen.page.get_by_text("Phiên làm việc đã kết thúc")).to_be_visible()
    assert office.count(Petition) == 0
    sign_in_again(screen, office.login_of(Role.RECEPTIONIST))

    assert typed_at(screen) == [NAME, ADDRESS, CONTENT.strip()]
    screen.send().page.wait_for_url("**/receipt?new=1")
    assert (office.count(Visit), office.count(Petition)) == (1, 1)


def test_with_a_second_factor_the_form_survives_both_steps(
    office: "Office", session: "Session", at: "SetClock"
) -> None:
    at(DAY)
    user = session.get_one(User, office.person(Role.RECEPTIONIST))
    secret, earlier = second_factor.new_secret(), now() - timedelta(minutes=5)
    second_factor.turn_on(session, user, secret, code_at(secret, earlier.timestamp()), earlier)
    session.commit()
    screen = begin(office)
    at(now() + timedelta(minutes=16))
    screen.send()

    sign_in_again(screen, office.login_of(Role.RECEPTIONIST))
    screen.page.locator("[name='sign-in-code']").fill(code_at(secret, now().timestamp()))
    screen.page.locator("main form button[type=submit]").first.click()
    screen.page.wait_for_url("**/desk?resume-form=1")

    assert typed_at(screen) == [NAME, ADDRESS, CONTENT.strip()]
    screen.send().page.wait_for_url("**/receipt?new=1")
    assert (office.count(Visit), office.count(Petition)) == (1, 1)


def test_a_word_appears_before_the_lock_and_a_press_keeps_the_session(
    office: "Office", at: "SetClock"
) -> None:
    at(DAY)
    screen = office.sits(Role.RECEPTIONIST)
    screen.page.clock.install()
    screen.go("/desk")
    bar = screen.page.locator("[data-idle-bar]")
    screen.page.clock.run_for("12:50")
    expect(bar).to_be_hidden()

    at(now() + timedelta(minutes=14))
    screen.page.clock.run_for("00:15")
    expect(bar).to_be_visible()
    bar.get_by_role("button").click()
    expect(bar).to_be_hidden()
    at(now() + timedelta(minutes=14))
    screen.send()

    expect(screen.page.locator("[name='sign-in-login']")).to_have_count(0)


def test_a_word_after_the_lock_says_that_it_is_locked(office: "Office", at: "SetClock") -> None:
    at(DAY)
    screen = office.sits(Role.RECEPTIONIST)
    screen.page.clock.install()
    screen.go("/desk")
    screen.page.clock.run_for("13:10")
    at(now() + timedelta(minutes=16))
    screen.page.locator("[data-idle-bar] button").click()

    expect(screen.page.get_by_text("Phiên đã khóa")).to_be_visible()


def begin(office: "Office") -> "Screen":
    screen = office.on(DAY, Role.RECEPTIONIST).go("/desk")
    screen.fill(full_name=NAME, address=ADDRESS, kind="complaint", content=CONTENT)
    return screen


def sign_in_again(screen: "Screen", login: str) -> None:
    screen.page.locator("[name='sign-in-login']").fill(login)
    screen.page.locator("[name='sign-in-password']").fill(factories.PASSWORD)
    screen.page.locator("main form button[type=submit]").first.click()
    screen.page.wait_for_load_state()


def typed_at(screen: "Screen") -> list[str]:
    names = ("full_name", "address", "content")
    return [screen.page.locator(f"main [name='{name}']").input_value() for name in names]
