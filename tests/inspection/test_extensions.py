"""The extensions that stand out: written down after the end, or many by one person on one day."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework.recording import Act, record
from tracker.casework.registration import Desk, register_petition
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.records.cases import Case
from tracker.records.organisation import User

TC = CaseKind.DENUNCIATION
HOME = "/inspection"
PAGE = f"{HOME}/extensions"
DUE_ON = date(2026, 12, 9)  # 30 days after 09/11/2026.
IN_TIME = date(2026, 12, 8)
AFTER = date(2026, 12, 15)
LATE = "Ghi gia hạn sau ngày hết hạn"
MANY = "Một người ghi nhiều gia hạn trong một ngày"
NOTHING = "Không có gia hạn nào cần xem"


@pytest.fixture
def inspector(at: SetClock, sign_in: Callable[[Role], InspectingClient]) -> InspectingClient:
    at(AFTER)
    return sign_in(Role.INSPECTOR)


def test_without_extensions_there_is_nothing_to_see(inspector: InspectingClient) -> None:
    page = inspector.get(PAGE, max_queries=8)

    assert NOTHING in page.words
    assert inspector.get(HOME).links[PAGE].startswith("0 gia hạn cần xem")


def test_an_extension_written_down_after_the_end_is_listed_with_both_dates(
    inspector: InspectingClient, session: Session
) -> None:
    case = accepted(session)
    extended_late(session, case)

    page = inspector.get(PAGE, max_queries=8)

    assert page.links[f"/cases/{case.id}"] == case.code
    assert LATE in page.words
    assert MANY not in page.words
    assert {"09/12/2026", "08/12/2026"} <= set(page.words.split())
    assert "15/12/2026" in page.words
    assert inspector.get(HOME).links[PAGE].startswith("1 gia hạn cần xem")


def test_an_extension_written_down_on_the_last_day_is_in_time(
    inspector: InspectingClient, session: Session
) -> None:
    extend(session, accepted(session), DUE_ON, recorded_on=DUE_ON)

    assert NOTHING in inspector.get(PAGE).words


def test_three_extensions_by_one_person_on_one_day_stand_out(
    inspector: InspectingClient, session: Session
) -> None:
    cases = [accepted(session) for _ in range(3)]
    for case in cases:
        extend(session, case, IN_TIME, recorded_on=IN_TIME)

    page = inspector.get(PAGE, max_queries=8)

    assert [page.links[f"/cases/{case.id}"] for case in cases] == [case.code for case in cases]
    assert page.words.count(MANY) == 3
    assert LATE not in page.words
    assert inspector.get(HOME).links[PAGE].startswith("3 gia hạn cần xem")


@pytest.mark.parametrize("second_director", [False, True], ids=["two", "three by two people"])
def test_fewer_by_each_person_do_not_stand_out(
    inspector: InspectingClient, session: Session, second_director: bool
) -> None:
    for _ in range(2):
        extend(session, accepted(session), IN_TIME, recorded_on=IN_TIME)
    if second_director:
        deputy = factories.person(session, Role.DIRECTOR, name="Lê Thị Bưởi")
        extend(session, accepted(session), IN_TIME, recorded_on=IN_TIME, by=deputy)

    assert NOTHING in inspector.get(PAGE).words


def test_three_extensions_on_three_days_do_not_stand_out(
    inspector: InspectingClient, session: Session
) -> None:
    for day in (4, 7, 8):
        on = date(2026, 12, day)
        extend(session, accepted(session), on, recorded_on=on)

    assert NOTHING in inspector.get(PAGE).words


def test_a_month_later_they_are_not_of_late(
    inspector: InspectingClient, session: Session, at: SetClock
) -> None:
    extended_late(session, accepted(session))

    at("2027-01-14")
    still_there = LATE in inspector.get(PAGE).words
    at("2027-01-15")

    assert still_there
    assert NOTHING in inspector.get(PAGE).words


def test_extensions_of_another_agency_are_not_shown(
    inspector: InspectingClient, session: Session
) -> None:
    elsewhere = factories.agency(session, "Sở Xây dựng")
    office = factories.unit(session, "Phòng Tiếp nhận", under=elsewhere)
    desk = factories.desk(session, factories.person(session, Role.RECEPTIONIST, at=office))
    director = factories.person(session, Role.DIRECTOR, at=elsewhere, name="Hồ Văn Tám")
    for _ in range(3):
        case = accepted(session, desk, director)
        extend(session, case, IN_TIME, recorded_on=IN_TIME, by=director)

    assert NOTHING in inspector.get(PAGE).words


def accepted(session: Session, desk: Desk | None = None, director: User | None = None) -> Case:
    """Accept a denunciation on 09/11/2026 and find it complex."""
    place, typed = desk or factories.desk(session), factories.petition_details(TC)
    now = factories.moment(typed.received_on)
    case = register_petition(session, place, typed, now=now).case
    assert case is not None
    told = {"kind": TC.value, "level": case.level.value, "traits": []}
    for event, day, more in (
        (EventType.CLASSIFIED, 4, told),
        (EventType.ACCEPTED, 9, {}),
        (EventType.FOUND_COMPLEX, 20, {"criteria": ["1"]}),
    ):
        factories.happen(session, case, event, date(2026, 11, day), by=director, **more)
    return case


def extended_late(session: Session, case: Case) -> None:
    """Propose and extend with a date before the end, both written down after it."""
    handler = factories.person(session, Role.HANDLER)
    factories.assigned(session, case, handler, date(2026, 11, 10))
    told = Act(IN_TIME, particulars={"event": EventType.EXTENDED.value})
    who, now = factories.reach(session, handler), factories.moment(AFTER)
    record(session, case, EventType.PROPOSED, act=told, by=who, now=now)
    extend(session, case, IN_TIME, recorded_on=AFTER)


def extend(
    session: Session, case: Case, on: date, *, recorded_on: date, by: User | None = None
) -> None:
    """Extend a case with one date, written down on another."""
    who = factories.reach(session, by or factories.person_with(session, Role.DIRECTOR))
    act, now = Act(on, document_number="07/QĐ"), factories.moment(recorded_on)
    record(session, case, EventType.EXTENDED, act=act, by=who, now=now)
