"""The extensions recorded of late that stand out: after the end, or many on one day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.obligations import events_of
from tracker.clock import VIETNAM
from tracker.inspection.queries import DAYS_BACK, EVENT
from tracker.law.checks import (
    ExtensionFinding,
    LateExtension,
    extensions_recorded_late,
    many_in_one_day,
)
from tracker.law.events import EventType
from tracker.law.rulebook import Rulebook
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import Case, CaseEvent
from tracker.records.organisation import User
from tracker.records.visibility import Reach, visible


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """One extension that stands out, and why."""

    case_id: int
    code: str
    legal_date: date
    recorded_at: datetime
    recorded_by: str
    due_on: date | None
    findings: tuple[ExtensionFinding, ...]


def extensions(session: Session, reach: Reach, today: date) -> list[ExtensionLine]:
    """List the extensions of the last days that stand out, the newest first."""
    rows = _recorded(session, reach, today)
    crowded = many_in_one_day((_day(row), row.recorded_by_id) for row in rows)
    late = _late(session, rows)
    lines = (_line(row, late.get((row.case_id, row.sequence)), crowded) for row in rows)
    return [line for line in lines if line.findings]


def _recorded(session: Session, reach: Reach, today: date) -> Sequence[Any]:
    since = datetime.combine(today - timedelta(days=DAYS_BACK), time(), VIETNAM)
    return session.execute(
        select(*EVENT, CaseEvent.recorded_by_id)
        .join(Case, Case.id == CaseEvent.case_id)
        .outerjoin(User, User.id == CaseEvent.recorded_by_id)
        .where(
            CaseEvent.agency_id == reach.agency_id,
            CaseEvent.type == EventType.EXTENDED,
            CaseEvent.recorded_at >= since,
            visible(reach, Permission.CASE_READ),
        )
        .order_by(CaseEvent.recorded_at.desc(), CaseEvent.id.desc())
    ).all()


def _day(row: Any) -> date:
    return row.recorded_at.astimezone(VIETNAM).date()  # type: ignore[no-any-return]  # a row has no types


def _late(session: Session, rows: Sequence[Any]) -> Mapping[tuple[int, int], LateExtension]:
    """Count anew where the limit ended when each extension was written down."""
    if not rows:
        return {}
    cases = {row.case_id for row in rows}
    recorded = {(row.case_id, row.sequence): _day(row) for row in rows}
    rulebook, calendar = Rulebook.load(), calendar_in_use(session)
    found: dict[tuple[int, int], LateExtension] = {}
    for case_id, events in events_of(session, sorted(cases)).items():
        days = {e.sequence: recorded.get((case_id, e.sequence), e.legal_date) for e in events}
        for each in extensions_recorded_late(events, days, rulebook, calendar):
            found[case_id, each.sequence] = each
    return found


def _line(
    row: Any, late: LateExtension | None, crowded: frozenset[tuple[date, int | None]]
) -> ExtensionLine:
    findings = []
    if late is not None:
        findings.append(ExtensionFinding.AFTER_THE_END)
    if (_day(row), row.recorded_by_id) in crowded:
        findings.append(ExtensionFinding.MANY_IN_ONE_DAY)
    return ExtensionLine(
        row.case_id, row.code, row.legal_date, row.recorded_at, row.recorded_by or "",
        late.due_on if late else None, tuple(findings),
    )  # fmt: skip
