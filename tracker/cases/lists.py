"""The lists of cases: rows of columns behind one index each, counts from one scan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, not_, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.cases.filters import Filters, Tab
from tracker.cases.levels import Due, Phrases, pausable_rules
from tracker.casework.holders import lies_with
from tracker.casework.numbering import is_pseudonym
from tracker.casework.reminders import at_level
from tracker.law.calendar import Calendar
from tracker.law.levels import Alarm
from tracker.records.base import read
from tracker.records.cases import Case
from tracker.records.forecasts import Forecast
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Key, Listing, Page
from tracker.records.visibility import Reach, visible
from tracker.web.foretold import FLAGGED, flagged_words
from tracker.web.words import vn_date

SIZE = 25
KEPT = 256  # Statements that are ready to be asked again; putting one together costs as much.
FORETOLD = (Forecast.probability, Forecast.alarm.label("foretold"), Forecast.reasons)
COLUMNS = (
    Case.id, Case.code, Case.kind, Case.title, Case.sender_label, Case.state, Case.received_on,
    Case.closed_on, Case.due_on, Case.at_risk_from, Case.urgent_from, Case.is_paused,
    Case.leading_rule, OrgUnit.short_name.label("unit_name"), User.full_name.label("handler_name"),
    *FORETOLD,
)  # fmt: skip
COUNTED = (Tab.OVERDUE, Tab.AT_RISK, Tab.PAUSED, Tab.UNASSIGNED)


class Listed(NamedTuple):
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
    foreseen: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose list it is; `unit_id` where that is all they see, so that its index alone orders it."""

    reach: Reach
    unit_id: int | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """Give the condition under which a case stands on the list."""
        seen = visible(self.reach, Permission.CASE_READ)
        return seen if self.unit_id is None else and_(seen, Case.unit_id == self.unit_id)


def cases(
    session: Session, sight: Sight, filters: Filters, *, after: str | None, today: date
) -> Page[*tuple[Any, ...]]:
    """Give one page of the cases that a person may see, under the filters."""
    return _listing(sight, filters, today).page(session, after)


def counts(session: Session, sight: Sight, filters: Filters, *, today: date) -> Mapping[Tab, int]:
    """Count the running cases by tab in one scan; what no longer runs is not counted."""
    every, *found = read(session, _counting(sight, filters, today)).one()
    counted = dict(zip(COUNTED, found, strict=True))
    on_track = every - counted[Tab.OVERDUE] - counted[Tab.AT_RISK] - counted[Tab.PAUSED]
    return {**counted, Tab.RUNNING: every, Tab.ON_TRACK: on_track}


@lru_cache(maxsize=KEPT)
def _listing(sight: Sight, filters: Filters, today: date) -> Listing[*tuple[Any, ...]]:
    stmt = (
        select(*COLUMNS)
        .outerjoin(OrgUnit, OrgUnit.id == Case.unit_id)
        .outerjoin(User, User.id == Case.handler_id)
        .outerjoin(Forecast, _leads())
        .where(sight.condition, *_chosen(filters), _in_tab(filters.tab, today))
    )
    return Listing(stmt, keys=_keys(filters.tab), size=SIZE)


@lru_cache(maxsize=KEPT)
def _counting(sight: Sight, filters: Filters, today: date) -> Select[*tuple[Any, ...]]:
    in_tabs = (_at(tab, today) for tab in COUNTED)
    return select(func.count(), *(func.count().filter(condition) for condition in in_tabs)).where(
        sight.condition, Case.due_on.is_not(None), *_chosen(filters)
    )


def listed(row: Any, *, today: date, calendar: Calendar, say: Phrases) -> Listed:
    """Write one row of the list in the reader's language."""
    due = due_of(row)
    return Listed(
        id=row.id,
        code=row.code,
        title=row.title,
        sender=row.sender_label,
        is_sealed=is_pseudonym(row.sender_label),
        kind=row.kind.label(say.language),
        state=row.state.label(say.language),
        received_on=vn_date(row.received_on),
        closed_on=vn_date(row.closed_on),
        due_on=vn_date(row.due_on),
        alarm=due.alarm(today) if due else None,
        words=due.words(today, calendar, say) if due else "",
        unit=row.unit_name or "",
        handler=row.handler_name or "",
        foreseen=foreseen(row, today),
    )


def foreseen(row: Any, today: date) -> str:
    """Say why a duty of a row may be late, where its forecast is flagged and it is not late yet."""
    if row.foretold not in FLAGGED or row.due_on is None or row.due_on < today:
        return ""
    return flagged_words(row.probability, row.reasons)


def _leads() -> ColumnElement[bool]:
    """Give the condition that a forecast is of the duty that leads a case."""
    return and_(
        Forecast.case_id == Case.id,
        Forecast.rule == Case.leading_rule,
        Forecast.due_on == Case.due_on,
        not_(Case.is_paused),
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
    return Due(
        row.leading_rule, row.kind, row.state, row.due_on, row.at_risk_from, row.urgent_from, paused
    )


def _keys(tab: Tab) -> tuple[Key, ...]:
    if tab in {Tab.WITHOUT_LIMIT, Tab.CLOSED}:
        return (Case.received_on, True), (Case.id, True)
    return (Case.due_on, False), (Case.id, False)


def _chosen(filters: Filters) -> list[ColumnElement[bool]]:
    wanted = {Case.kind: filters.kind, Case.field: filters.field}
    held = {Case.unit_id: filters.unit, Case.handler_id: filters.handler}
    conditions: list[ColumnElement[bool]] = [
        *(column == value for column, value in wanted.items() if value is not None),
        *(lies_with(column, holder) for column, holder in held.items() if holder is not None),
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
