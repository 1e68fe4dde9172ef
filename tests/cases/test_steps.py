"""The forms of single steps: what they ask, what they refuse, what they keep."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind
from tracker.law.moves import MOVES, State
from tracker.records.cases import Case, CaseEvent
from tracker.records.organisation import User

SignIn = Callable[[Role | User], InspectingClient]
CLASSIFICATION = {
    "kind": "complaint", "level": "first", "field": "policy", "competence": "within",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday(at: SetClock) -> None:
    at("2026-11-09")


STEPS = {m.event for m in MOVES} - {EventType.SPLIT, EventType.MERGED, EventType.UNMERGED}


@pytest.mark.parametrize("event", sorted(STEPS, key=str), ids=str)
def test_every_move_has_a_form(session: Session, sign_in: SignIn, event: EventType) -> None:
    kind = next(k for m in MOVES if m.event is event for k in CaseKind if k in m.kinds)
    subject = factories.case(session, kind)

    page = sign_in(Role.DIRECTOR).get(f"/cases/{subject.id}/events/{event.value}")

    assert page.heading == event.vi


def test_a_step_is_recorded_with_its_paper(session: Session, sign_in: SignIn) -> None:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    client = sign_in(Role.DIRECTOR)

    page = client.get(f"/cases/{subject.id}/events/accepted")
    after = client.follow(client.submit(page, {"document_number": "12/TB-SKHCN"}))

    assert "Đã ghi nhận: Thụ lý." in after.words
    assert "12/TB-SKHCN – Thông báo thụ lý giải quyết khiếu nại (Mẫu 03)" in after.words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"legal_date": "31/02/2026"}, "Không có ngày 31/02/2026 trong lịch."),
        ({"legal_date": "10/11/2026"}, "Ngày 10/11/2026 chưa đến"),
        ({"legal_date": "01/11/2026"}, "Ngày thực hiện trước ngày tiếp nhận đơn."),
        ({"document_number": ""}, "Hãy ghi số, ký hiệu văn bản."),
        ({"note": "a" * 3000}, "Tối đa 2000 ký tự"),
    ],
)
def test_bad_input_is_answered_beside_the_field(
    session: Session, sign_in: SignIn, typed: dict[str, str], sentence: str
) -> None:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/accepted")

    answer = client.submit(page, {"document_number": "12/TB", "note": "giữ"} | typed, status=422)

    assert sentence in answer.words
    assert typed.get("note", "giữ") in answer.text


def test_a_decision_before_acceptance_says_which_step_is_in_the_way(
    session: Session, sign_in: SignIn
) -> None:
    subject = _accepted(session)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/decided")

    typed = {"legal_date": "05/11/2026", "outcome": "right", "document_number": "3/QĐ"}
    answer = client.submit(page, typed, status=422)

    assert "Ngày 05/11/2026 trước ngày 06/11/2026 của bước “Thụ lý”." in answer.words


def test_a_move_that_is_not_lawful_now_is_refused(session: Session, sign_in: SignIn) -> None:
    subject = factories.case(session)
    client = sign_in(Role.DIRECTOR)

    page = client.get(f"/cases/{subject.id}/events/accepted")
    answer = client.submit(page, {"document_number": "1/TB"}, status=422)

    assert "Chưa thể ghi “Thụ lý” khi vụ việc ở trạng thái “Mới tiếp nhận”." in answer.words


def test_the_desk_may_open_the_form_but_not_rule(session: Session, sign_in: SignIn) -> None:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    client = sign_in(Role.RECEPTIONIST)

    page = client.get(f"/cases/{subject.id}/events/accepted")
    answer = client.submit(page, {"document_number": "1/TB"}, status=422)

    assert "Bước “Thụ lý” do lãnh đạo thực hiện." in page.words
    assert "Bước “Thụ lý” do lãnh đạo thực hiện." in answer.words


def test_an_inspector_cannot_record(session: Session, sign_in: SignIn) -> None:
    subject = factories.case(session)
    client = sign_in(Role.INSPECTOR)

    client.get(f"/cases/{subject.id}/events/proposed", status=403)
    client.post(f"/cases/{subject.id}/events/proposed", {"move": "accepted"}, status=403)


def test_the_same_form_sent_twice_makes_one_record(session: Session, sign_in: SignIn) -> None:
    subject = factories.case(session)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/informed")

    client.submit(page)
    client.submit(page)

    assert _types(session, subject).count(EventType.INFORMED) == 1


def test_the_second_of_two_people_sees_both_versions(session: Session, sign_in: SignIn) -> None:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/accepted")
    factories.happen(session, subject, EventType.INFORMED, date(2026, 11, 5))

    typed = {"document_number": "7/TB", "note": "Hồ sơ đủ"}
    answer = client.submit(page, typed, status=409)
    client.submit(answer)

    assert "Thông báo kết quả xử lý cho công dân · 05/11/2026" in answer.words
    assert "Thụ lý · 09/11/2026 · 7/TB · Hồ sơ đủ" in answer.words
    assert _types(session, subject)[-1] is EventType.ACCEPTED


def test_a_classification_keeps_what_stands_and_tells_the_rest(
    session: Session, sign_in: SignIn
) -> None:
    subject = factories.case(session)
    client = sign_in(Role.DIRECTOR)

    typed = {"competence": "outside", "remote": True, "remote_reason": "Đường sạt lở"}
    page = client.get(f"/cases/{subject.id}/events/classified")
    client.submit(page, CLASSIFICATION | typed)

    session.refresh(subject)
    assert subject.state is State.CLASSIFIED
    assert set(subject.traits) == {Trait.OUTSIDE_COMPETENCE.value, Trait.REMOTE.value}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "feedback", "level": "second"}, "chỉ có một lần giải quyết"),
        ({"field": "corruption"}, "Loại này chỉ có các lĩnh vực: Đất đai"),
        ({"remote": True}, "Hãy ghi vì sao là vùng sâu"),
    ],
)
def test_a_wrong_classification_is_refused(
    session: Session, sign_in: SignIn, typed: dict[str, Any], sentence: str
) -> None:
    subject = factories.case(session)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/classified")

    answer = client.submit(page, CLASSIFICATION | typed, status=422)

    assert sentence in answer.words


def test_two_criteria_make_a_case_especially_complex(session: Session, sign_in: SignIn) -> None:
    subject = _accepted(session)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/found_complex")

    refused = client.submit(page, {"document_number": "2/QĐ"}, status=422)
    client.submit(page, {"document_number": "2/QĐ", "criteria": ["1", "7"]})

    session.refresh(subject)
    assert "Hãy chọn ít nhất một tiêu chí." in refused.words
    assert Trait.ESPECIALLY_COMPLEX.value in subject.traits


def test_a_notice_too_near_the_dialogue_is_recorded_with_a_warning(
    session: Session, sign_in: SignIn
) -> None:
    subject = _accepted(session)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/dialogue_announced")

    after = client.follow(client.submit(page, {"dialogue_on": "11/11/2026"}))

    assert "Thông báo quá sát ngày đối thoại: chậm nhất là 06/11/2026" in after.words


def test_a_first_decision_against_the_demand_needs_a_dialogue(
    session: Session, sign_in: SignIn
) -> None:
    subject = _accepted(session)
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{subject.id}/events/decided")

    answer = client.submit(page, {"outcome": "wrong", "document_number": "3/QĐ"}, status=422)

    assert "phải tổ chức đối thoại trước khi ra quyết định" in answer.words


def test_only_listed_grounds_are_offered(session: Session, sign_in: SignIn) -> None:
    subject = _accepted(session)
    client = sign_in(Role.DIRECTOR)

    page = client.get(f"/cases/{subject.id}/events/suspended")
    answer = client.submit(page, {"document_number": "4/QĐ"}, status=422)

    assert len(page.every("input", name="ground")) == 2
    assert "Chưa nhập mục này." in answer.words


def _accepted(session: Session) -> Case:
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    factories.happen(session, subject, EventType.ACCEPTED, date(2026, 11, 6))
    return subject


def _types(session: Session, subject: Case) -> list[EventType]:
    stmt = select(CaseEvent.type).where(CaseEvent.case_id == subject.id)
    return list(session.scalars(stmt.order_by(CaseEvent.sequence)))
