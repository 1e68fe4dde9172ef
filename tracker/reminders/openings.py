"""The openings of identities of which a director was told, and the word that they were seen."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.records.organisation import User
from tracker.records.petitions import Petition, UnsealGrant
from tracker.records.unsealing import UnsealNotice
from tracker.records.visibility import Reach, visible_petitions

MOST = 50


def told_openings(session: Session, reach: Reach) -> list[Any]:
    """Give what the person was told of and has not acknowledged, the latest first."""
    return list(
        session.execute(
            select(
                UnsealGrant.opened_at, UnsealGrant.closes_at, UnsealGrant.reason,
                Petition.id.label("petition_id"), Petition.code, User.full_name.label("by"),
            )
            .select_from(UnsealNotice)
            .join(UnsealGrant, UnsealGrant.id == UnsealNotice.grant_id)
            .join(Petition, Petition.id == UnsealGrant.petition_id)
            .join(User, User.id == UnsealGrant.user_id)
            .where(
                UnsealNotice.recipient_id == reach.user_id,
                UnsealNotice.acknowledged_at.is_(None),
                visible_petitions(reach, Permission.PETITION_READ),
            )
            .order_by(UnsealNotice.id.desc())
            .limit(MOST)
        )
    )  # fmt: skip
