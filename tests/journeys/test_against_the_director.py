"""A denunciation of those who lead this agency: not to be looked into here, but sent up."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tracker.access import Role
from tracker.law.events import EventType as E
from tracker.law.moves import State

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office, Screen

DAY = "2026-09-07"
CONTENT = "Giám đốc sở chỉ định thầu trái quy định"
ABOUT = {"field": "administrative", "target": "department_leader"}


@pytest.fixture
def taken(office: "Office") -> "Filed":
    return office.take_in(office.on(DAY, Role.RECEPTIONIST), "denunciation", content=CONTENT)


@pytest.fixture
def outside(office: "Office", taken: "Filed") -> "Screen":
    return office.classify(office.sits(Role.DIRECTOR), taken, competence="outside", **ABOUT)


def test_it_cannot_be_classified_as_ours(office: "Office", taken: "Filed") -> None:
    form = office.begin(office.sits(Role.DIRECTOR), E.CLASSIFIED, taken)

    form.fill(**ABOUT).send()

    assert "không được xem xét" in form.refused("competence")
    assert form.page.locator("[name='target'][value='department_leader']").is_checked()


def test_the_page_advises_to_keep_away_and_leads_to_the_forwarding(
    office: "Office", taken: "Filed", outside: "Screen"
) -> None:
    advice = outside.go(f"/cases/{taken.id}").page.locator(".advice").inner_text()
    first = outside.page.locator("main .move a.btn-primary")

    assert "Thuộc thẩm quyền của cấp trên" in advice
    assert "không được để người bị tố cáo tiếp cận" in advice
    assert first.inner_text() == "Chuyển đơn"


def test_it_is_forwarded(
    office: "Office", taken: "Filed", outside: "Screen", numbers: Mapping[str, str]
) -> None:
    office.step(outside, E.FORWARDED, taken, to="Chủ tịch UBND tỉnh", **numbers)

    assert office.case().state is State.FORWARDED
