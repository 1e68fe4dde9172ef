"""A denouncer's name stands on no page of anybody, in no spelling, nor does anything else of it."""

import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote_plus

import pytest
from flask import Flask
from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session

from tests.support import secrecy, source, walks
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.walks import DENOUNCER, DENOUNCER_PLACE, Demo
from tracker.access import Role
from tracker.law.kinds import CaseKind

SignIn = Callable[..., InspectingClient]


SPELLINGS = (
    "Hoàng Thị Ngọc Huyền", "hoang thi ngoc huyen", "HOÀNG THỊ NGỌC HUYỀN",
    unicodedata.normalize("NFD", "Hoàng Thị Ngọc Huyền"), "Hòang Thị Ngọc Huyền",
    "Huyền Hoàng Thị Ngọc", "Ngọc Huyền", "hoangthingochuyen", "hoangf thij ngocj huyeenf",
    "0977654321", "0977 654 321", "0977.654.321", "+84 977 654 321",
    "051187009988", "051 187 009 988", "051187******", "Suối Trăng", "suoi trang",
)  # fmt: skip
NAMED = "hoang thi ngoc huyen"
# Where somebody who has opened an identity may write its name by mistake.
FREE_TEXTS = {
    "/cases/{case}/events/classified": {"field": "other", "note": f"Gọi {NAMED}"},
    "/cases/{case}/events/informed": {"note": f"Đã báo cho {NAMED}"},
    "/cases/{case}/events/proposed": {"move": "discontinued", "note": f"Theo ý {NAMED}"},
    "/cases/{case}/events/discontinued": {
        "document_number": "1/QĐ", "ground": "dc-a", "note": f"Theo đơn rút của {NAMED}",
    },
    "/cases/{case}/assignment": {"reason": f"Quen {NAMED}"},
    "/cases/{case}/events/1/correction": {"legal_date": "20/11/2026", "note": f"{NAMED} nói lại"},
    "/petitions/{petition}/split": {"parts-0-title": NAMED, "parts-0-kind": "denunciation"},
    "/petitions/{petition}/merge": {"into": "{other}", "reason": f"Cùng của {NAMED}"},
    "/petitions/{petition}/same-matter": {"code": "{other_petition}", "reason": f"Đều của {NAMED}"},
    "/petitions/{petition}/unseal": {"reason": f"Mời {NAMED} làm việc"},
}  # fmt: skip


@pytest.fixture
def demo(session: Session, command: Callable[..., str], at: SetClock) -> Demo:
    at(walks.DAY)
    return walks.load_demo(session, command)


@pytest.mark.parametrize("words", SPELLINGS)
def test_a_search_for_a_denouncer_finds_nothing(
    sqlite_app: Flask, demo: Demo, sign_in: SignIn, words: str
) -> None:
    found = [
        f"{path} as {role}"
        for role in (Role.RECEPTIONIST, Role.DIRECTOR, Role.INSPECTOR)
        for path in (f"/search?q={quote_plus(words)}", f"/cases?q={quote_plus(words)}")
        if "NTC-" in walks.text_of(sign_in(demo.people[role]), path)
    ]
    source.refuse(found, "What is sealed is not searched.", "leave it out of the index.")


@pytest.mark.parametrize("words", SPELLINGS)
def test_the_desk_never_meets_a_denouncer_again(
    sqlite_app: Flask, demo: Demo, sign_in: SignIn, words: str
) -> None:
    client = sign_in(demo.people[Role.RECEPTIONIST])
    typed = {"full_name": words, "phone": words, "identity_number": words, "address": words}
    for kind in ("", "complaint", "denunciation"):
        assert "NTC-" not in _hints(client, {**typed, "kind": kind})


def test_a_denunciation_met_by_its_content_is_not_told_to_a_complaint(
    session: Session, demo: Demo, sign_in: SignIn
) -> None:
    client = sign_in(demo.people[Role.RECEPTIONIST])
    case = walks.register(session, demo, CaseKind.DENUNCIATION, sender=DENOUNCER)
    summary = case.links[0].petition.summary

    typed = {"kind": "complaint", "content": summary, "full_name": "Ai đó"}
    assert case.links[0].petition.code not in _hints(client, typed)
    assert case.links[0].petition.code in _hints(client, {**typed, "kind": "denunciation"})


@pytest.mark.parametrize(("place", "typed"), FREE_TEXTS.items(), ids=lambda value: str(value)[:40])
def test_a_free_text_that_names_the_denouncer_is_refused(
    sqlite_app: Flask,
    session: Session,
    demo: Demo,
    sign_in: SignIn,
    place: str,
    typed: dict[str, str],
) -> None:
    case = walks.register(session, demo, CaseKind.DENUNCIATION, sender=DENOUNCER)
    other = walks.register(session, demo, CaseKind.DENUNCIATION)
    numbers = {"case": case.id, "petition": case.links[0].petition_id, "other": other.code}
    numbers["other_petition"] = other.links[0].petition.code
    client = sign_in(demo.people[Role.DIRECTOR])
    page = client.get(place.format(**numbers), max_queries=99)

    sent = {name: value.format(**numbers) for name, value in typed.items()}
    answer = client.submit(page, sent, status=walks.ANY)

    assert answer.status == 422
    assert "người tố cáo" in answer.words


def test_a_text_is_refused_too_where_the_matter_is_no_longer_a_denunciation(
    sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn
) -> None:
    case = walks.register(session, demo, CaseKind.DENUNCIATION, sender=DENOUNCER)
    client, place = sign_in(demo.people[Role.DIRECTOR]), f"/cases/{case.id}/events"
    client.submit(client.get(f"{place}/classified"), {"kind": "feedback", "field": "other"})

    page = client.get(f"{place}/informed")
    answer = client.submit(page, {"note": f"Đã báo cho {NAMED}"}, status=walks.ANY)

    assert answer.status == 422


@pytest.mark.parametrize("field", ["authorisation", "passed_on_by"])
def test_a_field_beside_the_content_that_names_the_denouncer_is_refused(
    sqlite_app: Flask, demo: Demo, sign_in: SignIn, field: str
) -> None:
    client = sign_in(demo.people[Role.RECEPTIONIST])
    page = client.get("/desk")

    typed = {"full_name": DENOUNCER.full_name, "kind": "denunciation", "is_corruption": "no"}
    proxy = {"authorised_name": "Lý Văn Thay", "authorisation": "số 5 ngày 01/11/2026"}
    other = {**proxy, "content": "Nhận quà", field: "của " + NAMED}
    answer = client.submit(page, {**typed, **other}, action="/desk", status=walks.ANY)

    assert answer.status == 422


def test_nothing_of_a_denouncer_is_readable_in_the_database(
    app: Flask, session: Session, demo: Demo
) -> None:
    """Whoever takes every row along, but not the key, knows nobody."""
    secrets = secrecy.pieces(DENOUNCER, place=DENOUNCER_PLACE)
    found = [
        f"{name}: {secret!r}"
        for name, words in _tables(session)
        for secret in secrecy.found_in(words, secrets)
    ]
    source.refuse(found, "What is sealed is encrypted everywhere.", "seal it.")


def _hints(client: InspectingClient, typed: dict[str, str]) -> str:
    data = {**typed, "csrf_token": client.csrf_token()}
    return walks.text_of(client, "/desk/hints", data=data)


def _tables(session: Session) -> Iterator[tuple[str, str]]:
    """Give every table with all its words."""
    found = MetaData()
    found.reflect(session.connection())
    for table in found.sorted_tables:
        rows = session.execute(select(table)).all()
        yield table.name, "\n".join(str(value) for row in rows for value in row)
