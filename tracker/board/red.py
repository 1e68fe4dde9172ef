"""What is red on the board: overdue now, due in two weeks by unit, nobody's cases."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.reminders import at_level
from tracker.law.events import EventType
from tracker.law.levels import Alarm
from tracker.law.rulebook import Rulebook
from tracker.records.cases import AlarmRecord, Case, CaseEvent, StoredObligation, same_duty
from tracker.records.organisation import OrgUnit, User
from tracker.records.privacy_sight import open_breaches, open_requests
from tracker.records.reception import Visit
from tracker.records.visibility import Reach, visible
from tracker.records.visits import awaits_notice

MOST = 8
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The figures at the head of the board, over the running cases."""

    running: int
    overdue: int
    urgent: int
    soon: int
    unassigned: int


def numbers(session: Session, reach: Reach, today: date) -> Numbers:
    """Count the running cases by what the board asks, in one scan."""
    counted = (
        _overdue(today),
        and_(at_level(Alarm.URGENT, today, Case), _leading_runs()),
        _soon(today),
        Case.handler_id.is_(None),
    )
    stmt = select(func.count(), *(func.count().filter(c) for c in counted)).where(_running(reach))
    return Numbers(*map(int, session.execute(stmt).one()))


def worst(session: Session, reach: Reach, today: date) -> list[Any]:
    """Give the cases longest overdue."""
    return list(
        session.execute(
            select(
                Case.id, Case.code, Case.title, Case.sender_label, Case.due_on, Case.leading_rule,
                OrgUnit.short_name.label("unit"), User.full_name.label("handler"),
            )
            .outerjoin(OrgUnit, OrgUnit.id == Case.unit_id)
            .outerjoin(User, User.id == Case.handler_id)
            .where(_running(reach), _overdue(today))
            .order_by(Case.due_on, Case.id)
            .limit(MOST)
        )
    )  # fmt: skip


def soon_by_unit(session: Session, reach: Reach, today: date) -> list[Any]:
    """Count by unit the cases that run out within two weeks, the most first."""
    count = func.count().label("count")
    return list(
        session.execute(
            select(OrgUnit.id, OrgUnit.short_name, count)
            .select_from(Case)
            .outerjoin(OrgUnit, OrgUnit.id == Case.unit_id)
            .where(_running(reach), _soon(today))
            .group_by(OrgUnit.id, OrgUnit.short_name)
            .order_by(count.desc(), OrgUnit.short_name)
        )
    )


def proposals(session: Session, reach: Reach) -> list[Any]:
    """Give the proposals on running cases that the proposed step has not followed, oldest first."""
    later = CaseEvent.__table__.alias("later")
    answered = (
        select(later.c.id)
        .where(
            later.c.case_id == CaseEvent.case_id,
            later.c.sequence > CaseEvent.sequence,
            later.c.type == CaseEvent.particulars["event"].as_string(),
        )
        .exists()
    )
    return list(
        session.execute(
            select(
                Case.id, Case.code, Case.title, CaseEvent.particulars, CaseEvent.legal_date,
                CaseEvent.sequence, User.full_name.label("by"),
            )
            .join(CaseEvent, CaseEvent.case_id == Case.id)
            .outerjoin(User, User.id == CaseEvent.recorded_by_id)
            .where(_running(reach), CaseEvent.type == EventType.PROPOSED, not_(answered))
            .order_by(CaseEvent.legal_date, CaseEvent.id)
            .limit(MOST)
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What was told or owed and still waits for a word."""

    reminders: int
    notices: int
    breaches: int
    requests: int


def unanswered(session: Session, reach: Reach, today: date) -> Unanswered:
    """Count what waits for a word, in one statement.

    These are the overdue duties whose reminder nobody has acknowledged, the refusals to receive
    for which this person, as the head, still owes a notice, and what of people's data is open.
    """
    counts = (
        _unacknowledged(reach, today),
        _notices_to_issue(reach),
        open_breaches(reach),
        open_requests(reach),
    )
    return Unanswered(*session.execute(select(*(c.scalar_subquery() for c in counts))).one())


def _unacknowledged(reach: Reach, today: date) -> Select[int]:
    told = (
        select(AlarmRecord.id)
        .where(
            same_duty(AlarmRecord, StoredObligation),
            AlarmRecord.alarm == Alarm.OVERDUE.value,
            AlarmRecord.acknowledged_at.is_(None),
        )
        .exists()
    )
    return (
        select(func.count())
        .select_from(StoredObligation)
        .join(Case, Case.id == StoredObligation.case_id)
        .where(
            StoredObligation.agency_id == reach.agency_id,
            StoredObligation.is_running,
            StoredObligation.due_on < today,
            told,
            visible(reach, Permission.BOARD_READ),
        )
    )


def _notices_to_issue(reach: Reach) -> Select[int]:
    issues = bool(reach.scopes(Permission.REFUSAL_ISSUE))
    owed = awaits_notice() if issues else false()
    return select(func.count()).select_from(Visit).where(Visit.agency_id == reach.agency_id, owed)


def _running(reach: Reach) -> ColumnElement[bool]:
    return and_(visible(reach, Permission.BOARD_READ), Case.due_on.is_not(None))


def _leading_runs() -> ColumnElement[bool]:
    """A paused limit is neither overdue nor near, whatever its date."""
    pausable = [rule.id for rule in Rulebook.load().rules if rule.pauses]
    return not_(and_(Case.is_paused, Case.leading_rule.in_(pausable)))


def _overdue(today: date) -> ColumnElement[bool]:
    return and_(Case.due_on < today, _leading_runs())


def _soon(today: date) -> ColumnElement[bool]:
    return and_(Case.due_on >= today, Case.due_on <= today + SOON, _leading_runs())
