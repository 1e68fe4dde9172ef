"""What the pages about sessions, conclusions and tasks read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.access import Permission, Scope
from tracker.casework.session_checks import waiting_on
from tracker.casework.sessions import members_of
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Page, page
from tracker.records.petitions import Petition
from tracker.records.reception import Reception, Visit
from tracker.records.schedule import PlannedSession
from tracker.records.session_sight import conclusion_not_about
from tracker.records.sessions import Conclusion, ReceptionMember, Statement, Task, TaskStep
from tracker.records.visibility import Reach, petition_not_about, subtree
from tracker.sessions.forms import TaskTab
from tracker.web.asked import MOST_NUMBER
from tracker.web.guard import Person

MOST_OF_ONE = 300


def visible_receptions(reach: Reach, permission: Permission) -> ColumnElement[bool]:
    """Give the condition under which a session exists for this person."""
    conditions = [
        Reception.agency_id == reach.agency_id
        if scope is Scope.AGENCY
        else Reception.unit_id.in_(subtree(holding))
        for scope, holding in reach.scopes(permission)
    ]
    return or_(*conditions) if conditions else false()


def visible_tasks(reach: Reach) -> ColumnElement[bool]:
    """Give the condition under which a task exists: who works on it, who may see its session."""
    conditions = [
        Task.conclusion.has(
            Conclusion.reception.has(visible_receptions(reach, Permission.SESSION_READ))
        )
    ]
    for scope, holding in reach.scopes(Permission.TASK_WORK):
        if scope is Scope.ASSIGNED:
            conditions.append(Task.user_id.in_(reach.hands))
        elif scope is Scope.SUBTREE:
            conditions.append(Task.unit_id.in_(subtree(holding)))
    within = (Task.agency_id == reach.agency_id) & or_(*conditions)
    return within & Task.conclusion.has(conclusion_not_about(reach))


def receptions(session: Session, reach: Reach, *, after: str | None) -> Page[*tuple[Any, ...]]:
    """Give a page of sessions, the newest first."""
    came = select(func.count()).where(Visit.reception_id == Reception.id).scalar_subquery()
    rows = (
        select(
            Reception.id, Reception.held_on, Reception.mode, Reception.form, Reception.capacity,
            Reception.begins_at, Reception.ends_at, Reception.nobody_came,
            User.full_name.label("receiver"), OrgUnit.short_name.label("unit"),
            came.label("visits"),
        )
        .join(User, User.id == Reception.receiver_id)
        .join(OrgUnit, OrgUnit.id == Reception.unit_id)
        .where(visible_receptions(reach, Permission.SESSION_READ))
    )  # fmt: skip
    keys = ((Reception.held_on, True), (Reception.id, True))
    return page(session, rows, keys=keys, after=after)


def chosen(session: Session, agency_id: int, typed: str | None, day: date) -> PlannedSession | None:
    """Give the session of the schedule that an address names, if it is still to be opened."""
    return next((p for p in waiting_on(session, agency_id, day) if str(p.id) == typed), None)


def reception_or_404(
    session: Session, reach: Reach, reception_id: int, permission: Permission
) -> Reception:
    """Give one session with its unit and receiver, or say that it does not exist."""
    if reception_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(Reception)
        .options(joinedload(Reception.unit), joinedload(Reception.receiver))
        .where(Reception.id == reception_id, visible_receptions(reach, permission))
    ).one_or_none()
    return found or abort(404)


@dataclass(frozen=True, slots=True)
class Held:
    """All that a session's page shows beside the session itself."""

    members: Sequence[ReceptionMember]
    visits: Sequence[Any]
    conclusions: Sequence[Conclusion]


def held(session: Session, reach: Reach, reception: Reception) -> Held:
    """Read who was present, who came and what was concluded; a denouncer is but a code."""
    members = members_of(session, reception.id)
    conclusions = session.scalars(
        select(Conclusion)
        .options(
            selectinload(Conclusion.tasks).joinedload(Task.unit),
            selectinload(Conclusion.tasks).joinedload(Task.user),
            joinedload(Conclusion.visit),
        )
        .where(Conclusion.reception_id == reception.id, conclusion_not_about(reach))
        .order_by(Conclusion.issued_on, Conclusion.id)
    ).all()
    return Held(members, _visits(session, reach, reception.id), conclusions)


def _visits(session: Session, reach: Reach, reception_id: int) -> Sequence[Any]:
    return session.execute(
        select(
            Visit.id, Visit.code, Visit.visitor_name, Visit.content, Visit.outcome,
            Visit.head_count, Petition.id.label("petition_id"), Petition.code.label("petition"),
            Petition.sender_label, Petition.is_sealed, Statement.id.label("statement"),
        )
        .outerjoin(Petition, Petition.visit_id == Visit.id)
        .outerjoin(Statement, Statement.visit_id == Visit.id)
        .where(
            Visit.reception_id == reception_id,
            or_(Petition.id.is_(None), petition_not_about(reach)),
        )
        .order_by(Visit.id)
        .limit(MOST_OF_ONE)
    ).all()  # fmt: skip


