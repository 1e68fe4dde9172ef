"""Help with the sign-ins of others, each act in the audit: unlock, end sessions, reset a factor."""

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.casework import lockout, second_factor, sign_in_sessions
from tracker.law.terms import Refusal
from tracker.records.accounts import SessionEnd
from tracker.records.audit import note
from tracker.records.organisation import User


def unlock(session: Session, user: User, now: datetime) -> None:
    """Open a login that failures closed."""
    was_closed = lockout.unlock(session, user.login, now)
    if not was_closed:
        raise Refusal("Đăng nhập của người này không bị khóa.")
    note(
        session,
        action="sign_in_unlocked",
        subject=sign_in_sessions.SUBJECT,
        subject_id=user.id,
        agency_id=user.agency_id,
    )


def end_sessions(session: Session, user: User, *, by: int | None, now: datetime) -> int:
    """End every session of a person."""
    if user.id == by:
        raise Refusal("Phiên của chính mình kết thúc ở trang “Các phiên đăng nhập”.")
    return sign_in_sessions.end_all(session, user, SessionEnd.BY_ADMINISTRATOR, now)


def reset_second_factor(session: Session, user: User, *, by: int | None, now: datetime) -> None:
    """Drop the second factor of a person who cannot use it any more, and end the sessions."""
    if user.id == by:
        raise Refusal("Mã đăng nhập của chính mình do một quản trị hệ thống khác bỏ.")
    if not second_factor.turn_off(session, user.id):
        raise Refusal("Người này chưa bật mã đăng nhập.")
    sign_in_sessions.end_all(session, user, SessionEnd.BY_ADMINISTRATOR, now)
