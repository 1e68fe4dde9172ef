"""The list behind a number of the look ahead: exactly the duties that were counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from tracker.ahead.filters import Asked, Part
from tracker.ahead.queries import HOLDS, LIKELY, led_and_seen, paused
from tracker.casework.holders import lies_with
from tracker.casework.numbering import is_pseudonym
from tracker.casework.punctuality import MET_LATE, met_between
from tracker.law.obligations import Standing, days_late
from tracker.records.cases import Case, StoredObligation
from tracker.records.forecasts import Forecast
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Key, Listing, Page
from tracker.records.visibility import Reach
from tracker.web.rule_words import duty_title

SIZE = 25
KEPT = 256  # Statements that are ready to be asked again; putting one together costs as much.
BY_DUE: tuple[Key, ...] = ((StoredObligation.due_on, False), (StoredObligation.id, False))
BY_MET: tuple[Key, ...] = ((StoredObligation.met_on, True), (StoredObligation.id, True))
AHEAD = frozenset({Part.DUE, Part.FORETOLD, Part.LIKELY, Part.UNFORETOLD})


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty as the list shows it."""

    case_id: int
    code: str
    title: str
    sender: str
    is_sealed: bool
    rule: str
    started_by: int
    name: str
    due_on: date
    met_on: date | None
    days_late: int
    is_estimated: bool
    is_paused: bool
    unit: str
    handler: str
    probability: float | None
    is_likely: bool


def duties(
    session: Session, reach: Reach, asked: Asked, *, after: str | None, today: date
) -> Page[*tuple[Any, ...]]:
    """Give one page of the duties that are asked for."""
    return _listing(reach, asked, today).page(session, after)


def count(session: Session, reach: Reach, asked: Asked, *, today: date) -> int:
    """Count the duties that are asked for."""
    return session.execute(_rows(reach, asked, today).with_only_columns(func.count())).scalar_one()


def duty(row: Any, today: date) -> Duty:
    """Write one row of the list in the reader's language."""
    return Duty(
        case_id=row.case_id,
        code=row.code,
        title=row.title,
        sender=row.sender_label,
        is_sealed=is_pseudonym(row.sender_label),
        rule=row.rule,
        started_by=row.started_by,
        name=duty_title(row.rule),
        due_on=row.due_on,
        met_on=row.met_on,
        days_late=days_late(row.standing, row.due_on, row.met_on, today),
        is_estimated=row.is_estimated,
        is_paused=row.standing is Standing.PAUSED,
        unit=row.unit_name or "",
        handler=row.handler_name or "",
        probability=row.probability,
        is_likely=bool(row.is_likely),
    )


@lru_cache(maxsize=KEPT)
def _listing(reach: Reach, asked: Asked, today: date) -> Listing[*tuple[Any, ...]]:
    keys = BY_MET if asked.part is Part.LATE else BY_DUE
    return Listing(_rows(reach, asked, today), keys=keys, size=SIZE)


def _rows(reach: Reach, asked: Asked, today: date) -> Select[*tuple[Any, ...]]:
    row = StoredObligation
    return (
        select(
            row.rule, row.started_by, row.due_on, row.met_on, row.standing, row.is_estimated,
            Case.id.label("case_id"), Case.code, Case.title, Case.sender_label,
            OrgUnit.short_name.label("unit_name"), User.full_name.label("handler_name"),
            Forecast.probability, LIKELY.label("is_likely"),
        )
        .select_from(row)
        .join(Case, Case.id == row.case_id)
        .outerjoin(OrgUnit, OrgUnit.id == row.unit_id)
        .outerjoin(User, User.id == row.handler_id)
        .outerjoin(Forecast, HOLDS)
        .where(led_and_seen(reach), _in_part(asked, reach, today), *_chosen(asked))
    )  # fmt: skip


def _in_part(asked: Asked, reach: Reach, today: date) -> ColumnElement[bool]:
    row = StoredObligation
    if asked.part is Part.LATE:
        return and_(met_between(asked.since or date.min, asked.until or today), MET_LATE)
    if asked.part is Part.PAUSED:
        return paused(reach)
    if asked.part is Part.OPEN:
        return and_(row.is_running)
    if asked.part is Part.ESTIMATED:
        return and_(row.is_running, row.is_estimated)
    known = and_(row.is_running, row.is_estimated.is_(False))
    if asked.part is Part.OVERDUE:
        return and_(known, row.due_on < today)
    return and_(known, row.due_on >= today, *_foretold(asked.part))


def _foretold(part: Part) -> Iterator[ColumnElement[bool]]:
    if part is Part.LIKELY:
        yield LIKELY
    elif part is Part.FORETOLD:
        yield Forecast.id.is_not(None)
    elif part is Part.UNFORETOLD:
        yield Forecast.id.is_(None)


def _chosen(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.unit is not None:
        yield lies_with(StoredObligation.unit_id, asked.unit)
    if asked.handler is not None:
        yield lies_with(StoredObligation.handler_id, asked.handler)
    if asked.kind is not None:
        yield Case.kind == asked.kind
    if asked.part is not Part.LATE:
        if asked.since is not None:
            yield StoredObligation.due_on >= asked.since
        if asked.until is not None:
            yield StoredObligation.due_on <= asked.until
