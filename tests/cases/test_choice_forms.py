"""Steps with a choice of their own: what they ask, what they keep, what they record."""

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
from tracker.law.kinds import CaseKind, Level
from tracker.records.cases import Case
from tracker.records.petitions import Channel

SignIn = Callable[[Role], InspectingClient]
E = EventType
TC = CaseKind.DENUNCIATION
BY_ANOTHER = Channel.PASSED_ON
# What a complete form tells beyond its day and note, and the particulars that it makes.
FILLED: dict[E, tuple[CaseKind, dict[str, Any], dict[str, Any]]] = {
    E.DECISION_PUBLISHED: (
        CaseKind.COMPLAINT, {"ways": ["posted", "by_meeting"]},
        {"circumstances": ["posted", "by_meeting"]},
    ),
    E.CONCLUSION_PUBLISHED: (TC, {"ways": ["by_media"]}, {"circumstances": ["by_media"]}),
    E.INTERNALLY_PUBLISHED: (
        CaseKind.COMPLAINT, {"ways": ["in_writing"]}, {"circumstances": ["in_writing"]},
    ),
    E.DIALOGUE_HELD: (
        CaseKind.COMPLAINT, {"led_by": "head", "absent": True}, {"led_by": "head", "absent": True},
    ),
    E.PROTECTION_REQUESTED: (TC, {"urgent": True}, {"circumstances": ["urgent"]}),
    E.PROTECTION_DECIDED: (
        TC, {"protection": "granted", "document_number": "3/QĐ"},
        {"protection": "granted", "granted": True},
    ),
    E.GOES_ON: (TC, {"ground": "vgq-b", "document_number": "4/TB"}, {"ground": "vgq-b"}),
    E.DOCUMENTS_REQUESTED: (
        CaseKind.COMPLAINT, {"to": "Phòng Quản lý khoa học"}, {"to": "Phòng Quản lý khoa học"},
    ),
    E.CRIME_REFERRED: (
        TC, {"to": "Cơ quan Cảnh sát điều tra", "document_number": "5/CV"},
        {"to": "Cơ quan Cảnh sát điều tra"},
    ),
    E.REPORT_REQUESTED: (
        TC, {"to": "Ủy ban nhân dân tỉnh", "document_number": "2/CV"},
        {"to": "Ủy ban nhân dân tỉnh"},
    ),
    E.EXPERT_REQUESTED: (TC, {"document_number": "6/QĐ"}, {}),
    E.EXECUTION_HELD: (CaseKind.COMPLAINT, {"document_number": "7/QĐ"}, {}),
    E.PASSER_INFORMED: (
        CaseKind.COMPLAINT, {"to": "Ban Tiếp công dân"}, {"to": "Ban Tiếp công dân"},
    ),
}  # fmt: skip
# What must have happened first.
BEFORE: dict[E, tuple[E, ...]] = {
    E.DECISION_PUBLISHED: (E.DECIDED,),
    E.INTERNALLY_PUBLISHED: (E.DECIDED,),
    E.CONCLUSION_PUBLISHED: (E.SHORT_TRACK_CHOSEN, E.CONCLUDED),
    E.PROTECTION_DECIDED: (E.PROTECTION_REQUESTED,),
    E.GOES_ON: (E.WITHDRAWN,),
    E.CRIME_REFERRED: (E.CRIME_FOUND,),
}
MISSING: dict[str, tuple[E, str, str]] = {
    "no way of publication": (E.DECISION_PUBLISHED, "ways", "ít nhất một hình thức công khai"),
    "nobody led the dialogue": (E.DIALOGUE_HELD, "led_by", "Chưa nhập mục này"),
    "no decision on protection": (E.PROTECTION_DECIDED, "protection", "Chưa nhập mục này"),
    "no ground to go on": (E.GOES_ON, "ground", "Chưa nhập mục này"),
    "nobody asked": (E.DOCUMENTS_REQUESTED, "to", "Chưa nhập mục này"),
    "no number of the decision": (E.EXECUTION_HELD, "document_number", "số, ký hiệu văn bản"),
    "no number of the request": (E.EXPERT_REQUESTED, "document_number", "số, ký hiệu văn bản"),
}


