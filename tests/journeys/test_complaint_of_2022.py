"""A real complaint: received 08/12/2022, accepted 16/12/2022, decided 02/03/2023."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tracker.access import Role
from tracker.law.events import EventType

if TYPE_CHECKING:
    from tests.journeys.conftest import Filed, Office, Screen

MOST_KEYS = 14
MATTER = "Không đồng ý quyết định thu hồi kinh phí đề tài giống lúa chịu mặn"
RECEIVED, CLASSIFIED, ACCEPTED = "2022-12-08", "2022-12-12", "2022-12-16"
VERIFYING, REPORTED, DECIDED = "2022-12-20", "2023-02-17", "2023-03-02"


def test_a_complaint_is_taken_in_by_keyboard_alone_with_few_keys(office: "Office") -> None:
    screen = office.on(RECEIVED, Role.RECEPTIONIST)

    pressed = type_at_the_desk(screen)

    assert len(pressed) <= MOST_KEYS, pressed
    assert "Trần Thị Hạnh" in screen.words
    assert "19/12/2022" in screen.words
    assert office.case().received_on.isoformat() == RECEIVED


def test_the_receipt_leads_to_the_next_visit_by_one_key(office: "Office") -> None:
    screen = office.on(RECEIVED, Role.RECEPTIONIST)
    type_at_the_desk(screen)

    screen.keyboard.press("n")

    screen.page.wait_for_url("**/desk")
    assert screen.keyboard.focus == "full_name"
    assert screen.page.locator("#full_name").input_value() == ""


def test_the_case_decided_late_says_by_how_many_days(
    office: "Office", numbers: Mapping[str, str]
) -> None:
    screen = decided(office, settle(office, numbers), numbers)

    assert "đúng hạn" in screen.row("19/12/2022").inner_text().lower()
    assert "trễ hạn 45 ngày" in screen.row("16/01/2023").inner_text().lower()


def test_the_same_case_found_complex_is_late_by_31_days(
    office: "Office", numbers: Mapping[str, str]
) -> None:
    case = settle(office, numbers)
    office.step(
        office.on("2022-12-28", Role.DIRECTOR), EventType.FOUND_COMPLEX, case,
        criteria="2", **numbers,
    )  # fmt: skip

    screen = decided(office, case, numbers)

    assert "đúng hạn" in screen.row("19/12/2022").inner_text().lower()
    assert "trễ hạn 31 ngày" in screen.row("30/01/2023").inner_text().lower()


def test_a_due_date_explains_itself(office: "Office", numbers: Mapping[str, str]) -> None:
    case = settle(office, numbers)
    screen = office.sits(Role.DIRECTOR).go(f"/cases/{case.id}")

    screen.row("16/01/2023").get_by_role("link", name="16/01/2023").click()

    assert "vì sao thứ hai 16/01/2023" in screen.page.locator("h1").inner_text().lower()
    assert "Điều 28" in screen.words


@pytest.mark.parametrize(("day", "step"), [("2022-12-09", EventType.DECIDED)])
def test_a_decision_before_acceptance_is_shut_and_says_why(
    office: "Office", day: str, step: EventType
) -> None:
    type_at_the_desk(office.on(RECEIVED, Role.RECEPTIONIST))
    case = office.case()
    screen = office.on(day, Role.DIRECTOR).go(f"/cases/{case.id}")

    assert screen.page.locator(f"main a.btn[href*='/events/{step.value}']").count() == 0

    screen.go(f"/cases/{case.id}/events/{step.value}")
    screen.fill(document_number="1/QĐ", outcome="right").send()

    assert screen.page.locator(".error-summary").inner_text()
    assert len(office.case().steps) == 1


def type_at_the_desk(screen: "Screen") -> list[str]:
    """Answer the six questions without a mouse; give the keys pressed beside the text."""
    keys = screen.go("/desk").keyboard
    assert keys.focus == "full_name"
    keys.type("Trần Thị Hạnh").press("Enter")
    keys.type("051185001234").press("Enter")
    keys.type("Thôn 3, xã Ba Vì").press("Enter")
    keys.type("0912345678").press("Enter", "Enter")
    assert keys.focus == "kind"
    keys.press("Space", "Enter")
    for _ in range(3):
        if keys.focus != "content":
            keys.press("Enter")
    assert keys.focus == "content"
    keys.type(MATTER).press("Control+Enter")
    screen.page.wait_for_url("**/receipt?new=1")
    return keys.pressed


def settle(office: "Office", numbers: Mapping[str, str]) -> "Filed":
    """Bring the complaint from the desk to the order to verify."""
    receptionist = office.on(RECEIVED, Role.RECEPTIONIST)
    type_at_the_desk(receptionist)
    case = office.case()
    office.classify(office.on(CLASSIFIED, Role.RECEPTIONIST), case)
    director = office.on(ACCEPTED, Role.DIRECTOR)
    office.step(director, EventType.ACCEPTED, case, **numbers)
    office.assign(director, case, office.hire(Role.HANDLER))
    office.step(
        office.on(VERIFYING, Role.DIRECTOR), EventType.VERIFICATION_ORDERED, case, **numbers
    )
    return case


def decided(office: "Office", case: "Filed", numbers: Mapping[str, str]) -> "Screen":
    """Bring the complaint from the verification to the decision."""
    handler = office.case().handler_id
    assert handler is not None
    screen = office.on(REPORTED, handler)
    office.step(screen, EventType.VERIFICATION_REPORTED, case, **numbers)
    office.step(screen, EventType.DIALOGUE_HELD, case, led_by="assigned", **numbers)
    director = office.on(DECIDED, Role.DIRECTOR)
    return office.step(director, EventType.DECIDED, case, outcome="partly_right", **numbers)
