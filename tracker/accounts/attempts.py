"""Stop guessing: five failures close a login for a quarter of an hour, known or not."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from tracker.records.accounts import SignInAttempt
from tracker.records.sealing import keyring
from tracker.vietnamese import fold

MOST_FAILURES = 5
MOST_FROM_ONE_ADDRESS = 60  # A whole office may share one.
WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=30)


def is_closed(session: Session, login: str, address: str, now: datetime) -> bool:
    """Say whether a login, or an address, has failed too often just now."""
    return (
        _failures(session, SignInAttempt.login_digest == _digest(login), now) >= MOST_FAILURES
        or _failures(session, SignInAttempt.address == address, now) >= MOST_FROM_ONE_ADDRESS
    )


def remember(session: Session, login: str, address: str, now: datetime, *, ok: bool) -> None:
    """Enter one attempt; a good one opens the login again and clears old entries."""
    digest = _digest(login)
    if ok:
        session.execute(
            delete(SignInAttempt).where(
                (SignInAttempt.login_digest == digest) | (SignInAttempt.at < now - KEPT)
            )
        )
    session.add(SignInAttempt(login_digest=digest, address=address[:64], at=now, ok=ok))


def _failures(session: Session, whose: ColumnElement[bool], now: datetime) -> int:
    counted = select(func.count()).select_from(SignInAttempt)
    recent = counted.where(whose, SignInAttempt.at > now - WINDOW, SignInAttempt.ok.is_(False))
    return session.scalar(recent) or 0


def _digest(login: str) -> str:
    return keyring().digest(fold(login), "sign-in")
