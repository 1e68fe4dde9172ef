"""A real complaint: received 14/02/2020, nothing done by 20/05/2020."""

from typing import TYPE_CHECKING

import pytest

from tracker.access import Role
from tracker.law.events import EventType

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office

RECEIVED, OPENED = "2020-02-14", "2020-05-20"


@pytest.fixture
def left_lying(office: "Office") -> "Filed":
    return office.take_in(office.on(RECEIVED, Role.RECEPTIONIST))


def test_the_acceptance_overdue_since_february_says_by_how_many_days(
    office: "Office", left_lying: "Filed"
) -> None:
    screen = office.on(OPENED, Role.DIRECTOR).go(f"/cases/{left_lying.id}")

    row = screen.row("24/02/2020").inner_text().lower()

    assert "quá hạn" in row
    assert "86 ngày" in row


def test_it_stands_red_where_the_director_begins_the_day(
    office: "Office", left_lying: "Filed"
) -> None:
    screen = office.on(OPENED, Role.DIRECTOR).go("/")

    assert left_lying.code in screen.words
    assert "quá hạn" in screen.words.lower()
    assert left_lying.code in screen.go("/my-work?tab=overdue").words
    assert left_lying.code in screen.go("/cases?tab=overdue").words


def test_the_way_to_the_second_level_is_shown_open(office: "Office", left_lying: "Filed") -> None:
    screen = office.on(OPENED, Role.DIRECTOR).go(f"/cases/{left_lying.id}")

    way = screen.page.locator("section", has_text="Quyền khiếu nại lần hai").inner_text()

    assert "Đang mở" in way


def test_the_second_level_complaint_can_be_recorded(office: "Office", left_lying: "Filed") -> None:
    screen = office.on(OPENED, Role.DIRECTOR)

    office.step(screen, EventType.APPEALED, left_lying)

    assert "Khiếu nại lần hai" in screen.words
    assert "đã khiếu nại lần hai" in screen.words
    assert office.case().steps[-1] is EventType.APPEALED


def test_before_the_limit_has_passed_the_way_is_shut_and_says_until_when(
    office: "Office", left_lying: "Filed"
) -> None:
    screen = office.on("2020-02-20", Role.DIRECTOR).go(f"/cases/{left_lying.id}")

    assert screen.page.locator("main a.btn[href*='/events/appealed']").count() == 0
    assert "Mở từ sau ngày" in screen.words
