"""Sessions: begun with a token that only the cookie holds, ended one by one or all at once."""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, Update, update
from sqlalchemy.orm import Session

from tracker.casework.lockout import Origin
from tracker.records.accounts import SessionEnd, SignInSession, Way
from tracker.records.audit import note
from tracker.records.base import change_rows
from tracker.records.organisation import User

SUBJECT = "user_account"
TOKEN_BYTES = 32


def begin(session: Session, user: User, origin: Origin, way: Way, now: datetime) -> str:
    """Open a session and give its token; nothing in the database leads back to the token."""
    token = token_urlsafe(TOKEN_BYTES)
    session.add(
        SignInSession(
            user_id=user.id,
            token_digest=digest_of(token),
            generation=user.session_version,
            way=way,
            address=origin.address,
            device=origin.device,
            started_at=now,
            seen_at=now,
        )
    )
    session.flush()
    return token


def end_one(session: Session, row: SignInSession, why: SessionEnd, now: datetime) -> None:
    """End a session; what is over stays as it ended."""
    if row.ended_at is None:
        _end(session, SignInSession.id == row.id, why, now)
        _note(session, row.user_id, why, 1)


def end_others(
    session: Session, user_id: int, kept_id: int | None, why: SessionEnd, now: datetime
) -> int:
    """End every session of a person but one, and give their number."""
    whose = SignInSession.user_id == user_id
    number = _end(
        session, whose if kept_id is None else whose & (SignInSession.id != kept_id), why, now
    )
    if number:
        _note(session, user_id, why, number)
    return number


def end_all(session: Session, user: User, why: SessionEnd, now: datetime) -> int:
    """End every session of a person, also one that is just being opened."""
    user.session_version += 1
    session.flush()
    return end_others(session, user.id, None, why, now)


def forget_token(session: Session, token: str, why: SessionEnd, now: datetime) -> None:
    """End the session that a cookie names, without a word in the audit."""
    _end(session, SignInSession.token_digest == digest_of(token), why, now)


def seen(session_id: int, now: datetime) -> Update:
    """Give what writes down that a session was used; one that ended stays as it is."""
    return (
        update(SignInSession)
        .where(
            SignInSession.id == session_id,
            SignInSession.seen_at < now,
            SignInSession.ended_at.is_(None),
        )
        .values(seen_at=now)
    )


def digest_of(token: str) -> str:
    """Give what the table keeps of a token; as long a random word needs no salt."""
    return sha256(token.encode()).hexdigest()


def _end(session: Session, which: ColumnElement[bool], why: SessionEnd, now: datetime) -> int:
    return change_rows(
        session,
        update(SignInSession)
        .where(which, SignInSession.ended_at.is_(None))
        .values(ended_at=now, end=why),
    )


def _note(session: Session, user_id: int, why: SessionEnd, number: int) -> None:
    note(
        session,
        action="session_end",
        subject=SUBJECT,
        subject_id=user_id,
        details={"end": why.value, "sessions": number},
    )
