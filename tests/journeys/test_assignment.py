"""Who gets a case: the load is shown, who it is about is kept away, a substitute steps in."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tracker.access import Role

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office

DAY = "2026-11-02"


@pytest.fixture
def about_a_handler(office: "Office") -> tuple["Filed", int]:
    """Give a complaint about a handler of the agency, and that handler."""
    who = office.hire(Role.HANDLER, "Lê Văn Bị Đơn")
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST), respondent=f"user:{who}")
    return case, who


def test_the_open_load_of_each_candidate_is_shown(office: "Office") -> None:
    desk, director = office.on(DAY, Role.RECEPTIONIST), office.sits(Role.DIRECTOR)
    busy = office.hire(Role.HANDLER, "Lê Văn Bận")
    office.hire(Role.HANDLER, "Lê Thị Rảnh")
    for _ in range(2):
        office.assign(director, office.take_in(desk), busy)

    case = office.take_in(desk)
    words = director.go(f"/cases/{case.id}/assignment?unit={unit_of(office)}").words
    assert "Lê Văn Bận – đang mở 2, quá hạn 0" in words
    assert "Lê Thị Rảnh – đang mở 0, quá hạn 0" in words


def test_who_the_case_is_about_is_shown_shut(
    office: "Office", about_a_handler: tuple["Filed", int]
) -> None:
    case, who = about_a_handler
    screen = office.sits(Role.DIRECTOR)

    screen.go(f"/cases/{case.id}/assignment?unit={unit_of(office)}")

    assert screen.page.locator(f"input[name=user_id][value='{who}']").count() == 0
    assert "không được giao" in screen.page.locator(".barred").inner_text()


def test_who_the_case_is_about_cannot_see_it(
    office: "Office", about_a_handler: tuple["Filed", int]
) -> None:
    case, who = about_a_handler
    screen = office.sits(who)

    assert screen.page.goto(f"/cases/{case.id}").status == 404
    assert screen.page.goto(f"/petitions/{case.petition_id}").status == 404
    assert case.code not in screen.go("/cases").words


def test_the_handler_finds_the_case_under_my_work(office: "Office") -> None:
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    handler = office.person(Role.HANDLER)
    screen = office.sits(handler)
    before = screen.go("/my-work").words

    office.assign(office.sits(Role.DIRECTOR), case, handler)

    assert case.code not in before
    assert case.code in screen.go("/my-work").words


def test_a_substitute_does_the_work_while_it_lasts(office: "Office") -> None:
    absent, other = office.person(Role.HANDLER), office.hire(Role.HANDLER, "Phạm Thị Thay")
    case = office.take_in(office.on(DAY, Role.RECEPTIONIST))
    director = office.sits(Role.DIRECTOR)
    office.assign(director, case, absent)
    assert office.sits(other).page.goto(f"/cases/{case.id}").status == 404

    director.go("/substitutions/new").fill(absent_id=str(absent), substitute_id=str(other))
    director.fill(starts_on="02/11/2026", ends_on="06/11/2026", reason="Nghỉ phép").send()
    expect(director.page.get_by_text("Đã cử người làm thay")).to_be_visible()

    assert case.code in office.sits(other).go("/my-work").words
    assert office.on("2026-11-07", other).page.goto(f"/cases/{case.id}").status == 404


def unit_of(office: "Office") -> int:
    """Give the unit in which the usual handlers work."""
    return office.unit_of(office.person(Role.HANDLER))
