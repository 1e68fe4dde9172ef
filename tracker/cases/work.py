"""My work: one row is one obligation, the one that runs out first on top."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, text
from sqlalchemy.orm import Session, aliased

from tracker.access import PERMISSION_OF, Permission, Scope
from tracker.cases.filters import Filters, Tab
from tracker.cases.levels import Due, rule_article, rule_title, rules
from tracker.cases.lists import is_sealed
from tracker.casework.obligations import ALARMING
from tracker.casework.reminders import at_level
from tracker.law.calendar import Calendar
from tracker.law.events import EventType, Facts
from tracker.law.kinds import CaseKind
from tracker.law.levels import Alarm
from tracker.law.moves import MOVES, Competence, Move
from tracker.law.obligations import Standing
from tracker.law.workflow import Situation, objection
from tracker.records.cases import Case, StoredObligation
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Key, Page, page
from tracker.records.visibility import Holding, Reach, barred, reaches, subtree
from tracker.web.words import term

SIZE = 25
NEAR = (Tab.OVERDUE, Tab.AT_RISK)
TABS = (Tab.RUNNING, Tab.OVERDUE, Tab.AT_RISK, Tab.ON_TRACK, Tab.PAUSED)
AT_THE_DESK = frozenset({Competence.PROCESSING, Competence.DISPATCH})
KEYS: tuple[Key, ...] = ((StoredObligation.due_on, False), (StoredObligation.id, False))
# Spelled as the partial indexes spell it, so that SQLite knows them again.
IS_RUNNING = text("obligation.is_running")


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation as my work shows it."""

    case_id: int
    code: str
    title: str
    sender: str
    is_sealed: bool
    kind: CaseKind
    duty: str
    article: str
    due_on: date
    alarm: Alarm
    words: str
    unit: str
    handler: str
    move: EventType | None
    move_label: str
    rule: str
    started_by: int


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One page of my work with the tokens of its neighbours."""

    rows: tuple[Duty, ...]
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    path: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a case lies: all that the reach of a permission looks at."""

    agency_id: int
    logged_unit_id: int
    handler_id: int | None
    unit: _Place | None


def duties(
    session: Session,
    reach: Reach,
    filters: Filters,
    *,
    after: str | None,
    today: date,
    calendar: Calendar,
) -> WorkPage:
    """Give one page of the obligations that this person is to meet."""
    stmt = _rows().where(_mine(reach), *_chosen(filters), _in_tab(filters.tab, today, reach))
    found: Page[Any] = page(session, stmt, keys=KEYS, after=after, size=SIZE)
    rows = tuple(_duty(row, reach, today, calendar) for row in found.rows)
    return WorkPage(rows, found.next, found.previous)


def counts(session: Session, reach: Reach, filters: Filters, *, today: date) -> Mapping[Tab, int]:
    """Count my running obligations by level in one scan, and the paused ones beside them."""
    running = (
        _joined(
            select(func.count(), *(func.count().filter(_at(tab, today)) for tab in NEAR)),
            filters,
            reach,
        )
        .where(_mine(reach), *_chosen(filters), IS_RUNNING)
        .subquery()
    )
    paused = (
        _joined(select(func.count()), filters, reach)
        .where(_mine(reach), *_chosen(filters), _paused(reach))
        .scalar_subquery()
    )
    every, overdue, at_risk, stopped = session.execute(select(running, paused)).one()
    return {
        Tab.RUNNING: every,
        Tab.OVERDUE: overdue,
        Tab.AT_RISK: at_risk,
        Tab.ON_TRACK: every - overdue - at_risk,
        Tab.PAUSED: stopped,
    }


def _joined(
    stmt: Select[*tuple[Any, ...]], filters: Filters, reach: Reach
) -> Select[*tuple[Any, ...]]:
    """Bring in the case only where a condition asks it: the obligations alone are cheaper."""
    stmt = stmt.select_from(StoredObligation)
    asked = filters.kind is not None or bool(_desks(reach))
    return stmt.join(Case, Case.id == StoredObligation.case_id) if asked else stmt


def next_due(session: Session, reach: Reach, today: date) -> Any:
    """Give the nearest obligation that is not overdue, for a list that is happily empty."""
    stmt = _rows().where(_mine(reach), IS_RUNNING, StoredObligation.due_on >= today)
    return session.execute(stmt.order_by(*(column for column, _ in KEYS)).limit(1)).first()


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            StoredObligation.rule, StoredObligation.started_by, StoredObligation.started_on,
            StoredObligation.due_on, StoredObligation.at_risk_from, StoredObligation.urgent_from,
            StoredObligation.standing, Case.id.label("case_id"), Case.agency_id,
            Case.logged_unit_id, Case.handler_id, Case.code, Case.kind, Case.level, Case.traits,
            Case.state, Case.title, Case.sender_label, OrgUnit.path,
            OrgUnit.short_name.label("unit_name"), User.full_name.label("handler_name"),
        )
        .join(Case, Case.id == StoredObligation.case_id)
        .outerjoin(OrgUnit, OrgUnit.id == Case.unit_id)
        .outerjoin(User, User.id == Case.handler_id)
    )  # fmt: skip


