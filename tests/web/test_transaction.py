"""One request, one transaction: a good answer keeps all of it, any other none."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from tests.support.client import InspectingClient
from tracker.records import transactions
from tracker.records.audit import AuditEntry
from tracker.records.base import current_session
from tracker.records.organisation import OrgUnit, User
from tracker.records.transactions import WRITE
from tracker.web import transaction
from tracker.web.guard import public

Count = Callable[[str], int]


def test_a_page_that_is_only_read_cannot_write(stranger: InspectingClient, named: Count) -> None:
    with pytest.raises(RuntimeError, match="GET never writes"):
        stranger.get("/writing-get")

    assert named("lén") == 0


def test_what_a_request_writes_is_entered_under_the_name_of_its_person(
    notes: InspectingClient, session: Session, writer: User
) -> None:
    notes.submit(notes.get("/notes"), {"name": "ai ghi"})

    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.actor_id, entry.address, entry.subject) == (writer.id, "127.0.0.1", "org_unit")


def test_what_fails_at_the_commit_is_an_answer_in_words(
    notes_app: Flask, stranger: InspectingClient, postgresql_app: Flask
) -> None:
    def late() -> str:
        session = current_session()
        session.execute(
            text("CREATE TEMP TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        )
        session.execute(text("INSERT INTO late VALUES (1), (1)"))
        return "x"

    notes_app.add_url_rule("/late", "late", public(late), methods=["POST"])

    assert "cùng lúc" in stranger.post("/late", status=409).words


def test_hints_sent_by_post_do_not_take_the_only_pen(
    notes_app: Flask, stranger: InspectingClient
) -> None:
    notes_app.config["WTF_CSRF_ENABLED"] = False
    view = transaction.reads_only(public(lambda: str(WRITE.get())))
    notes_app.add_url_rule("/hints", "hints", view, methods=["POST"])

    assert stranger.raw.post("/hints").text == "False"


def test_reading_first_leaves_the_pen_to_others(sqlite_app: Flask, session: Session) -> None:
    session.rollback()
    with sqlite_app.test_request_context():
        WRITE.set(True)
        with transaction.reading_first():
            assert WRITE.get() is False
            current_session().scalars(select(OrgUnit)).all()
        assert WRITE.get() is True
        assert not current_session().in_transaction()


def test_what_is_written_apart_is_kept_though_the_request_is_undone(
    notes_app: Flask, session: Session, writer: User
) -> None:
    change = update(User).where(User.id == writer.id).values(email="a")
    with notes_app.app_context():
        write = transaction.write_apart(change)
        current_session().rollback()
    session.commit()

    write()

    session.refresh(writer)

    assert writer.email == "a"


def test_what_is_written_apart_is_left_out_where_the_database_is_busy(
    sqlite_app: Flask,
    session: Session,
    build_app: Callable[..., Flask],
    writer: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = transactions.SQLITE_SETTINGS
    quick = tuple(s.replace("busy_timeout=5000", "busy_timeout=50") for s in settings)
    monkeypatch.setattr(transactions, "SQLITE_SETTINGS", quick)
    change = update(User).where(User.id == writer.id).values(email="a")
    with build_app().app_context():
        write = transaction.write_apart(change)
    session.add(OrgUnit(name="đang ghi", short_name="x"))
    session.flush()

    write()

    session.rollback()
    session.refresh(writer)
    assert writer.email == ""
