"""What the pages about one's own account show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.access import GRANTS, Permission, Role, Scope
from tracker.records.organisation import OrgUnit, Substitution, User
from tracker.web.guard import Person

LANDING = (
    (Role.RECEPTIONIST, "reception.desk"),
    (Role.HANDLER, "cases.my_work"),
    (Role.UNIT_HEAD, "board.show"),
    (Role.DIRECTOR, "board.show"),
    (Role.INSPECTOR, "inspection.index"),
    (Role.ADMINISTRATOR, "administration.people"),
)


@dataclass(frozen=True, slots=True)
class Right:
    """One permission that a person holds: through which role, in which unit, how far."""

    permission: Permission
    role: Role
    unit_name: str
    scope: Scope


def landing(person: Person) -> str:
    """Give the page on which a person's day begins."""
    return next((page for role, page in LANDING if role in person.roles), "accounts.rights")


def rights(session: Session, person: Person) -> list[Right]:
    """List what a person may do, permission by permission."""
    names = _unit_names(session, person)
    return [
        Right(permission, held.role, names[held.unit_id], granted[held.role])
        for permission, granted in GRANTS.items()
        for held in person.memberships
        if held.role in granted
    ]


def substitutions(session: Session, person: Person, day: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """List for whom the person stands in, and who for the person, now and later."""
    absent, substitute = aliased(User), aliased(User)
    return session.execute(
        select(Substitution, absent.full_name.label("absent"), substitute.full_name.label("other"))
        .join(absent, absent.id == Substitution.absent_id)
        .join(substitute, substitute.id == Substitution.substitute_id)
        .where(
            or_(Substitution.absent_id == person.id, Substitution.substitute_id == person.id),
            Substitution.ends_on >= day,
        )
        .order_by(Substitution.starts_on, Substitution.id)
    ).all()


def user_named(session: Session, login: str) -> User | None:
    """Find an active account by its login, however the letters were typed."""
    return session.scalar(select(User).where(User.login == login.lower(), User.is_active))


def _unit_names(session: Session, person: Person) -> dict[int, str]:
    wanted = {held.unit_id for held in person.memberships}
    rows = session.execute(select(OrgUnit.id, OrgUnit.name).where(OrgUnit.id.in_(wanted)))
    return {number: name for number, name in rows}  # noqa: C416 - dict() of rows loses their types
