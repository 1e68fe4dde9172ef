"""Nothing that the application hands out tells a denouncer, and the walk that says so can fail."""

import json
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.support import secrecy, source, walks
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.walks import DENOUNCER, DENOUNCER_PLACE, Demo
from tracker.access import Role
from tracker.casework.identity import identity_of
from tracker.records.organisation import User
from tracker.records.petitions import Party
from tracker.records.reception import Visit
from tracker.vietnamese import fold

SignIn = Callable[..., InspectingClient]


def archive(name: str, words: str) -> bytes:
    """Pack one part as Office does."""
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr(name, words)
    return packed.getvalue()


LISTS = (
    "/cases?tab=closed", "/cases?tab=no_limit", "/cases?kind=denunciation", "/my-work?tab=overdue",
    "/petitions?kind=denunciation", "/inspection/audit?subject=party",
    "/inspection/audit?subject=petition", "/inspection/audit?subject=visit",
    "/inspection/findings?kind=denunciation", "/inspection/findings?tab=closed",
)  # fmt: skip
NOWHERE = ("/khong-co", "/cases/999999", "/petitions/999999", "/inspection/audit?after=x")
PERIOD = {"first": "01/01/2026", "last": "23/11/2026"}
BUTTONS = (
    "/books/receptions/full-print", "/books/receptions/full-workbook",
    "/inspection/audit/export.csv", "/inspection/audit/export.json",
)  # fmt: skip
PLANT = "Hoàng Thị Ngọc Huyền"
PLANTED = {
    "/petitions": "UPDATE petition SET summary = :name",
    "/cases": "UPDATE case_file SET title = :name",
    "workbook.xlsx": "UPDATE visit SET content = :name",
    "/print": "UPDATE visit SET content = :name",
    "/schedule": "UPDATE planned_session SET place = :name",
    ".ics": "UPDATE planned_session SET place = :name",
    "/board": "UPDATE case_file SET title = :name",
    "/inspection/audit": "UPDATE user_account SET full_name = :name",
}
HIDDEN = {
    "json with escapes": (json.dumps({"name": PLANT}).encode(), "application/json"),
    "a folded line of a feed": ("SUMMARY:Hoàng Thị N\r\n gọc Huyền".encode(), "text/calendar"),
    "marks apart": (unicodedata.normalize("NFD", PLANT).encode(), "text/html"),
    "letters as numbers": (b"Ho&#224;ng Th&#7883; Ng&#7885;c Huy&#7873;n", "text/html"),
    "the other order": ("Huyền Hoàng Thị Ngọc".encode(), "text/plain"),
    "one word": (b"hoangthingochuyen@thu.vn", "text/plain"),
    "a phone with dots": (b"0977.654.321", "text/plain"),
    "a workbook": (archive("xl/sharedStrings.xml", f"<t>{PLANT}</t>"), "application/zip"),
    "the name of a part": (archive(f"word/{PLANT}.xml", ""), "application/zip"),
}


@pytest.fixture
def demo(session: Session, command: Callable[..., str], at: SetClock) -> Demo:
    at(walks.DAY)
    return walks.load_demo(session, command)


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_nothing_of_a_denouncer_is_in_any_answer(
    sqlite_app: Flask,
    session: Session,
    demo: Demo,
    sign_in: SignIn,
    client: InspectingClient,
    role: Role | None,
) -> None:
    """Pages, workbooks, feeds, data, figures, error pages and headers, signed in or not."""
    secrets = _secrets(session)
    who = sign_in(demo.people[role]) if role else client
    places = walks.addresses(sqlite_app, session, "GET", agency_id=demo.agency_id)
    urls = [*(place.url for place in places), *LISTS, *NOWHERE]

    found = secrecy.walk(_asking(who), urls, secrets)

    source.refuse(found, f"{role} sees codes, not denouncers.", "show the party's label.")
    assert len(secrets) > 20


@pytest.mark.parametrize("role", Role, ids=str)
def test_nothing_of_a_denouncer_is_in_what_is_handed_out_by_a_button(
    sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn, role: Role
) -> None:
    secrets, client = _secrets(session), sign_in(demo.people[role])
    token = {"csrf_token": client.csrf_token()}
    answers = {url: walks.answer_of(client, url, data={**token, **PERIOD}) for url in BUTTONS}

    found = [
        f"{url} shows {secret!r}"
        for url, answer in answers.items()
        for secret in secrecy.found_in(secrecy.told_by(answer), secrets)
    ]

    source.refuse(found, f"{role} takes codes along, not denouncers.", "cover it there too.")
    if role is Role.DIRECTOR:
        assert {answer.status_code for answer in answers.values()} == {200}


@pytest.mark.parametrize(("where", "plant"), PLANTED.items(), ids=list(PLANTED))
def test_the_walk_finds_a_name_where_it_was_planted(
    sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn, where: str, plant: str
) -> None:
    """The walk itself is put to the test: else it might look past what it is to find."""
    session.connection().execute(text(plant), {"name": PLANT})
    session.commit()
    client = sign_in(demo.people[Role.DIRECTOR])
    places = walks.addresses(sqlite_app, session, "GET", agency_id=demo.agency_id)
    urls = [place.url for place in places if where in place.url]

    assert secrecy.walk(_asking(client), urls, secrecy.pieces(DENOUNCER))


@pytest.mark.parametrize("words", HIDDEN, ids=list(HIDDEN))
def test_the_walk_reads_what_a_file_wraps_up(words: str) -> None:
    assert secrecy.found_in(secrecy.text_of(*HIDDEN[words]), secrecy.pieces(DENOUNCER))


def test_nothing_of_a_denouncer_is_in_the_files_of_a_backup(
    sqlite_app: Flask, session: Session, demo: Demo, database_url: str
) -> None:
    """The file of the database as it lies on the disk, its log and its free pages as well."""
    session.commit()
    database = Path(database_url.removeprefix("sqlite:///"))
    store = Path(sqlite_app.config["ATTACHMENTS_DIR"])
    secrets = secrecy.pieces(DENOUNCER, place=DENOUNCER_PLACE)
    files = [database, database.with_name(f"{database.name}-wal")]
    files += [path for path in store.rglob("*") if path.is_file()]

    found = {
        f"{path.name}: {secret!r}"
        for path in files
        if path.exists()
        for secret in secrecy.found_in(path.read_bytes().decode("utf-8", "replace"), secrets)
        if not secret.isdigit()  # All digits of a file, one after the other, hold any number.
    }
    raw = {number.encode() for number in (DENOUNCER.phone, DENOUNCER.identity_number)}
    found |= {f"{p.name}: {n!r}" for p in files if p.exists() for n in raw if n in p.read_bytes()}

    source.refuse(sorted(found), "A backup without the key reveals nothing.", "seal it.")
    assert len(files) > 2


def _asking(client: InspectingClient) -> Callable[[str], TestResponse]:
    return lambda url: walks.answer_of(client, url, follow_redirects=True)


def _secrets(session: Session) -> set[str]:
    """Give the pieces of every sealed identity that no page has another reason to show."""
    sealed = session.scalars(select(Party).where(Party.sealed_identity.is_not(None)))
    columns = (Party.full_name, User.full_name, Visit.visitor_name)
    known = {fold(name) for column in columns for name in session.scalars(select(column)) if name}
    return {
        piece
        for who in map(identity_of, sealed)
        if fold(who.full_name) not in known
        for piece in secrecy.pieces(who, place=DENOUNCER_PLACE if who == DENOUNCER else "")
    }
