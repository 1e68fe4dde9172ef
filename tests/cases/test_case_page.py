"""One case: its head, what to do next, what happened, its limits and why they fall so."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework.registration import PartyDetails
from tracker.casework.reminders import sweep
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.records.cases import Case
from tracker.records.organisation import User
from tracker.records.petitions import PartyRole

SignIn = Callable[[Role | User], InspectingClient]


def test_the_page_takes_at_most_twelve_statements(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    subject = _accepted(session)

    page = sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}", max_queries=12)

    assert page.heading == subject.title


def test_the_head_shows_the_dates_and_each_says_why(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-20")
    subject = _accepted(session)
    client = sign_in(Role.DIRECTOR)

    page = client.get(f"/cases/{subject.id}")
    why = client.get(f"/cases/{subject.id}/obligations/KN-28/3")

    assert "09/12/2026" in page.words
    assert why.heading == "Vì sao thứ Tư 09/12/2026?"
    assert "Thời hạn 30 ngày (Điều 28 Luật Khiếu nại" in why.words


def test_the_days_left_out_are_named_with_their_decision(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-20")
    subject = factories.case(session, received_on=date(2026, 11, 20))

    why = sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}/obligations/KN-27/1")

    assert "Ngày Văn hóa Việt Nam" in why.words


def test_open_moves_are_buttons_and_shut_ones_say_who_may(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))

    director = sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}")
    desk = sign_in(Role.RECEPTIONIST).get(f"/cases/{subject.id}")

    assert f"/cases/{subject.id}/events/accepted" in director.links
    assert f"/cases/{subject.id}/events/accepted" not in desk.links
    assert "Bước “Thụ lý” do lãnh đạo thực hiện." in desk.words
    assert f"/cases/{subject.id}/events/proposed?move=accepted" in desk.links


def test_an_inspector_reads_and_finds_no_button(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    subject = _accepted(session)

    page = sign_in(Role.INSPECTOR).get(f"/cases/{subject.id}")

    assert not [href for href in page.links if "/events/" in href]


def test_late_duties_say_by_how_many_days(session: Session, sign_in: SignIn, at: SetClock) -> None:
    at("2023-03-02")
    subject = factories.case(session, received_on=date(2022, 12, 8))
    factories.classified(session, subject, date(2022, 12, 12))
    factories.happen(session, subject, EventType.ACCEPTED, date(2022, 12, 16))
    factories.happen(session, subject, EventType.DECIDED, date(2023, 3, 2), outcome="right")

    page = sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}")

    assert "xong 16/12/2022 · đúng hạn" in page.words
    assert "xong 02/03/2023 · trễ hạn 45 ngày" in page.words


def test_the_citizens_way_opens_when_nothing_was_done(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2020-05-20")
    subject = factories.case(session, received_on=date(2020, 2, 14))

    page = sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}")

    assert "24/02/2020" in page.words
    assert "Đang mở" in page.words
    assert "Ngày ước tính" in page.words


def test_whom_a_case_is_about_does_not_find_it(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    director = factories.person_with(session, Role.DIRECTOR)
    about = PartyDetails(PartyRole.RESPONDENT, factories.HANH, user_id=director.id)
    typed = factories.petition_details(respondents=(about,))
    subject = factories.case(session, parties=typed.parties)

    sign_in(director).get(f"/cases/{subject.id}", status=404)


def test_a_foreign_case_does_not_exist(session: Session, sign_in: SignIn, at: SetClock) -> None:
    at("2026-11-09")
    subject = factories.case(session)

    client = sign_in(Role.HANDLER)

    client.get(f"/cases/{subject.id}", status=404)
    client.get(f"/cases/{subject.id}/print", status=404)
    client.get(f"/cases/{subject.id}/obligations/KN-27/1", status=404)
    client.get(f"/cases/{10**30}", status=404)


def test_the_sheet_for_paper_names_the_code_not_the_denouncer(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-09")
    subject = factories.case(session, CaseKind.DENUNCIATION)

    page = sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}/print")

    assert "NTC-2026-0001" in page.words
    assert "Trần Thị Hạnh" not in page.text


def test_an_overdue_reminder_is_acknowledged_once(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-20")
    subject = factories.case(session)
    sweep(session, at=factories.moment(date(2026, 11, 20)))
    client = sign_in(Role.DIRECTOR)

    page = client.get(f"/cases/{subject.id}")
    after = client.follow(client.submit(page, action=f"/cases/{subject.id}/acknowledgement"))

    assert "Đã xác nhận nhắc hạn." in after.words
    assert not after.every("form", action=f"/cases/{subject.id}/acknowledgement")


def _accepted(session: Session) -> Case:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    factories.happen(session, subject, EventType.ACCEPTED, date(2026, 11, 9))
    return subject
