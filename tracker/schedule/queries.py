"""What the pages of the schedule read."""

from collections.abc import Sequence
from datetime import date

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.access import Permission, Role, Scope
from tracker.casework.duty import bodies
from tracker.records.organisation import Membership, OrgUnit, User, held_on
from tracker.records.reception import ReceptionForm, ReceptionMode
from tracker.records.schedule import (
    DutyReason,
    PeriodicRule,
    PlannedSession,
    Posting,
    RegularHours,
    SessionStatus,
)
from tracker.web.asked import MOST_NUMBER
from tracker.web.guard import Person

RANK = (Role.DIRECTOR, Role.UNIT_HEAD)
OF_DAY = (PlannedSession.planned_on, PlannedSession.begins_at, PlannedSession.id)


def sessions_between(
    session: Session, agency_id: int, first: date, last: date
) -> Sequence[PlannedSession]:
    """Give the sessions of an agency between two days, with who receives and their postings."""
    return session.scalars(
        select(PlannedSession)
        .options(
            joinedload(PlannedSession.presider),
            joinedload(PlannedSession.unit),
            selectinload(PlannedSession.postings),
        )
        .where(
            PlannedSession.agency_id == agency_id,
            PlannedSession.planned_on.between(first, last),
        )
        .order_by(*OF_DAY)
    ).all()


def followers(session: Session, rows: Sequence[PlannedSession]) -> dict[int, PlannedSession]:
    """Give, by the session that was moved, the one that followed it."""
    moved = [row.id for row in rows if row.status is SessionStatus.MOVED]
    if not moved:
        return {}
    found = session.scalars(select(PlannedSession).where(PlannedSession.moved_from_id.in_(moved)))
    return {row.moved_from_id: row for row in found if row.moved_from_id is not None}


def unposted(session: Session, agency_id: int, today: date) -> Sequence[PlannedSession]:
    """Give the sessions to come that must be made public and stand at none or not all places."""
    return session.scalars(
        select(PlannedSession)
        .options(joinedload(PlannedSession.presider), selectinload(PlannedSession.postings))
        .where(
            PlannedSession.agency_id == agency_id,
            PlannedSession.planned_on >= today,
            PlannedSession.status == SessionStatus.PLANNED,
            or_(
                PlannedSession.mode == ReceptionMode.PERIODIC,
                PlannedSession.form == ReceptionForm.ONLINE,
            ),
        )
        .order_by(*OF_DAY)
    ).all()


def session_or_404(session: Session, me: Person, session_id: int) -> PlannedSession:
    """Give a session of the own agency."""
    row = session.scalar(
        select(PlannedSession)
        .options(
            joinedload(PlannedSession.presider),
            joinedload(PlannedSession.unit),
            joinedload(PlannedSession.reception),
            selectinload(PlannedSession.postings).joinedload(Posting.recorded_by),
        )
        .where(PlannedSession.id == _number(session_id), PlannedSession.agency_id == me.agency_id)
    )
    return row or abort(404)


def chain(session: Session, planned: PlannedSession) -> Sequence[PlannedSession]:
    """Give a session with those that it was moved from and to, in order."""
    return session.scalars(
        select(PlannedSession)
        .where(PlannedSession.uid == planned.uid)
        .order_by(PlannedSession.sequence)
    ).all()


def hours_on(
    session: Session, agency_id: int, first: date, last: date | None
) -> Sequence[RegularHours]:
    """Give the regular hours of an agency that hold on some day from the first to the last."""
    stmt = select(RegularHours).where(
        RegularHours.agency_id == agency_id,
        or_(RegularHours.ends_on.is_(None), RegularHours.ends_on >= first),
    )
    if last is not None:
        stmt = stmt.where(RegularHours.starts_on <= last)
    return session.scalars(stmt.order_by(RegularHours.place, RegularHours.id)).all()


def hours_or_404(session: Session, me: Person, hours_id: int) -> RegularHours:
    """Give regular hours of the own agency."""
    row = session.scalar(
        select(RegularHours).where(
            RegularHours.id == _number(hours_id), RegularHours.agency_id == me.agency_id
        )
    )
    return row or abort(404)


