"""Reads of findings: only what this person may see, no case about the person or the own units."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.access import Permission, Scope
from tracker.casework.findings import TAKEN_UP
from tracker.inspection import queries
from tracker.inspection.finding_forms import STATES, FindingFilter, FindingTab
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.wording import Names, named_in
from tracker.records.base import read
from tracker.records.cases import Case
from tracker.records.inspection import Finding, FindingAct, FindingState
from tracker.records.organisation import OrgUnit
from tracker.records.paging import Page, page
from tracker.records.visibility import Reach, barred, subtree
from tracker.web.asked import MOST_NUMBER

OPEN = tuple(state for state in FindingState if state not in STATES[FindingTab.CLOSED])
TABLES = {"person": "user_account", "unit": "org_unit"}


def seen_by(reach: Reach) -> ColumnElement[bool]:
    """Give the condition under which a finding exists for this person.

    A unit sees what the inspector has taken up with it; who a case is about sees nothing of it.
    """
    conditions: list[ColumnElement[bool]] = []
    for scope, holding in reach.scopes(Permission.FINDING_READ):
        if scope is Scope.AGENCY:
            conditions.append(Finding.agency_id == reach.agency_id)
        else:
            mine = Finding.unit_id.in_(subtree(holding))
            conditions.append(and_(mine, Finding.state.in_(TAKEN_UP)))
    if not conditions:
        return false()
    not_about_me = or_(Finding.case_id.is_(None), Finding.case_id.not_in(barred(reach)))
    return and_(or_(*conditions), not_about_me)


def listed(
    session: Session, reach: Reach, form: FindingFilter, tab: FindingTab, after: str | None
) -> Page[*tuple[Any, ...]]:
    """List findings, the newest first."""
    stmt = (
        select(
            Finding.id, Finding.check_code, Finding.facts, Finding.first_seen_on, Finding.state,
            Finding.due_on, Finding.gone_on, Finding.case_id, Case.code,
            OrgUnit.short_name.label("unit"),
        )
        .outerjoin(Case, Case.id == Finding.case_id)
        .join(OrgUnit, OrgUnit.id == Finding.unit_id)
        .where(seen_by(reach), Finding.state.in_(STATES[tab]), *_asked(form))
    )  # fmt: skip
    return page(
        session, stmt, keys=[(Finding.first_seen_on, True), (Finding.id, True)], after=after
    )


def _asked(form: FindingFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if form.check.data and not form.check.errors:
        wanted.append(Finding.check_code == form.check.data)
    if form.kind.data and not form.kind.errors:
        wanted.append(Case.kind == form.kind.data)
    if form.unit.data and not form.unit.errors:
        wanted.append(Finding.unit_id == form.unit.data)
    return wanted


def counts(session: Session, reach: Reach) -> Mapping[FindingTab, int]:
    """Count the findings of each tab, in one statement."""
    numbers = [
        func.coalesce(func.sum(case((Finding.state.in_(states), 1), else_=0)), 0)
        for states in STATES.values()
    ]
    row = session.execute(select(*numbers).where(seen_by(reach))).one()
    return dict(zip(STATES, row, strict=True))


def open_by_check(session: Session, reach: Reach) -> dict[CheckCode, int]:
    """Count the open findings of each check."""
    stmt = (
        select(Finding.check_code, func.count())
        .where(seen_by(reach), Finding.state.in_(OPEN))
        .group_by(Finding.check_code)
    )
    return {row.check_code: row[1] for row in read(session, stmt)}


def finding_or_404(session: Session, reach: Reach, finding_id: int) -> Finding:
    """Give a finding with its case, unit and acts; what one may not see does not exist."""
    if finding_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(Finding)
        .options(
            joinedload(Finding.case),
            joinedload(Finding.unit),
            selectinload(Finding.acts).joinedload(FindingAct.recorded_by),
        )
        .where(Finding.id == finding_id, seen_by(reach))
    ).one_or_none()
    return found or abort(404)


def names(session: Session, reach: Reach, facts: Sequence[Mapping[str, Any]]) -> Names:
    """Give the names of the people and units that some sentences speak of."""
    wanted: dict[str, set[int]] = {}
    for kind, number in named_in(facts):
        wanted.setdefault(TABLES[kind], set()).add(number)
    found = queries.names(session, reach, wanted)
    back = {table: kind for kind, table in TABLES.items()}
    return {(back[table], number): name for (table, number), name in found.items()}


def units(session: Session, reach: Reach) -> list[tuple[int, str]]:
    """Give the units of the agency, to filter by."""
    stmt = select(OrgUnit.id, OrgUnit.name).where(OrgUnit.agency_id == reach.agency_id)
    return [(row.id, row.name) for row in read(session, stmt.order_by(OrgUnit.path))]
