"""Against whom the matter goes: who settles it, what follows, and when we must keep away."""

from collections.abc import Callable
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
from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind
from tracker.law.moves import State
from tracker.law.settlers import Profile
from tracker.records.cases import Case
from tracker.records.petitions import Channel

SignIn = Callable[[Role], InspectingClient]
E = EventType
TC = CaseKind.DENUNCIATION
OF_THE_DIRECTOR = {
    "kind": "denunciation", "level": "first", "field": "administrative",
    "target": "department_leader", "competence": "within",
}  # fmt: skip
COMPLAINT = {"kind": "complaint", "level": "first", "field": "policy", "competence": "within"}
SETTLING = {E.ACCEPTED, E.REFUSED, E.VERIFICATION_ORDERED, E.CONCLUDED, E.TAKEN_AS_INFORMATION}


@pytest.fixture(autouse=True)
def _monday(at: SetClock) -> None:
    at("2026-11-09")


@pytest.fixture
def director(sign_in: SignIn) -> InspectingClient:
    return sign_in(Role.DIRECTOR)


def test_a_department_may_not_call_a_denunciation_of_its_director_its_own(
    session: Session, director: InspectingClient
) -> None:
    subject = factories.case(session, TC)
    typed = OF_THE_DIRECTOR | {"note": "Đã xem"}

    answer = director.submit(form(director, subject), typed, status=422)

    (error,) = answer.every("p", id="competence-error")
    assert "Chủ tịch UBND cấp tỉnh giải quyết, cơ quan này không được xem xét" in words(error)
    assert "Điều 12 khoản 1, Điều 13 khoản 4 Luật Tố cáo" in answer.words
    kept = answer.form().values
    assert (kept["target"], kept["note"]) == (["department_leader"], ["Đã xem"])
    assert [e.type for e in subject.events] == [E.RECEIVED]


def test_called_outside_it_is_taken_and_must_be_forwarded_unread(
    session: Session, director: InspectingClient
) -> None:
    subject = factories.case(session, TC)

    page = classify(director, subject, OF_THE_DIRECTOR | {"competence": "outside"})

    session.refresh(subject)
    assert subject.state is State.CLASSIFIED
    assert Trait.OUTSIDE_COMPETENCE.value in subject.traits
    assert "không xem xét, không để người bị tố cáo tiếp cận đơn" in page.words
    assert "Giải quyết lần đầu: Chủ tịch UBND cấp tỉnh" in page.words
    assert "Điều 13 khoản 4 Luật Tố cáo" in page.words
    assert page.every("div", class_="advice")[0].get("class") == "advice is-warning"


def test_nothing_that_settles_it_is_open_only_the_way_out(
    session: Session, director: InspectingClient
) -> None:
    subject = factories.case(session, TC)

    page = classify(director, subject, OF_THE_DIRECTOR | {"competence": "outside"})

    steps = offered(page, subject)
    assert E.FORWARDED.value in steps
    assert not {e.value for e in SETTLING} & steps
    for event in (E.ACCEPTED, E.REFUSED):
        typed = {"document_number": "1/TB", "ground": "TC-29.c"}
        refused = director.submit(form(director, subject, event), typed, status=422)
        assert "hãy hướng dẫn hoặc chuyển đơn" in refused.words


def test_the_province_settles_a_denunciation_of_a_director_itself(
    session: Session, director: InspectingClient
) -> None:
    factories.agency(session).profile = Profile.PROVINCE
    subject = factories.case(session, TC)

    page = classify(director, subject, OF_THE_DIRECTOR)

    assert "Thuộc thẩm quyền của cơ quan này" in page.words
    assert E.ACCEPTED.value in offered(page, subject)


@pytest.mark.parametrize(
    ("kind", "target", "answer", "settler", "article", "proposed"),
    [
        (
            "complaint", "department", "Thuộc thẩm quyền của cơ quan này", "Giám đốc sở",
            "Điều 20 khoản 1", None,
        ),
        (
            "complaint", "sub_department", "Thuộc thẩm quyền của cấp dưới",
            "Thủ trưởng cơ quan thuộc sở", "Điều 19, Điều 20 khoản 2", None,
        ),
        (
            "complaint", "commune", "Thuộc thẩm quyền của nơi khác", "Chủ tịch UBND cấp xã",
            "Điều 17", E.GUIDED,
        ),
        (
            "complaint", "province", "Thuộc thẩm quyền của cấp trên", "Chủ tịch UBND cấp tỉnh",
            "Điều 21", E.GUIDED,
        ),
        (
            "denunciation", "department_staff", "Thuộc thẩm quyền của cơ quan này", "Giám đốc sở",
            "Điều 13 khoản 3", None,
        ),
        (
            "denunciation", "commune_leader", "Thuộc thẩm quyền của cấp trên",
            "Chủ tịch UBND cấp tỉnh", "Nghị định 141/2025", E.FORWARDED,
        ),
    ],
)  # fmt: skip
def test_the_page_says_who_settles_by_which_article_and_what_is_proposed(
    session: Session, director: InspectingClient, kind: str, target: str, answer: str,
    settler: str, article: str, proposed: EventType | None,
) -> None:  # fmt: skip
    subject = factories.case(session, CaseKind(kind))
    field = "administrative" if kind == "denunciation" else "policy"
    outside = "outside" if proposed else "within"
    typed = COMPLAINT | {"kind": kind, "field": field, "target": target, "competence": outside}

    advice = " ".join(
        words(e) for e in classify(director, subject, typed).every("div", class_="advice")
    )

    assert answer in advice
    assert f"Giải quyết lần đầu: {settler}" in advice
    assert article in advice
    assert proposed is None or f"Đề xuất: {proposed.vi}" in advice


