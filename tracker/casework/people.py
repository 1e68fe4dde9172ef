"""Hire people, give and end their roles, close and open their accounts."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.access import GUARDED, Role
from tracker.casework import password_rules
from tracker.casework.agency_settings import EMAIL
from tracker.casework.posts import (
    Post,
    check_post,
    people_with,
    place,
    refuse_if_held,
    wait_for_others,
)
from tracker.casework.role_proposals import propose
from tracker.casework.sign_in_sessions import end_all
from tracker.law.terms import Refusal
from tracker.records.accounts import SessionEnd
from tracker.records.administration import RoleProposal
from tracker.records.organisation import Membership, User

__all__ = [
    "PersonDetails",
    "Post",
    "change_email",
    "disable",
    "enable",
    "end_role",
    "give_role",
    "hire",
    "reset_password",
]

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is typed of a new person."""

    login: str
    full_name: str
    email: str = ""


def hire(
    session: Session,
    agency_id: int,
    details: PersonDetails,
    post: Post,
    *,
    password_hash: str,
    by: int,
    now: datetime,
    reason: str = "",
) -> User:
    """Open an account with its first role, or with the proposal of one that needs consent."""
    login = details.login.strip().lower()
    if not LOGIN.fullmatch(login):
        raise Refusal(
            "Tên đăng nhập chỉ gồm chữ không dấu, số và dấu . _ - (từ 2 ký tự), ví dụ an.nv.",
            field="login",
        )
    _check_email(details.email)
    check_post(session, agency_id, post)
    user = User(
        agency_id=agency_id,
        login=login,
        full_name=details.full_name,
        email=details.email,
        password_hash=password_hash,
        must_change_password=True,  # Whoever handed it over knows it.
        standing_since=now,
    )
    session.add(user)
    session.flush()
    if post.role in GUARDED:
        propose(session, user, post, by=by, now=now, reason=reason)
    else:
        place(session, user, post)
    return user


def give_role(
    session: Session, user: User, post: Post, *, by: int, now: datetime, reason: str = ""
) -> Membership | RoleProposal:
    """Give a person a further role, or propose it; nobody gives one to oneself."""
    if user.id == by:
        raise Refusal(
            "Không ai tự giao vai trò cho mình: nhờ một quản trị hệ thống khác.", field="role"
        )
    check_post(session, user.agency_id, post)
    refuse_if_held(session, user, post)
    if post.role in GUARDED:
        return propose(session, user, post, by=by, now=now, reason=reason)
    return place(session, user, post)


def end_role(
    session: Session,
    membership: Membership,
    *,
    last_day: date,
    by: int,
    now: datetime,
    reason: str = "",
) -> RoleProposal | None:
    """End a role after its last day; one that has not begun by today is taken away.

    A later last day lengthens the role, which for some needs the consent of another.
    """
    user, today = membership.user, now.date()
    if membership.starts_on > today:
        session.delete(membership)
        session.flush()
        return None
    if last_day < membership.starts_on:
        raise Refusal(
            "Ngày cuối phải từ ngày bắt đầu %(first)s trở đi.",
            field="last_day",
            first=membership.starts_on,
        )
    if membership.ends_on is not None and last_day > membership.ends_on:
        return _lengthen(session, membership, last_day, by=by, now=now, reason=reason)
    if membership.role is Role.ADMINISTRATOR:
        if user.id == by:
            raise Refusal("Bạn không tự bỏ vai trò quản trị của mình được.", field="last_day")
        _check_administrator_remains(
            session, user, last_day + timedelta(days=1), without=membership
        )
    membership.ends_on = last_day
    if user.id != by:
        user.session_version += 1  # Nobody goes on in a session begun with more rights.
    session.flush()
    return None


def change_email(session: Session, user: User, email: str) -> None:
    """Write down where a person's reminders go by mail; empty where they do not."""
    _check_email(email)
    user.email = email
    session.flush()


