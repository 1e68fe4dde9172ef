"""Accounts that nobody uses: warn their people, then close them, never the last administrator."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from tracker.casework.agency_settings import AccountTerms, terms_of
from tracker.casework.digest import Post
from tracker.casework.people import close, is_last_administrator
from tracker.casework.role_proposals import lapse
from tracker.law.account_care import idle_until
from tracker.outside.post import Letter, PostError
from tracker.records.base import day_of
from tracker.records.organisation import User, agency_ids

# Of an account never signed in to since it was made or opened again, that day counts.
USED_AT = case(
    (User.last_signed_in_at.is_(None), User.standing_since),
    (User.standing_since.is_(None), User.last_signed_in_at),
    (User.last_signed_in_at > User.standing_since, User.last_signed_in_at),
    else_=User.standing_since,
)
IDLE_REASON = "Không đăng nhập quá %d ngày"
MORE = timedelta(days=1)  # A moment is kept in UTC, whose day may be the one before.


@dataclass(frozen=True, slots=True)
class Idle:
    """What tells a person that an account is about to be closed."""

    user_id: int
    name: str
    login: str
    address: str
    language: str
    used_on: date
    last_day: date


def used_on(user: User, zone: tzinfo | None) -> date | None:
    """Give the day on which an account was last signed in to, made or opened again."""
    moments = [at for at in (user.last_signed_in_at, user.standing_since) if at is not None]
    return day_of(max(moments), zone) if moments else None


def last_day_of(user: User, terms: AccountTerms, zone: tzinfo | None) -> date | None:
    """Give the last day on which an account stays open without being signed in to."""
    day = used_on(user, zone)
    return None if day is None else idle_until(day, terms.idle_days)


def warned_since(agency_id: int, terms: AccountTerms, now: datetime) -> ColumnElement[bool]:
    """Give the condition of the accounts that are to be closed soon, or are due already."""
    quiet = timedelta(days=terms.idle_days - terms.idle_warning_days)
    return (User.agency_id == agency_id) & User.is_active & (now - quiet + MORE > USED_AT)


def close_idle(session: Session, *, now: datetime) -> Iterator[int]:
    """Close what was idle for too long, the longest first; keep each agency's after its number."""
    for agency_id in agency_ids(session):
        terms, closed = terms_of(session, agency_id), 0
        for user in _candidates(session, agency_id, terms, now):
            last = last_day_of(user, terms, now.tzinfo)
            if last is None or last >= now.date():
                continue
            if is_last_administrator(session, user, now.date()):
                continue
            close(session, user, now=now, reason=IDLE_REASON % terms.idle_days)
            closed += 1
        yield closed


def was_closed_as_idle(user: User) -> bool:
    """Say whether an account is closed because nobody used it."""
    return not user.is_active and user.standing_reason.startswith(IDLE_REASON.partition("%")[0])


def lapse_proposals(session: Session, *, now: datetime) -> int:
    """Note which proposals of roles nobody has decided in time."""
    return lapse(session, today=now.date())


def warn_idle(
    session: Session, *, now: datetime, compose: Callable[[Idle], Letter], post: Post | None
) -> Iterator[int]:
    """Tell those whose accounts are about to be closed, once; keep what each number says."""
    if post is None:
        return
    for agency_id in agency_ids(session):
        terms = terms_of(session, agency_id)
        for user in _candidates(session, agency_id, terms, now):
            told = _told(user, terms, now)
            if told is None:
                continue
            letter = compose(told)
            yield 0  # Nothing is held in the database while the mail server is spoken with.
            try:
                post.send(letter)
            except PostError:
                continue  # The next working day tries again.
            user.idle_warned_on = now.date()
            session.flush()
            yield 1


def _told(user: User, terms: AccountTerms, now: datetime) -> Idle | None:
    """Give what to tell a person; None where there is nothing to tell, or no way to."""
    day = used_on(user, now.tzinfo)
    if day is None or not user.email:
        return None
    last = idle_until(day, terms.idle_days)
    if not last - timedelta(days=terms.idle_warning_days) <= now.date() <= last:
        return None
    if user.idle_warned_on is not None and user.idle_warned_on > day:
        return None
    return Idle(user.id, user.full_name, user.login, user.email, user.language, day, last)


def _candidates(session: Session, agency_id: int, terms: AccountTerms, now: datetime) -> list[User]:
    wanted = select(User).where(warned_since(agency_id, terms, now)).order_by(USED_AT, User.id)
    return list(session.scalars(wanted))
