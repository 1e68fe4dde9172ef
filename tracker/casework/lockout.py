"""Stop guessing: failures in a row close a login, known or not; many close an address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from tracker.records.accounts import SignInAttempt, SignInFailure, SignInLock
from tracker.records.base import add_new
from tracker.records.sealing import keyring
from tracker.vietnamese import fold

MOST_FAILURES = 5  # TCVN 14423:2026, item 5.5.2.2 (row 3 of the checklist): at most 5 tries (s).
# Ours: a whole office may share one address.
MOST_FROM_ONE_ADDRESS = 60
ADDRESS_WINDOW = timedelta(minutes=15)
LONGEST_ADDRESS = 64
LONGEST_DEVICE = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody signs in from."""

    address: str
    device: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", self.address[:LONGEST_ADDRESS])
        object.__setattr__(self, "device", self.device[:LONGEST_DEVICE])


def locked_until(session: Session, login: str, now: datetime) -> datetime | None:
    """Say until when a login is closed; None where it is open."""
    until = session.scalar(select(closed_until(login)))
    return until if until is not None and until > now else None


def closed_until(login: str) -> ScalarSelect[datetime | None]:
    """Give what asks until when failures closed a login, be it over or not."""
    lock = select(SignInLock.locked_until).where(SignInLock.login_digest == digest_of(login))
    return lock.scalar_subquery()


def address_is_closed(session: Session, address: str, now: datetime) -> bool:
    """Say whether an address has failed too often just now."""
    failed = session.scalar(
        select(func.count())
        .select_from(SignInAttempt)
        .where(SignInAttempt.address == address, SignInAttempt.at > now - ADDRESS_WINDOW)
    )
    return (failed or 0) >= MOST_FROM_ONE_ADDRESS


def fail(
    session: Session,
    login: str,
    origin: Origin,
    failure: SignInFailure,
    *,
    now: datetime,
    lock_hours: int,
) -> bool:
    """Count one failure; say whether it was the one that closed the login.

    Failures count until a sign-in goes well, and no longer than the lock itself lasts.
    """
    session.add(
        SignInAttempt(
            login_digest=digest_of(login),
            address=origin.address,
            device=origin.device,
            failure=failure,
            at=now,
        )
    )
    lock = _held(session, login, now)
    length = timedelta(hours=lock_hours)
    was_open = lock.locked_until is None or lock.locked_until <= now
    if lock.failed_at <= now - length or (lock.locked_until is not None and was_open):
        lock.failures, lock.locked_until = 0, None
    lock.failures += 1
    lock.failed_at = now
    if was_open and lock.failures >= MOST_FAILURES:
        lock.locked_until = now + length
    session.flush()
    return was_open and lock.locked_until is not None


def is_still_open(session: Session, login: str, now: datetime) -> bool:
    """Say whether a login is open, and hold its count: what fails meanwhile waits for us."""
    lock = _lock(session, login)
    return lock is None or lock.locked_until is None or lock.locked_until <= now


def reset(session: Session, login: str) -> None:
    """Begin to count anew after a good sign-in."""
    lock = _lock(session, login)
    if lock is not None:
        lock.failures, lock.locked_until = 0, None
        session.flush()


def unlock(session: Session, login: str, now: datetime) -> bool:
    """Open a closed login again; say whether it was closed."""
    lock = _lock(session, login)
    if lock is None:
        return False
    was_closed = lock.locked_until is not None and lock.locked_until > now
    lock.failures, lock.locked_until = 0, None
    session.flush()
    return was_closed


def digest_of(login: str) -> str:
    """Give the name under which attempts with a login are counted."""
    return keyring().digest(fold(login), "sign-in")


def digests_of(login: str) -> tuple[str, ...]:
    """Give every name under which attempts may stand: keys are changed now and then."""
    return keyring().digests(fold(login), "sign-in")


def _held(session: Session, login: str, now: datetime) -> SignInLock:
    """Give the count of a login, held until the transaction ends: two failures at once are two."""
    digest = digest_of(login)
    add_new(session, SignInLock, [{"login_digest": digest, "failures": 0, "failed_at": now}])
    return session.get_one(SignInLock, digest, with_for_update=True, populate_existing=True)


def _lock(session: Session, login: str) -> SignInLock | None:
    return session.get(SignInLock, digest_of(login), with_for_update=True, populate_existing=True)
