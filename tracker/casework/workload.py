"""Show who could be given a case, with what is on the desk already."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, func, select
from sqlalchemy import case as sql_case
from sqlalchemy.orm import Session

from tracker.access import Permission, Scope
from tracker.casework.assignment import WORKING_ROLES, barriers, unit_line
from tracker.records.cases import Case
from tracker.records.organisation import Membership, OrgUnit, User, held_on
from tracker.records.visibility import Reach


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who could be given a case, with what is on the desk already."""

    user_id: int
    full_name: str
    unit_id: int
    unit_name: str
    open_cases: int
    overdue_cases: int
    is_barred: bool


def candidates(session: Session, case: Case, *, by: Reach, today: date) -> tuple[Candidate, ...]:
    """Give who could be assigned within reach, with the open load of each."""
    load = _load(case.agency_id, today)
    people = (
        select(
            User.id,
            User.full_name,
            OrgUnit.id.label("unit_id"),
            OrgUnit.short_name,
            OrgUnit.path,
            func.coalesce(load.c.open_cases, 0).label("open_cases"),
            func.coalesce(load.c.overdue_cases, 0).label("overdue_cases"),
        )
        .join(Membership, Membership.user_id == User.id)
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .outerjoin(load, load.c.handler_id == User.id)
        .where(*_works_here(case.agency_id, today))
        .order_by(OrgUnit.path, "open_cases", User.full_name)
    )
    barred_people, barred_units = barriers(session, case)
    return tuple(
        Candidate(
            row.id,
            row.full_name,
            row.unit_id,
            row.short_name,
            row.open_cases,
            row.overdue_cases,
            row.id in barred_people or bool(barred_units & unit_line(row.path)),
        )
        for row in session.execute(people)
        if _within(by, row.path)
    )


def _load(agency_id: int, today: date) -> Subquery:
    """Count by handler the cases with a running duty, and those of them that are overdue."""
    return (
        select(
            Case.handler_id,
            func.count().label("open_cases"),
            func.sum(sql_case((Case.due_on < today, 1), else_=0)).label("overdue_cases"),
        )
        .where(Case.agency_id == agency_id, Case.due_on.is_not(None), Case.handler_id.is_not(None))
        .group_by(Case.handler_id)
        .subquery()
    )


def _works_here(agency_id: int, today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        User.agency_id == agency_id,
        User.is_active.is_(True),
        Membership.role.in_(WORKING_ROLES),
        held_on(today),
    )


def _within(by: Reach, path: str) -> bool:
    return any(
        scope is Scope.AGENCY or path.startswith(holding.unit_path)
        for scope, holding in by.scopes(Permission.CASE_ASSIGN)
    )
