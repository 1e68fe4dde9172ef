"""The way to the next level on the pages: its button, its form, the case that it opens."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.english import left_in_vietnamese, read_in_english
from tests.support.pages import Page, words
from tracker.access import Role
from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.records.cases import Case
from tracker.records.petitions import Channel

SignIn = Callable[[Role], InspectingClient]
E = EventType
TC = CaseKind.DENUNCIATION
NEW = "Không đồng ý với kết quả giải quyết lần đầu"
HERE = {"settles_here": True, "summary": NEW, "channel": "desk"}


@pytest.fixture(autouse=True)
def _day(at: SetClock) -> None:
    at("2026-09-10")


@pytest.fixture
def director(sign_in: SignIn) -> InspectingClient:
    return sign_in(Role.DIRECTOR)


@pytest.mark.parametrize("kind", [CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT], ids=str)
def test_the_button_of_a_decided_complaint_opens_the_second_case(
    session: Session, director: InspectingClient, kind: CaseKind
) -> None:
    first = decided(session, kind)

    assert address(first, E.APPEALED) in director.get(f"/cases/{first.id}").links
    after = go_on(director, first, E.APPEALED)

    second = opened_from(session, first)
    assert (second.kind, second.level) == (kind, Level.SECOND)
    assert f"Đã mở vụ việc {second.code}." in after.words
    assert second.links[0].petition.summary == NEW
    assert second.links[0].petition.channel is Channel.DESK


def test_both_cases_lead_to_each_other(session: Session, director: InspectingClient) -> None:
    first = decided(session)

    after = go_on(director, first, E.APPEALED)
    second = opened_from(session, first)

    assert after.links[f"/cases/{second.id}"] == second.code
    assert director.get(f"/cases/{second.id}").links[f"/cases/{first.id}"] == first.code


def test_the_second_check_list_begins_with_the_receipt_of_the_first_decision(
    session: Session, director: InspectingClient
) -> None:
    first = decided(session)
    go_on(director, first, E.APPEALED)

    page = director.get(address(opened_from(session, first), E.CHECKED))

    assert page.form().values["learnt_on"] == ["07/09/2026"]
    assert "Ngày nhận quyết định lần đầu, hoặc ngày hết thời hạn" in page.words


def test_where_another_body_settles_the_step_alone_is_recorded(
    session: Session, director: InspectingClient
) -> None:
    first = decided(session)

    after = director.follow(director.submit(form(director, first, E.APPEALED)))

    assert "Đã ghi nhận: Khiếu nại lần hai." in after.words
    assert session.scalars(select(Case.id)).all() == [first.id]


def test_a_case_cannot_open_without_content(session: Session, director: InspectingClient) -> None:
    first = decided(session)
    typed = HERE | {"summary": "  ", "note": "Nhận tại trụ sở"}

    answer = director.submit(form(director, first, E.APPEALED), typed, status=422)

    assert "Hãy ghi nội dung đơn mới." in beside(answer, "summary")
    kept = answer.form().values
    assert (kept["note"], kept["channel"]) == (["Nhận tại trụ sở"], ["desk"])
    assert kept["settles_here"] == ["y"]
    assert session.scalars(select(Case.id)).all() == [first.id]


def test_the_form_begins_with_the_content_of_the_first_petition(
    session: Session, director: InspectingClient
) -> None:
    page = form(director, decided(session), E.APPEALED)

    assert page.form().values["summary"] == [factories.petition_details().summary]


def test_before_the_limit_has_passed_the_way_is_shut_with_its_day(
    session: Session, director: InspectingClient
) -> None:
    first = accepted(session, CaseKind.COMPLAINT, date(2026, 8, 12))  # 30 days: 11/09/2026.

    page = director.get(f"/cases/{first.id}")
    answer = director.submit(form(director, first, E.APPEALED), HERE, status=422)

    assert address(first, E.APPEALED) not in page.links
    for told in (page.words, answer.words):
        assert "Chưa hết thời hạn giải quyết lần đầu (ngày 11/09/2026)" in told


def test_nobody_complains_a_second_time_about_one_decision(
    session: Session, director: InspectingClient
) -> None:
    first = decided(session)
    go_on(director, first, E.APPEALED)

    answer = director.submit(form(director, first, E.APPEALED), HERE, status=422)

    assert "Đã ghi nhận bước “Khiếu nại lần hai”." in answer.words


def test_a_denunciation_made_again_after_its_limit_opens_a_case_that_asks_for_a_report(
    session: Session, director: InspectingClient
) -> None:
    first = accepted(session, TC, date(2026, 8, 10))  # 30 days: 09/09/2026.

    go_on(director, first, E.CONTINUED)

    again = opened_from(session, first)
    assert again.level is Level.CONTINUED
    assert again.traits == [Trait.LIMIT_EXPIRED.value]
    page = director.get(f"/cases/{again.id}")
    assert "Điều 38 khoản 2 Luật Tố cáo" in page.words
    assert "17/09/2026" in page.words  # 05 working days to ask for the report.
    assert factories.HANH.full_name not in page.text


def test_a_denunciation_made_again_in_words_that_name_the_denouncer_is_refused(
    session: Session, director: InspectingClient
) -> None:
    first = accepted(session, TC, date(2026, 8, 10))
    typed = HERE | {"summary": f"Tôi, {factories.HANH.full_name}, tố cáo tiếp"}

    answer = director.submit(form(director, first, E.CONTINUED), typed, status=422)

    assert "để lộ họ tên" in beside(answer, "summary")
    assert session.scalars(select(Case.id)).all() == [first.id]


def test_in_english_the_form_is_english(session: Session, director: InspectingClient) -> None:
    first = decided(session)
    read_in_english(director)

    page = form(director, first, E.APPEALED)
    after = go_on(director, first, E.APPEALED)

    assert left_in_vietnamese(page) | left_in_vietnamese(after) == set()
    assert page.heading == "Second-level complaint"


def accepted(session: Session, kind: CaseKind, on: date) -> Case:
    """Accept a case of 03/08/2026 on a day."""
    subject = factories.case(session, kind, received_on=date(2026, 8, 3))
    factories.classified(session, subject, date(2026, 8, 5))
    factories.happen(session, subject, E.ACCEPTED, on)
    return subject


def decided(session: Session, kind: CaseKind = CaseKind.COMPLAINT) -> Case:
    """Decide a case on 01/09/2026; the complainant has the decision on 07/09/2026."""
    subject = accepted(session, kind, date(2026, 8, 10))
    factories.happen(session, subject, E.DIALOGUE_HELD, date(2026, 8, 25))
    factories.happen(session, subject, E.DECIDED, date(2026, 9, 1), outcome="wrong")
    factories.happen(session, subject, E.DECISION_SENT, date(2026, 9, 3))
    factories.happen(session, subject, E.DECISION_RECEIVED, date(2026, 9, 7))
    return subject


def go_on(client: InspectingClient, subject: Case, event: EventType) -> Page:
    """Take a matter to the next level here, and give the page of the first case."""
    return client.follow(client.submit(form(client, subject, event), HERE))


def opened_from(session: Session, first: Case) -> Case:
    """Give the case that was opened from another."""
    session.expire_all()
    return session.scalars(select(Case).where(Case.origin_id == first.id)).one()


def address(subject: Case, event: EventType) -> str:
    """Give the address of the form of a step."""
    return f"/cases/{subject.id}/events/{event.value}"


def form(client: InspectingClient, subject: Case, event: EventType) -> Page:
    """Give the form of a step."""
    return client.get(address(subject, event))


def beside(page: Page, field: str) -> str:
    """Give what is said beside a field."""
    return " ".join(words(e) for e in page.every("p", id=f"{field}-error"))
