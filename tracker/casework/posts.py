"""A role in a unit for a time: whether it may be given, whether it is held already."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.law.terms import Refusal
from tracker.records.organisation import Membership, OrgUnit, User, held_on


@dataclass(frozen=True, slots=True)
class Post:
    """A role in a unit, from a day to a day."""

    role: Role
    unit_id: int
    starts_on: date
    ends_on: date | None = None


def check_post(session: Session, agency_id: int, post: Post) -> None:
    """Refuse a role in a foreign unit, or one that ends before it begins."""
    agency_of_unit = session.scalar(select(OrgUnit.agency_id).where(OrgUnit.id == post.unit_id))
    if agency_of_unit != agency_id:
        raise Refusal("Hãy chọn đơn vị.", field="unit_id")
    if post.ends_on is not None and post.ends_on < post.starts_on:
        raise Refusal("Ngày cuối phải từ ngày bắt đầu trở đi.", field="ends_on")


def refuse_if_held(session: Session, user: User, post: Post) -> None:
    """Refuse a role that the person holds in this unit at this time already."""
    if session.scalar(select(Membership.id).where(*_overlapping(user, post)).limit(1)):
        raise Refusal("Người này đã giữ vai trò đó ở đơn vị này trong thời gian ấy.", field="role")


def place(session: Session, user: User, post: Post) -> Membership:
    """Write the role down."""
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


def people_with(
    session: Session, role: Role, agency_id: int, day: date, *conditions: ColumnElement[bool]
) -> int:
    """Count the people of an agency who hold a role on a day and may sign in."""
    counted = (
        select(func.count(Membership.user_id.distinct()))
        .join(User, User.id == Membership.user_id)
        .where(
            User.agency_id == agency_id,
            User.is_active,
            Membership.role == role,
            held_on(day),
            *conditions,
        )
    )
    return session.scalar(counted) or 0


def wait_for_others(session: Session, agency_id: int) -> None:
    """Let those who change the administrators of one agency at once wait for one another."""
    session.execute(select(OrgUnit.id).where(OrgUnit.id == agency_id).with_for_update())


def _overlapping(user: User, post: Post) -> list[ColumnElement[bool]]:
    conditions = [
        Membership.user_id == user.id,
        Membership.unit_id == post.unit_id,
        Membership.role == post.role,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= post.starts_on),
    ]
    if post.ends_on is not None:
        conditions.append(Membership.starts_on <= post.ends_on)
    return conditions
