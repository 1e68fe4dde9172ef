"""The check list of one petition: what is asked, what is kept, what follows on the case page."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.english import left_in_vietnamese, read_in_english
from tests.support.pages import Page, words
from tracker.access import Role
from tracker.law.eligibility import Condition, conditions_for
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.records.cases import Case, CaseEvent

SignIn = Callable[[Role], InspectingClient]
RECEIVED_ON = date(2026, 11, 2)
IN_TIME = "10/08/2026"  # 84 days before.
JUST = "02/08/2026"  # 90 days end on Saturday 31/10, rolled to Monday 02/11.
TOO_LONG_AGO = "01/08/2026"  # 90 days end on Friday 30/10.
EXCUSE = "KN-11.6"


@pytest.fixture(autouse=True)
def _monday(at: SetClock) -> None:
    at("2026-11-09")


@pytest.fixture
def clerk(sign_in: SignIn) -> InspectingClient:
    return sign_in(Role.DIRECTOR)


@pytest.mark.parametrize(
    ("kind", "conditions", "has_time_bar"),
    [
        # Điều 6.2 TT 05/2021: 3 for the petition, 4 that end it; then the law of the kind.
        (CaseKind.COMPLAINT, 7 + 11, True),  # Điều 8, Điều 9, nine grounds of Điều 11.
        (CaseKind.DISCIPLINE_COMPLAINT, 7 + 11, True),  # Điều 49, Điều 48, Điều 11.
        (CaseKind.DENUNCIATION, 7 + 7, False),  # Điều 25 twice, Điều 29 five times.
        (CaseKind.RECOMMENDATION, 7, False),
        (CaseKind.FEEDBACK, 7, False),
    ],
    ids=str,
)
def test_each_kind_is_asked_its_own_conditions(
    session: Session, clerk: InspectingClient, kind: CaseKind, conditions: int, has_time_bar: bool
) -> None:
    subject = factories.case(session, kind)

    page = clerk.get(form_of(subject))

    names = {e.get("name", "") for e in page.every("input", type="radio")}
    assert len(names) == conditions
    for name in ("learnt_on", "obstacles", "obstacle_to"):
        assert bool(page.every("input", name=name)) is has_time_bar
    assert page.every("textarea", name="note")


def test_each_condition_says_its_article(session: Session, clerk: InspectingClient) -> None:
    page = clerk.get(form_of(factories.case(session)))

    articles = {words(e) for e in page.every("span", class_="article")}
    assert {"Điều 8", "Điều 9", "Điều 11 khoản 1", "Điều 11 khoản 9"} <= articles


def test_where_all_is_met_acceptance_is_proposed(session: Session, clerk: InspectingClient) -> None:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))

    case_page = check(clerk, subject, learnt_on=IN_TIME)

    told = last_told(session, subject)
    assert told["eligibility"] == "eligible"
    assert told["failed"] == []
    assert told["learnt_on"] == "2026-08-10"
    assert "Đủ điều kiện thụ lý" in case_page.words
    assert f"/cases/{subject.id}/events/accepted" in case_page.links


def test_what_fails_is_named_with_its_article_and_the_ground_is_chosen_for_the_refusal(
    session: Session, clerk: InspectingClient
) -> None:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))

    case_page = check(clerk, subject, {"KN-11.2": "not_met"}, learnt_on=IN_TIME)
    form = clerk.get(f"/cases/{subject.id}/events/refused")

    told = last_told(session, subject)
    assert (told["eligibility"], told["ground"]) == ("refuse", "KN-11.2")
    assert told["failed"] == ["KN-11.2"]
    assert "Không đạt: " in case_page.words
    assert "Điều 11 khoản 2 Luật Khiếu nại" in case_page.words
    assert "Căn cứ: Không liên quan trực tiếp đến quyền, lợi ích" in case_page.words
    assert f"/cases/{subject.id}/events/refused" in case_page.links
    assert form.form().values["ground"] == ["KN-11.2"]


def test_a_complaint_too_late_without_a_reason_is_found_so_by_its_dates(
    session: Session, clerk: InspectingClient
) -> None:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))

    case_page = check(clerk, subject, {EXCUSE: "not_met"}, learnt_on=TOO_LONG_AGO)

    told = last_told(session, subject)
    assert told["findings"]["KN-9"] == "not_met"
    assert (told["eligibility"], told["ground"]) == ("refuse", "KN-11.6")
    assert "Thời hiệu khiếu nại lần đầu" in case_page.words


@pytest.mark.parametrize(
    ("learnt_on", "finding"),
    [(JUST, "met"), (TOO_LONG_AGO, "not_met")],
    ids=["the rolled last day", "a day later"],
)
def test_the_dates_answer_the_time_bar_whatever_was_ticked(
    session: Session, clerk: InspectingClient, learnt_on: str, finding: str
) -> None:
    subject = factories.case(session)

    check(clerk, subject, {"KN-9": "unclear"}, learnt_on=learnt_on)

    assert last_told(session, subject)["findings"]["KN-9"] == finding


def test_an_obstacle_gives_the_days_back(session: Session, clerk: InspectingClient) -> None:
    subject = factories.case(session)

    check(
        clerk, subject,
        learnt_on=TOO_LONG_AGO, obstacles="10/08/2026", obstacle_to="12/08/2026",
    )  # fmt: skip

    told = last_told(session, subject)
    assert told["findings"]["KN-9"] == "met"  # 30/10 and two days more: Sunday, so 02/11.
    assert told["obstacles"] == [["2026-08-10", "2026-08-12"]]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"learnt_on": "03/11/2026"}, "learnt_on", "không thể sau ngày nhận đơn"),
        ({"learnt_on": "35/08/2026"}, "learnt_on", "35/08/2026"),
        ({"obstacles": "10/08/2026"}, "obstacle_to", "cả ngày bắt đầu và ngày kết thúc"),
        ({"obstacle_to": "10/08/2026"}, "obstacles", "cả ngày bắt đầu và ngày kết thúc"),
        (
            {"obstacles": "12/08/2026", "obstacle_to": "11/08/2026"},
            "obstacles", "phải kết thúc sau ngày bắt đầu",
        ),
        ({"legal_date": "01/11/2026"}, "legal_date", "trước ngày tiếp nhận đơn"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_answered_beside_them_and_what_was_typed_stays(
    session: Session, clerk: InspectingClient, typed: dict[str, str], field: str, sentence: str
) -> None:
    subject = factories.case(session)
    page = clerk.get(form_of(subject))
    sent = answers(subject, {"KN-11.2": "not_met"}) | {"learnt_on": IN_TIME, "note": "Đã gọi hỏi"}

    answer = clerk.submit(page, sent | typed, status=422)

    (error,) = answer.every("p", id=f"{field}-error")
    assert sentence in words(error)
    kept = answer.form().values
    assert kept["note"] == ["Đã gọi hỏi"]
    assert kept[name_of(subject, "KN-11.2")] == ["not_met"]
    assert {name: kept[name] for name in typed} == {n: [v] for n, v in typed.items()}


def test_an_answer_that_is_not_on_the_list_is_refused(
    session: Session, clerk: InspectingClient
) -> None:
    subject = factories.case(session)
    page = clerk.get(form_of(subject))

    clerk.submit(page, {name_of(subject, "KN-11.2"): "perhaps"}, status=422)

    assert [e.type for e in subject.events] == [EventType.RECEIVED]


def test_what_is_not_answered_is_counted_and_nothing_is_proposed_yet(
    session: Session, clerk: InspectingClient
) -> None:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    page = clerk.get(form_of(subject))

    case_page = clerk.follow(clerk.submit(page))

    # Of 18 conditions the one that only excuses lateness is not yet asked.
    assert last_told(session, subject)["eligibility"] == "incomplete"
    assert "Chưa kiểm tra đủ điều kiện" in case_page.words
    assert "Còn 17 điều kiện chưa rõ." in case_page.words


def test_a_second_check_begins_with_what_the_first_found(
    session: Session, clerk: InspectingClient
) -> None:
    subject = factories.case(session)
    check(clerk, subject, {"KN-11.2": "unclear"}, learnt_on=IN_TIME)

    values = clerk.get(form_of(subject)).form().values

    assert values["learnt_on"] == [IN_TIME]
    assert values[name_of(subject, "KN-11.2")] == ["unclear"]
    assert values[name_of(subject, "KN-8")] == ["met"]


def test_an_anonymous_denunciation_with_evidence_is_proposed_as_information(
    session: Session, clerk: InspectingClient
) -> None:
    subject = factories.case(session, CaseKind.DENUNCIATION)
    factories.classified(session, subject, date(2026, 11, 4), traits=["unnamed"])

    case_page = check(clerk, subject, {"TC-25.a": "not_met"})

    assert last_told(session, subject)["eligibility"] == "information"
    assert "Xử lý như thông tin tố cáo" in case_page.words
    assert f"/cases/{subject.id}/events/taken_as_information" in case_page.links


def test_in_english_conditions_and_answers_are_english(
    session: Session, clerk: InspectingClient
) -> None:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    check(clerk, subject, {"KN-11.2": "not_met"}, learnt_on=IN_TIME)
    read_in_english(clerk)

    form, case_page = clerk.get(form_of(subject)), clerk.get(f"/cases/{subject.id}")

    assert left_in_vietnamese(form) == set()
    assert "Refuse acceptance" in case_page.words
    for page in (form, case_page):
        assert [c.text for c in conditions(subject) if c.text in page.words] == []


def form_of(subject: Case) -> str:
    """Give the address of the check list."""
    return f"/cases/{subject.id}/events/checked"


def conditions(subject: Case) -> tuple[Condition, ...]:
    """Give the conditions asked of a petition by one person."""
    return conditions_for(subject.kind, subject.level, RECEIVED_ON)


def name_of(subject: Case, condition: str) -> str:
    """Give the name under which the form asks a condition."""
    place = [c.id for c in conditions(subject)].index(condition)
    return f"condition_{place + 1}"


def answers(subject: Case, other: Mapping[str, str]) -> dict[str, str]:
    """Answer every condition: met, unless told otherwise."""
    return {name_of(subject, c.id): other.get(c.id, "met") for c in conditions(subject)}


def check(
    clerk: InspectingClient, subject: Case, other: Mapping[str, str] | None = None, **days: str
) -> Page:
    """Fill in the check list and give the page of the case."""
    sent = answers(subject, other or {}) | days
    return clerk.follow(clerk.submit(clerk.get(form_of(subject)), sent))


def last_told(session: Session, subject: Case) -> dict[str, Any]:
    """Give what the last step recorded."""
    session.expire_all()
    last: CaseEvent = max(subject.events, key=lambda e: e.sequence)
    assert last.type is EventType.CHECKED
    return dict(last.particulars)