def rules(session: Session, agency_id: int) -> Sequence[PeriodicRule]:
    """Give the rules of an agency, those that hold on first."""
    return session.scalars(
        select(PeriodicRule)
        .options(joinedload(PeriodicRule.presider), joinedload(PeriodicRule.unit))
        .where(PeriodicRule.agency_id == agency_id)
        .order_by(PeriodicRule.ends_on.is_not(None), PeriodicRule.starts_on, PeriodicRule.id)
    ).all()


def rule_or_404(session: Session, me: Person, rule_id: int) -> PeriodicRule:
    """Give a rule of the own agency."""
    row = session.scalar(
        select(PeriodicRule)
        .options(joinedload(PeriodicRule.presider), joinedload(PeriodicRule.unit))
        .where(PeriodicRule.id == _number(rule_id), PeriodicRule.agency_id == me.agency_id)
    )
    return row or abort(404)


def body_choices(session: Session, agency_id: int) -> list[tuple[int, str]]:
    """Offer the bodies whose head receives."""
    return [(body.unit_id, body.name) for body in bodies(session, agency_id)]


def people_choices(session: Session, agency_id: int, day: date) -> list[tuple[int, str]]:
    """Offer the people of an agency as those who receive: directors first, then heads of units."""
    rows = session.execute(
        select(User.id, User.full_name, Membership.role, OrgUnit.short_name)
        .join(Membership, Membership.user_id == User.id)
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .where(
            User.agency_id == agency_id,
            User.is_active,
            held_on(day),
        )
        .order_by(User.full_name, User.id)
    ).all()
    ranked = sorted(rows, key=lambda r: RANK.index(r.role) if r.role in RANK else len(RANK))
    offered: dict[int, str] = {}
    for row in ranked:
        offered.setdefault(row.id, f"{row.full_name} – {row.short_name}")
    return list(offered.items())


def usual_place(session: Session, agency_id: int) -> str:
    """Give the place at which an agency receives as a rule, to be typed no second time."""
    newest = select(RegularHours.place).where(RegularHours.agency_id == agency_id)
    return session.scalar(newest.order_by(RegularHours.id.desc()).limit(1)) or ""


def desk_unit(me: Person, planned: PlannedSession) -> int:
    """Give the unit at whose desk a session is entered: that of the receptionist, else the body."""
    scopes = me.reach.scopes(Permission.VISIT_LOG)
    return scopes[0][1].unit_id if scopes else planned.unit_id


def reasons_of(session: Session, agency_id: int, year: int) -> dict[tuple[int, int], DutyReason]:
    """Give the reasons of short months of a year, by body and month."""
    rows = session.scalars(
        select(DutyReason)
        .options(joinedload(DutyReason.recorded_by))
        .where(DutyReason.agency_id == agency_id, DutyReason.year == year)
    )
    return {(row.unit_id, row.month): row for row in rows}


def unit_or_404(session: Session, me: Person, unit_id: int) -> OrgUnit:
    """Give a unit of the own agency."""
    unit = session.scalar(
        select(OrgUnit).where(OrgUnit.id == _number(unit_id), OrgUnit.agency_id == me.agency_id)
    )
    return unit or abort(404)


def may_explain(me: Person, unit: OrgUnit) -> bool:
    """Say whether a person answers for the head of a body."""
    return any(
        scope is Scope.AGENCY or unit.path.startswith(holding.unit_path)
        for scope, holding in me.reach.scopes(Permission.DUTY_EXPLAIN)
    )


def agency_or_404(session: Session, agency_id: int) -> OrgUnit:
    """Give an agency by its number, for the public pages."""
    number = _number(agency_id)
    found = session.scalar(select(OrgUnit).where(OrgUnit.id == number, OrgUnit.agency_id == number))
    return found or abort(404)


def _number(number: int) -> int:
    """Give a number that the database can hold; there is no row with a larger one."""
    return number if number <= MOST_NUMBER else 0