def disable(session: Session, user: User, *, by: int, now: datetime, reason: str = "") -> None:
    """Close an account and end its sessions."""
    if user.id == by:
        raise Refusal("Bạn không tự khóa tài khoản của mình được.")
    _check_administrator_remains(session, user, now.date())
    close(session, user, now=now, reason=reason)


def close(session: Session, user: User, *, now: datetime, reason: str) -> None:
    """Close an account whoever asked for it, and end its sessions."""
    user.is_active = False
    user.standing_since, user.standing_reason = now, reason
    end_all(session, user, SessionEnd.ACCOUNT_CHANGED, now)


def enable(session: Session, user: User, *, now: datetime, reason: str) -> None:
    """Open a closed account again, with the password that it had and with the reason."""
    if user.is_active:
        raise Refusal("Tài khoản này đang dùng được.")
    if not reason:
        raise Refusal("Ghi lý do mở lại tài khoản.", field="reason")
    user.is_active = True
    user.standing_since, user.standing_reason = now, reason
    user.idle_warned_on = None
    session.flush()


def reset_password(session: Session, user: User, *, password_hash: str, by: int) -> None:
    """Replace a forgotten password and end every session begun with the old one."""
    if user.id == by:
        raise Refusal("Đổi mật khẩu của chính mình ở trang “Quyền của tôi”.")
    give_one_time_password(user, password_hash)
    session.flush()


def give_one_time_password(user: User, password_hash: str) -> None:
    """Give a password that somebody else knows: the person must change it at once."""
    replace_password(user, password_hash)
    user.must_change_password = True


def replace_password(user: User, password_hash: str) -> None:
    """Replace a password, remember the old one, end every session begun with it."""
    if user.password_hash:
        before = [user.password_hash, *(user.earlier_passwords or ())]
        user.earlier_passwords = before[: password_rules.KEPT_BEFORE - 1]
    user.password_hash = password_hash
    user.session_version += 1


def is_last_administrator(session: Session, user: User, day: date) -> bool:
    """Say whether an agency would be left without an administrator if an account were closed."""
    wait_for_others(session, user.agency_id)
    is_one = people_with(session, Role.ADMINISTRATOR, user.agency_id, day, User.id == user.id)
    others = people_with(session, Role.ADMINISTRATOR, user.agency_id, day, User.id != user.id)
    return bool(is_one) and not others


def _check_email(email: str) -> None:
    if email and not EMAIL.fullmatch(email):
        raise Refusal("Thư điện tử ghi như an.nv@coquan.gov.vn, hoặc để trống.", field="email")


def _lengthen(
    session: Session, membership: Membership, last_day: date, *, by: int, now: datetime, reason: str
) -> RoleProposal | None:
    if membership.user_id == by:
        raise Refusal(
            "Không ai tự kéo dài vai trò của mình: nhờ một quản trị hệ thống khác.",
            field="last_day",
        )
    if membership.role not in GUARDED:
        membership.ends_on = last_day
        session.flush()
        return None
    if membership.ends_on is not None and membership.ends_on < now.date():
        raise Refusal("Vai trò này đã hết: hãy giao vai trò mới.", field="last_day")
    post = Post(membership.role, membership.unit_id, membership.starts_on, last_day)
    return propose(
        session, membership.user, post, by=by, now=now, reason=reason, extends=membership
    )


def _check_administrator_remains(
    session: Session, user: User, day: date, *, without: Membership | None = None
) -> None:
    """Refuse what would leave the agency without an administrator on a day."""
    # Two administrators who remove each other at once wait here for one another.
    wait_for_others(session, user.agency_id)
    kept = Membership.user_id != user.id if without is None else Membership.id != without.id
    if not people_with(session, Role.ADMINISTRATOR, user.agency_id, day, kept):
        raise Refusal(
            "Cơ quan phải luôn còn một quản trị hệ thống: giao vai trò đó cho người khác trước."
        )
