"""What the pages about the books read besides the lines: units, days, closings."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.access import Permission, Scope
from tracker.books import statements
from tracker.books.periods import Period
from tracker.law.registers import Book
from tracker.records.books import BookClosing
from tracker.records.organisation import OrgUnit
from tracker.records.petitions import Petition
from tracker.records.reception import Reception, Visit
from tracker.records.visibility import Reach, reaches_unit, units_within
from tracker.web.asked import MOST_NUMBER


@dataclass(frozen=True, slots=True)
class BookDay:
    """One day of a unit's book: what stands in it and how it was closed."""

    day: date
    entries: int
    first_code: str | None
    last_code: str | None
    closings: tuple[BookClosing, ...]

    @property
    def closing(self) -> BookClosing | None:
        """Give the closing in force."""
        return next((c for c in self.closings if c.reopened_at is None), None)


def units(session: Session, reach: Reach, permission: Permission) -> list[OrgUnit]:
    """Give the units that keep a book which this person may read, the agency's order kept."""
    own = {h.unit_id for scope, h in reach.scopes(permission) if scope is not Scope.AGENCY}
    keeps = or_(
        OrgUnit.id.in_(own),
        OrgUnit.id.in_(select(Reception.unit_id)),
        OrgUnit.id.in_(select(Petition.logged_unit_id)),
    )
    return list(
        session.scalars(
            select(OrgUnit).where(units_within(reach, permission), keeps).order_by(OrgUnit.path)
        )
    )


def first_shown(reach: Reach, offered: list[OrgUnit]) -> int:
    """Give the unit whose book is opened first: where one works, else the first that keeps one."""
    working = {h.unit_id for h in reach.holdings}
    chosen = [u for u in offered if u.id in working] or [u for u in offered if not u.is_agency]
    return next((u.id for u in chosen or offered), 0)


def days_of(session: Session, unit_id: int, period: Period, today: date) -> list[BookDay]:
    """Give the days of a period with entries or closings, and today, the newest first."""
    counts = _counts(session, unit_id, period)
    closings = _closings(session, unit_id, period)
    known = set(counts) | set(closings)
    if period.first <= today <= period.last:
        known.add(today)
    return [
        BookDay(day, *counts.get(day, (0, None, None)), closings=tuple(closings[day]))
        for day in sorted(known, reverse=True)
    ]


def _counts(
    session: Session, unit_id: int, period: Period
) -> Mapping[date, tuple[int, str | None, str | None]]:
    days = (
        select(
            Visit.visited_on.label("day"),
            func.count().label("entries"),
            func.min(Visit.id).label("first"),
            func.max(Visit.id).label("last"),
        )
        .join(Reception, Reception.id == Visit.reception_id)
        .where(Reception.unit_id == unit_id, Visit.visited_on.between(period.first, period.last))
        .group_by(Visit.visited_on)
        .subquery()
    )
    begins, ends = aliased(Visit), aliased(Visit)
    rows = session.execute(
        select(days.c.day, days.c.entries, begins.code, ends.code)
        .join(begins, begins.id == days.c.first)
        .join(ends, ends.id == days.c.last)
    )
    return {day: (entries, first, last) for day, entries, first, last in rows}


def _closings(
    session: Session, unit_id: int, period: Period
) -> defaultdict[date, list[BookClosing]]:
    found: defaultdict[date, list[BookClosing]] = defaultdict(list)
    for closing in session.scalars(
        select(BookClosing)
        .options(joinedload(BookClosing.closed_by), joinedload(BookClosing.reopened_by))
        .where(
            BookClosing.unit_id == unit_id,
            BookClosing.book_day.between(period.first, period.last),
        )
        .order_by(BookClosing.id)
    ):
        found[closing.book_day].append(closing)
    return found


def closing_or_404(session: Session, reach: Reach, closing_id: int) -> BookClosing:
    """Give a closing that may be reopened, or say that it does not exist."""
    if closing_id > MOST_NUMBER:
        abort(404)
    closing = session.get(BookClosing, closing_id)
    if closing is None or not reaches_unit(reach, Permission.BOOK_REOPEN, closing.unit):
        abort(404)
    return closing


def entry_or_404(session: Session, reach: Reach, visit_id: int) -> Visit:
    """Give an entry that may be put right, or say that it does not exist."""
    if visit_id > MOST_NUMBER:
        abort(404)
    visit = session.scalars(
        select(Visit)
        .options(joinedload(Visit.reception).joinedload(Reception.unit))
        .where(
            Visit.id == visit_id,
            Visit.agency_id == reach.agency_id,
            statements.not_about(Book.RECEPTION, reach),
        )
    ).one_or_none()
    if visit is None or not reaches_unit(reach, Permission.BOOK_CORRECT, visit.reception.unit):
        abort(404)
    return visit


def petitions_of(session: Session, visit: Visit) -> list[Petition]:
    """Give the petitions that came with a visit."""
    return list(session.scalars(select(Petition).where(Petition.visit_id == visit.id)))
