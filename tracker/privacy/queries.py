"""Reads of requests: only what this person may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.access import Permission
from tracker.casework.data_requests import About
from tracker.law.calendar import Calendar
from tracker.law.data_clocks import DataClock, RequestDays, request_clocks, running
from tracker.law.data_rights import ENDED_STATES, OPEN_STATES, RequestDeed
from tracker.law.levels import Alarm
from tracker.law.terms import Refusal
from tracker.privacy.forms import RequestFilter, RequestTab
from tracker.records.base import read
from tracker.records.cases import Case
from tracker.records.organisation import OrgUnit
from tracker.records.paging import Page, page
from tracker.records.petitions import Petition
from tracker.records.privacy import DataRequest, DataRequestStep
from tracker.records.privacy_sight import seen_requests
from tracker.records.reception import Reception, Visit
from tracker.records.visibility import Reach, visible, visible_petitions
from tracker.records.visit_sight import visible_visits
from tracker.web.asked import MOST_NUMBER

MOST_OPEN = 500  # More than any agency leaves open; the oldest come first.
NEWEST_FIRST = ((DataRequest.received_on, True), (DataRequest.id, True))


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A row of the list with the clock that runs out first; none where no day is set."""

    row: Row[*tuple[Any, ...]]
    clock: DataClock | None

    @property
    def is_due(self) -> bool:
        """Say whether it needs somebody now."""
        return self.clock is not None and self.clock.alarm is not Alarm.ON_TRACK


def open_requests(
    session: Session, reach: Reach, form: RequestFilter, *, today: date, calendar: Calendar
) -> list[OpenRequest]:
    """Give the open requests, the earliest due first, those without a day last."""
    stmt = (
        _rows()
        .where(seen_requests(reach), DataRequest.state.in_(OPEN_STATES), *_asked(form))
        .order_by(DataRequest.received_on, DataRequest.id)
        .limit(MOST_OPEN)
    )
    found = [
        OpenRequest(row, running(_clocks(row, today, calendar))) for row in read(session, stmt)
    ]
    return sorted(found, key=lambda o: (o.clock.due_on if o.clock else date.max, o.row.id))


def ended(
    session: Session, reach: Reach, form: RequestFilter, after: str | None
) -> Page[*tuple[Any, ...]]:
    """Give a page of the requests that have ended, the newest first."""
    stmt = _rows().where(seen_requests(reach), DataRequest.state.in_(ENDED_STATES), *_asked(form))
    return page(session, stmt, keys=NEWEST_FIRST, after=after)


def counts(
    session: Session, reach: Reach, form: RequestFilter, opened: list[OpenRequest]
) -> Mapping[RequestTab, int]:
    """Count the requests of each tab."""
    stmt = (
        select(func.count())
        .select_from(DataRequest)
        .where(seen_requests(reach), DataRequest.state.in_(ENDED_STATES), *_asked(form))
    )
    return {
        RequestTab.OPEN: len(opened),
        RequestTab.DUE: sum(each.is_due for each in opened),
        RequestTab.ENDED: session.scalar(stmt) or 0,
    }


def request_or_404(
    session: Session,
    reach: Reach,
    request_id: int,
    permission: Permission = Permission.DATA_READ,
) -> DataRequest:
    """Give a request with its steps; what one may not see does not exist."""
    if request_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(DataRequest)
        .options(
            joinedload(DataRequest.unit),
            joinedload(DataRequest.recorded_by),
            joinedload(DataRequest.petition),
            joinedload(DataRequest.visit),
            joinedload(DataRequest.case),
            selectinload(DataRequest.steps).joinedload(DataRequestStep.recorded_by),
        )
        .where(DataRequest.id == request_id, seen_requests(reach, permission))
    ).one_or_none()
    return found or abort(404)


def about_of(session: Session, reach: Reach, code: str) -> About:
    """Give what a code names, if it may be seen."""
    asked = code.strip().upper()
    if not asked:
        return About()
    petition = session.scalars(
        select(Petition).where(
            Petition.code == asked, visible_petitions(reach, Permission.PETITION_READ)
        )
    ).one_or_none()
    case = session.scalars(
        select(Case).where(Case.code == asked, visible(reach, Permission.CASE_READ))
    ).one_or_none()
    visit = session.scalars(
        select(Visit)
        .join(Reception, Reception.id == Visit.reception_id)
        .outerjoin(Petition, Petition.visit_id == Visit.id)
        .where(Visit.code == asked, visible_visits(reach))
    ).one_or_none()
    if petition is None and case is None and visit is None:
        raise Refusal("Không tìm thấy mã này trong những gì bạn được xem.", field="about")
    return About(petition, visit, case)


def about_seen(session: Session, reach: Reach, request: DataRequest) -> About:
    """Give of what a request is about as much as this person may see."""
    about = About(request.petition, request.visit, request.case)
    asked = about.petition or about.visit or about.case
    if asked is None:
        return about
    try:
        return about_of(session, reach, asked.code)
    except Refusal:
        return About()


def units(session: Session, reach: Reach) -> list[tuple[int, str]]:
    """Give the units of the agency."""
    stmt = select(OrgUnit.id, OrgUnit.name).where(OrgUnit.agency_id == reach.agency_id)
    return [(row.id, row.name) for row in read(session, stmt.order_by(OrgUnit.path))]


def _rows() -> Select[*tuple[Any, ...]]:
    answered = (
        select(func.max(DataRequestStep.legal_date))
        .where(
            DataRequestStep.request_id == DataRequest.id,
            DataRequestStep.deed == RequestDeed.ANSWERED,
        )
        .scalar_subquery()
        .label("answered_on")
    )
    last = (
        select(func.max(DataRequestStep.legal_date))
        .where(DataRequestStep.request_id == DataRequest.id)
        .scalar_subquery()
        .label("last_on")
    )
    return select(
        DataRequest.id, DataRequest.code, DataRequest.asked_right, DataRequest.received_on,
        DataRequest.full_name, DataRequest.state, OrgUnit.short_name.label("unit"), answered, last,
    ).join(OrgUnit, OrgUnit.id == DataRequest.unit_id)  # fmt: skip


def _clocks(row: Row[*tuple[Any, ...]], today: date, calendar: Calendar) -> tuple[DataClock, ...]:
    days = RequestDays(row.received_on, row.answered_on)
    return request_clocks(row.asked_right, days, today=today, calendar=calendar)


def _asked(form: RequestFilter) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if form.asked_right.data and not form.asked_right.errors:
        wanted.append(DataRequest.asked_right == form.asked_right.data)
    if form.state.data and not form.state.errors:
        wanted.append(DataRequest.state == form.state.data)
    if form.unit.data and not form.unit.errors:
        wanted.append(DataRequest.unit_id == form.unit.data)
    if form.received_from.data and not form.received_from.errors:
        wanted.append(DataRequest.received_on >= form.received_from.data)
    if form.received_to.data and not form.received_to.errors:
        wanted.append(DataRequest.received_on <= form.received_to.data)
    return wanted
