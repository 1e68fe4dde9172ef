"""What the inspector reads: the trail of the own agency and what stands out in the cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.reminders import at_level
from tracker.inspection.trail import midnight
from tracker.law.events import EventType
from tracker.law.findings.values import LATE_AFTER
from tracker.law.levels import Alarm
from tracker.law.rulebook import Rulebook
from tracker.records.audit import AuditEntry, chain_of
from tracker.records.cases import Case, CaseEvent
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Page, page
from tracker.records.petitions import Petition, UnsealGrant
from tracker.records.visibility import Reach, visible, visible_petitions

DAYS_BACK = 30
EVENT = (
    CaseEvent.id, CaseEvent.case_id, CaseEvent.sequence, CaseEvent.type, CaseEvent.legal_date,
    CaseEvent.recorded_at, CaseEvent.corrects, CaseEvent.corrected_date, Case.code,
    User.full_name.label("recorded_by"),
)  # fmt: skip

Named: TypeAlias = dict[tuple[str, int], str]
"""What to call a row of a table, by the table's name and the number of the row."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands out now, each with a list behind it."""

    overdue: int
    unsealed: int
    corrected: int
    late: int


def entered_at(session: Session, reach: Reach, sequence: int) -> datetime | None:
    """Give the moment of one entry of the own agency's chain."""
    chain = chain_of(reach.agency_id)
    return session.scalar(
        select(AuditEntry.at).where(AuditEntry.chain == chain, AuditEntry.sequence == sequence)
    )


def names(session: Session, reach: Reach, wanted: Mapping[str, set[int]]) -> Named:
    """Give the names of people and units of the own agency, in one statement."""
    sources = ((User, User.full_name), (OrgUnit, OrgUnit.name))
    parts = [
        select(literal(of.__tablename__).label("of"), of.id, name.label("name")).where(
            of.id.in_(ids), of.agency_id == reach.agency_id
        )
        for of, name in sources
        if (ids := wanted.get(of.__tablename__))
    ]
    return _named(session, parts)


def codes(session: Session, reach: Reach, wanted: Mapping[str, set[int]]) -> Named:
    """Give the codes of cases and petitions that this person may see, in one statement."""
    permission = Permission.CASE_READ
    parts: list[Select[*tuple[Any, ...]]] = []
    if ids := wanted.get("case_file"):
        parts.append(
            select(literal("case_file").label("of"), Case.id, Case.code.label("name")).where(
                Case.id.in_(ids), visible(reach, permission)
            )
        )
    if ids := wanted.get("petition"):
        parts.append(
            select(literal("petition").label("of"), Petition.id, Petition.code.label("name")).where(
                Petition.id.in_(ids), visible_petitions(reach, Permission.PETITION_READ)
            )
        )
    return _named(session, parts)


def parents(
    session: Session, rows: Mapping[str, set[int]], tables: Mapping[str, Any]
) -> dict[tuple[str, int], dict[str, int]]:
    """Say to which case and petition rows belong, in one statement."""
    parts = []
    for name, ids in rows.items():
        columns = tables[name].c
        parts.append(
            select(
                literal(name, String).label("of"),
                columns.id,
                _or_nothing(columns, "case_id"),
                _or_nothing(columns, "petition_id"),
            ).where(columns.id.in_(ids))
        )
    if not parts:
        return {}
    return {
        (row.of, row.id): {"case_id": row.case_id, "petition_id": row.petition_id}
        for row in session.execute(union_all(*parts))
    }


def counts(session: Session, reach: Reach, *, today: date, now: datetime) -> Counts:
    """Count what stands out, each over the cases that this person may see."""
    return Counts(
        overdue=_number(session, select(Case.id).where(*_overdue(reach, today))),
        unsealed=_number(session, _unsealed(reach, now)),
        corrected=_number(session, _events(reach, *_corrected(today))),
        late=_number(session, _events(reach, *_late(today))),
    )


def corrected(
    session: Session, reach: Reach, today: date, after: str | None
) -> Page[*tuple[Any, ...]]:
    """List the corrections recorded of late, the newest first."""
    return _page_of_events(session, _events(reach, *_corrected(today)), after)


def late(session: Session, reach: Reach, today: date, after: str | None) -> Page[*tuple[Any, ...]]:
    """List the steps that were recorded long after their legal date, the newest first."""
    return _page_of_events(session, _events(reach, *_late(today)), after)


def _page_of_events(
    session: Session, stmt: Select[*tuple[Any, ...]], after: str | None
) -> Page[*tuple[Any, ...]]:
    keys = [(CaseEvent.recorded_at, True), (CaseEvent.id, True)]
    return page(session, stmt, keys=keys, after=after)


def _named(session: Session, parts: list[Any]) -> Named:
    if not parts:
        return {}
    return {(row.of, row.id): row.name for row in session.execute(union_all(*parts))}


def _or_nothing(columns: Any, name: str) -> Any:
    return columns[name].label(name) if name in columns else func.nullif(1, 1).label(name)


def _number(session: Session, stmt: Select[*tuple[Any, ...]]) -> int:
    return session.scalar(select(func.count()).select_from(stmt.order_by(None).subquery())) or 0


def _overdue(reach: Reach, today: date) -> Iterable[ColumnElement[bool]]:
    leading_is_paused = and_(Case.is_paused, Case.leading_rule.in_(Rulebook.load().pausable))
    return (
        visible(reach, Permission.CASE_READ),
        Case.due_on.is_not(None),
        at_level(Alarm.OVERDUE, today, Case),
        not_(leading_is_paused),
    )


def _unsealed(reach: Reach, now: datetime) -> Select[*tuple[Any, ...]]:
    return select(UnsealGrant.id).where(
        UnsealGrant.agency_id == reach.agency_id,
        UnsealGrant.opened_at > now - timedelta(days=DAYS_BACK),
    )


def _events(reach: Reach, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(*EVENT)
        .join(Case, Case.id == CaseEvent.case_id)
        .outerjoin(User, User.id == CaseEvent.recorded_by_id)
        .where(
            CaseEvent.agency_id == reach.agency_id,
            visible(reach, Permission.CASE_READ),
            *conditions,
        )
    )


def _corrected(today: date) -> tuple[ColumnElement[bool], ...]:
    since = midnight(today - timedelta(days=DAYS_BACK))
    return CaseEvent.type == EventType.CORRECTED, CaseEvent.recorded_at >= since


def _late(today: date) -> tuple[ColumnElement[bool], ...]:
    """Compare day by day: the days of Viet Nam, in words that both databases know."""
    days = [today - timedelta(days=n) for n in range(DAYS_BACK + 1)]
    recorded_late = (
        and_(
            CaseEvent.recorded_at >= midnight(day),
            CaseEvent.recorded_at < midnight(day + timedelta(days=1)),
            CaseEvent.legal_date < day - timedelta(days=LATE_AFTER),
        )
        for day in days
    )
    return CaseEvent.recorded_at >= midnight(days[-1]), or_(*recorded_late)
