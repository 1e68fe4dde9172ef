"""The desk in a real browser: by keyboard alone, with hints while typing, and without script."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.browser import barriers
from tracker.access import Role
from tracker.casework.identity import Identity
from tracker.records.petitions import Petition

PHONE = {"width": 390, "height": 844}
LOAD_DRAFT = "Object.entries(localStorage).map(([key, value]) => key + value).join()"


def test_a_visit_is_logged_by_keyboard_alone(page_as: Any, session: Session) -> None:
    page = page_as(Role.RECEPTIONIST)
    page.goto("/desk")
    keys = page.keyboard

    keys.type("Trần Thị Hạnh\n\nThôn 3, xã Ba Vì\n0912345678\n\n")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("Không đồng ý thu hồi kinh phí đề tài")
    keys.press("Control+Enter")
    page.wait_for_url("**/receipt?new=1")

    petition = session.scalars(select(Petition)).one()
    assert petition.sender_label == "Trần Thị Hạnh"
    assert petition.summary == "Không đồng ý thu hồi kinh phí đề tài"
    assert petition.code in page.inner_text("main")


def test_an_earlier_petition_is_linked_with_one_key(page_as: Any, session: Session) -> None:
    earlier = factories.petition(session).petition
    page = page_as(Role.RECEPTIONIST)
    page.goto("/desk")

    page.keyboard.type("tran thi hanh")
    page.wait_for_selector("[data-hint='1']")
    page.keyboard.press("Alt+1")
    page.wait_for_selector(".desk-linked")

    assert earlier.code in page.inner_text(".desk-linked")
    assert page.input_value("[name=same_matter_id]") == str(earlier.id)
    assert page.input_value("[name=full_name]") == "tran thi hanh"
    page.click("[data-unlink]")
    page.wait_for_selector(".desk-linked", state="detached")
    assert page.input_value("[name=same_matter_id]") == ""


def test_hints_come_by_post_and_name_nobody_in_an_address(page_as: Any, session: Session) -> None:
    factories.petition(session, parties=_sender("Lê Văn An", "051190004321"))
    page = page_as(Role.RECEPTIONIST)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.goto("/desk")

    page.fill("[name=identity_number]", "051190004321")
    page.wait_for_selector("[data-hint='1']")

    assert any(line.startswith("POST") and line.endswith("/desk/hints") for line in asked)
    assert not any("0511" in line for line in asked)


def test_a_denouncer_enters_no_draft(page_as: Any) -> None:
    page = page_as(Role.RECEPTIONIST)
    page.goto("/desk")

    page.fill("[name=full_name]", "Trần Thị Hạnh")
    page.fill("[name=content]", "Trưởng trạm ép giá")
    page.check("[name=kind][value=complaint]")
    page.wait_for_selector("[data-draft-bar]:not([hidden])")
    as_complaint = page.evaluate(LOAD_DRAFT)
    page.check("[name=kind][value=denunciation]")
    page.goto("/visits")
    as_denunciation = page.evaluate(LOAD_DRAFT)

    assert "Hạnh" in as_complaint
    assert "ép giá" in as_denunciation
    assert "Hạnh" not in as_denunciation


def test_nothing_of_corruption_enters_a_draft(page_as: Any) -> None:
    page = page_as(Role.RECEPTIONIST)
    page.goto("/desk")

    page.check("[name=kind][value=denunciation]")
    page.check("[name=is_corruption][value=yes]")
    page.fill("[name=content]", "Nhận hối lộ khi cấp giống")
    page.goto("/visits")

    assert "hối lộ" not in page.evaluate(LOAD_DRAFT)


def test_a_draft_comes_back_and_goes_once_saved(page_as: Any) -> None:
    page = page_as(Role.RECEPTIONIST)
    page.goto("/desk")
    page.check("[name=kind][value=complaint]")
    page.fill("[name=full_name]", "Trần Thị Hạnh")
    page.fill("[name=content]", "Không đồng ý")
    page.goto("/visits")

    page.goto("/desk")
    page.click("[data-draft-offer] button >> nth=0")
    assert page.input_value("[name=full_name]") == "Trần Thị Hạnh"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/receipt?new=1")

    assert page.evaluate(LOAD_DRAFT) == ""


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(
    page_as: Any, session: Session, size: dict[str, int] | None, scheme: str
) -> None:
    petition = factories.petition(session).petition
    page = page_as(Role.RECEPTIONIST)
    page.emulate_media(color_scheme=scheme)
    if size:
        page.set_viewport_size(size)
    number = petition.id
    places = ("/desk", "/petitions/new", "/visits", "/petitions", "/search?q=kinh")
    places += (f"/petitions/{number}", f"/petitions/{number}/receipt")
    places += (f"/petitions/{number}/merge", f"/petitions/{number}/split")
    session.commit()  # Whoever looks is entered, and nobody else may be writing.

    found = []
    for place in places:
        page.goto(place)
        found += [f"{place}: {barrier}" for barrier in barriers(page)]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{place} is wider than the screen"] if wide else []

    assert found == []


def _sender(name: str, number: str) -> tuple[Any, ...]:
    return factories.petition_details(sender=Identity(name, "", "", number)).parties
