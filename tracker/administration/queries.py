"""What the pages of administration show: people, units and added days, never case content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.access import Role
from tracker.casework.agency_settings import terms_of
from tracker.casework.idle_accounts import last_day_of, warned_since
from tracker.law.terms import Term
from tracker.records.calendar import CalendarDay
from tracker.records.cases import Case
from tracker.records.organisation import Membership, OrgUnit, User, held_on
from tracker.vietnamese import fold, sort_key
from tracker.web.asked import MOST_NUMBER
from tracker.web.guard import Person

PAGE = 25


class AccountState(Term):
    """Whether a person may sign in."""

    OPEN = "open", "Đang dùng", "In use"
    IDLE = "idle", "Sắp bị khóa vì lâu không đăng nhập", "About to be closed as idle"
    CLOSED = "closed", "Đã khóa", "Closed"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people are asked for."""

    text: str = ""
    role: Role | None = None
    unit_id: int | None = None
    state: AccountState | None = None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people with the tokens of its neighbours."""

    rows: Sequence[Any]
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role as the list of people prints it."""

    role: Role
    unit: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the tree, with how deep it lies and how many people work in it."""

    id: int
    name: str
    short_name: str
    head_title: str
    depth: int
    people: int


def people(
    session: Session, me: Person, wanted: PeopleFilter, now: datetime, after: str | None
) -> PeoplePage:
    """List the people of the agency by given name, as a Vietnamese list of names is ordered."""
    stmt = select(
        User.id, User.login, User.full_name, User.is_active, User.last_signed_in_at
    ).where(User.agency_id == me.agency_id)
    if wanted.state is AccountState.IDLE:
        stmt = stmt.where(warned_since(me.agency_id, terms_of(session, me.agency_id), now))
    elif wanted.state is not None:
        stmt = stmt.where(User.is_active.is_(wanted.state is AccountState.OPEN))
    held = select(Membership.user_id).where(held_on(now.date()))
    if wanted.role is not None:
        held = held.where(Membership.role == wanted.role)
    if wanted.unit_id is not None:
        held = held.where(Membership.unit_id == wanted.unit_id)
    if wanted.role is not None or wanted.unit_id is not None:
        stmt = stmt.where(User.id.in_(held))
    text = fold(wanted.text)
    rows = [r for r in session.execute(stmt) if text in fold(f"{r.full_name} {r.login}")]
    rows.sort(key=lambda row: (sort_key(row.full_name), row.id))
    return _cut(rows, after)


def _cut(rows: Sequence[Any], after: str | None) -> PeoplePage:
    """Cut one page out; no databases agree on the order of Vietnamese names, so it is done here."""
    asked = int(after) if after and after.isascii() and after.isdecimal() else 0
    first = asked if asked < len(rows) else 0
    return PeoplePage(
        rows[first : first + PAGE],
        str(first + PAGE) if first + PAGE < len(rows) else None,
        str(max(first - PAGE, 0)) if first else None,
    )


def roles_of(session: Session, user_ids: Sequence[int], day: date) -> dict[int, list[RoleLine]]:
    """Give the roles that people hold on a day or will hold later."""
    found: dict[int, list[RoleLine]] = {}
    for user_id, role, unit, starts_on, ends_on in session.execute(
        select(
            Membership.user_id,
            Membership.role,
            OrgUnit.short_name,
            Membership.starts_on,
            Membership.ends_on,
        )
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .where(
            Membership.user_id.in_(user_ids),
            or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
        )
        .order_by(Membership.starts_on, Membership.id)
    ):
        found.setdefault(user_id, []).append(RoleLine(role, unit, starts_on, ends_on))
    return found


def person_or_404(session: Session, user_id: int, me: Person) -> User:
    """Give a person of the own agency."""
    user = session.scalar(
        select(User).where(User.id == _number(user_id), User.agency_id == me.agency_id)
    )
    return user or abort(404)


def posts_of(session: Session, user: User) -> Sequence[Membership]:
    """Give all roles of a person, the newest first."""
    return session.scalars(
        select(Membership)
        .options(joinedload(Membership.unit))
        .where(Membership.user_id == user.id)
        .order_by(Membership.starts_on.desc(), Membership.id.desc())
    ).all()


def last_day(session: Session, user: User, now: datetime) -> date | None:
    """Give until when an open account stays so without being signed in to."""
    if not user.is_active:
        return None
    return last_day_of(user, terms_of(session, user.agency_id), now.tzinfo)


def post_or_404(session: Session, membership_id: int, me: Person) -> Membership:
    """Give a role of somebody of the own agency."""
    post = session.scalar(
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .options(joinedload(Membership.user), joinedload(Membership.unit))
        .where(Membership.id == _number(membership_id), User.agency_id == me.agency_id)
    )
    return post or abort(404)


def open_cases(session: Session, user: User) -> int:
    """Count the open cases in a person's hands."""
    counted = select(func.count()).select_from(Case)
    return session.scalar(counted.where(Case.handler_id == user.id, Case.is_open)) or 0


def units(session: Session, me: Person, day: date) -> list[UnitLine]:
    """Give the tree of units in reading order."""
    working = (
        select(Membership.unit_id, func.count(Membership.user_id.distinct()).label("people"))
        .join(User, User.id == Membership.user_id)
        .where(User.agency_id == me.agency_id, User.is_active, held_on(day))
        .group_by(Membership.unit_id)
        .subquery()
    )
    rows = session.execute(
        select(
            OrgUnit.id,
            OrgUnit.name,
            OrgUnit.short_name,
            OrgUnit.head_title,
            OrgUnit.path,
            working.c.people,
        )
        .outerjoin(working, working.c.unit_id == OrgUnit.id)
        .where(OrgUnit.agency_id == me.agency_id)
    )
    ordered = sorted(rows, key=lambda row: _place(row.path))
    return [
        UnitLine(
            row.id, row.name, row.short_name, row.head_title,
            len(_place(row.path)) - 1, row.people or 0,
        )
        for row in ordered
    ]  # fmt: skip


def unit_choices(session: Session, me: Person) -> list[tuple[int, str]]:
    """Offer the units of the agency, the lower ones set in."""
    rows = session.execute(
        select(OrgUnit.id, OrgUnit.name, OrgUnit.path).where(OrgUnit.agency_id == me.agency_id)
    )
    ordered = sorted(rows, key=lambda row: _place(row.path))
    return [(row.id, "– " * (len(_place(row.path)) - 1) + row.name) for row in ordered]


def unit_or_404(session: Session, unit_id: int | None, me: Person) -> OrgUnit:
    """Give a unit of the own agency."""
    unit = session.scalar(
        select(OrgUnit).where(
            OrgUnit.id == _number(unit_id or 0), OrgUnit.agency_id == me.agency_id
        )
    )
    return unit or abort(404)


def added_day_or_404(session: Session, day_id: int) -> CalendarDay:
    """Give a day that an administrator added; the calendar is one for all agencies."""
    return session.get(CalendarDay, _number(day_id)) or abort(404)


def _place(path: str) -> tuple[int, ...]:
    return tuple(int(step) for step in path.split("/") if step)


def _number(number: int) -> int:
    """Give a number that the database can hold; there is no row with a larger one."""
    return number if number <= MOST_NUMBER else 0
