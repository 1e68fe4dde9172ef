"""Say who is responsible: a unit, then a person, with the reason; never whom the case is about."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission, Role, Scope
from tracker.casework.identity import refuse_naming
from tracker.law.terms import Refusal, Stale
from tracker.records.cases import Assignment, AssignmentEnd, Case, CaseBarrier
from tracker.records.organisation import Membership, OrgUnit, Substitution, User, held_on
from tracker.records.visibility import Reach, reaches

CONFLICT = "Điều 9, Điều 31 Luật Tố cáo; Điều 6 Luật Khiếu nại"
WORKING_ROLES = (Role.HANDLER, Role.UNIT_HEAD)


def assign(
    session: Session,
    case: Case,
    *,
    unit_id: int,
    user_id: int | None,
    reason: str,
    by: Reach,
    now: datetime,
    version: int | None = None,
) -> Assignment:
    """Give a case to a unit and, if named, to a person; the earlier assignment ends."""
    if version is not None and version != case.version:
        raise Stale(case.code)
    unit = session.get(OrgUnit, unit_id)
    if unit is None or unit.agency_id != case.agency_id:
        raise Refusal("Hãy chọn đơn vị.", field="unit_id")
    if not reason.strip():
        raise Refusal("Hãy ghi lý do phân công.", field="reason")
    refuse_naming(case, reason=reason)
    _check_reach(by, case, unit)
    _check_person(session, case, unit, user_id, now.date())
    _end_current(session, case, now)
    assignment = Assignment(
        agency_id=case.agency_id,
        case_id=case.id,
        unit_id=unit.id,
        user_id=user_id,
        starts_at=now,
        reason=reason.strip(),
        assigned_by_id=by.user_id,
    )
    session.add(assignment)
    case.unit_id, case.handler_id = unit.id, user_id
    for obligation in case.obligations:
        obligation.unit_id, obligation.handler_id = unit.id, user_id
    session.flush()
    session.refresh(case, ["unit", "handler"])
    return assignment


def _check_reach(by: Reach, case: Case, unit: OrgUnit) -> None:
    scopes = by.scopes(Permission.CASE_ASSIGN)
    everywhere = any(scope is Scope.AGENCY for scope, _ in scopes)
    below = any(unit.path.startswith(holding.unit_path) for _, holding in scopes)
    if not reaches(by, Permission.CASE_ASSIGN, case) or not (everywhere or below):
        raise Refusal(
            "Trưởng đơn vị chỉ phân công trong đơn vị mình; lãnh đạo phân công giữa các đơn vị.",
            field="unit_id",
        )


def _check_person(
    session: Session, case: Case, unit: OrgUnit, user_id: int | None, today: date
) -> None:
    barred_people, barred_units = barriers(session, case)
    if barred_units & unit_line(unit.path):
        raise Refusal(
            "Đơn vị này là đối tượng của vụ việc, không được giao giải quyết.",
            article=CONFLICT,
            field="unit_id",
        )
    if user_id is None:
        return
    if user_id in barred_people:
        raise Refusal(
            "Người này là đối tượng của vụ việc, không được giao giải quyết.",
            article=CONFLICT,
            field="user_id",
        )
    if not session.scalars(_workers(unit.path, today).where(User.id == user_id)).first():
        raise Refusal("Người này không làm việc trong đơn vị đã chọn.", field="user_id")
    lines = session.scalars(
        select(OrgUnit.path).join(Membership).where(Membership.user_id == user_id)
    )
    if any(barred_units & unit_line(path) for path in lines):
        raise Refusal(
            "Người này thuộc đơn vị là đối tượng của vụ việc.", article=CONFLICT, field="user_id"
        )


def unit_line(path: str) -> frozenset[int]:
    """Give the units from the top down to the one of a path."""
    return frozenset(int(step) for step in path.split("/") if step)


def barriers(session: Session, case: Case) -> tuple[frozenset[int], frozenset[int]]:
    """Give the people and the units that the case is about."""
    rows = session.execute(
        select(CaseBarrier.user_id, CaseBarrier.unit_id).where(CaseBarrier.case_id == case.id)
    ).all()
    return (
        frozenset(r.user_id for r in rows if r.user_id),
        frozenset(r.unit_id for r in rows if r.unit_id),
    )


def _workers(path: str, today: date):  # type: ignore[no-untyped-def]  # a Select of (User.id)
    return (
        select(User.id)
        .join(Membership, Membership.user_id == User.id)
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .where(
            User.is_active,
            Membership.role.in_(WORKING_ROLES),
            held_on(today),
            OrgUnit.path.startswith(path),
        )
    )


def _end_current(session: Session, case: Case, now: datetime) -> None:
    current = session.scalars(
        select(Assignment).where(Assignment.case_id == case.id, Assignment.ends_at.is_(None))
    )
    for assignment in current:
        assignment.ends_at, assignment.end = now, AssignmentEnd.REASSIGNED


def substitute(
    session: Session,
    *,
    absent_id: int,
    substitute_id: int,
    starts_on: date,
    ends_on: date,
    reason: str,
    by: Reach,
) -> Substitution:
    """Let someone work on another's cases for a time, with the reason."""
    if absent_id == substitute_id:
        raise Refusal("Người làm thay phải là người khác.", field="substitute_id")
    if ends_on < starts_on:
        raise Refusal("Ngày kết thúc trước ngày bắt đầu.", field="ends_on")
    if not reason.strip():
        raise Refusal("Hãy ghi lý do.", field="reason")
    for user_id, name in ((absent_id, "absent_id"), (substitute_id, "substitute_id")):
        if not _in_reach(session, by, user_id):
            raise Refusal("Hãy chọn người trong phạm vi của bạn.", field=name)
    row = Substitution(
        agency_id=by.agency_id,
        absent_id=absent_id,
        substitute_id=substitute_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
    )
    session.add(row)
    session.flush()
    return row


def _in_reach(session: Session, by: Reach, user_id: int) -> bool:
    rows = session.execute(
        select(OrgUnit.path, OrgUnit.agency_id)
        .join(Membership, Membership.unit_id == OrgUnit.id)
        .where(Membership.user_id == user_id, Membership.role.in_(WORKING_ROLES))
    )
    scopes = by.scopes(Permission.SUBSTITUTION_SET)
    return any(
        row.agency_id == by.agency_id
        and any(s is Scope.AGENCY or row.path.startswith(h.unit_path) for s, h in scopes)
        for row in rows
    )
