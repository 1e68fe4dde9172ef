"""A rotation moves every sealed value under the new key, whatever happens in between."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, select, update
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support import child
from tests.support.applications import SEALING_KEYS, SECRET_KEY
from tests.support.client import InspectingClient
from tracker.access import Role
from tracker.casework import attachments, rotation
from tracker.casework.identity import Identity, identity_of
from tracker.law.kinds import CaseKind
from tracker.outside.files import FileStore
from tracker.records.audit import AuditEntry
from tracker.records.base import Base
from tracker.records.petitions import Attachment, Party, Petition
from tracker.records.sealed_columns import sealed_columns
from tracker.records.sealing import Keyring, new_key, use_keyring

Command = Callable[..., str]
NEW = new_key("k2")
BOTH = f"{NEW},{SEALING_KEYS}"
ON = date(2026, 11, 3)
PEOPLE = 7


@pytest.fixture
def sealed(session: Session, app: Flask) -> Session:
    """Give denunciations with a paper, and complaints with numbers, under the first key."""
    for number in range(PEOPLE):
        who = Identity(
            f"Đỗ Thị Kín {number}", "Thôn 1, xã Gò Sỏi", "0911222333", f"05118500{number:04}"
        )
        kind = CaseKind.DENUNCIATION if number % 2 else CaseKind.COMPLAINT
        petition = make.petition(session, kind, parties=make.petition_details(sender=who).parties)
        assert petition.petition is not None
        paper = attachments.Upload("don.txt", BytesIO(b"Noi dung don"))
        attachments.attach(
            session, petition.petition, [paper], store=store(app), limit=10_000,
            by=petition.petition.recorded_by_id, now=make.moment(ON),
        )  # fmt: skip
    session.commit()
    return session


def test_after_a_rotation_the_old_key_may_go(sealed: Session, app: Flask, command: Command) -> None:
    with ring_of(BOTH):
        command("seal", "rotate")
        said = command("seal", "status")
    assert "Khóa k1: không còn giá trị nào, có thể bỏ khỏi SEALING_KEYS." in said

    with ring_of(NEW):
        assert names(sealed) == {f"Đỗ Thị Kín {n}" for n in range(PEOPLE)}
        assert {contents(each, app) for each in sealed.scalars(select(Attachment))} == {
            b"Noi dung don"
        }


def test_before_it_the_old_key_must_stay(sealed: Session, command: Command) -> None:
    with ring_of(BOTH):
        said = command("seal", "status")

    assert "Khóa k1: còn" in said


def test_a_dry_run_counts_what_would_move_and_writes_nothing(
    sealed: Session, command: Command
) -> None:
    with ring_of(BOTH):
        before = blobs(sealed)
        told = json.loads(command("seal", "rotate", "--dry-run", "--json"))

    assert told["moved"]["party.sealed_identity"] == PEOPLE // 2
    assert told["moved"]["party.identity_number"] == PEOPLE - PEOPLE // 2
    assert told["moved"]["attachment (tệp)"] == PEOPLE // 2
    assert blobs(sealed) == before


def test_numbers_are_found_again_by_their_new_digest(sealed: Session, command: Command) -> None:
    with ring_of(BOTH):
        command("seal", "rotate")

    with ring_of(NEW) as ring:
        digest = ring.digest("051185000002", "party.number")
        sealed.expire_all()
        (found,) = sealed.scalars(select(Party).where(Party.identity_digest == digest))
        assert found.full_name == "Đỗ Thị Kín 2"


def test_a_run_that_stops_in_the_middle_goes_on_where_it_was(sealed: Session, app: Flask) -> None:
    with ring_of(BOTH) as ring:
        steps = rotation.rotate(sealed, ring, store(app), batch=2)
        moved = next(steps).moved
        sealed.commit()
        next(steps)
        sealed.rollback()

        rest = 0
        for done in rotation.rotate(sealed, ring, store(app), batch=2):
            sealed.commit()
            rest += done.moved
        waiting = [each.waiting for each in rotation.standing_everywhere(sealed, ring, store(app))]

    assert moved == 2
    assert rest == PEOPLE + PEOPLE // 2 - 2
    assert not any(waiting)


def test_a_run_that_is_killed_again_and_again_loses_nothing(
    sealed: Session, app: Flask, environment: Mapping[str, str]
) -> None:
    sealed.commit()
    words = ("seal", "rotate", "--batch", "2")
    ended = [
        child.run(environment, "2026-11-23T09:00", *words, kill_before=place).returncode
        for place in ("UPDATE party SET identity_number", "UPDATE audit_head", "UPDATE party", 60)
    ]
    last = child.run(environment, "2026-11-23T09:00", *words)

    assert child.KILLED in ended
    assert last.returncode == 0, last.stderr
    sealed.expire_all()
    with ring_of(NEW):
        assert names(sealed) == {f"Đỗ Thị Kín {n}" for n in range(PEOPLE)}
        assert {contents(each, app) for each in sealed.scalars(select(Attachment))} == {
            b"Noi dung don"
        }


def test_what_a_wrong_key_does_not_open_is_named_and_the_rest_goes_on(
    sealed: Session, app: Flask, command: Command
) -> None:
    with ring_of(new_key("k1")):
        petition = make.petition(sealed, CaseKind.DENUNCIATION).petition
        sealed.commit()
        assert petition is not None
        (party,) = petition.parties

    with ring_of(BOTH):
        told = json.loads(command("seal", "rotate", "--json", exit_code=1))

    assert told["broken"] == [f"party.sealed_identity id {party.id}"]
    assert told["moved"]["party.sealed_identity"] == PEOPLE // 2
    assert make.HANH.full_name not in json.dumps(told, ensure_ascii=False)


def test_without_the_old_key_nothing_is_opened_and_nothing_is_lost(
    sealed: Session, command: Command
) -> None:
    with ring_of(NEW):
        before = blobs(sealed)
        told = json.loads(command("seal", "rotate", "--json", exit_code=1))
        status = json.loads(command("seal", "status", "--json"))

    assert len(told["broken"]) == PEOPLE + PEOPLE // 2
    assert blobs(sealed) == before
    assert {each["name"]: each["foreign"] for each in status}["party.sealed_identity"] == 3


def test_a_value_written_while_the_run_goes_on_is_left_as_it_was_written(
    sealed: Session, app: Flask
) -> None:
    with ring_of(BOTH) as ring:
        party = sealed.scalars(select(Party).where(Party.sealed_identity.is_not(None))).first()
        assert party is not None
        (column,) = [c for c in sealed_columns() if c.name == "party.sealed_identity"]
        stale = rotation._moved(ring, column, party)
        fresh = ring.seal(b'{"full_name": "X"}', context=column.context(party))
        overwritten = update(column.table).where(column.table.c.id == party.id)
        sealed.connection().execute(overwritten.values(sealed_identity=fresh))

        written = rotation._write(sealed, column, [stale])

        sealed.expire_all()
        assert written == 0
        assert party.sealed_identity == fresh


def test_each_batch_stands_in_the_trail_without_a_value(sealed: Session, command: Command) -> None:
    with ring_of(BOTH):
        command("seal", "rotate", "--batch", "2")

    entries = sealed.scalars(select(AuditEntry).where(AuditEntry.action == "reseal")).all()
    by_subject = {entry.subject for entry in entries}
    assert by_subject == {"party", "attachment"}
    assert sum(entry.changes["values"] for entry in entries) == PEOPLE + PEOPLE // 2
    assert {entry.changes["key"] for entry in entries} == {"k2"}


def test_people_go_on_working_while_the_keys_move(
    sealed: Session, app: Flask, sign_in: Callable[[Role], InspectingClient]
) -> None:
    """The server holds both keys; it reads and writes between two batches."""
    with ring_of(BOTH) as ring:
        petition_id = sealed.scalars(select(Petition.id).where(Petition.is_sealed)).first()
        client = sign_in(Role.RECEPTIONIST)
        for _ in rotation.rotate(sealed, ring, store(app), batch=2):
            sealed.commit()
            client.get(f"/petitions/{petition_id}")
            page = client.get(f"/petitions/{petition_id}/unseal")
            client.submit(page, {"reason": "Mời người tố cáo làm việc"})
            assert "Đỗ Thị Kín" in client.get(f"/petitions/{petition_id}").words


def test_every_column_of_sealed_bytes_says_its_place() -> None:
    silent = [
        str(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.info.get("class") == "sealed" and isinstance(column.type, LargeBinary)
        if "place" not in column.info
    ]

    assert silent == [], "Write info=sealed(place): else a rotation passes it by."


def test_a_new_key_is_of_no_name_that_is_there(app: Flask, command: Command) -> None:
    made = command("seal", "new-key").strip()
    assert made.startswith("k2:")
    assert Keyring.from_setting(made)

    assert "Đã có khóa tên này" in command("seal", "new-key", "k1", exit_code=2)
    assert "Tên khóa" in command("seal", "new-key", "Khóa Mới", exit_code=2)


@pytest.fixture
def environment(database_url: str, app: Flask) -> Mapping[str, str]:
    """Give the settings of a process of its own, with the new key in front."""
    settings = {
        "environment": "test",
        "database_url": database_url,
        "instance_dir": app.instance_path,
        "attachments_dir": str(app.config["ATTACHMENTS_DIR"]),
        "secret_key": SECRET_KEY,
        "sealing_keys": BOTH,
    }
    return {name.upper(): value for name, value in settings.items()}


@contextmanager
def ring_of(setting: str) -> Iterator[Keyring]:
    """Work under other keys while the block runs."""
    ring = Keyring.from_setting(setting)
    use_keyring(ring)
    try:
        yield ring
    finally:
        use_keyring(Keyring.from_setting(SEALING_KEYS))


def store(app: Flask) -> FileStore:
    return FileStore(Path(app.config["ATTACHMENTS_DIR"]))


def contents(attachment: Attachment, app: Flask) -> bytes:
    return attachments.content_of(attachment, store(app))


def names(session: Session) -> set[str]:
    session.expire_all()
    return {identity_of(party).full_name for party in session.scalars(select(Party))}


def blobs(session: Session) -> list[Any]:
    session.rollback()
    return [
        (each.name, list(session.execute(select(each.column).order_by(each.number)).scalars()))
        for each in sealed_columns()
    ]
