"""The lists of cases: rows of columns behind one index each, counts from one scan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.cases.filters import Filters, Tab
from tracker.cases.levels import Due, pausable_rules
from tracker.casework.numbering import PSEUDONYM_SERIES
from tracker.casework.reminders import at_level
from tracker.law.calendar import Calendar
from tracker.law.levels import Alarm
from tracker.records.cases import Case
from tracker.records.paging import Key, Page, page
from tracker.records.visibility import Reach, visible

SIZE = 25
COLUMNS = (
    Case.id, Case.code, Case.kind, Case.title, Case.sender_label, Case.state, Case.received_on,
    Case.closed_on, Case.due_on, Case.at_risk_from, Case.urgent_from, Case.is_paused,
    Case.leading_rule, Case.unit_id, Case.handler_id,
)  # fmt: skip
COUNTED = (Tab.OVERDUE, Tab.AT_RISK, Tab.ON_TRACK, Tab.PAUSED, Tab.UNASSIGNED)


@dataclass(frozen=True, slots=True)
class Listed:
    """One case as a list shows it."""

    id: int
    code: str
    title: str
    sender: str
    is_sealed: bool
    kind: str
    state: str
    received_on: date
    closed_on: date | None
    due_on: date | None
    alarm: Alarm | None
    words: str
    unit_id: int | None
    handler_id: int | None


def cases(
    session: Session, reach: Reach, filters: Filters, *, after: str | None, today: date
) -> Page[*tuple[Any, ...]]:
    """Give one page of the cases that a person may see, under the filters."""
    stmt = select(*COLUMNS).where(
        visible(reach, Permission.CASE_READ), *_chosen(filters), _in_tab(filters.tab, today)
    )
    return page(session, stmt, keys=_keys(filters.tab), after=after, size=SIZE)


def counts(session: Session, reach: Reach, filters: Filters, *, today: date) -> Mapping[Tab, int]:
    """Count the running cases by tab in one scan; what no longer runs is not counted."""
    stmt = select(func.count(), *(func.count().filter(_at(tab, today)) for tab in COUNTED)).where(
        visible(reach, Permission.CASE_READ), Case.due_on.is_not(None), *_chosen(filters)
    )
    return dict(zip((Tab.RUNNING, *COUNTED), session.execute(stmt).one(), strict=True))


def listed(row: Any, *, today: date, calendar: Calendar, language: str) -> Listed:
    """Write one row of the list in the reader's language."""
    due = due_of(row)
    return Listed(
        id=row.id,
        code=row.code,
        title=row.title,
        sender=row.sender_label,
        is_sealed=is_sealed(row.sender_label),
        kind=row.kind.label(language),
        state=row.state.label(language),
        received_on=row.received_on,
        closed_on=row.closed_on,
        due_on=row.due_on,
        alarm=due.alarm(today) if due else None,
        words=due.words(today, calendar) if due else "",
        unit_id=row.unit_id,
        handler_id=row.handler_id,
    )


def level_of(case: Case, today: date) -> Alarm | None:
    """Give the level of a case on a day, None where no limit runs."""
    due = due_of(case)
    return due.alarm(today) if due else None


def due_of(row: Any) -> Due | None:
    """Give the limit that leads a case, from the stored copy."""
    if row.due_on is None:
        return None
    paused = row.is_paused and row.leading_rule in pausable_rules()
    return Due(row.leading_rule, row.state, row.due_on, row.at_risk_from, row.urgent_from, paused)


def is_sealed(label: str) -> bool:
    """Say whether a sender's label is the code that stands for a sealed identity."""
    return label.startswith(f"{PSEUDONYM_SERIES}-")


def _keys(tab: Tab) -> tuple[Key, ...]:
    if tab in {Tab.WITHOUT_LIMIT, Tab.CLOSED}:
        return (Case.received_on, True), (Case.id, True)
    return (Case.due_on, False), (Case.id, False)


def _chosen(filters: Filters) -> list[ColumnElement[bool]]:
    wanted = {
        Case.kind: filters.kind,
        Case.field: filters.field,
        Case.unit_id: filters.unit,
        Case.handler_id: filters.handler,
    }
    conditions: list[ColumnElement[bool]] = [
        column == value for column, value in wanted.items() if value is not None
    ]
    return [*conditions, Case.due_on <= filters.due_by] if filters.due_by else conditions


def _in_tab(tab: Tab, today: date) -> ColumnElement[bool]:
    if tab is Tab.CLOSED:
        return Case.is_open.is_(False)
    if tab is Tab.WITHOUT_LIMIT:
        return and_(Case.is_open, Case.due_on.is_(None))
    if tab is Tab.RUNNING:
        return Case.due_on.is_not(None)
    return and_(Case.due_on.is_not(None), _at(tab, today))


def _at(tab: Tab, today: date) -> ColumnElement[bool]:
    """Give the condition of a tab among the cases with a limit."""
    leading_is_paused = and_(Case.is_paused, Case.leading_rule.in_(pausable_rules()))
    if tab is Tab.PAUSED:
        return leading_is_paused
    if tab is Tab.UNASSIGNED:
        return Case.handler_id.is_(None)
    if tab is Tab.AT_RISK:
        near = and_(Case.due_on >= today, Case.at_risk_from <= today)
        return and_(near, not_(leading_is_paused))
    alarm = Alarm.OVERDUE if tab is Tab.OVERDUE else Alarm.ON_TRACK
    return and_(at_level(alarm, today, Case), not_(leading_is_paused))
