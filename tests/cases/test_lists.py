"""The list of cases: tabs with counts, filters in the address, keyset pages."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page
from tracker.access import Role
from tracker.cases.filters import Tab
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.records.organisation import User

SignIn = Callable[[Role | User], InspectingClient]


@pytest.mark.parametrize("tab", Tab, ids=str)
def test_no_tab_takes_more_than_eight_statements(
    session: Session, sign_in: SignIn, at: SetClock, tab: Tab
) -> None:
    at("2026-11-20")
    factories.case(session)

    page = sign_in(Role.DIRECTOR).get(f"/cases?tab={tab.value}&asked=1&unit=1", max_queries=8)

    assert page.heading == "Vụ việc"


def test_the_tabs_count_by_level(session: Session, sign_in: SignIn, at: SetClock) -> None:
    at("2026-11-20")
    factories.case(session, received_on=date(2026, 10, 1))
    factories.case(session, received_on=date(2026, 11, 20))

    page = sign_in(Role.DIRECTOR).get("/cases")

    assert _tabs(page)["Quá hạn"] == "1"
    assert _tabs(page)["Còn hạn"] == "1"
    assert _tabs(page)["Chưa phân công"] == "2"


def test_a_filter_stands_in_the_address_and_can_be_taken_off(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    complaint = factories.case(session)
    feedback = factories.case(session, CaseKind.FEEDBACK)

    page = sign_in(Role.DIRECTOR).get("/cases?kind=feedback")

    assert feedback.code in page.words
    assert complaint.code not in page.words
    (chip,) = page.every("a", class_="chip")
    assert chip.get("href") == "/cases"


@pytest.mark.parametrize(
    "query",
    ["tab=không", "kind=x&field=y", "unit=-1&handler=99999999999", "due_by=31/2", "after=?"],
)
def test_what_an_address_says_wrongly_is_as_if_not_said(sign_in: SignIn, query: str) -> None:
    page = sign_in(Role.DIRECTOR).get(f"/cases?{query}")

    assert page.status == 200


def test_pages_follow_each_other_without_gap_or_double(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    codes = {factories.case(session).code for _ in range(27)}
    client = sign_in(Role.DIRECTOR)

    first = client.get("/cases")
    second = client.get(first.every("a", rel="next")[0].get("href", ""))

    seen = _codes(first) + _codes(second)
    assert len(seen) == 27
    assert set(seen) == codes


def test_a_case_that_is_done_moves_to_the_last_tab(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    factories.happen(session, subject, EventType.GUIDED, date(2026, 11, 5), to="Tòa án")
    client = sign_in(Role.DIRECTOR)

    assert subject.code in client.get("/cases?tab=closed").words
    assert subject.code not in client.get("/cases").words


def test_a_unit_head_sees_the_own_unit_only(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    ours, theirs = factories.unit(session, "Phòng A"), factories.unit(session, "Phòng B")
    head = factories.person(session, Role.UNIT_HEAD, at=ours)
    mine = _given_to(session, ours)
    other = _given_to(session, theirs)

    page = sign_in(head).get("/cases", max_queries=8)

    assert mine in page.words
    assert other not in page.words


def _given_to(session: Session, unit: object) -> str:
    handler = factories.person(session, Role.HANDLER, at=unit)  # type: ignore[arg-type]  # an OrgUnit
    return factories.assigned(session, factories.case(session), handler, date(2026, 11, 3)).code


def _tabs(page: Page) -> dict[str, str]:
    tabs = [" ".join("".join(a.itertext()).split()) for a in page.every("a", class_="tab")]
    return dict(tab.rsplit(" ", 1) for tab in tabs if tab[-1].isdigit())


def _codes(page: Page) -> list[str]:
    cells = page.every("td", class_="cell-code")
    return ["".join(cell.itertext()).strip() for cell in cells]
