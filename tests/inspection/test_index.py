"""What stands out: the numbers and the lists behind them."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework.recording import Act, correct, record
from tracker.law.events import EventType
from tracker.records.cases import Case

HOME = "/inspection"


@pytest.fixture
def inspector(at: SetClock, sign_in: Callable[[Role], InspectingClient]) -> InspectingClient:
    at("2026-11-23")
    return sign_in(Role.INSPECTOR)


def test_with_nothing_to_see_only_the_unposted_texts_are_counted(
    inspector: InspectingClient,
) -> None:
    page = inspector.get(HOME, max_queries=8)

    assert [words.split()[0] for words in cards(page.links)] == ["0", "0", "0", "0", "0", "6"]


def test_an_overdue_case_is_counted_and_led_to(
    inspector: InspectingClient, session: Session
) -> None:
    factories.case(session, received_on=date(2026, 10, 1))

    page = inspector.get(HOME)

    assert page.links["/cases?tab=overdue"].startswith("1 vụ việc đang quá hạn")


def test_a_correction_is_counted_and_listed(inspector: InspectingClient, session: Session) -> None:
    case = classified_late(session)

    page = inspector.get(f"{HOME}/corrections", max_queries=8)

    assert page.links[f"/cases/{case.id}"] == case.code
    assert "bước 2, ngày đúng 04/11/2026" in page.words
    assert "1 lần đính chính" in inspector.get(HOME).words


def test_a_step_recorded_long_after_its_date_is_listed(
    inspector: InspectingClient, session: Session
) -> None:
    case = classified_late(session)

    page = inspector.get(f"{HOME}/late-records", max_queries=8)

    assert page.links[f"/cases/{case.id}"] == case.code
    assert "03/11/2026" in page.words
    assert "1 bước ghi nhận muộn" in inspector.get(HOME).words


def test_a_step_recorded_within_a_week_is_not_late(
    inspector: InspectingClient, session: Session
) -> None:
    factories.classified(session, factories.case(session), date(2026, 11, 4))

    assert "Không có bước nào ghi nhận muộn" in inspector.get(f"{HOME}/late-records").words


def test_old_matters_are_not_of_late(
    inspector: InspectingClient, session: Session, at: SetClock
) -> None:
    classified_late(session)

    at("2026-12-22")
    page = inspector.get(f"{HOME}/corrections")

    assert "Không có lần đính chính nào" in page.words


def test_cases_of_another_agency_do_not_count(
    inspector: InspectingClient, session: Session
) -> None:
    elsewhere = factories.unit(session, "Phòng Lạ", under=factories.agency(session, "Sở Xây dựng"))
    case = factories.case(session, received_on=date(2026, 10, 1))
    case.agency_id = elsewhere.agency_id or 0
    session.flush()

    assert inspector.get(HOME).links["/cases?tab=overdue"].startswith("0 ")


def classified_late(session: Session) -> Case:
    """Classify on 03/11, recorded on 16/11, then move that step to the day after."""
    case = factories.case(session, received_on=date(2026, 11, 2))
    by = factories.reach(session, factories.person_with(session, Role.DIRECTOR))
    told = {"kind": case.kind.value, "level": case.level.value, "traits": case.traits}
    act = Act(date(2026, 11, 3), particulars=told)
    now = factories.moment(date(2026, 11, 16))
    record(session, case, EventType.CLASSIFIED, act=act, by=by, now=now)
    because = Act(date(2026, 11, 16), note="Ghi nhầm ngày")
    correct(session, case, 2, right_date=date(2026, 11, 4), act=because, by=by, now=now)
    return case


def cards(links: dict[str, str]) -> list[str]:
    return [w for h, w in links.items() if w[:1].isdecimal() and "tab=running" not in h]
