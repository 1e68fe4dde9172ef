"""Take files handed in with a petition; those of a denunciation are encrypted."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from sqlalchemy import event, select
from sqlalchemy.orm import Session, object_session

from tracker.casework.identity import SECRECY, identity_of, reveals
from tracker.casework.telling import Told
from tracker.law.terms import Refusal
from tracker.outside.file_kinds import MEDIA_TYPES
from tracker.outside.files import Accepted, FileStore, check_count, inspect
from tracker.outside.scrubbing import scrubbed
from tracker.records.cases import PetitionLink
from tracker.records.petitions import Attachment, Party, Petition
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
    keep_signed = not petition.is_sealed
    accepted = [inspect(u.name, u.stream, limit=limit, keep_signed=keep_signed) for u in uploads]
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


def sealed_later(row: Attachment, content: bytes) -> bytes:
    """Scrub and encrypt a file that was open until now; what cannot be scrubbed is encrypted."""
    kind = next((kind for kind, media in MEDIA_TYPES.items() if media == row.media_type), None)
    if kind is not None:
        with suppress(Refusal):
            content = scrubbed(kind, content, row.name, keep_signed=False)
    row.size, row.sha256 = len(content), sha256(content).hexdigest()
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
    """Name a sealed file by its place: people put names into file names.

    So is a file of an open petition that names a sealed sender of the same matter.
    """
    if not petition.is_sealed and not _tells_a_sender(petition, name):
        return name
    return f"tai-lieu-{place:02d}.{name.rpartition('.')[2]}"


def _tells_a_sender(petition: Petition, name: str) -> bool:
    """Say whether a name gives away who sent a sealed petition of a case of this one."""
    session = object_session(petition)
    if session is None or petition.id is None:
        return False
    cases = select(PetitionLink.case_id).where(PetitionLink.petition_id == petition.id)
    sealed = (
        select(Party)
        .join(PetitionLink, PetitionLink.petition_id == Party.petition_id)
        .where(PetitionLink.case_id.in_(cases), Party.sealed_identity.is_not(None))
    )
    told = Told(name.rpartition(".")[0].replace("_", " "))
    return any(reveals(told, identity_of(party)) for party in session.scalars(sealed))


def content_of(attachment: Attachment, store: FileStore) -> bytes:
    """Give the bytes of a file; the caller answers for the right to see them."""
    with store.open(attachment.storage_key) as stream:
        data = stream.read()
    if attachment.is_sealed:
        return keyring().open(data, context=f"attachment:{attachment.uuid}")
    return data
