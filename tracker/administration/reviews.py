"""What the pages about reviews of the accounts show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.casework import account_reviews
from tracker.records.administration import AccountReview, AccountReviewLine, Verdict
from tracker.vietnamese import sort_key
from tracker.web.asked import MOST_NUMBER
from tracker.web.guard import Person

PAGE = 25


@dataclass(frozen=True, slots=True)
class Due:
    """When the next review is due; `is_late` also where none was ever signed."""

    on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class LinePage:
    """One page of lines with the tokens of its neighbours."""

    rows: Sequence[AccountReviewLine]
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines a review has, and what was said of them."""

    every: int
    unjudged: int
    said: tuple[tuple[Verdict, int], ...]


def due(session: Session, me: Person, day: date) -> Due:
    """Say when the accounts must be reviewed next."""
    on = account_reviews.due_on(session, me.agency_id)
    return Due(on, on is None or on < day)


def reviews(session: Session, me: Person) -> Sequence[tuple[AccountReview, int, int]]:
    """Give the reviews, the latest first, each with its lines and those not judged."""
    counted = (
        select(
            AccountReviewLine.review_id,
            func.count().label("every"),
            func.sum(case((AccountReviewLine.verdict.is_(None), 1), else_=0)).label("open"),
        )
        .where(AccountReviewLine.agency_id == me.agency_id)
        .group_by(AccountReviewLine.review_id)
        .subquery()
    )
    rows = session.execute(
        select(AccountReview, counted.c.every, counted.c.open)
        .options(joinedload(AccountReview.started_by), joinedload(AccountReview.signed_by))
        .outerjoin(counted, counted.c.review_id == AccountReview.id)
        .where(AccountReview.agency_id == me.agency_id)
        .order_by(AccountReview.id.desc())
    )
    return [(review, every or 0, open_ or 0) for review, every, open_ in rows]


def review_or_404(session: Session, review_id: int, me: Person) -> AccountReview:
    """Give a review of the own agency."""
    number = review_id if review_id <= MOST_NUMBER else 0
    found = session.scalars(
        select(AccountReview)
        .options(joinedload(AccountReview.started_by), joinedload(AccountReview.signed_by))
        .where(AccountReview.id == number, AccountReview.agency_id == me.agency_id)
    ).first()
    return found or abort(404)


def lines(session: Session, review: AccountReview) -> list[AccountReviewLine]:
    """Give the lines of a review as a Vietnamese list of names is ordered."""
    rows = session.scalars(
        select(AccountReviewLine)
        .options(joinedload(AccountReviewLine.user))
        .where(AccountReviewLine.review_id == review.id)
    )
    return sorted(rows, key=lambda line: (sort_key(line.full_name), line.id))


def cut(rows: Sequence[AccountReviewLine], after: str | None) -> LinePage:
    """Cut one page of lines out."""
    asked = int(after) if after and after.isascii() and after.isdecimal() else 0
    first = asked - asked % PAGE if asked < len(rows) else 0
    return LinePage(
        rows[first : first + PAGE],
        str(first + PAGE) if first + PAGE < len(rows) else None,
        str(first - PAGE) if first else None,
    )


def tally(rows: Sequence[AccountReviewLine]) -> Tally:
    """Count what was said of the lines."""
    said: list[Any] = [row.verdict for row in rows]
    return Tally(
        len(rows), said.count(None), tuple((verdict, said.count(verdict)) for verdict in Verdict)
    )
