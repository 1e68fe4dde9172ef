"""Take files handed in with a petition; those of a denunciation are encrypted."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from sqlalchemy import event
from sqlalchemy.orm import Session

from tracker.casework.identity import SECRECY
from tracker.law.terms import Refusal
from tracker.outside.files import Accepted, FileStore, check_count, inspect
from tracker.records.petitions import Attachment, Petition
from tracker.records.sealing import keyring

UNCOMMITTED = "files_of_this_transaction"


class Upload(NamedTuple):
    """A file as it arrives: its name and its bytes."""

    name: str
    stream: BinaryIO


def attach(
    session: Session,
    petition: Petition,
    uploads: Sequence[Upload],
    *,
    store: FileStore,
    limit: int,
    by: int,
    now: datetime,
) -> list[Attachment]:
    """Check each file by its content and keep it; one bad file keeps none of them."""
    if not uploads:
        return []
    if petition.paper_file_number:
        raise Refusal(
            "Tố cáo tham nhũng: tài liệu chỉ lưu trên giấy.", article=SECRECY, field="files"
        )
    check_count(len(uploads) + len(petition.attachments))
    accepted = [inspect(u.name, u.stream, limit=limit) for u in uploads]
    for file in accepted:
        store.scan(file.content, file.safe_name)
    first = len(petition.attachments) + 1
    rows = []
    for place, file in enumerate(accepted, start=first):
        row = _row(petition, file, place, by=by, now=now)
        row.storage_key = _put(session, store, _as_kept(row, file.content))
        rows.append(row)
    session.add_all(rows)
    session.flush()
    return rows


def _row(petition: Petition, file: Accepted, place: int, *, by: int, now: datetime) -> Attachment:
    return Attachment(
        agency_id=petition.agency_id,
        petition=petition,
        uuid=uuid4(),
        name=_shown_name(petition, file.safe_name, place),
        media_type=file.media_type,
        size=len(file.content),
        sha256=sha256(file.content).hexdigest(),
        is_sealed=petition.is_sealed,
        recorded_by_id=by,
        recorded_at=now,
    )


def _as_kept(row: Attachment, content: bytes) -> bytes:
    """Encrypt what belongs to a denunciation; the rest is kept as it is."""
    if not row.is_sealed:
        return content
    return keyring().seal(content, context=f"attachment:{row.uuid}")


def _put(session: Session, store: FileStore, data: bytes) -> str:
    """Keep a file for as long as the transaction that speaks of it may still succeed."""
    key = store.put(data)
    session.info.setdefault(UNCOMMITTED, []).append((store, key))
    return key


@event.listens_for(Session, "after_commit")
def _keep_files(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(UNCOMMITTED, None)


@event.listens_for(Session, "after_rollback")
def _remove_files(session: Session) -> None:
    """Leave no file behind of which no row speaks."""
    for store, key in session.info.pop(UNCOMMITTED, ()):
        store.delete(key)


def _shown_name(petition: Petition, name: str, place: int) -> str:
    """Name a sealed file by its place: people put names into file names."""
    if not petition.is_sealed:
        return name
    return f"tai-lieu-{place:02d}.{name.rpartition('.')[2]}"


def content_of(attachment: Attachment, store: FileStore) -> bytes:
    """Give the bytes of a file; the caller answers for the right to see them."""
    with store.open(attachment.storage_key) as stream:
        data = stream.read()
    if attachment.is_sealed:
        return keyring().open(data, context=f"attachment:{attachment.uuid}")
    return data