def visit_or_404(session: Session, reach: Reach, visit_id: int) -> Visit:
    """Give a visit to a session that this person may hold, or say that it does not exist."""
    if visit_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(Visit)
        .join(Reception)
        .outerjoin(Petition, Petition.visit_id == Visit.id)
        .options(joinedload(Visit.reception).joinedload(Reception.receiver))
        .where(
            Visit.id == visit_id,
            visible_receptions(reach, Permission.SESSION_HOLD),
            or_(Petition.id.is_(None), petition_not_about(reach)),
        )
    ).one_or_none()
    return found or abort(404)


def label_of(session: Session, visit: Visit) -> str:
    """Give who came, or the code where the identity is sealed."""
    label = session.scalar(select(Petition.sender_label).where(Petition.visit_id == visit.id))
    return label or visit.visitor_name or ""


def statement_of(session: Session, visit: Visit) -> Statement | None:
    """Give the confirmation of a statement, if there is one."""
    return session.scalars(select(Statement).where(Statement.visit_id == visit.id)).one_or_none()


def conclusion_or_404(
    session: Session, reach: Reach, conclusion_id: int, permission: Permission
) -> Conclusion:
    """Give a conclusion with its tasks, or say that it does not exist."""
    if conclusion_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(Conclusion)
        .join(Reception)
        .options(
            joinedload(Conclusion.reception).joinedload(Reception.receiver),
            joinedload(Conclusion.reception).joinedload(Reception.unit),
            joinedload(Conclusion.visit),
            selectinload(Conclusion.tasks).joinedload(Task.unit),
            selectinload(Conclusion.tasks).joinedload(Task.user),
        )
        .where(
            Conclusion.id == conclusion_id,
            visible_receptions(reach, permission),
            conclusion_not_about(reach),
        )
    ).one_or_none()
    return found or abort(404)


def task_or_404(session: Session, reach: Reach, task_id: int) -> Task:
    """Give a task with its history, or say that it does not exist."""
    if task_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(Task)
        .options(
            joinedload(Task.conclusion),
            joinedload(Task.unit),
            joinedload(Task.user),
            selectinload(Task.acts).joinedload(TaskStep.recorded_by),
            selectinload(Task.acts).joinedload(TaskStep.unit),
            selectinload(Task.acts).joinedload(TaskStep.user),
        )
        .where(Task.id == task_id, visible_tasks(reach))
    ).one_or_none()
    return found or abort(404)


def tasks(
    session: Session, reach: Reach, tab: TaskTab, today: date, *, after: str | None
) -> Page[*tuple[Any, ...]]:
    """Give a page of tasks, the first due first; of those done the last done first."""
    rows = (
        select(
            Task.id, Task.work, Task.due_on, Task.done_on, Conclusion.number,
            Conclusion.id.label("conclusion_id"), OrgUnit.short_name.label("unit"),
            User.full_name.label("person"),
        )
        .join(Conclusion, Conclusion.id == Task.conclusion_id)
        .join(OrgUnit, OrgUnit.id == Task.unit_id)
        .outerjoin(User, User.id == Task.user_id)
        .where(visible_tasks(reach), _in_tab(tab, today))
    )  # fmt: skip
    done = tab is TaskTab.DONE
    keys = ((Task.done_on if done else Task.due_on, done), (Task.id, done))
    return page(session, rows, keys=keys, after=after)


def task_counts(session: Session, reach: Reach, today: date) -> dict[TaskTab, int]:
    """Count the tasks of each tab."""
    counted = session.execute(
        select(*(func.count().filter(_in_tab(tab, today)) for tab in TaskTab))
        .select_from(Task)
        .where(visible_tasks(reach))
    ).one()
    return dict(zip(TaskTab, map(int, counted), strict=True))


def people(session: Session, agency_id: int) -> list[tuple[int, str]]:
    """Give the people of the agency who may receive or be given a task."""
    rows = session.execute(
        select(User.id, User.full_name)
        .where(User.agency_id == agency_id, User.is_active)
        .order_by(User.full_name, User.id)
    )
    return [(row.id, row.full_name) for row in rows]


def units(session: Session, agency_id: int) -> list[tuple[int, str]]:
    """Give the units of the agency."""
    rows = session.execute(
        select(OrgUnit.id, OrgUnit.name)
        .where(OrgUnit.agency_id == agency_id)
        .order_by(OrgUnit.path)
    )
    return [(row.id, row.name) for row in rows]


def home_unit(person: Person) -> int:
    """Give the unit in which a person opens sessions."""
    _scope, holding = person.reach.scopes(Permission.SESSION_HOLD)[0]
    return holding.unit_id


def _in_tab(tab: TaskTab, today: date) -> ColumnElement[bool]:
    if tab is TaskTab.DONE:
        return Task.done_on.is_not(None)
    late = Task.due_on < today
    return Task.done_on.is_(None) & (late if tab is TaskTab.OVERDUE else ~late)