@pytest.fixture(autouse=True)
def _monday(at: SetClock) -> None:
    at("2026-11-09")


@pytest.fixture
def director(sign_in: SignIn) -> InspectingClient:
    return sign_in(Role.DIRECTOR)


@pytest.mark.parametrize("event", FILLED, ids=str)
def test_a_step_records_what_was_chosen_and_the_page_tells_it(
    session: Session, director: InspectingClient, event: EventType
) -> None:
    kind, typed, told = FILLED[event]
    subject = ready(session, kind, event)

    page = form(director, subject, event)
    case_page = director.follow(director.submit(page, typed))

    assert {"legal_date", "document_number", "note", *typed} <= names_of_fields(page)
    assert f"Đã ghi nhận: {event.vi}." in case_page.words
    assert recorded(session, subject, event) == told
    if "to" in typed:
        assert typed["to"] in case_page.words


@pytest.mark.parametrize("case", MISSING)
def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept(
    session: Session, director: InspectingClient, case: str
) -> None:
    event, field, sentence = MISSING[case]
    kind, typed, _ = FILLED[event]
    subject = ready(session, kind, event)
    sent = {name: value for name, value in typed.items() if name != field}

    page = form(director, subject, event)
    answer = director.submit(page, sent | {"note": "Giữ lại"}, without=(field,), status=422)

    assert sentence in beside(answer, field)
    kept = answer.form().values
    assert kept["note"] == ["Giữ lại"]
    assert [
        n for n, v in sent.items() if kept[n] != (v if isinstance(v, list) else [_sent(v)])
    ] == []
    assert all(e.type is not event for e in subject.events)


def test_protection_may_be_refused_but_not_without_a_reason(
    session: Session, director: InspectingClient
) -> None:
    subject = ready(session, TC, E.PROTECTION_DECIDED)
    page = form(director, subject, E.PROTECTION_DECIDED)
    typed = {"protection": "not_granted", "document_number": "8/TB"}

    answer = director.submit(page, typed, status=422)
    director.submit(answer, {"note": "Chưa có căn cứ cho thấy bị đe dọa"})

    assert "phải nêu lý do" in beside(answer, "note")
    assert answer.form().values["protection"] == ["not_granted"]
    assert recorded(session, subject, E.PROTECTION_DECIDED) == {
        "protection": "not_granted", "granted": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("trait", "before", "event"),
    [
        (Trait.UNNAMED, None, E.TAKEN_AS_INFORMATION),
        (Trait.OUTSIDE_COMPETENCE, E.FORWARDED, E.RESULT_RECEIVED),
    ],
    ids=["information to inspect", "result of another body"],
)
def test_what_leaves_us_says_to_whom_it_went_or_who_answered(
    session: Session, director: InspectingClient, trait: Trait, before: E | None, event: EventType
) -> None:
    subject = factories.case(session, TC)
    factories.classified(session, subject, date(2026, 11, 4), traits=[trait.value])
    if before:
        factories.happen(session, subject, before, date(2026, 11, 5), to="Thanh tra tỉnh")
    page = form(director, subject, event)

    answer = director.submit(page, {"document_number": "12/CV"}, status=422)
    director.submit(answer, {"to": "Thanh tra tỉnh"})

    assert "Chưa nhập mục này" in beside(answer, "to")
    assert answer.form().values["document_number"] == ["12/CV"]
    assert recorded(session, subject, event) == {"to": "Thanh tra tỉnh"}


@pytest.mark.parametrize(
    ("kind", "level", "led_by", "warned"),
    [
        (CaseKind.COMPLAINT, Level.FIRST, "assigned", False),
        (CaseKind.COMPLAINT, Level.SECOND, "deputy", True),
        (CaseKind.COMPLAINT, Level.SECOND, "head", False),
        (CaseKind.DISCIPLINE_COMPLAINT, Level.FIRST, "assigned", True),
    ],
)
def test_where_the_settler_has_to_lead_in_person_another_leader_is_warned_of(
    session: Session, director: InspectingClient, kind: CaseKind, level: Level, led_by: str,
    warned: bool,
) -> None:  # fmt: skip
    subject = accepted(session, kind, level=level)

    page = form(director, subject, E.DIALOGUE_HELD)
    after = director.follow(director.submit(page, {"led_by": led_by}))

    assert ("phải trực tiếp đối thoại" in after.words) is warned


