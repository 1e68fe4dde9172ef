"""A session ends, another person is first, a button is pressed twice: nothing typed is lost."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import factories
from tracker.access import Role
from tracker.law.events import EventType as E
from tracker.records.cases import CaseEvent
from tracker.records.petitions import Petition
from tracker.records.reception import Visit

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office, Screen

DAY, NEXT_DAY = "2026-11-02", "2026-11-03"
NAME, CONTENT = "Trần Thị Hạnh", "Không đồng ý quyết định thu hồi kinh phí"


@pytest.fixture
def case(office: "Office") -> "Filed":
    filed = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    office.classify(office.sits(Role.DIRECTOR), filed)
    return filed


def test_a_session_that_ends_in_the_middle_of_the_desk_loses_nothing(office: "Office") -> None:
    screen = office.on(DAY, Role.RECEPTIONIST).go("/desk")
    screen.fill(full_name=NAME, address="Thôn 3, xã Ba Vì", kind="complaint", content=CONTENT)
    screen.page.context.clear_cookies()

    screen.send()
    assert office.count(Petition) == 0
    sign_in_again(screen, office.login_of(Role.RECEPTIONIST))

    assert typed_at(screen, "full_name", "address", "content") == [
        NAME, "Thôn 3, xã Ba Vì", CONTENT,
    ]  # fmt: skip
    expect(screen.page.locator("[name=kind][value=complaint]")).to_be_checked()


def test_the_form_that_came_back_can_be_sent_and_is_taken_once(office: "Office") -> None:
    screen = office.on(DAY, Role.RECEPTIONIST).go("/desk")
    screen.fill(full_name=NAME, kind="complaint", content=CONTENT)
    screen.page.context.clear_cookies()
    screen.send()
    sign_in_again(screen, office.login_of(Role.RECEPTIONIST))

    screen.send().page.wait_for_url("**/receipt?new=1")

    assert (office.count(Visit), office.count(Petition)) == (1, 1)


def test_a_wrong_password_on_the_way_back_loses_nothing(office: "Office") -> None:
    screen = office.on(DAY, Role.RECEPTIONIST).go("/desk")
    screen.fill(full_name=NAME, kind="complaint", content=CONTENT)
    screen.page.context.clear_cookies()
    screen.send()

    sign_in_again(screen, office.login_of(Role.RECEPTIONIST), "không phải")
    sign_in_again(screen, office.login_of(Role.RECEPTIONIST))

    assert typed_at(screen, "full_name", "content") == [NAME, CONTENT]


def test_of_two_people_on_one_case_the_second_sees_both_versions(
    office: "Office", case: "Filed"
) -> None:
    first, second = two_with_a_form_open(office, case)
    first.fill(document_number="15/SKHCN").send()
    expect(first.page.get_by_text("Đã ghi nhận:")).to_be_visible()

    second.fill(document_number="16/SKHCN", note="Ghi chú của người thứ hai").send()

    both = second.page.locator(".conflict").inner_text()
    assert "15/SKHCN" in both
    assert "16/SKHCN" in both
    assert "Ghi chú của người thứ hai" in both


def test_in_a_conflict_nothing_typed_is_lost_and_nothing_is_saved(
    office: "Office", case: "Filed"
) -> None:
    first, second = two_with_a_form_open(office, case)
    first.fill(document_number="15/SKHCN").send()
    expect(first.page.get_by_text("Đã ghi nhận:")).to_be_visible()
    before = office.count(CaseEvent)

    second.fill(document_number="16/SKHCN", note="Ghi chú của người thứ hai").send()
    expect(second.page.locator(".conflict")).to_be_visible()

    assert typed_at(second, "document_number", "note") == ["16/SKHCN", "Ghi chú của người thứ hai"]
    assert office.count(CaseEvent) == before


def test_after_a_conflict_a_step_that_is_done_already_is_refused_with_a_sentence(
    office: "Office", case: "Filed"
) -> None:
    first, second = two_with_a_form_open(office, case)
    first.fill(document_number="15/SKHCN").send()
    expect(first.page.get_by_text("Đã ghi nhận:")).to_be_visible()
    second.fill(document_number="16/SKHCN").send()
    expect(second.page.locator(".conflict")).to_be_visible()

    second.send()

    expect(second.page.locator(".conflict")).to_have_count(0)
    assert second.page.locator(".error-summary").inner_text()


def test_two_who_assign_at_once_see_whom_the_other_chose(office: "Office", case: "Filed") -> None:
    chosen, other = office.hire(Role.HANDLER, "Lê Thị Một"), office.hire(Role.HANDLER, "Lê Thị Hai")
    place = f"/cases/{case.id}/assignment?unit={office.unit_of(chosen)}"
    first, second = office.sits(Role.DIRECTOR).go(place), office.sits(Role.DIRECTOR).go(place)
    first.fill(user_id=str(chosen), reason="Đúng việc").send()
    expect(first.page.get_by_text("Đã phân công")).to_be_visible()

    second.fill(user_id=str(other), reason="Đúng việc").send()

    assert "Lê Thị Một" in second.page.locator(".conflict").inner_text()
    assert "Lê Thị Hai" in second.page.locator(".conflict").inner_text()
    assert office.case().handler_id == chosen


def test_a_form_sent_twice_makes_one_record(office: "Office") -> None:
    screen = office.on(DAY, Role.RECEPTIONIST).go("/desk")
    screen.fill(full_name=NAME, kind="complaint", content=CONTENT)
    twin = screen.page.locator("#desk-form").evaluate(
        "form => fetch(form.action, {method: 'POST', body: new FormData(form)}).then(a => a.url)"
    )

    screen.send().page.wait_for_url("**/receipt?new=1")

    assert screen.page.url == twin
    assert (office.count(Visit), office.count(Petition)) == (1, 1)


def test_a_form_sent_twice_at_the_same_moment_makes_one_record(office: "Office") -> None:
    screen = office.on(DAY, Role.RECEPTIONIST).go("/desk")
    screen.fill(full_name=NAME, kind="complaint", content=CONTENT)

    places = screen.page.locator("#desk-form").evaluate(
        "form => Promise.all([1, 2, 3].map(() => fetch(form.action, {method: 'POST',"
        " body: new FormData(form)}).then(answer => answer.url)))"
    )

    assert len({place.split("?")[0] for place in places}) == 1
    assert "/receipt" in places[0]
    assert (office.count(Visit), office.count(Petition)) == (1, 1)


def test_going_back_and_sending_again_leads_to_the_first_result(
    office: "Office", case: "Filed", numbers: Mapping[str, str]
) -> None:
    screen = office.sits(Role.DIRECTOR)
    office.step(screen, E.ACCEPTED, case, **numbers)
    before = office.count(CaseEvent)

    screen.page.go_back()
    screen.fill(**numbers).send()

    screen.page.wait_for_load_state()
    assert office.count(CaseEvent) == before


def test_a_draft_comes_back_after_the_browser_was_closed(office: "Office") -> None:
    screen = office.on(DAY, Role.RECEPTIONIST).go("/desk")
    screen.fill(kind="complaint", full_name=NAME, content=CONTENT)
    expect(screen.page.locator("[data-draft-saved]")).not_to_be_empty()

    again = screen.go("/visits").go("/desk")
    again.page.get_by_role("button", name="Dùng bản nháp").click()

    assert typed_at(again, "full_name", "content") == [NAME, CONTENT]


def two_with_a_form_open(office: "Office", case: "Filed") -> tuple["Screen", "Screen"]:
    first, second = office.sits(Role.DIRECTOR), office.sits(Role.DIRECTOR)
    return office.begin(first, E.ACCEPTED, case), office.begin(second, E.ACCEPTED, case)


def sign_in_again(screen: "Screen", login: str, password: str = factories.PASSWORD) -> None:
    screen.page.locator("[name='sign-in-login']").fill(login)
    screen.page.locator("[name='sign-in-password']").fill(password)
    screen.page.locator("main form button[type=submit]").first.click()
    screen.page.wait_for_load_state()


def typed_at(screen: "Screen", *names: str) -> list[str]:
    return [screen.page.locator(f"main [name='{name}']").input_value() for name in names]
