"""A mistake is corrected by a further entry; the wrong one stays visible."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.law.events import EventType
from tracker.law.moves import State
from tracker.records.cases import Case

SignIn = Callable[[Role], InspectingClient]


@pytest.fixture
def subject(session: Session, at: SetClock) -> Case:
    """Give a case whose acceptance was recorded with a wrong date."""
    at("2026-11-16")
    case = factories.classified(session, factories.case(session), date(2026, 11, 4))
    factories.happen(session, case, EventType.ACCEPTED, date(2026, 11, 10))
    return case


def test_a_right_date_moves_the_limits(session: Session, sign_in: SignIn, subject: Case) -> None:
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/3/correction")

    typed = {"legal_date": "09/11/2026", "note": "Ghi nhầm ngày"}
    after = client.follow(client.submit(page, typed))

    assert "Ban đầu ghi ngày 10/11/2026, đã đính chính." in after.words
    assert "Bước “Thụ lý”: ngày 10/11/2026 sửa thành 09/11/2026." in after.words
    assert "09/12/2026" in after.words


def test_a_struck_out_step_no_longer_counts(
    session: Session, sign_in: SignIn, subject: Case
) -> None:
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/3/correction")

    typed = {"correcting": "strike_out", "note": "Ghi nhầm vụ việc"}
    after = client.follow(client.submit(page, typed))

    session.refresh(subject)
    assert subject.state is State.CLASSIFIED
    assert "đã gạch bỏ" in after.words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"legal_date": "", "note": "Nhầm"}, "Hãy ghi ngày đúng."),
        ({"legal_date": "09/11/2026", "note": ""}, "Chưa nhập mục này."),
        ({"legal_date": "03/11/2026", "note": "Nhầm"}, "sẽ không còn hợp lệ"),
    ],
)
def test_a_correction_that_cannot_stand_is_refused(
    sign_in: SignIn, subject: Case, typed: dict[str, str], sentence: str
) -> None:
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/3/correction")

    answer = client.submit(page, typed, status=422)

    assert sentence in answer.words


def test_the_receipt_cannot_be_struck_out(sign_in: SignIn, subject: Case) -> None:
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/1/correction")

    answer = client.submit(page, {"correcting": "strike_out", "note": "Nhầm"}, status=422)

    assert "Bước đầu tiên của vụ việc phải là tiếp nhận đơn." in answer.words


def test_only_who_is_competent_for_the_step_corrects_it(sign_in: SignIn, subject: Case) -> None:
    client = sign_in(Role.RECEPTIONIST)
    page = client.get(f"/cases/{subject.id}/events/3/correction")

    answer = client.submit(page, {"legal_date": "09/11/2026", "note": "Nhầm"}, status=422)

    assert "Bước “Thụ lý” do lãnh đạo thực hiện." in answer.words


def test_a_step_that_is_not_there_cannot_be_corrected(sign_in: SignIn, subject: Case) -> None:
    sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}/events/99/correction", status=404)
