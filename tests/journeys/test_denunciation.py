"""A denunciation from the desk to the archive: a code everywhere, a name nowhere."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tracker.access import Role
from tracker.law.events import EventType as E
from tracker.law.moves import State
from tracker.vietnamese import digits, fold

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office, Screen

NAME, PLACE, PHONE = "Kpă Thị Ngọc Xuyến", "Buôn Suối Trăng, xã Đăk Lưng", "0935778899"
CONTENT = "Cán bộ thẩm định đề tài nhận quà để nghiệm thu"
RECEIVED, ACCEPTED, CONCLUDED = "2026-09-07", "2026-09-14", "2026-10-05"
READERS = (Role.RECEPTIONIST, Role.HANDLER, Role.UNIT_HEAD, Role.DIRECTOR, Role.INSPECTOR)
PLACES = (
    "/my-work", "/cases", "/cases?tab=closed", "/petitions", "/visits", "/board", "/inspection",
    "/inspection/audit", "/search?q=kpa+thi+ngoc+xuyen", "/search?q=Kpă+Thị+Ngọc+Xuyến",
    "/search?q=0935778899", "/search?q=suoi+trang", "/cases/{case}", "/cases/{case}/print",
    "/petitions/{petition}", "/petitions/{petition}/receipt", "/visits/1",
)  # fmt: skip


@pytest.fixture
def taken(office: "Office") -> "Filed":
    desk = office.on(RECEIVED, Role.RECEPTIONIST)
    return office.take_in(
        desk, "denunciation", full_name=NAME, address=PLACE, phone=PHONE, content=CONTENT
    )


@pytest.fixture
def handed_over(office: "Office", taken: "Filed", numbers: Mapping[str, str]) -> "Filed":
    director = office.sits(Role.DIRECTOR)
    office.classify(director, taken, field="administrative")
    office.assign(director, taken, office.person(Role.HANDLER))
    return taken


def test_the_receipt_shows_the_code_and_not_the_name(office: "Office", taken: "Filed") -> None:
    receipt = office.sits(Role.RECEPTIONIST).go(f"/petitions/{taken.petition_id}/receipt")

    assert "NTC-2026-0001" in receipt.words
    assert revealed(receipt) == []


@pytest.mark.parametrize("role", READERS, ids=str)
def test_after_the_hand_over_no_page_shows_who_it_was(
    office: "Office", handed_over: "Filed", role: Role
) -> None:
    screen = office.sits(role)
    found = []
    for place in PLACES:
        screen.go(place.format(case=handed_over.id, petition=handed_over.petition_id))
        found += [f"{place}: {piece}" for piece in revealed(screen) if "/search" not in place]
        found += [place for _ in [0] if "/search" in place and CONTENT in screen.words]

    assert found == []


def test_the_code_stands_where_a_name_would(office: "Office", handed_over: "Filed") -> None:
    screen = office.sits(Role.HANDLER)

    for place in (f"/cases/{handed_over.id}", "/cases", "/petitions", "/my-work"):
        assert "NTC-2026-0001" in screen.go(place).words


def test_opening_asks_for_a_reason_and_shows_the_name_for_a_time(
    office: "Office", handed_over: "Filed"
) -> None:
    screen = office.sits(Role.HANDLER)
    place = f"/petitions/{handed_over.petition_id}"

    opened = unseal(screen, place).words
    later = office.on("2026-09-07T09:45", Role.HANDLER).go(place).words

    assert NAME in opened
    assert PLACE in opened
    assert NAME not in later


def test_an_opening_is_for_one_person_and_is_told_to_the_inspector(
    office: "Office", handed_over: "Filed"
) -> None:
    place = f"/petitions/{handed_over.petition_id}"
    unseal(office.sits(Role.HANDLER), place)

    assert NAME not in office.sits(Role.DIRECTOR).go(place).source
    assert "mời làm việc" in office.sits(Role.INSPECTOR).go("/inspection/audit").words


def test_a_reason_too_short_opens_nothing(office: "Office", handed_over: "Filed") -> None:
    screen = office.sits(Role.HANDLER).go(f"/petitions/{handed_over.petition_id}/unseal")

    screen.fill(reason="xem").send()

    assert "lý do" in screen.refused("reason").lower()
    assert NAME not in screen.go(f"/petitions/{handed_over.petition_id}").source


def test_the_desk_cannot_open_it_after_the_hand_over(
    office: "Office", handed_over: "Filed"
) -> None:
    screen = office.sits(Role.RECEPTIONIST).go(f"/petitions/{handed_over.petition_id}")

    assert screen.page.get_by_role("link", name="Mở danh tính").count() == 0
    assert screen.page.goto(f"/petitions/{handed_over.petition_id}/unseal").status == 404


def test_a_denunciation_runs_from_the_desk_to_the_archive(
    office: "Office", handed_over: "Filed", numbers: Mapping[str, str]
) -> None:
    director = office.on(ACCEPTED, Role.DIRECTOR)
    for event in (E.ACCEPTED, E.NOTIFIED, E.VERIFICATION_ORDERED):
        office.step(director, event, handed_over, **numbers)
    handler = office.on(CONCLUDED, Role.HANDLER)
    office.step(handler, E.VERIFICATION_REPORTED, handed_over, **numbers)
    director = office.sits(Role.DIRECTOR)
    office.step(director, E.CONCLUDED, handed_over, outcome="partly_right", **numbers)
    for event in (E.CONCLUSION_SENT, E.CONCLUSION_HANDLED):
        office.step(director, event, handed_over, **numbers)
    office.step(director, E.CONCLUSION_PUBLISHED, handed_over, ways="posted", **numbers)
    screen = office.step(office.sits(Role.HANDLER), E.ARCHIVED, handed_over)

    assert office.case().state is State.ARCHIVED
    assert revealed(screen) == []


def test_a_name_in_the_content_is_refused_at_the_desk(office: "Office") -> None:
    screen = office.on(RECEIVED, Role.RECEPTIONIST).go("/desk")

    screen.fill(full_name=NAME, kind="denunciation", is_corruption="no")
    screen.fill(content=f"Tôi là kpa thi ngoc xuyen, {CONTENT}").send()

    assert "người tố cáo" in screen.refused("content")


def test_who_is_typed_before_the_kind_is_known_stays_out_of_the_draft(office: "Office") -> None:
    screen = office.on(RECEIVED, Role.RECEPTIONIST).go("/desk")

    screen.fill(full_name=NAME, kind="denunciation", content=CONTENT, phone=PHONE)
    expect(screen.page.locator("[data-draft-saved]")).not_to_be_empty()

    kept = screen.page.evaluate("JSON.stringify(localStorage)")
    assert NAME not in kept
    assert PHONE not in kept


def unseal(screen: "Screen", place: str) -> "Screen":
    screen.go(place).page.get_by_role("link", name="Mở danh tính").click()
    screen.fill(reason="Cần gọi điện mời làm việc ngày 10/09").send()
    expect(screen.page.get_by_text("Danh tính đang mở")).to_be_visible()
    return screen


def revealed(screen: "Screen") -> list[str]:
    """Give the pieces of the identity that stand on a page, seen or unseen, in any spelling."""
    folded, figures = fold(screen.source), digits(screen.source)
    shown = [piece for piece in (NAME, "Suối Trăng") if fold(piece) in folded]
    return [*shown, PHONE] if PHONE in figures else shown
