"""Close the book of receptions for a day, reopen it with a reason, ask whether a day is open."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework import numbering
from tracker.casework.reasons import says_little
from tracker.law.terms import Refusal
from tracker.records.base import read
from tracker.records.books import BookClosing
from tracker.records.organisation import OrgUnit
from tracker.records.reception import Reception, Visit
from tracker.records.visibility import Reach, reaches_unit

BOOK = "Điều 25 khoản 2 Luật Tiếp công dân"
IN_FORCE = BookClosing.reopened_at.is_(None)
# Put together once: asked at every visit.
CLOSED = select(
    exists().where(
        BookClosing.unit_id == bindparam("unit"),
        BookClosing.book_day == bindparam("day"),
        IN_FORCE,
    )
)


@dataclass(frozen=True, slots=True)
class DayCount:
    """What stands in one unit's book for one day."""

    entries: int
    first_code: str | None
    last_code: str | None


def check_open(session: Session, day: date, field: str, *, unit_id: int) -> None:
    """Refuse an entry dated on a day for which the unit's book is closed.

    Ask once the number of the entry is taken, which holds its series: then no day can be closed
    between this answer and the entry.
    """
    if is_closed(session, unit_id, day):
        raise Refusal(
            "Sổ tiếp công dân ngày %(day)s đã khóa: không ghi thêm lượt tiếp vào ngày này. "
            "Cần ghi bổ sung thì lãnh đạo mở lại sổ ngày đó trước.",
            article=BOOK,
            field=field,
            day=day,
        )


def is_closed(session: Session, unit_id: int, day: date) -> bool:
    """Say whether a unit's book is closed for a day."""
    return bool(read(session, CLOSED, {"unit": unit_id, "day": day}).scalar())


def closed_days(session: Session, unit_id: int) -> frozenset[date]:
    """Give every day for which a unit's book is closed."""
    days = select(BookClosing.book_day).where(BookClosing.unit_id == unit_id, IN_FORCE)
    return frozenset(session.scalars(days))


def day_count(session: Session, unit_id: int, day: date) -> DayCount:
    """Count the entries of a day, with the first and the last number."""
    count, first, last = session.execute(
        select(func.count(), func.min(Visit.id), func.max(Visit.id))
        .join(Reception, Reception.id == Visit.reception_id)
        .where(Reception.unit_id == unit_id, Visit.visited_on == day)
    ).one()
    codes = dict(
        session.execute(select(Visit.id, Visit.code).where(Visit.id.in_([first, last]))).all()
        if count
        else ()
    )
    return DayCount(count, codes.get(first), codes.get(last))


def open_days_before(unit_id: int, day: date) -> Select[date, int]:
    """Select the days with entries, after the last closed one and before `day`, still open."""
    last = (
        select(func.max(BookClosing.book_day))
        .where(BookClosing.unit_id == unit_id, BookClosing.book_day < day, IN_FORCE)
        .scalar_subquery()
    )
    return (
        select(Visit.visited_on, func.count())
        .join(Reception, Reception.id == Visit.reception_id)
        .where(Reception.unit_id == unit_id, Visit.visited_on > last, Visit.visited_on < day)
        .group_by(Visit.visited_on)
        .order_by(Visit.visited_on)
    )


def close_day(
    session: Session, unit: OrgUnit, day: date, *, expected: int, by: Reach, now: datetime
) -> BookClosing:
    """Close a unit's book for a day, as it was just shown to whoever closes it."""
    if not reaches_unit(by, Permission.BOOK_CLOSE, unit):
        raise Refusal("Bạn không được khóa sổ của đơn vị này.")
    if day > now.date():
        raise Refusal("Chưa thể khóa sổ của ngày chưa đến.", field="book_day")
    numbering.hold(session, by.agency_id, numbering.VISIT_SERIES, day.year)
    if is_closed(session, unit.id, day):
        raise Refusal("Sổ ngày %(day)s đã khóa rồi.", field="book_day", day=day)
    _check_order(session, unit.id, day)
    found = day_count(session, unit.id, day)
    if found.entries != expected:
        raise Refusal(
            "Sổ ngày này vừa thay đổi: nay có %(now)s lượt tiếp. Hãy đối chiếu lại rồi khóa.",
            field="is_checked",
            now=found.entries,
        )
    closing = BookClosing(
        agency_id=by.agency_id,
        unit_id=unit.id,
        book_day=day,
        entries=found.entries,
        first_code=found.first_code,
        last_code=found.last_code,
        closed_by_id=by.user_id,
        closed_at=now,
    )
    session.add(closing)
    session.flush()
    return closing


def reopen_day(
    session: Session, closing: BookClosing, *, reason: str, by: Reach, now: datetime
) -> None:
    """Reopen a closed day; the closing stays in the list with the reason."""
    if not reaches_unit(by, Permission.BOOK_REOPEN, closing.unit):
        raise Refusal("Chỉ lãnh đạo cơ quan được mở lại sổ đã khóa.")
    if says_little(reason):
        raise Refusal("Hãy ghi rõ lý do mở lại sổ.", field="reason")
    session.refresh(closing, attribute_names=["reopened_at"], with_for_update=True)
    if closing.reopened_at is not None:
        raise Refusal("Sổ ngày này đã được mở lại rồi.")
    closing.reopened_by_id = by.user_id
    closing.reopened_at = now
    closing.reopening_reason = reason.strip()
    session.flush()


def _check_order(session: Session, unit_id: int, day: date) -> None:
    """A book is closed in the order of its days; the first closing may begin anywhere."""
    earlier = session.execute(open_days_before(unit_id, day).limit(1)).first()
    if earlier is not None:
        raise Refusal(
            "Ngày %(day)s còn %(count)s lượt tiếp chưa khóa sổ: hãy khóa ngày đó trước.",
            field="book_day",
            day=earlier[0],
            count=earlier[1],
        )
