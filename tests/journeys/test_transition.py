"""A complaint of 30/06/2026: the law changed the next day and does not say which limit holds."""

from typing import TYPE_CHECKING

import pytest

from tracker.access import Role
from tracker.law.events import EventType as E

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office

RECEIVED, CHOSEN = "2026-06-30", "2026-07-02"
OLD, NEW = "10/07/2026", "09/07/2026"


@pytest.fixture
def running(office: "Office") -> "Filed":
    taken = office.take_in(office.on(RECEIVED, Role.RECEPTIONIST))
    office.classify(office.on(CHOSEN, Role.DIRECTOR), taken)
    return taken


def test_both_dates_stand_in_the_head_and_in_the_table(office: "Office", running: "Filed") -> None:
    page = office.sits(Role.DIRECTOR).go(f"/cases/{running.id}").page

    for place in (".dates-strip", ".list-table"):
        words = page.locator(place).last.inner_text()
        assert OLD in words
        assert f"hoặc {NEW} (chuyển tiếp)" in words


def test_the_form_gives_both_dates_and_asks_for_a_reason(
    office: "Office", running: "Filed"
) -> None:
    form = office.begin(office.sits(Role.DIRECTOR), E.TRANSITION_CHOSEN, running)
    assert f"theo quy định cũ {OLD}, theo quy định mới {NEW}" in form.words

    form.fill(passage="new").send()

    assert "lý do" in form.refused("note").lower()


def test_the_director_chooses_and_the_other_date_stays_in_sight(
    office: "Office", running: "Filed"
) -> None:
    director = office.sits(Role.DIRECTOR)
    typed = {"passage": "new", "note": "Ý kiến chỉ đạo số 5"}

    page = office.step(director, E.TRANSITION_CHOSEN, running, **typed).page

    head = page.locator(".dates-strip").inner_text()
    assert NEW in head
    assert f"thay cho {OLD} (chuyển tiếp)" in head
