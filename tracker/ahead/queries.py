"""Reads of the look ahead: open duties by unit, person and day; what was met, and met late."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from tracker.access import Permission
from tracker.casework.paused import paused_in
from tracker.casework.punctuality import MET_LATE, led, met_between
from tracker.law.levels import Alarm
from tracker.records.cases import Case, StoredObligation
from tracker.records.forecasts import Forecast, holds_for
from tracker.records.organisation import OrgUnit, Substitution, User
from tracker.records.visibility import Reach, not_about, units_within, visible

# From a model, or from the agency's own rates where there is too little for one.
HOLDS = holds_for(StoredObligation)
LIKELY = Forecast.alarm.in_([Alarm.AT_RISK, Alarm.URGENT])


def led_and_seen(reach: Reach) -> ColumnElement[bool]:
    """Give the condition that a duty is of those whom one leads, and of no case about oneself."""
    return and_(led(reach), not_about(reach, StoredObligation.case_id))


def open_duties(session: Session, reach: Reach) -> list[Any]:
    """Count the running duties by unit, person and last day, with what is foretold of them."""
    row = StoredObligation
    keys = (row.due_on, row.unit_id, row.handler_id, row.is_estimated)
    return list(
        session.execute(
            select(
                *keys,
                func.count().label("duties"),
                func.count(Forecast.id).label("foretold"),
                func.sum(Forecast.probability).label("expected"),
                func.count().filter(LIKELY).label("likely"),
                func.max(Forecast.made_on).label("made_on"),
            )
            .outerjoin(Forecast, HOLDS)
            .where(row.is_running, led_and_seen(reach))
            .group_by(*keys)
        )
    )


def open_cases(session: Session, reach: Reach) -> Mapping[tuple[int | None, int | None], int]:
    """Count the cases with a limit by unit and person."""
    rows = session.execute(
        select(Case.unit_id, Case.handler_id, func.count().label("cases"))
        .where(visible(reach, Permission.BOARD_READ), Case.due_on.is_not(None))
        .group_by(Case.unit_id, Case.handler_id)
    )
    return {(row.unit_id, row.handler_id): row.cases for row in rows}


def paused(reach: Reach) -> ColumnElement[bool]:
    """Give the condition that a duty one leads stands still."""
    return paused_in(
        select(Case.id).where(
            visible(reach, Permission.BOARD_READ), Case.due_on.is_not(None), Case.is_paused
        )
    )


def paused_count(session: Session, reach: Reach) -> int:
    """Count the duties that stand still."""
    stmt = select(func.count()).select_from(StoredObligation)
    return session.scalar(stmt.where(paused(reach))) or 0


def absences(session: Session, reach: Reach, today: date, until: date) -> list[Any]:
    """Give who is away within a span of days, from when until when, and who stands in."""
    substitute = aliased(User)
    return list(
        session.execute(
            select(
                Substitution.absent_id,
                Substitution.starts_on,
                Substitution.ends_on,
                substitute.full_name.label("substitute"),
            )
            .join(substitute, substitute.id == Substitution.substitute_id)
            .where(
                Substitution.agency_id == reach.agency_id,
                Substitution.starts_on <= until,
                Substitution.ends_on >= today,
            )
            .order_by(Substitution.starts_on, Substitution.id)
        )
    )


def units(session: Session, reach: Reach) -> Mapping[int, str]:
    """Give the units of the agency by name, in the order of the tree."""
    rows = session.execute(
        select(OrgUnit.id, OrgUnit.short_name)
        .where(OrgUnit.agency_id == reach.agency_id)
        .order_by(OrgUnit.path)
    )
    return {row.id: row.short_name for row in rows}


def people(session: Session, reach: Reach) -> Mapping[int, str]:
    """Give the people of the agency by name."""
    rows = session.execute(select(User.id, User.full_name).where(User.agency_id == reach.agency_id))
    return {row.id: row.full_name for row in rows}


def met_by_day(session: Session, reach: Reach, since: date, until: date) -> Mapping[date, int]:
    """Count the duties met by day; the index alone answers."""
    stmt = _met(StoredObligation.met_on, reach, since, until)
    return _counted(session, stmt.group_by(StoredObligation.met_on))


def met_by_unit(
    session: Session, reach: Reach, since: date, until: date
) -> Mapping[int | None, int]:
    """Count the duties met by unit; each unit is a range of its own index."""
    own_units = select(OrgUnit.id).where(units_within(reach, Permission.BOARD_READ))
    return _counted(
        session,
        select(StoredObligation.unit_id, func.count())
        .where(
            StoredObligation.unit_id.in_(own_units),
            not_about(reach, StoredObligation.case_id),
            met_between(since, until),
        )
        .group_by(StoredObligation.unit_id),
    )


def met_by_kind(session: Session, reach: Reach, since: date, until: date) -> Mapping[Any, int]:
    """Count the duties met by the kind of their case."""
    stmt = _met(Case.kind, reach, since, until)
    joined = stmt.join(Case, Case.id == StoredObligation.case_id)
    return _counted(session, joined.group_by(Case.kind))


def met_late(session: Session, reach: Reach, since: date, until: date) -> list[Any]:
    """Count those met late by day, unit and kind: they are few and have an index."""
    keys = (StoredObligation.met_on, StoredObligation.unit_id, Case.kind)
    return list(
        session.execute(
            select(*keys, func.count().label("duties"))
            .select_from(StoredObligation)
            .join(Case, Case.id == StoredObligation.case_id)
            .where(led_and_seen(reach), met_between(since, until), MET_LATE)
            .group_by(*keys)
        )
    )


def _met(column: Any, reach: Reach, since: date, until: date) -> Select[Any, int]:
    return (
        select(column, func.count())
        .select_from(StoredObligation)
        .where(led_and_seen(reach), met_between(since, until))
    )


def _counted(session: Session, stmt: Select[Any, int]) -> Mapping[Any, int]:
    return {key: count for key, count in session.execute(stmt)}  # noqa: C416 - a row is no pair to mypy
