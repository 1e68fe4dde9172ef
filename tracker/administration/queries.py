"""What the pages of administration show: people, units and added days, never case content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.access import Role
from tracker.law.terms import Term
from tracker.records.calendar import CalendarDay
from tracker.records.cases import Case
from tracker.records.organisation import Membership, OrgUnit, User
from tracker.records.paging import Page, page
from tracker.vietnamese import fold
from tracker.web.guard import Person


class AccountState(Term):
    """Whether a person may sign in."""

    OPEN = "open", "Đang dùng", "In use"
    CLOSED = "closed", "Đã khóa", "Closed"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people are asked for."""

    text: str = ""
    role: Role | None = None
    unit_id: int | None = None
    state: AccountState | None = None


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
    session: Session, me: Person, wanted: PeopleFilter, day: date, after: str | None
) -> Page[int, str, str, str, bool]:
    """List the people of the agency by name."""
    stmt = select(User.id, User.login, User.full_name, User.email, User.is_active).where(
        User.agency_id == me.agency_id
    )
    if wanted.text:
        stmt = stmt.where(User.id.in_(_matching(session, me, wanted.text)))
    if wanted.state is not None:
        stmt = stmt.where(User.is_active.is_(wanted.state is AccountState.OPEN))
    held = select(Membership.user_id).where(_held_on(day))
    if wanted.role is not None:
        held = held.where(Membership.role == wanted.role)
    if wanted.unit_id is not None:
        held = held.where(Membership.unit_id == wanted.unit_id)
    if wanted.role is not None or wanted.unit_id is not None:
        stmt = stmt.where(User.id.in_(held))
    return page(session, stmt, keys=[(User.full_name, False), (User.id, False)], after=after)


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
    user = session.scalar(select(User).where(User.id == user_id, User.agency_id == me.agency_id))
    return user or abort(404)


def posts_of(session: Session, user: User) -> Sequence[Membership]:
    """Give all roles of a person, the newest first."""
    return session.scalars(
        select(Membership)
        .options(joinedload(Membership.unit))
        .where(Membership.user_id == user.id)
        .order_by(Membership.starts_on.desc(), Membership.id.desc())
    ).all()


def post_or_404(session: Session, membership_id: int, me: Person) -> Membership:
    """Give a role of somebody of the own agency."""
    post = session.scalar(
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .options(joinedload(Membership.user), joinedload(Membership.unit))
        .where(Membership.id == membership_id, User.agency_id == me.agency_id)
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
        .where(User.agency_id == me.agency_id, User.is_active, _held_on(day))
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
        select(OrgUnit).where(OrgUnit.id == unit_id, OrgUnit.agency_id == me.agency_id)
    )
    return unit or abort(404)


def added_day_or_404(session: Session, day_id: int) -> CalendarDay:
    """Give a day that an administrator added; the calendar is one for all agencies."""
    return session.get(CalendarDay, day_id) or abort(404)


def _held_on(day: date):  # type: ignore[no-untyped-def]  # the precise condition type helps nobody
    return (Membership.starts_on <= day) & (
        Membership.ends_on.is_(None) | (Membership.ends_on >= day)
    )


def _matching(session: Session, me: Person, text: str) -> list[int]:
    """Find people by name or login, with or without Vietnamese marks."""
    wanted = fold(text)
    rows = session.execute(
        select(User.id, User.full_name, User.login).where(User.agency_id == me.agency_id)
    )
    return [row.id for row in rows if wanted in fold(f"{row.full_name} {row.login}")]


def _place(path: str) -> tuple[int, ...]:
    return tuple(int(step) for step in path.split("/") if step)
