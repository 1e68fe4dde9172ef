"""A denunciation without a name: no acceptance, but taken as information and inspected."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tracker.access import Role
from tracker.law.events import EventType as E
from tracker.law.moves import State

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office

RECEIVED, TAKEN, INSPECTED = "2026-09-07", "2026-09-11", "2026-10-05"
CONTENT = "Kê khống ngày công thực nghiệm tại hai xã, có bảng chấm công kèm theo"


@pytest.fixture
def unnamed(office: "Office") -> "Filed":
    desk = office.on(RECEIVED, Role.RECEPTIONIST)
    taken = office.take_in(desk, "denunciation", full_name="Không ghi tên", content=CONTENT)
    office.classify(office.sits(Role.DIRECTOR), taken, field="administrative", unnamed="y")
    return taken


def test_it_cannot_be_accepted_and_the_page_says_what_to_do_instead(
    office: "Office", unnamed: "Filed"
) -> None:
    screen = office.sits(Role.DIRECTOR).go(f"/cases/{unnamed.id}")

    assert screen.page.locator("main a[href$='/events/accepted']").count() == 0
    assert screen.page.locator("main a[href$='/events/taken_as_information']").is_visible()
    assert "tiếp nhận như thông tin để kiểm tra" in screen.source


def test_it_is_taken_as_information_inspected_and_archived(
    office: "Office", unnamed: "Filed", numbers: Mapping[str, str]
) -> None:
    director = office.on(TAKEN, Role.DIRECTOR)
    office.step(director, E.TAKEN_AS_INFORMATION, unnamed, to="Thanh tra Sở", **numbers)
    assert "Xử lý như thông tin" in director.words

    director = office.on(INSPECTED, Role.DIRECTOR)
    office.step(director, E.INSPECTED, unnamed, **numbers)
    office.step(director, E.ARCHIVED, unnamed)

    assert office.case().state is State.ARCHIVED
