"""The notices of openings: what stands in a mail, and that they were seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.access import Permission
from tracker.records.audit import note
from tracker.records.base import change_rows
from tracker.records.organisation import User
from tracker.records.petitions import Petition, UnsealGrant
from tracker.records.unsealing import UnsealNotice
from tracker.records.visibility import Reach, visible_petitions


@dataclass(frozen=True, slots=True)
class OpeningTold:
    """One opening in a mail: the code and the moment, nothing of who or why."""

    petition_id: int
    code: str
    opened_at: datetime


def waits_for_mail(user_id: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Give the condition that a person was told of an opening that no mail has told yet."""
    return exists().where(
        UnsealNotice.recipient_id == user_id,
        UnsealNotice.acknowledged_at.is_(None),
        UnsealNotice.mail_id.is_(None),
    )


def put_into_mail(session: Session, reach: Reach, mail_id: int) -> None:
    """Let a mail tell the openings that no mail has told yet."""
    waiting = update(UnsealNotice).where(
        UnsealNotice.recipient_id == reach.user_id,
        UnsealNotice.acknowledged_at.is_(None),
        UnsealNotice.mail_id.is_(None),
    )
    change_rows(session, waiting.values(mail_id=mail_id))


def of_mail(session: Session, reach: Reach, mail_id: int) -> tuple[OpeningTold, ...]:
    """Give the openings that a mail tells, as far as the person may still see the petition."""
    rows = session.execute(
        select(Petition.id, Petition.code, UnsealGrant.opened_at)
        .select_from(UnsealNotice)
        .join(UnsealGrant, UnsealGrant.id == UnsealNotice.grant_id)
        .join(Petition, Petition.id == UnsealGrant.petition_id)
        .where(
            UnsealNotice.mail_id == mail_id,
            UnsealNotice.recipient_id == reach.user_id,
            UnsealNotice.acknowledged_at.is_(None),
            visible_petitions(reach, Permission.PETITION_READ),
        )
        .order_by(UnsealNotice.id)
    )
    return tuple(OpeningTold(*row) for row in rows)


def acknowledge_openings(session: Session, reach: Reach, *, now: datetime) -> int:
    """Note that a person has seen every opening that they were told of."""
    told = update(UnsealNotice).where(
        UnsealNotice.recipient_id == reach.user_id, UnsealNotice.acknowledged_at.is_(None)
    )
    number = change_rows(session, told.values(acknowledged_at=now))
    if number:
        note(session, action="acknowledge", subject=User.__tablename__,
             subject_id=reach.user_id, details={"count": number})  # fmt: skip
    return number
