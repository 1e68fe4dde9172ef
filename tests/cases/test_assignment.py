"""Who is responsible: chosen by load, never whom the case is about; someone stands in on leave."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework.registration import PartyDetails
from tracker.records.cases import Case
from tracker.records.organisation import OrgUnit, User
from tracker.records.petitions import PartyRole

SignIn = Callable[[Role | User], InspectingClient]


@pytest.fixture
def room(session: Session, at: SetClock) -> OrgUnit:
    """Give a unit with two handlers."""
    at("2026-11-09")
    unit = factories.unit(session, "Phòng A")
    factories.person(session, Role.HANDLER, at=unit, name="Lê Văn Ba")
    factories.person(session, Role.HANDLER, at=unit, name="Ngô Thị Bốn")
    return unit


def test_the_load_of_each_candidate_is_shown(
    session: Session, sign_in: SignIn, room: OrgUnit
) -> None:
    busy = factories.person(session, Role.HANDLER, at=room, name="Đỗ Văn Bận")
    factories.assigned(session, _old(session), busy, date(2026, 10, 2))
    subject = factories.case(session)

    page = sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}/assignment?unit={room.id}")

    assert "Đỗ Văn Bận – đang mở 1, quá hạn 1" in page.words
    assert "Lê Văn Ba – đang mở 0, quá hạn 0" in page.words


def test_a_case_is_given_to_a_person_with_the_reason(
    session: Session, sign_in: SignIn, room: OrgUnit
) -> None:
    subject = factories.case(session)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/assignment?unit={room.id}")

    typed = {"user_id": _handler(session, "Ngô Thị Bốn").id, "reason": "Đúng lĩnh vực"}
    after = client.follow(client.submit(page, typed))

    assert "Phòng A – Ngô Thị Bốn" in after.words
    assert "Đúng lĩnh vực" in after.words


def test_whom_the_case_is_about_is_shown_shut(
    session: Session, sign_in: SignIn, room: OrgUnit
) -> None:
    about = PartyDetails(
        PartyRole.RESPONDENT, factories.HANH, user_id=_handler(session, "Lê Văn Ba").id
    )
    typed = factories.petition_details(respondents=(about,))
    subject = factories.case(session, parties=typed.parties)

    page = sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}/assignment?unit={room.id}")

    (shut,) = page.every("ul", class_="barred")
    assert "Lê Văn Ba" in "".join(shut.itertext())
    assert len(page.every("input", name="user_id")) == 2


def test_two_heads_assigning_at_once_see_both_choices(
    session: Session, sign_in: SignIn, room: OrgUnit
) -> None:
    subject = factories.case(session)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/assignment?unit={room.id}")
    factories.assigned(session, subject, _handler(session, "Lê Văn Ba"), date(2026, 11, 9))

    typed = {"user_id": _handler(session, "Ngô Thị Bốn").id, "reason": "Ít việc"}
    answer = client.submit(page, typed, status=409)

    assert "Phòng A – Lê Văn Ba" in answer.words
    assert "Ngô Thị Bốn – đang mở 0, quá hạn 0" in answer.words
    client.submit(answer)


def test_a_reason_is_asked(session: Session, sign_in: SignIn, room: OrgUnit) -> None:
    subject = factories.case(session)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/assignment?unit={room.id}")

    answer = client.submit(page, {"reason": " "}, status=422)

    assert "Chưa nhập mục này." in answer.words


def test_a_handler_cannot_assign(session: Session, sign_in: SignIn, room: OrgUnit) -> None:
    subject = factories.case(session)

    sign_in(_handler(session, "Lê Văn Ba")).get(f"/cases/{subject.id}/assignment", status=403)


def test_who_stands_in_works_on_the_cases_of_the_absent(
    session: Session, sign_in: SignIn, room: OrgUnit
) -> None:
    absent, other = _handler(session, "Lê Văn Ba"), _handler(session, "Ngô Thị Bốn")
    subject = factories.assigned(session, factories.case(session), absent, date(2026, 11, 3))
    client = sign_in(Role.DIRECTOR)
    typed = {
        "absent_id": absent.id, "substitute_id": other.id, "starts_on": "09/11/2026",
        "ends_on": "20/11/2026", "reason": "Nghỉ phép",
    }  # fmt: skip

    after = client.follow(client.submit(client.get("/substitutions/new"), typed))

    assert "Ngô Thị Bốn" in after.words
    assert subject.code in sign_in(other).get("/my-work").words


def test_a_substitution_against_the_calendar_is_refused(
    session: Session, sign_in: SignIn, room: OrgUnit
) -> None:
    absent, other = _handler(session, "Lê Văn Ba"), _handler(session, "Ngô Thị Bốn")
    client = sign_in(Role.DIRECTOR)
    typed = {
        "absent_id": absent.id, "substitute_id": other.id, "starts_on": "20/11/2026",
        "ends_on": "10/11/2026", "reason": "Nghỉ phép",
    }  # fmt: skip

    answer = client.submit(client.get("/substitutions/new"), typed, status=422)

    assert "Ngày kết thúc trước ngày bắt đầu." in answer.words


def _old(session: Session) -> Case:
    return factories.case(session, received_on=date(2026, 10, 1))


def _handler(session: Session, name: str) -> User:
    return session.query(User).filter(User.full_name == name).one()
