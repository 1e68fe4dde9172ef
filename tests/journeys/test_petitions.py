"""Feedback and recommendations to their end; one petition split, two cases merged and parted."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tracker.access import Role
from tracker.law.events import EventType as E
from tracker.law.moves import State
from tracker.records.cases import Case

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office

DAY = "2026-11-02"


def test_feedback_of_another_body_is_forwarded(
    office: "Office", numbers: Mapping[str, str]
) -> None:
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST), "feedback")
    director = office.sits(Role.DIRECTOR)

    office.classify(director, case, competence="outside")
    office.step(director, E.FORWARDED, case, to="Sở Xây dựng", **numbers)

    assert office.case().state is State.FORWARDED
    assert "Sở Xây dựng" in director.words


def test_a_recommendation_is_accepted_answered_and_archived(
    office: "Office", numbers: Mapping[str, str]
) -> None:
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST), "recommendation")
    office.classify(office.sits(Role.RECEPTIONIST), case)
    director = office.on("2026-11-04", Role.DIRECTOR)

    office.step(director, E.ACCEPTED, case, **numbers)
    office.assign(director, case, office.person(Role.HANDLER))
    office.step(director, E.ANSWERED, case, **numbers)
    office.step(office.sits(Role.HANDLER), E.ARCHIVED, case)

    assert office.case().state is State.ARCHIVED


@pytest.mark.parametrize("event", [E.GUIDED, E.RETURNED, E.FILED_AWAY], ids=str)
def test_a_complaint_that_is_not_settled_here_ends_in_an_outcome_of_its_own(
    office: "Office", numbers: Mapping[str, str], event: E
) -> None:
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    director = office.sits(Role.DIRECTOR)
    office.classify(director, case, competence="outside")
    particulars = {"ground": "luu-e"} if event is E.FILED_AWAY else {"to": "Sở Xây dựng"}

    office.step(director, event, case, **particulars, **numbers)

    assert office.case().state.value == event.value


def test_one_petition_becomes_two_cases_with_the_same_day_of_receipt(office: "Office") -> None:
    first = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    screen = office.on("2026-11-04", Role.RECEPTIONIST).go(f"/petitions/{first.petition_id}")

    screen.page.get_by_role("link", name="Tách").click()
    screen.fill(**{"parts-0-title": "Chậm hoàn phí", "parts-0-kind": "recommendation"}).send()
    expect(screen.page.get_by_text("Đã tách thành")).to_be_visible()

    second = office.case()
    assert (second.id, second.received_on) == (first.id + 1, first.received_on)
    assert second.code in screen.words
    assert first.code in screen.words


def test_two_cases_are_merged_and_parted_again_without_losing_a_clock(office: "Office") -> None:
    desk = office.on(DAY, Role.RECEPTIONIST)
    first, second = office.take_in(desk), office.take_in(desk)
    due = due_of(office, second)
    screen = office.sits(Role.RECEPTIONIST).go(f"/petitions/{second.petition_id}")

    screen.page.get_by_role("link", name="Nhập").click()
    screen.fill(into=first.code, reason="Cùng một việc").send()
    expect(screen.page.get_by_text(f"Đã nhập {second.code}")).to_be_visible()
    assert office.case(second.id).state is State.MERGED

    screen.go(f"/cases/{second.id}").page.get_by_role("link", name="Tách lại").click()
    screen.fill(reason="Hai việc khác nhau").send()
    expect(screen.page.get_by_text("Đã tách lại")).to_be_visible()
    assert office.case(second.id).state is State.RECEIVED
    assert due_of(office, second) == due


def test_the_merge_page_offers_the_case_that_is_alike(office: "Office") -> None:
    desk = office.on(DAY, Role.RECEPTIONIST)
    first, second = office.take_in(desk), office.take_in(desk)
    desk.go(f"/petitions/{second.petition_id}/merge")

    desk.page.get_by_role("link", name=f"Chọn {first.code}").click()

    expect(desk.page.locator("[name=into]")).to_have_value(first.code)


def test_the_move_on_the_case_page_leads_to_the_split(office: "Office") -> None:
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    screen = office.sits(Role.RECEPTIONIST).go(f"/cases/{case.id}")

    places = screen.page.locator("main a[href*='/split']")

    assert places.count() == 1
    assert office.count(Case) == 1


def due_of(office: "Office", case: "Filed") -> str:
    screen = office.sits(Role.DIRECTOR).go(f"/cases/{case.id}")
    return screen.page.locator(".dates-strip").inner_text()