def test_withdrawn_and_going_on_it_is_not_discontinued_for_the_withdrawal(
    session: Session, director: InspectingClient
) -> None:
    subject = ready(session, TC, E.GOES_ON)
    factories.happen(session, subject, E.GOES_ON, date(2026, 11, 9), ground="vgq-a")
    page = form(director, subject, E.DISCONTINUED)
    typed = {"ground": "dc-a", "document_number": "9/QĐ"}

    answer = director.submit(page, typed, status=422)
    director.submit(answer, {"ground": "dc-e"})

    assert "không đình chỉ vì việc rút" in beside(answer, "ground")
    assert recorded(session, subject, E.DISCONTINUED) == {"ground": "dc-e"}


def test_the_passer_is_filled_in_from_the_petition(
    session: Session, director: InspectingClient
) -> None:
    subject = factories.case(session, channel=BY_ANOTHER, passed_on_by="Ban Tiếp công dân tỉnh")

    page = form(director, subject, E.PASSER_INFORMED)

    assert page.form().values["to"] == ["Ban Tiếp công dân tỉnh"]


@pytest.mark.parametrize("passage", ["old", "new"])
def test_the_transition_shows_both_dates_and_records_the_choice(
    session: Session, sign_in: SignIn, at: SetClock, passage: str
) -> None:
    at("2026-07-02")
    director = sign_in(Role.DIRECTOR)
    subject = factories.case(session, received_on=date(2026, 6, 30))
    page = form(director, subject, E.TRANSITION_CHOSEN)
    typed = {"passage": passage}

    answer = director.submit(page, typed, status=422)
    director.submit(answer, {"note": "Ý kiến chỉ đạo số 5"})

    assert {"10/07/2026", "09/07/2026"} <= set(page.words.replace(",", " ").split())
    assert page.form().values["rule"] == ["KN-27"]
    assert "Hãy ghi lý do chọn quy định này." in beside(answer, "note")
    assert answer.form().values["passage"] == [passage]
    told = recorded(session, subject, E.TRANSITION_CHOSEN)
    assert told == {"rule": "KN-27", "passage": passage}


@pytest.mark.parametrize("event", FILLED, ids=str)
def test_in_english_no_choice_is_vietnamese(
    session: Session, director: InspectingClient, event: EventType
) -> None:
    subject = ready(session, FILLED[event][0], event)
    read_in_english(director)

    assert left_in_vietnamese(form(director, subject, event)) == set()


def accepted(
    session: Session, kind: CaseKind, *, level: Level = Level.FIRST, channel: Channel = Channel.POST
) -> Case:
    """Accept a case on 06/11/2026."""
    subject = factories.case(session, kind, level=level, channel=channel)
    factories.classified(session, subject, date(2026, 11, 4))
    factories.happen(session, subject, E.ACCEPTED, date(2026, 11, 6))
    return subject


def ready(session: Session, kind: CaseKind, event: EventType) -> Case:
    """Give a case that has come as far as a step needs it."""
    channel = BY_ANOTHER if event is E.PASSER_INFORMED else Channel.POST
    subject = accepted(session, kind, channel=channel)
    for earlier in BEFORE.get(event, ()):
        factories.happen(session, subject, earlier, date(2026, 11, 9), outcome="right")
    return subject


def form(client: InspectingClient, subject: Case, event: EventType) -> Page:
    """Give the form of a step."""
    return client.get(f"/cases/{subject.id}/events/{event.value}")


def names_of_fields(page: Page) -> set[str]:
    """Give the names of the fields of a page."""
    tags = ("input", "textarea", "select")
    return {e.get("name", "") for tag in tags for e in page.root.iter(tag)}


def beside(page: Page, field: str) -> str:
    """Give what is said beside a field."""
    return " ".join(words(e) for e in page.every("p", id=f"{field}-error"))


def recorded(session: Session, subject: Case, event: EventType) -> dict[str, Any]:
    """Give what the last step of a type told."""
    session.expire_all()
    return dict([e for e in subject.events if e.type is event][-1].particulars)


def _sent(value: object) -> str:
    return "y" if value is True else str(value)
