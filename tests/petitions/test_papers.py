"""Papers of a petition: handed out safely, sealed with the identity, never left behind."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework.attachments import Upload, attach
from tracker.law.kinds import CaseKind
from tracker.outside.files import FileStore
from tracker.records.audit import AuditEntry
from tracker.records.petitions import Attachment

TEXT = "Bản trình bày của người gửi đơn.".encode()
REASON = "Mời người tố cáo làm việc ngày 25/11"


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


@pytest.fixture(autouse=True)
def store(app: Flask) -> FileStore:
    """Give the store, empty."""
    root = Path(app.config["ATTACHMENTS_DIR"])
    for path in root.rglob("*"):
        if path.is_file():
            path.unlink()
    return FileStore(root)


def kept(app: Flask) -> list[Path]:
    """Give the files that the store holds."""
    return [p for p in Path(app.config["ATTACHMENTS_DIR"]).rglob("*") if p.is_file()]


def paper(session: Session, store: FileStore, kind: CaseKind = CaseKind.COMPLAINT) -> Attachment:
    """Attach one paper to a petition."""
    logged = factories.petition(session, kind)
    (row,) = attach(
        session,
        logged.petition,
        [Upload("Trần Thị Hạnh.txt", BytesIO(TEXT))],
        store=store,
        limit=1000,
        by=factories.person_with(session, Role.RECEPTIONIST).id,
        now=factories.moment(logged.petition.received_on),
    )
    return row


def address(row: Attachment) -> str:
    """Give where a paper is handed out."""
    return f"/petitions/{row.petition_id}/attachments/{row.id}"


def test_a_paper_is_saved_never_shown(sign_in: Any, session: Session, store: FileStore) -> None:
    row = paper(session, store)

    answer = sign_in(Role.RECEPTIONIST).get(address(row))

    assert answer.text == TEXT.decode()
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_paper_of_another_petition_does_not_exist(
    sign_in: Any, session: Session, store: FileStore
) -> None:
    row, other = paper(session, store), factories.petition(session).petition

    sign_in(Role.RECEPTIONIST).get(f"/petitions/{other.id}/attachments/{row.id}", status=404)


def test_a_sealed_paper_needs_an_opening_and_leaves_a_trace(
    sign_in: Any, session: Session, store: FileStore
) -> None:
    row = paper(session, store, CaseKind.DENUNCIATION)
    desk = sign_in(Role.RECEPTIONIST)

    desk.get(address(row), status=302)
    shut = desk.post(f"{address(row)}/open")
    desk.submit(desk.get(f"/petitions/{row.petition_id}/unseal"), {"reason": REASON})
    opened = desk.post(f"{address(row)}/open", status=200)

    assert shut.headers["Location"] == f"/petitions/{row.petition_id}/unseal"
    assert opened.text == TEXT.decode()
    assert "Hanh" not in opened.headers["Content-Disposition"]
    acts = session.scalars(select(AuditEntry).where(AuditEntry.action == "open_file")).all()
    assert [act.subject_id for act in acts] == [str(row.id)]


def test_papers_are_added_later(sign_in: Any, session: Session) -> None:
    petition = factories.petition(session).petition
    desk = sign_in(Role.RECEPTIONIST)
    page = desk.get(f"/petitions/{petition.id}/files")

    nothing = desk.submit(page, status=422)
    page = desk.follow(desk.submit(page, {"files": [(BytesIO(TEXT), "thêm.txt")]}))

    assert "Chưa nhập mục này." in nothing.words
    assert "Đã nhận thêm 1 tài liệu." in page.words
    assert "thêm.txt" in page.words


def test_one_bad_file_keeps_none(sign_in: Any, session: Session, app: Flask) -> None:
    petition = factories.petition(session).petition
    desk = sign_in(Role.RECEPTIONIST)
    files = [(BytesIO(TEXT), "tốt.txt"), (BytesIO(b""), "rỗng.txt")]

    page = desk.submit(desk.get(f"/petitions/{petition.id}/files"), {"files": files}, status=422)

    assert "không có nội dung" in page.words
    assert kept(app) == []
    assert session.scalars(select(Attachment)).all() == []


def test_a_transaction_that_fails_leaves_no_file_behind(
    session: Session, store: FileStore, app: Flask
) -> None:
    paper(session, store)
    assert len(kept(app)) == 1

    session.rollback()

    assert kept(app) == []


def test_a_kept_file_survives_what_fails_later(
    session: Session, store: FileStore, app: Flask
) -> None:
    with session.begin_nested():
        paper(session, store)
    session.commit()
    session.rollback()

    assert len(kept(app)) == 1


def test_a_lost_file_is_said_to_be_lost(sign_in: Any, session: Session, store: FileStore) -> None:
    row = paper(session, store)
    store.delete(row.storage_key)

    page = sign_in(Role.RECEPTIONIST).get(address(row), status=409)

    assert "không còn trong kho lưu" in page.words
