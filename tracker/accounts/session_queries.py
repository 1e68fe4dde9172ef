"""Where somebody is signed in, and the last sign-ins with those that failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import abort, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.lockout import digests_of
from tracker.law.terms import Term
from tracker.records.accounts import SessionEnd, SignInAttempt, SignInSession, Way
from tracker.records.organisation import User
from tracker.web.devices import device_words
from tracker.web.guard import Person
from tracker.web.person import idle_limit

SHOWN = 20
MOST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A device on which somebody is signed in."""

    id: int
    device: str
    address: str
    way: Way
    started_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in that went well or failed, with what became of it."""

    at: datetime
    what: Term
    device: str
    address: str
    failed: bool
    end: SessionEnd | None = None
    ended_at: datetime | None = None


def open_sessions(session: Session, me: Person, now: datetime) -> list[OpenSession]:
    """List where a person is signed in now, this session first, then the last seen."""
    found = [
        OpenSession(
            row.id,
            device_words(row.device),
            row.address,
            row.way,
            row.started_at,
            row.seen_at,
            is_this=me.session is not None and row.id == me.session.id,
        )
        for row, generation in _rows(session, me)
        if row.ended_at is None and _over(row, generation, me, now) is None
    ]
    return sorted(found, key=lambda each: not each.is_this)


def recent(session: Session, me: Person, now: datetime) -> list[SignIn]:
    """List the last sign-ins of a person and the last failures under the own login."""
    good = [_good(row, generation, me, now) for row, generation in _rows(session, me, SHOWN)]
    failed = session.scalars(
        select(SignInAttempt)
        .where(SignInAttempt.login_digest.in_(digests_of(me.login)))
        .order_by(SignInAttempt.at.desc(), SignInAttempt.id.desc())
        .limit(SHOWN)
    )
    bad = [
        SignIn(row.at, row.failure, device_words(row.device), row.address, failed=True)
        for row in failed
    ]
    return sorted([*good, *bad], key=lambda each: each.at, reverse=True)[:SHOWN]


def own_or_404(session: Session, me: Person, session_id: int) -> SignInSession:
    """Give a session of one's own."""
    row = session.get(SignInSession, min(session_id, MOST_NUMBER))
    return row if row is not None and row.user_id == me.id else abort(404)


def _rows(
    session: Session, me: Person, most: int | None = None
) -> Sequence[tuple[SignInSession, int]]:
    stmt = (
        select(SignInSession, User.session_version)
        .join(User, User.id == SignInSession.user_id)
        .where(SignInSession.user_id == me.id)
    )
    if most is None:
        stmt = stmt.where(SignInSession.ended_at.is_(None)).order_by(
            SignInSession.seen_at.desc(), SignInSession.id.desc()
        )
    else:
        stmt = stmt.order_by(SignInSession.started_at.desc(), SignInSession.id.desc()).limit(most)
    return [(row, generation) for row, generation in session.execute(stmt)]


def _good(row: SignInSession, generation: int, me: Person, now: datetime) -> SignIn:
    end, at = row.end, row.ended_at
    if end is None:
        end, at = _over(row, generation, me, now), None
    return SignIn(
        row.started_at,
        row.way,
        device_words(row.device),
        row.address,
        failed=False,
        end=end,
        ended_at=at,
    )


def _over(row: SignInSession, generation: int, me: Person, now: datetime) -> SessionEnd | None:
    """Say why a session that nobody ended is over all the same."""
    if row.generation != generation:
        return SessionEnd.ACCOUNT_CHANGED
    oldest = timedelta(hours=current_app.config["TRACKER"].session_hours)
    if row.seen_at <= now - idle_limit(me) or row.started_at <= now - oldest:
        return SessionEnd.IDLE
    return None
