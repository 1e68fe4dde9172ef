"""The lists of cases: rows of columns behind one index each, counts from one scan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session

from tracker.cases.filters import Filters, Tab
from tracker.cases.levels import Due, Phrases, pausable_rules
from tracker.casework.numbering import PSEUDONYM_SERIES
from tracker.casework.reminders import at_level
from tracker.law.calendar import Calendar
from tracker.law.levels import Alarm
from tracker.records.cases import Case
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Key, Page, page
from tracker.web.words import vn_date

SIZE = 25
COLUMNS = (
    Case.id, Case.code, Case.kind, Case.title, Case.sender_label, Case.state, Case.received_on,
    Case.closed_on, Case.due_on, Case.at_risk_from, Case.urgent_from, Case.is_paused,
    Case.leading_rule, OrgUnit.short_name.label("unit_name"), User.full_name.label("handler_name"),
)  # fmt: skip
COUNTED = (Tab.OVERDUE, Tab.AT_RISK, Tab.PAUSED, Tab.UNASSIGNED)


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
    received_on: str
    closed_on: str
    due_on: str
    alarm: Alarm | None
    words: str
    unit: str
    handler: str


def cases(
    session: Session, seen: ColumnElement[bool], filters: Filters, *, after: str | None, today: date
) -> Page[*tuple[Any, ...]]:
    """Give one page of the cases that a person may see, under the filters."""
    stmt = (
        select(*COLUMNS)
        .outerjoin(OrgUnit, OrgUnit.id == Case.unit_id)
        .outerjoin(User, User.id == Case.handler_id)
        .where(seen, *_chosen(filters), _in_tab(filters.tab, today))
    )
    return page(session, stmt, keys=_keys(filters.tab), after=after, size=SIZE)


def counts(
    session: Session, seen: ColumnElement[bool], filters: Filters, *, today: date
) -> Mapping[Tab, int]:
    """Count the running cases by tab in one scan; what no longer runs is not counted."""
    in_tabs = (_at(tab, today) for tab in COUNTED)
    stmt = select(func.count(), *(func.count().filter(condition) for condition in in_tabs)).where(
        seen, Case.due_on.is_not(None), *_chosen(filters)
    )
    every, *found = session.execute(stmt).one()
    counted = dict(zip(COUNTED, found, strict=True))
    on_track = every - counted[Tab.OVERDUE] - counted[Tab.AT_RISK] - counted[Tab.PAUSED]
    return {**counted, Tab.RUNNING: every, Tab.ON_TRACK: on_track}


def listed(row: Any, *, today: date, calendar: Calendar, say: Phrases) -> Listed:
    """Write one row of the list in the reader's language."""
    due = due_of(row)
    return Listed(
        id=row.id,
        code=row.code,
        title=row.title,
        sender=row.sender_label,
        is_sealed=is_sealed(row.sender_label),
        kind=row.kind.label(say.language),
        state=row.state.label(say.language),
        received_on=vn_date(row.received_on),
        closed_on=vn_date(row.closed_on),
        due_on=vn_date(row.due_on),
        alarm=due.alarm(today) if due else None,
        words=due.words(today, calendar, say) if due else "",
        unit=row.unit_name or "",
        handler=row.handler_name or "",
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
