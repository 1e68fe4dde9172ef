"""Enter a read in the trail before it is shown: who saw what is sealed or personal.

A page that is only read writes nothing else. The entry goes in by a transaction of its own, and
where it cannot be written the page is not shown.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import now
from tracker.records.audit import AuditEntry, note, same_actor
from tracker.records.base import current_session, db, read
from tracker.records.transactions import WRITE, writing
from tracker.web.guard import signed_in

ONE_SITTING = timedelta(minutes=10)  # A value of the house: looking again meanwhile is one look.


class Look(StrEnum):
    """What somebody looked at; the trail's page has the words."""

    IDENTITY = "view_identity"
    NUMBER = "view_number"
    PERSON = "view_person"
    EXPORT = "export"
    PRINT = "print"


def enter_look(
    look: Look, subject: str, subject_id: int, details: Mapping[str, object] | None = None
) -> None:
    """Enter one look; it is kept whatever becomes of the page."""
    if WRITE.get():
        note(current_session(), action=look, subject=subject, subject_id=subject_id,
             details=details)  # fmt: skip
        return
    with writing(), Session(db.engine) as session, session.begin():
        same_actor(session, current_session())
        note(session, action=look, subject=subject, subject_id=subject_id, details=details)


def enter_look_once(look: Look, subject: str, subject_id: int) -> None:
    """Enter a look unless the same person looked at the same only minutes ago."""
    if not _looked(look, subject, subject_id, since=now() - ONE_SITTING):
        enter_look(look, subject, subject_id)


def _looked(look: Look, subject: str, subject_id: int, *, since: datetime) -> bool:
    stmt = select(AuditEntry.id).where(
        AuditEntry.subject == subject,
        AuditEntry.subject_id == str(subject_id),
        AuditEntry.action == look.value,
        AuditEntry.actor_id == signed_in().id,
        AuditEntry.at >= since,
    )
    return read(current_session(), stmt.limit(1)).first() is not None
