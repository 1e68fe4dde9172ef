"""Every error is a page in words; nobody sees a traceback or a constraint's name."""

import logging
import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.support.client import InspectingClient
from tracker.records.base import Base
from tracker.records.organisation import OrgUnit
from tracker.web import constraints

Count = Callable[[str], int]


def test_a_refusal_outside_a_form_is_a_page_with_its_article(stranger: InspectingClient) -> None:
    page = stranger.get("/refused", status=409)

    assert "Việc này cần Lãnh đạo." in page.words
    assert "Điều 5" in page.words


def test_a_refusal_is_told_in_english_terms_to_an_english_reader(
    stranger: InspectingClient,
) -> None:
    stranger.post("/account/language", {"language": "en"})

    assert "Director" in stranger.get("/refused", status=409).words


def test_a_wrong_method_says_which_ones_there_are(notes: InspectingClient) -> None:
    page = notes.get("/notes/clear", status=405)

    assert page.headers["Allow"] == "OPTIONS, POST"


def test_a_failure_shows_a_number_that_the_log_knows(
    notes_app: Flask, stranger: InspectingClient, caplog: pytest.LogCaptureFixture
) -> None:
    notes_app.config["PROPAGATE_EXCEPTIONS"] = False
    page = stranger.get("/broken", status=500)

    reference = "".join(page.every("p", class_="error-reference")[0].itertext())
    assert reference in caplog.text
    assert "ValueError" not in page.text


def test_a_failure_keeps_the_form(
    notes_app: Flask, stranger: InspectingClient, caplog: pytest.LogCaptureFixture
) -> None:
    notes_app.config["PROPAGATE_EXCEPTIONS"] = False
    page = stranger.post("/broken", {"name": "giữ lại"}, status=500)

    assert page.form("/broken?resume-form=1").values["name"] == ["giữ lại"]
    assert "giữ lại" not in caplog.text


def test_a_body_too_large_to_read_past_is_refused_in_words(stranger: InspectingClient) -> None:
    page = stranger.post(
        "/account/language", {"next": "x" * (22 * 1024 * 1024)}, status=413, csrf=False
    )

    assert "tối đa 20 MB" in page.words


def test_a_busy_database_keeps_the_form(
    sqlite_app: Flask,
    notes: InspectingClient,
    database_url: str,
    hurried: None,
    named: Count,
) -> None:
    sheet = notes.get("/notes")
    holder = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    kept = notes.submit(sheet, {"name": "trong lúc bận"}, status=503)
    holder.close()

    shown = notes.submit(kept, status=200)
    assert "đang bận" in kept.words
    assert kept.headers["Retry-After"] == "5"
    assert shown.form("/notes").values["name"] == ["trong lúc bận"]
    assert named("trong lúc bận") == 0


def test_a_broken_database_is_a_page_too(
    sqlite_app: Flask,
    notes_app: Flask,
    notes: InspectingClient,
    session: Session,
    database_url: str,
) -> None:
    notes_app.config["PROPAGATE_EXCEPTIONS"] = False
    session.rollback()
    path = Path(database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE user_account RENAME TO elsewhere")
    connection.close()

    assert "Hệ thống gặp lỗi" in notes.get("/notes", status=500).words


def test_every_sentence_belongs_to_a_constraint_that_exists() -> None:
    unique = {
        f"uq_{table.name}_{'_'.join(column.name for column in constraint.columns)}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.__class__.__name__ == "UniqueConstraint" and len(constraint.columns)
    }
    indexes = {
        str(index.name)
        for table in Base.metadata.tables.values()
        for index in table.indexes
        if index.unique
    }
    checks = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }

    assert set(constraints.SENTENCES) <= unique | indexes | checks


@pytest.mark.parametrize(
    ("cause", "words"),
    {
        "UNIQUE constraint failed: user_account.login": "Tên đăng nhập",
        "UNIQUE constraint failed: case_file.code": "cùng lúc",
        "CHECK constraint failed: ck_petition_head_count": "Số người",
        "CHECK constraint failed: ck_other": "không hợp lệ",
        "FOREIGN KEY constraint failed": "không còn",
        "NOT NULL constraint failed: petition.code": "Còn thiếu",
        "something else": "cùng lúc",
    }.items(),
)
def test_what_the_database_refuses_has_a_sentence(cause: str, words: str) -> None:
    error = IntegrityError("INSERT", {}, sqlite3.IntegrityError(cause))

    assert words in str(constraints.refusal_of(error))


def test_both_databases_name_a_broken_constraint_alike(session: Session) -> None:
    session.add(OrgUnit(id=1, name="a", short_name="a", parent_id=None))
    session.flush()
    session.add(OrgUnit(id=77, name="b", short_name="b", parent_id=123_456))

    with pytest.raises(IntegrityError) as refused:
        session.flush()

    assert "không còn" in str(constraints.refusal_of(refused.value))


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait no five seconds for the lock."""
    from tracker.records import transactions

    settings = transactions.SQLITE_SETTINGS
    quick = tuple(s.replace("busy_timeout=5000", "busy_timeout=50") for s in settings)
    monkeypatch.setattr(transactions, "SQLITE_SETTINGS", quick)
    logging.getLogger("tracker").setLevel(logging.INFO)


def test_a_body_that_tells_no_length_is_not_read(stranger: InspectingClient) -> None:
    class Unread(BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            pytest.fail("it was read")

    answer = stranger.raw.post(
        "/account/sign-in",
        input_stream=Unread(),
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert answer.status_code == 411
    assert "<main" in answer.text
