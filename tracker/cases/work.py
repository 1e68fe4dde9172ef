"""My work: which obligations are mine, what runs out first on top, and how many by level."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.access import Permission, Scope
from tracker.cases.filters import Filters, Tab
from tracker.cases.levels import rules
from tracker.cases.lists import FORETOLD, KEPT
from tracker.casework.holders import lies_with
from tracker.casework.paused import paused_in
from tracker.casework.reminders import at_level
from tracker.law.levels import Alarm
from tracker.law.moves import MOVES, Competence, Move
from tracker.law.rules import Rule
from tracker.records.base import read
from tracker.records.cases import Case, StoredObligation
from tracker.records.forecasts import Forecast, holds_for
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Key, Listing, Page
from tracker.records.visibility import Holding, Reach, not_about, subtree

SIZE = 25
COUNTED = (Tab.RUNNING, Tab.OVERDUE, Tab.AT_RISK, Tab.PAUSED)
TABS = (Tab.RUNNING, Tab.OVERDUE, Tab.AT_RISK, Tab.ON_TRACK, Tab.PAUSED)
AT_THE_DESK = frozenset({Competence.PROCESSING, Competence.DISPATCH})
STOPPED = aliased(Case)  # Made once: an alias costs more than the query that it serves.
KEYS: tuple[Key, ...] = ((StoredObligation.due_on, False), (StoredObligation.id, False))


@dataclass(frozen=True, slots=True)
class Mine:
    """Which obligations are one person's to meet, as conditions made once for a page."""

    condition: ColumnElement[bool]
    paused: ColumnElement[bool]
    asks_case: bool


@lru_cache(maxsize=KEPT)
def _mine(reach: Reach) -> Mine:
    """Give the conditions under which an obligation is this person's to meet."""
    posts, desks = reach.scopes(Permission.CASE_WORK), _desks(reach)
    conditions = [
        *(_held(scope, holding, reach, StoredObligation) for scope, holding in posts),
        *(_at_desk(holding, reach) for holding in desks),
    ]
    held = [
        *(_held(scope, holding, reach, STOPPED) for scope, holding in posts),
        *(STOPPED.logged_unit_id == holding.unit_id for holding in desks),
    ]
    return Mine(
        and_(or_(false(), *conditions), not_about(reach, StoredObligation.case_id)),
        _paused(or_(false(), *held)),
        asks_case=bool(desks),
    )


def duties(
    session: Session, reach: Reach, filters: Filters, *, after: str | None, today: date
) -> Page[*tuple[Any, ...]]:
    """Give one page of the obligations that this person is to meet."""
    return _listing(reach, filters, today).page(session, after)


def counts(session: Session, reach: Reach, filters: Filters, *, today: date) -> Mapping[Tab, int]:
    """Count my running obligations by level, and the paused ones beside them."""
    every, overdue, at_risk, stopped = read(session, _counting(reach, filters, today)).one()
    return {
        Tab.RUNNING: every,
        Tab.OVERDUE: overdue,
        Tab.AT_RISK: at_risk,
        Tab.ON_TRACK: every - overdue - at_risk,
        Tab.PAUSED: stopped,
    }


def next_due(session: Session, reach: Reach, today: date) -> Any:
    """Give the nearest obligation that is not overdue, for a list that is happily empty."""
    mine = _mine(reach).condition
    stmt = _rows().where(mine, StoredObligation.is_running, StoredObligation.due_on >= today)
    return session.execute(stmt.order_by(*(column for column, _ in KEYS)).limit(1)).first()


@lru_cache(maxsize=KEPT)
def _listing(reach: Reach, filters: Filters, today: date) -> Listing[*tuple[Any, ...]]:
    mine = _mine(reach)
    stmt = _rows().where(mine.condition, *_chosen(filters), _in_tab(filters.tab, today, mine))
    return Listing(stmt, keys=KEYS, size=SIZE)


@lru_cache(maxsize=KEPT)
def _counting(reach: Reach, filters: Filters, today: date) -> Select[*tuple[Any, ...]]:
    mine = _mine(reach)
    counted = (_in_tab(tab, today, mine) for tab in COUNTED)
    every = _counted(mine, filters)
    # Each is a range of the index by due date; one pass that weighs every row takes longer.
    return select(*(every.where(condition).scalar_subquery() for condition in counted))


def _counted(mine: Mine, filters: Filters) -> Select[*tuple[Any, ...]]:
    """Bring in the case only where a condition asks it: the obligations alone are cheaper."""
    stmt = select(func.count()).select_from(StoredObligation)
    if mine.asks_case or filters.kind is not None:
        stmt = stmt.join(Case, Case.id == StoredObligation.case_id)
    return stmt.where(mine.condition, *_chosen(filters))


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            StoredObligation.rule, StoredObligation.started_by, StoredObligation.started_on,
            StoredObligation.due_on, StoredObligation.at_risk_from, StoredObligation.urgent_from,
            StoredObligation.standing, Case.id.label("case_id"), Case.agency_id,
            Case.logged_unit_id, Case.handler_id, Case.code, Case.kind, Case.level, Case.traits,
            Case.state, Case.title, Case.sender_label, OrgUnit.path,
            OrgUnit.short_name.label("unit_name"), User.full_name.label("handler_name"),
            *FORETOLD,
        )
        .join(Case, Case.id == StoredObligation.case_id)
        .outerjoin(OrgUnit, OrgUnit.id == Case.unit_id)
        .outerjoin(User, User.id == Case.handler_id)
        .outerjoin(Forecast, holds_for(StoredObligation))
    )  # fmt: skip


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
    """Give the rules whose duty is met, before all else, by an act of the desk."""
    firsts = {rule.id: _first_act(rule) for rule in rules().values()}
    return tuple(sorted(id_ for id_, move in firsts.items() if move and _is_of_the_desk(move)))


def _first_act(rule: Rule) -> Move | None:
    return next((m for m in MOVES if m.event in rule.ends and m.kinds & rule.kinds), None)


def _is_of_the_desk(move: Move) -> bool:
    return move.competence in AT_THE_DESK


def _chosen(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.kind is not None:
        yield Case.kind == filters.kind
    if filters.unit is not None:
        yield lies_with(StoredObligation.unit_id, filters.unit)


def _in_tab(tab: Tab, today: date, mine: Mine) -> ColumnElement[bool]:
    if tab is Tab.PAUSED:
        return mine.paused
    return and_(StoredObligation.is_running, _at(tab, today))


def _paused(held: ColumnElement[bool]) -> ColumnElement[bool]:
    return paused_in(select(STOPPED.id).where(held, STOPPED.due_on.is_not(None), STOPPED.is_paused))


def _at(tab: Tab, today: date) -> ColumnElement[bool]:
    if tab is Tab.AT_RISK:
        return and_(StoredObligation.due_on >= today, StoredObligation.at_risk_from <= today)
    if tab is Tab.OVERDUE:
        return at_level(Alarm.OVERDUE, today, StoredObligation)
    if tab is Tab.ON_TRACK:
        return at_level(Alarm.ON_TRACK, today, StoredObligation)
    return and_(True)  # noqa: FBT003 -- the empty condition as SQLAlchemy spells it
