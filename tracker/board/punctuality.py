"""How many duties were met in time, this year and last, and who opened sealed identities."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.punctuality import MET_LATE, Share, led, met_between
from tracker.records.organisation import User
from tracker.records.petitions import Petition, UnsealGrant
from tracker.records.visibility import Reach, visible_petitions

LATEST = 5
LOOKED_AT = 100  # Of the latest openings, some may be of petitions out of reach.


@dataclass(frozen=True, slots=True)
class Punctuality:
    """This year so far beside the same part of last year."""

    now: Share
    before: Share


def punctuality(session: Session, reach: Reach, today: date) -> Punctuality:
    """Compare the duties met this year with those met up to the same day of last year."""
    same_day = date(today.year - 1, today.month, min(today.day, 28 if today.month == 2 else 31))
    counted = [
        _met(reach, date(until.year, 1, 1), until).where(*conditions).scalar_subquery()
        for until in (today, same_day)
        for conditions in ((), (MET_LATE,))
    ]
    met, met_late, before, before_late = session.execute(select(*counted)).one()
    return Punctuality(Share(met, met - met_late), Share(before, before - before_late))


def _met(reach: Reach, since: date, until: date) -> Select[int]:
    """Count the duties met in a span; the late ones among them are few and have an index.

    A sum names no case, so nobody need be kept out of it.
    """
    return select(func.count()).where(led(reach), met_between(since, until))


def openings(session: Session, reach: Reach) -> list[Any]:
    """Give the latest openings of denouncers' identities: who, of which petition, why."""
    recent = (
        select(UnsealGrant.id)
        .where(UnsealGrant.agency_id == reach.agency_id)
        .order_by(UnsealGrant.id.desc())
        .limit(LOOKED_AT)
    )
    return list(
        session.execute(
            select(
                UnsealGrant.opened_at,
                UnsealGrant.reason,
                Petition.id.label("petition_id"),
                Petition.code,
                User.full_name.label("by"),
            )
            .join(Petition, Petition.id == UnsealGrant.petition_id)
            .join(User, User.id == UnsealGrant.user_id)
            .where(
                UnsealGrant.id.in_(recent),
                visible_petitions(reach, Permission.PETITION_READ),
            )
            .order_by(UnsealGrant.id.desc())
            .limit(LATEST)
        )
    )
