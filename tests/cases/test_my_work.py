"""My work: one row is one obligation, what runs out first on top."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.records.cases import Case
from tracker.records.organisation import User

SignIn = Callable[[Role | User], InspectingClient]
RECEIVED = date(2026, 11, 2)


def test_the_list_takes_at_most_eight_statements(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    for _ in range(5):
        factories.case(session)

    page = sign_in(Role.DIRECTOR).get("/my-work", max_queries=8)

    assert len(page.every("tr")) > 5


def test_a_row_says_how_near_the_limit_is_and_why(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-10")
    factories.classified(session, factories.case(session), date(2026, 11, 4))

    page = sign_in(Role.DIRECTOR).get("/my-work")

    assert "còn 1 ngày làm việc; các bước còn lại thường cần khoảng 1" in page.words
    assert "Thụ lý hoặc thông báo không thụ lý khiếu nại Điều 27" in page.words


def test_the_button_is_the_move_that_meets_the_duty(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))

    page = sign_in(Role.DIRECTOR).get("/my-work")

    assert page.links[f"/cases/{subject.id}/events/accepted"] == "Thụ lý"


def test_a_handler_sees_what_is_assigned_and_no_more(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    handler = factories.person(session, Role.HANDLER, at=factories.unit(session, "Phòng A"))
    mine = factories.assigned(session, factories.case(session), handler, RECEIVED)
    other = factories.case(session)

    page = sign_in(handler).get("/my-work")

    assert mine.code in page.words
    assert other.code not in page.words


def test_the_desk_sees_only_what_it_can_meet(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-20")
    waiting = factories.classified(session, factories.case(session), date(2026, 11, 4))
    decided = factories.classified(session, factories.case(session), date(2026, 11, 4))
    factories.happen(session, decided, EventType.ACCEPTED, date(2026, 11, 9))
    factories.happen(session, decided, EventType.DECIDED, date(2026, 11, 20), outcome="right")

    page = sign_in(Role.RECEPTIONIST).get("/my-work")

    assert page.links[f"/cases/{decided.id}/events/decision_sent"] == "Gửi quyết định giải quyết"
    assert waiting.code not in page.words


def test_an_inspector_has_no_duties_and_is_told_where_to_look(sign_in: SignIn) -> None:
    page = sign_in(Role.INSPECTOR).get("/my-work")

    assert "Không có việc nào có hạn đang chờ bạn." in page.words
    assert "/cases" in page.links


def test_a_denouncer_is_shown_as_a_code(session: Session, sign_in: SignIn, at: SetClock) -> None:
    at("2026-11-04")
    factories.case(session, CaseKind.DENUNCIATION)

    page = sign_in(Role.DIRECTOR).get("/my-work")

    assert "NTC-2026-0001" in page.words
    assert "Trần Thị Hạnh" not in page.text


def test_a_paused_duty_stands_in_its_own_tab(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-13")
    subject = _suspended(session)

    client = sign_in(Role.DIRECTOR)

    page = client.get("/my-work?tab=paused", max_queries=8)
    assert subject.code in page.words
    assert "thời hạn đang tạm dừng" in page.words


def test_a_list_empty_through_a_filter_offers_to_take_it_off(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    factories.case(session)

    page = sign_in(Role.DIRECTOR).get("/my-work?kind=feedback")

    assert "Không có việc nào khớp với bộ lọc." in page.words
    assert page.links["/my-work"]


def _suspended(session: Session) -> Case:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    factories.happen(session, subject, EventType.ACCEPTED, date(2026, 11, 9))
    factories.happen(session, subject, EventType.SUSPENDED, date(2026, 11, 11), ground="tdc-b")
    return subject
