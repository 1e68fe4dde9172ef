"""The purpose notice: the agency's own text where it stands, else the one to begin with."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.queries import max_queries
from tracker.access import Role
from tracker.casework import notices
from tracker.law.postings import NoticeTopic, Spot
from tracker.web.purpose import purpose_notice

SignIn = Callable[..., InspectingClient]
DAY = date(2026, 11, 10)
OWN = "Sở hỏi tên và địa chỉ để trả lời thư của bạn."


def test_without_a_text_of_its_own_every_agency_says_who_why_and_on_what_basis(
    session: Session, app: Flask
) -> None:
    agency = factories.agency(session)
    with app.test_request_context(), max_queries(1):
        notice = purpose_notice(session, agency.id, DAY)

    assert notice.agency == agency.name
    assert "Điều 19 khoản 1 điểm c" in notice.basis
    assert all((notice.why, notice.retention, notice.rights))


def test_the_posted_text_stands_before_it_until_it_comes_down(session: Session, app: Flask) -> None:
    agency_id = factories.agency(session).id
    posting = _post(session, agency_id, NoticeTopic.PRIVACY, "Thông báo", OWN)
    notices.take_down(session, posting, removed_on=DAY, reason="Sửa", by=_by(session), today=DAY)

    with app.test_request_context():
        before = purpose_notice(session, agency_id, DAY - timedelta(1))
        after = purpose_notice(session, agency_id, DAY)

    assert (before.posted, after.posted) == (OWN, "")


def test_the_hotline_is_named_as_the_contact(session: Session, app: Flask) -> None:
    agency_id = factories.agency(session).id
    _post(session, agency_id, NoticeTopic.HOTLINE, "0255 3822 000", "Giờ hành chính")

    with app.test_request_context():
        assert purpose_notice(session, agency_id, DAY).hotline == "0255 3822 000"


@pytest.mark.parametrize("place", ["/desk", "/petitions/new", "/privacy/requests/new"])
def test_every_form_of_intake_carries_the_one_text(
    session: Session, sign_in: SignIn, at: SetClock, place: str
) -> None:
    at("2026-11-10")
    _post(session, factories.agency(session).id, NoticeTopic.PRIVACY, "Thông báo", OWN)

    page = sign_in(Role.RECEPTIONIST).get(place, max_queries=8)

    [fold] = page.every("details", class_="purpose")
    assert OWN in "".join(fold.itertext())


def test_the_receipt_prints_it(session: Session, sign_in: SignIn, at: SetClock) -> None:
    at("2026-11-10")
    petition = factories.petition(session).petition
    assert petition is not None

    page = sign_in(Role.RECEPTIONIST).get(f"/petitions/{petition.id}/receipt")

    assert "Dữ liệu của bạn." in page.words
    assert "Điều 4 Luật 91/2025/QH15" in page.words


def _post(session: Session, agency_id: int, topic: NoticeTopic, title: str, body: str):  # type: ignore[no-untyped-def]  # a posting
    moment = factories.moment(DAY - timedelta(5))
    details = notices.NoticeDetails(topic, title, body)
    text = notices.draft(session, agency_id, details, by=_by(session), now=moment)
    return notices.post(
        session, text, Spot.RECEPTION_PLACE, place="", posted_on=moment.date(), by=_by(session),
        now=moment,
    )  # fmt: skip


def _by(session: Session) -> int:
    return factories.person_with(session, Role.ADMINISTRATOR).id
