"""Hire people, give and end their roles, close accounts; set up units."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework import password_rules
from tracker.law.settlers import Profile
from tracker.law.terms import Refusal
from tracker.records.organisation import Membership, OrgUnit, User, held_on

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MOST_LEVELS = 8  # Of the tree of units; no administration in Viet Nam is deeper.


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What is typed of a new person."""

    login: str
    full_name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A role in a unit, from a day to a day."""

    role: Role
    unit_id: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class UnitDetails:
    """What a unit is called, and what kind of agency or body it is."""

    name: str
    short_name: str
    head_title: str = ""
    profile: Profile = Profile.DEPARTMENT


def hire(
    session: Session, agency_id: int, details: PersonDetails, post: Post, *, password_hash: str
) -> User:
    """Open an account with its first role."""
    login = details.login.strip().lower()
    if not LOGIN.fullmatch(login):
        raise Refusal(
            "Tên đăng nhập chỉ gồm chữ không dấu, số và dấu . _ - (từ 2 ký tự), ví dụ an.nv.",
            field="login",
        )
    _check_email(details.email)
    _check_post(session, agency_id, post)
    user = User(
        agency_id=agency_id,
        login=login,
        full_name=details.full_name,
        email=details.email,
        password_hash=password_hash,
        must_change_password=True,  # Whoever handed it over knows it.
    )
    session.add(user)
    session.flush()
    _place(session, user, post)
    return user


def give_role(session: Session, user: User, post: Post, *, by: int) -> Membership:
    """Give a person a further role; nobody gives one to oneself."""
    if user.id == by:
        raise Refusal(
            "Không ai tự giao vai trò cho mình: nhờ một quản trị hệ thống khác.", field="role"
        )
    _check_post(session, user.agency_id, post)
    if session.scalar(select(Membership.id).where(*_overlapping(user, post)).limit(1)):
        raise Refusal("Người này đã giữ vai trò đó ở đơn vị này trong thời gian ấy.", field="role")
    return _place(session, user, post)


def end_role(
    session: Session, membership: Membership, *, last_day: date, by: int, today: date
) -> None:
    """End a role after its last day; a role that has not begun by today is taken away."""
    user = membership.user
    if membership.starts_on > today:
        session.delete(membership)
        session.flush()
        return
    if last_day < membership.starts_on:
        raise Refusal(
            "Ngày cuối phải từ ngày bắt đầu %(first)s trở đi.",
            field="last_day",
            first=membership.starts_on,
        )
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


def change_email(session: Session, user: User, email: str) -> None:
    """Write down where a person's reminders go by mail; empty where they do not."""
    _check_email(email)
    user.email = email
    session.flush()


def disable(session: Session, user: User, *, by: int, today: date) -> None:
    """Close an account and end its sessions."""
    if user.id == by:
        raise Refusal("Bạn không tự khóa tài khoản của mình được.")
    _check_administrator_remains(session, user, today)
    user.is_active = False
    user.session_version += 1
    session.flush()


def enable(session: Session, user: User) -> None:
    """Open a closed account again, with the password that it had."""
    user.is_active = True
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


def found_agency(session: Session, details: UnitDetails) -> OrgUnit:
    """Found an agency, the top of a tree of its own."""
    _check_name(session, None, details.name, None)
    agency = OrgUnit(
        name=details.name,
        short_name=details.short_name,
        head_title=details.head_title,
        profile=details.profile,
    )
    session.add(agency)
    session.flush()
    agency.agency_id, agency.path = agency.id, f"/{agency.id}/"
    session.flush()
    return agency


def new_unit(session: Session, parent: OrgUnit, details: UnitDetails) -> OrgUnit:
    """Add a unit below another."""
    if parent.path.count("/") > MOST_LEVELS:
        raise Refusal("Cây đơn vị tối đa %(most)s cấp.", field="parent_id", most=MOST_LEVELS)
    _check_name(session, parent.id, details.name, None)
    unit = OrgUnit(
        parent_id=parent.id,
        agency_id=parent.agency_id,
        name=details.name,
        short_name=details.short_name,
        head_title=details.head_title,
        profile=details.profile,
    )
    session.add(unit)
    session.flush()
    unit.path = f"{parent.path}{unit.id}/"
    session.flush()
    return unit


def rename_unit(session: Session, unit: OrgUnit, details: UnitDetails) -> None:
    """Call a unit by another name; what was recorded keeps belonging to it."""
    _check_name(session, unit.parent_id, details.name, unit.id)
    unit.name = details.name
    unit.short_name = details.short_name
    unit.head_title = details.head_title
    unit.profile = details.profile
    session.flush()


def _check_email(email: str) -> None:
    if email and not EMAIL.fullmatch(email):
        raise Refusal("Thư điện tử ghi như an.nv@coquan.gov.vn, hoặc để trống.", field="email")


def _place(session: Session, user: User, post: Post) -> Membership:
    membership = Membership(
        user=user,
        unit_id=post.unit_id,
        role=post.role,
        starts_on=post.starts_on,
        ends_on=post.ends_on,
    )
    session.add(membership)
    session.flush()
    return membership


def _check_post(session: Session, agency_id: int, post: Post) -> None:
    agency_of_unit = session.scalar(select(OrgUnit.agency_id).where(OrgUnit.id == post.unit_id))
    if agency_of_unit != agency_id:
        raise Refusal("Hãy chọn đơn vị.", field="unit_id")
    if post.ends_on is not None and post.ends_on < post.starts_on:
        raise Refusal("Ngày cuối phải từ ngày bắt đầu trở đi.", field="ends_on")


def _overlapping(user: User, post: Post):  # type: ignore[no-untyped-def]  # conditions of several types
    conditions = [
        Membership.user_id == user.id,
        Membership.unit_id == post.unit_id,
        Membership.role == post.role,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= post.starts_on),
    ]
    if post.ends_on is not None:
        conditions.append(Membership.starts_on <= post.ends_on)
    return conditions


def _check_administrator_remains(
    session: Session, user: User, day: date, *, without: Membership | None = None
) -> None:
    """Refuse what would leave the agency without an administrator on a day."""
    # Two administrators who remove each other at once wait here for one another.
    session.execute(select(OrgUnit.id).where(OrgUnit.id == user.agency_id).with_for_update())
    kept = Membership.user_id != user.id if without is None else Membership.id != without.id
    remaining = session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(User, User.id == Membership.user_id)
        .where(
            User.agency_id == user.agency_id,
            User.is_active,
            Membership.role == Role.ADMINISTRATOR,
            held_on(day),
            kept,
        )
    )
    if not remaining:
        raise Refusal(
            "Cơ quan phải luôn còn một quản trị hệ thống: giao vai trò đó cho người khác trước."
        )


def _check_name(session: Session, parent_id: int | None, name: str, own_id: int | None) -> None:
    beside = OrgUnit.parent_id.is_(None) if parent_id is None else OrgUnit.parent_id == parent_id
    same = select(OrgUnit.id).where(beside, OrgUnit.name == name)
    if session.scalar(same.where(OrgUnit.id != own_id) if own_id else same):
        raise Refusal("Đã có đơn vị tên này cùng cấp.", field="name")
