"""Bring every sealed value under the current key: in batches, again after any interruption."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from tracker.casework.likeness import identity_value
from tracker.outside.files import FileStore
from tracker.records.audit import note
from tracker.records.petitions import Attachment
from tracker.records.sealed_columns import SealedColumn, Standing, sealed_columns, standing
from tracker.records.sealing import LONGEST_HEADER, Keyring, SealBroken, key_name

FILES = "attachment (tệp)"
BATCH = 500


@dataclass(slots=True)
class Moved:
    """One batch: how many values moved in one place, and which could not be opened."""

    place: str
    moved: int = 0
    broken: list[str] = field(default_factory=list)


def standing_everywhere(session: Session, ring: Keyring, store: FileStore) -> list[Standing]:
    """Count sealed values by their key, in every column and among the files."""
    return [*standing(session, ring), _standing_of_files(session, ring, store)]


def rotate(
    session: Session, ring: Keyring, store: FileStore, *, batch: int = BATCH
) -> Iterator[Moved]:
    """Move what stands under another key; each batch is to be committed before the next.

    What was moved no longer waits, so whoever is killed here only begins again. A value that
    somebody writes meanwhile is left alone: it is written under the current key, or found by the
    next run.
    """
    for sealed in sealed_columns():
        yield from _rotate_column(session, ring, sealed, batch)
    yield from _rotate_files(session, ring, store, batch)


def _rotate_column(
    session: Session, ring: Keyring, sealed: SealedColumn, batch: int
) -> Iterator[Moved]:
    last = 0
    while rows := _waiting(session, ring, sealed, after=last, most=batch):
        first, last = sealed.number_of(rows[0]), sealed.number_of(rows[-1])
        done, values = Moved(sealed.name), []
        for row in rows:
            try:
                values.append(_moved(ring, sealed, row))
            except SealBroken:
                done.broken.append(f"{sealed.name} id {sealed.number_of(row)}")
        session.expunge_all()
        done.moved = _write(session, sealed, values)
        _enter(session, sealed.table.name, f"{first}-{last}", ring, done.moved)
        yield done


def _waiting(
    session: Session, ring: Keyring, sealed: SealedColumn, *, after: int, most: int
) -> Sequence[Any]:
    """Give the next rows whose value stands under another key."""
    return session.scalars(
        select(sealed.rows)
        .where(
            sealed.number > after,
            sealed.column.is_not(None),
            ~sealed.stands_under(ring.header),
        )
        .order_by(sealed.number)
        .limit(most)
    ).all()


def _moved(ring: Keyring, sealed: SealedColumn, row: Any) -> Mapping[str, Any]:
    """Give the value of a row under the current key, and the digests that go with it."""
    old, context = sealed.value(row), sealed.context(row)
    new = ring.rewrap(old, context)
    values = {"row_id": sealed.number_of(row), "was": old, sealed.column.name: new}
    if sealed.indexes:
        plain = identity_value(ring.open(new, context=context).decode())
        values |= {index.key: ring.digest(plain, index.purpose) for index in sealed.indexes}
    return values


def _write(session: Session, sealed: SealedColumn, rows: Sequence[Mapping[str, Any]]) -> int:
    """Put the new values where the old ones still stand, past the trail: nothing changed in it."""
    if not rows:
        return 0
    table = sealed.table
    stmt = update(table).where(
        sealed.number == bindparam("row_id"), sealed.column == bindparam("was")
    )
    names = (sealed.column.name, *(index.key for index in sealed.indexes))
    stmt = stmt.values({name: bindparam(name) for name in names})
    return session.connection().execute(stmt, [dict(row) for row in rows]).rowcount


def _enter(session: Session, subject: str, rows: str, ring: Keyring, moved: int) -> None:
    if moved:
        details = {"key": ring.current.name, "values": moved}
        note(session, action="reseal", subject=subject, subject_id=rows, details=details)


def _sealed_files(session: Session, *, after: int, most: int) -> Sequence[Any]:
    return session.execute(
        select(Attachment.id, Attachment.storage_key, Attachment.uuid)
        .where(Attachment.is_sealed, Attachment.id > after)
        .order_by(Attachment.id)
        .limit(most)
    ).all()


def _rotate_files(session: Session, ring: Keyring, store: FileStore, batch: int) -> Iterator[Moved]:
    """Wrap the data keys of sealed files anew, each file put in place of itself in one step."""
    last = 0
    while rows := _sealed_files(session, after=last, most=batch):
        first, last = rows[0].id, rows[-1].id
        done = Moved(FILES)
        for row in rows:
            try:
                done.moved += _move_file(ring, store, row)
            except (SealBroken, FileNotFoundError):
                done.broken.append(f"attachment id {row.id}")
        _enter(session, Attachment.__tablename__, f"{first}-{last}", ring, done.moved)
        yield done


def _move_file(ring: Keyring, store: FileStore, row: Any) -> int:
    if _head(store, row.storage_key).startswith(ring.header):
        return 0
    with store.open(row.storage_key) as stream:
        blob = stream.read()
    store.put(ring.rewrap(blob, f"attachment:{row.uuid}"), row.storage_key)
    return 1


def _head(store: FileStore, key: str) -> bytes:
    with store.open(key) as stream:
        return stream.read(LONGEST_HEADER)


def _standing_of_files(session: Session, ring: Keyring, store: FileStore) -> Standing:
    by_key = {key.name: 0 for key in ring.keys}
    total = waiting = last = 0
    while rows := _sealed_files(session, after=last, most=BATCH):
        last = rows[-1].id
        for row in rows:
            head = _head(store, row.storage_key) if store.exists(row.storage_key) else b""
            name = key_name(head)
            total += 1
            waiting += not head.startswith(ring.header)
            if name in by_key:
                by_key[name] += 1
    return Standing(FILES, total, by_key, waiting)
