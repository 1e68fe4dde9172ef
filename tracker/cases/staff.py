"""Reads about those who work on cases: who stands in for whom, and who could."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session, aliased

from tracker.access import Permission, Scope
from tracker.cases.queries import WORKERS
from tracker.records.organisation import Membership, OrgUnit, Substitution, User
from tracker.records.visibility import Reach

LATEST = 50


def substitutions(session: Session, reach: Reach) -> list[Any]:
    """Give who stands in for whom within one's reach, the latest first."""
    absent, substitute = aliased(User), aliased(User)
    return list(
        session.execute(
            select(
                Substitution.starts_on,
                Substitution.ends_on,
                Substitution.reason,
                absent.full_name.label("absent"),
                substitute.full_name.label("substitute"),
            )
            .join(absent, absent.id == Substitution.absent_id)
            .join(substitute, substitute.id == Substitution.substitute_id)
            .where(
                Substitution.agency_id == reach.agency_id,
                Substitution.absent_id.in_(
                    select(Membership.user_id).join(OrgUnit).where(_in(reach))
                ),
            )
            .order_by(Substitution.starts_on.desc(), Substitution.id.desc())
            .limit(LATEST)
        )
    )


def workers(session: Session, reach: Reach) -> list[tuple[int, str]]:
    """Give the people within one's reach who work on cases, each with the unit."""
    rows = session.execute(
        select(User.id, User.full_name, OrgUnit.short_name)
        .join(Membership, Membership.user_id == User.id)
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .where(
            User.agency_id == reach.agency_id,
            User.is_active,
            Membership.role.in_(WORKERS),
            _in(reach),
        )
        .order_by(OrgUnit.path, User.full_name)
    )
    return list({r.id: (r.id, f"{r.full_name} – {r.short_name}") for r in rows}.values())


def _in(reach: Reach) -> ColumnElement[bool]:
    """Give the condition that a unit lies where one may name substitutes."""
    scopes = reach.scopes(Permission.SUBSTITUTION_SET)
    if any(scope is Scope.AGENCY for scope, _ in scopes):
        return true()
    return or_(*(OrgUnit.path.startswith(holding.unit_path) for _, holding in scopes))