def test_a_target_of_another_kind_is_refused_beside_it(
    session: Session, director: InspectingClient
) -> None:
    subject = factories.case(session)

    typed = COMPLAINT | {"target": "department_leader"}
    answer = director.submit(form(director, subject), typed, status=422)

    assert "không thuộc loại vụ việc đã chọn" in beside(answer, "target")
    assert answer.form().values["target"] == ["department_leader"]


@pytest.mark.parametrize(
    ("typed", "traits"),
    [
        ({"kind": "denunciation", "field": "administrative", "unnamed": True}, {Trait.UNNAMED}),
        (
            {"kind": "denunciation", "field": "administrative", "level": "continued",
             "limit_expired": True},
            {Trait.LIMIT_EXPIRED},
        ),
        (
            {"kind": "recommendation", "peoples_inspection": True, "internal": True},
            {Trait.PEOPLES_INSPECTION, Trait.INTERNAL},
        ),
        ({"kind": "discipline_complaint", "field": "other"}, {Trait.INTERNAL}),
        (
            {"kind": "discipline_complaint", "field": "other", "dismissal": True},
            {Trait.INTERNAL, Trait.DISMISSAL},
        ),
    ],
    ids=["unnamed", "denounced again", "people's inspection", "discipline", "dismissal"],
)  # fmt: skip
def test_the_circumstances_that_move_a_clock_are_recorded(
    session: Session, director: InspectingClient, typed: dict[str, Any], traits: set[Trait]
) -> None:
    subject = factories.case(session)

    classify(director, subject, COMPLAINT | typed)

    session.refresh(subject)
    assert set(subject.traits) == {t.value for t in traits}


@pytest.mark.parametrize(
    ("passer", "trait"),
    [("front", Trait.PASSED_BY_FRONT), ("press", Trait.PASSED_BY_PRESS), ("elected", None)],
)
def test_who_passed_it_on_is_asked_only_where_somebody_did(
    session: Session, director: InspectingClient, passer: str, trait: Trait | None
) -> None:
    subject = factories.case(session, channel=Channel.PASSED_ON, passed_on_by="Báo Ba Vì")
    by_post = form(director, factories.case(session))

    classify(director, subject, COMPLAINT | {"passer": passer})

    session.refresh(subject)
    assert set(subject.traits) == {Trait.PASSED_ON.value} | ({trait.value} if trait else set())
    assert not by_post.every("input", name="passer")


def test_how_often_a_matter_was_sent_on_is_counted_over_its_petitions(
    session: Session, director: InspectingClient
) -> None:
    guided = sent_on(session, factories.case(session), E.GUIDED)
    forwarded = sent_on(session, of_the_same_matter(session, guided), E.FORWARDED)
    subject = of_the_same_matter(session, forwarded)
    unrelated = factories.case(session)
    typed = COMPLAINT | {"target": "commune", "competence": "outside"}

    said = "Vụ việc này đã được hướng dẫn, chuyển, trả 2 lần."
    assert said in classify(director, subject, typed).words
    assert said in director.get(f"/cases/{subject.id}", max_queries=12).words
    assert "đã được hướng dẫn, chuyển, trả" not in classify(director, unrelated, typed).words


def test_in_english_the_form_and_the_advice_are_english(
    session: Session, director: InspectingClient
) -> None:
    subject = factories.case(session, TC)
    classify(director, subject, OF_THE_DIRECTOR | {"competence": "outside"})
    read_in_english(director)

    page, again = director.get(f"/cases/{subject.id}"), form(director, subject)

    assert left_in_vietnamese(page) | left_in_vietnamese(again) == set()
    assert "do not let the denounced see it" in page.words
    assert "Provincial chair" in page.words


def sent_on(session: Session, subject: Case, event: EventType) -> Case:
    """Send a matter of a commune on."""
    traits = [Trait.OUTSIDE_COMPETENCE.value]
    factories.classified(session, subject, date(2026, 11, 4), traits=traits)
    factories.happen(session, subject, event, date(2026, 11, 5), to="UBND xã Gò Sỏi")
    return subject


def of_the_same_matter(session: Session, earlier: Case) -> Case:
    """Register a petition that is linked to an earlier one as the same matter."""
    return factories.case(session, same_matter_id=earlier.links[0].petition_id)


def form(client: InspectingClient, subject: Case, event: EventType = E.CLASSIFIED) -> Page:
    """Give the form of a step."""
    return client.get(f"/cases/{subject.id}/events/{event.value}")


def classify(client: InspectingClient, subject: Case, typed: dict[str, Any]) -> Page:
    """Classify a case and give its page."""
    return client.follow(client.submit(form(client, subject), typed))


def beside(page: Page, field: str) -> str:
    """Give what is said beside a field."""
    return " ".join(words(e) for e in page.every("p", id=f"{field}-error"))


def offered(page: Page, subject: Case) -> set[str]:
    """Give the steps to which the page of a case leads."""
    begin = f"/cases/{subject.id}/events/"
    return {href.removeprefix(begin) for href in page.links if href.startswith(begin)}
