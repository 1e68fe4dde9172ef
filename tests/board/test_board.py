"""The board: only what needs those who lead, each number a link."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework.recording import Act, record
from tracker.casework.reminders import sweep
from tracker.casework.unsealing import unseal
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.records.cases import Case
from tracker.records.organisation import User

SignIn = Callable[[Role | User], InspectingClient]


def test_the_board_takes_at_most_twelve_statements(session: Session, sign_in: SignIn) -> None:
    page = sign_in(Role.DIRECTOR).get("/board", max_queries=12)

    assert page.heading == "Bảng điều hành"
    assert "Không có vụ việc quá hạn." in page.words


def test_what_is_red_and_what_soon_will_be_is_counted_and_linked(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    late = factories.case(session, received_on=date(2026, 10, 1))
    factories.case(session, received_on=date(2026, 11, 6))

    page = sign_in(Role.DIRECTOR).get("/board", max_queries=12)

    assert page.links["/cases?tab=overdue"].startswith("1")
    assert page.links["/cases?due_by=2026-11-23"].startswith("1")
    assert page.links["/cases?tab=unassigned"].startswith("2")
    assert late.code in page.words


def test_a_proposal_waits_until_the_proposed_step_is_made(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    _propose(session, subject, EventType.ACCEPTED, date(2026, 11, 5))
    client = sign_in(Role.DIRECTOR)

    waiting = client.get("/board", max_queries=12)
    factories.happen(session, subject, EventType.ACCEPTED, date(2026, 11, 9))
    done = client.get("/board", max_queries=12)

    assert "Thụ lý Nguyễn Văn Mẫu, 05/11/2026" in waiting.words
    assert "Không có đề xuất nào đang chờ." in done.words


def test_the_share_in_time_is_set_beside_last_year(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-20")
    for answered_on in (date(2026, 11, 9), date(2026, 11, 19)):
        subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
        factories.happen(session, subject, EventType.ACCEPTED, answered_on)

    page = sign_in(Role.DIRECTOR).get("/board", max_queries=12)

    assert "Cùng kỳ năm trước: chưa có nghĩa vụ nào được thực hiện" in page.words
    assert "nghĩa vụ đã thực hiện" in page.words


def test_an_opening_of_an_identity_is_told_without_the_name(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    logged = factories.petition(session, CaseKind.DENUNCIATION)
    assert logged.petition is not None
    assert logged.case is not None
    director = factories.person_with(session, Role.DIRECTOR)
    unseal(
        session, logged.petition, logged.case, reason="Mời người tố cáo làm việc",
        by=factories.reach(session, director), now=factories.moment(date(2026, 11, 9)),
    )  # fmt: skip

    page = sign_in(Role.DIRECTOR).get("/board", max_queries=12)

    assert "Mời người tố cáo làm việc" in page.words
    assert logged.petition.code in page.words
    assert "Hạnh" not in page.text


def test_overdue_reminders_nobody_acknowledged_are_counted(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    factories.case(session, received_on=date(2026, 10, 1))
    sweep(session, at=factories.moment(date(2026, 11, 9)))

    page = sign_in(Role.DIRECTOR).get("/board", max_queries=12)

    assert "nhắc quá hạn chưa xác nhận" in page.words
    (figure,) = [a for a in page.every("a", class_="figure") if "nhắc" in "".join(a.itertext())]
    assert "".join(figure.itertext()).split()[0] != "0"


def test_a_head_sees_the_own_units_and_others_are_kept_out(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    ours = factories.unit(session, "Phòng A")
    head = factories.person(session, Role.UNIT_HEAD, at=ours)
    elsewhere = factories.case(session, received_on=date(2026, 10, 1))

    page = sign_in(head).get("/board", max_queries=12)

    assert elsewhere.code not in page.words
    sign_in(Role.HANDLER).get("/board", status=403)


def _propose(session: Session, subject: Case, step: EventType, on: date) -> None:
    who = factories.reach(session, factories.person_with(session, Role.DIRECTOR))
    act = Act(on, particulars={"event": step.value})
    record(session, subject, EventType.PROPOSED, act=act, by=who, now=factories.moment(on))