def _mine(reach: Reach) -> ColumnElement[bool]:
    """Give the condition under which an obligation is this person's to meet."""
    conditions = [
        *(_held(scope, holding, reach, StoredObligation) for scope, holding in _posts(reach)),
        *(_at_desk(holding, reach) for holding in _desks(reach)),
    ]
    if not conditions:
        return false()
    return and_(or_(*conditions), StoredObligation.case_id.not_in(barred(reach)))


def _posts(reach: Reach) -> tuple[tuple[Scope, Holding], ...]:
    return reach.scopes(Permission.CASE_WORK)


def _desks(reach: Reach) -> list[Holding]:
    """Give the desks of a person: what they log they follow as far as the desk can."""
    scopes = reach.scopes(Permission.CASE_DISPATCH)
    return [holding for scope, holding in scopes if scope is Scope.LOGGED]


def _held(scope: Scope, holding: Holding, reach: Reach, table: Any) -> ColumnElement[bool]:
    """Give the condition that a case or an obligation lies within a post."""
    if scope is Scope.AGENCY:
        return cast("ColumnElement[bool]", table.agency_id == reach.agency_id)
    if scope is Scope.SUBTREE:
        return cast("ColumnElement[bool]", table.unit_id.in_(subtree(holding)))
    return cast("ColumnElement[bool]", table.handler_id.in_(reach.hands))


def _at_desk(holding: Holding, reach: Reach) -> ColumnElement[bool]:
    return and_(
        StoredObligation.agency_id == reach.agency_id,
        Case.logged_unit_id == holding.unit_id,
        StoredObligation.rule.in_(met_at_the_desk()),
    )


@cache
def met_at_the_desk() -> tuple[str, ...]:
    """Give the rules whose duty the desk itself can meet."""
    acts = {m.event for m in MOVES if m.competence in AT_THE_DESK}
    return tuple(sorted(rule.id for rule in rules().values() if rule.ends & acts))


def _chosen(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.kind is not None:
        yield Case.kind == filters.kind
    if filters.unit is not None:
        yield StoredObligation.unit_id == filters.unit


def _in_tab(tab: Tab, today: date, reach: Reach) -> ColumnElement[bool]:
    if tab is Tab.PAUSED:
        return _paused(reach)
    return and_(IS_RUNNING, _at(tab, today))


def _paused(reach: Reach) -> ColumnElement[bool]:
    """Look for paused duties through the few cases that are paused: those have an index."""
    stopped = aliased(Case)
    held = [_held(scope, holding, reach, stopped) for scope, holding in _posts(reach)]
    held += [stopped.logged_unit_id == holding.unit_id for holding in _desks(reach)]
    cases = select(stopped.id).where(
        or_(false(), *held), stopped.due_on.is_not(None), stopped.is_paused
    )
    return and_(
        StoredObligation.case_id.in_(cases),
        StoredObligation.standing == Standing.PAUSED,
        StoredObligation.nature.in_(sorted(ALARMING)),
    )


def _at(tab: Tab, today: date) -> ColumnElement[bool]:
    if tab is Tab.AT_RISK:
        return and_(StoredObligation.due_on >= today, StoredObligation.at_risk_from <= today)
    if tab is Tab.OVERDUE:
        return at_level(Alarm.OVERDUE, today, StoredObligation)
    if tab is Tab.ON_TRACK:
        return at_level(Alarm.ON_TRACK, today, StoredObligation)
    return and_(True)  # noqa: FBT003 -- the empty condition as SQLAlchemy spells it


def _duty(row: Any, reach: Reach, today: date, calendar: Calendar) -> Duty:
    paused = row.standing is Standing.PAUSED
    move = _meeting(row, reach, today)
    due = Due(row.rule, row.state, row.due_on, row.at_risk_from, row.urgent_from, paused)
    return Duty(
        case_id=row.case_id,
        code=row.code,
        title=row.title,
        sender=row.sender_label,
        is_sealed=is_sealed(row.sender_label),
        kind=row.kind,
        duty=rule_title(row.rule),
        article=rule_article(row.rule, row.started_on),
        due_on=row.due_on,
        alarm=due.alarm(today),
        words=due.words(today, calendar),
        unit=row.unit_name or "",
        handler=row.handler_name or "",
        move=move,
        move_label=term(move),
        rule=row.rule,
        started_by=row.started_by,
    )


def _meeting(row: Any, reach: Reach, today: date) -> EventType | None:
    """Give the move that would meet the obligation where it is surely open to this person.

    What happened before is not read here: a move that needs an earlier step is left to the case.
    """
    situation = Situation(
        row.state, Facts(row.kind, row.level, frozenset(row.traits)), last_date=today
    )
    place = _Place(row.path) if row.path else None
    placed = _Placed(row.agency_id, row.logged_unit_id, row.handler_id, place)
    for move in _ending(row.rule, row.kind):
        permission = PERMISSION_OF[move.competence]
        if objection(situation, move, today) is None and reaches(
            reach, permission, cast("Case", placed)
        ):
            return move.event
    return None


@cache
def _ending(rule_id: str, kind: CaseKind) -> tuple[Move, ...]:
    rule = rules()[rule_id]
    spared = rule.ends_except.get(kind, frozenset())
    return tuple(m for m in MOVES if m.event in rule.ends - spared and kind in m.kinds)
