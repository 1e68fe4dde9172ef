"""A disciplinary complaint that goes to the second level, which this agency settles as well."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tracker.access import Role
from tracker.law.events import EventType as E
from tracker.law.moves import State

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office, Screen

RECEIVED, DECIDED, APPEALED, SETTLED = "2026-09-07", "2026-09-21", "2026-09-28", "2026-10-12"
CONTENT = "Không đồng ý quyết định kỷ luật cảnh cáo số 45/QĐ-SKHCN"
ON_THE_WAY = (E.ACCEPTED, E.VERIFICATION_ORDERED, E.VERIFICATION_REPORTED)


@pytest.fixture
def decided(office: "Office", numbers: Mapping[str, str]) -> "Filed":
    taken = office.take_in(office.on(RECEIVED, Role.RECEPTIONIST), content=CONTENT)
    director = office.sits(Role.DIRECTOR)
    office.classify(director, taken, kind="discipline_complaint")
    settle(office, office.on(DECIDED, Role.DIRECTOR), taken, numbers)
    return taken


@pytest.fixture
def second(office: "Office", decided: "Filed") -> "Filed":
    director = office.on(APPEALED, Role.DIRECTOR)
    office.step(director, E.APPEALED, decided, settles_here="y", summary=f"Lần hai: {CONTENT}")
    return office.case()


def test_the_appeal_opens_a_case_of_the_second_level(
    office: "Office", decided: "Filed", second: "Filed"
) -> None:
    page = office.sits(Role.DIRECTOR).go(f"/cases/{second.id}").words

    assert second.id != decided.id
    assert "Lần hai" in page
    assert decided.code in page
    assert "28/09/2026" in page


def test_what_the_new_case_needs_is_asked_only_where_it_is_settled_here(
    office: "Office", decided: "Filed"
) -> None:
    form = office.begin(office.sits(Role.DIRECTOR), E.APPEALED, decided)
    summary = form.page.locator("main [name='summary']")

    assert not summary.is_visible()
    form.fill(settles_here="y")
    assert summary.is_visible()


def test_the_second_level_is_settled_in_person_and_archived(
    office: "Office", second: "Filed", numbers: Mapping[str, str]
) -> None:
    director = office.on(SETTLED, Role.DIRECTOR)
    office.classify(director, second)
    settle(office, director, second, numbers)
    office.step(director, E.DECISION_SENT, second, **numbers)
    office.step(director, E.DECISION_PUBLISHED, second, ways="posted", **numbers)
    office.step(director, E.ARCHIVED, second)

    assert office.case().state is State.ARCHIVED


def settle(office: "Office", screen: "Screen", case: "Filed", numbers: Mapping[str, str]) -> None:
    """Go from the classification to the decision, through the dialogue that must be held."""
    for event in ON_THE_WAY:
        office.step(screen, event, case, **numbers)
    office.step(screen, E.DIALOGUE_HELD, case, led_by="head", **numbers)
    office.step(screen, E.DECIDED, case, outcome="partly_right", **numbers)
