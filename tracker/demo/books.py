"""Keep the invented department's book: days closed, one reopened, a few entries put right."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework.books import close_day, day_count, reopen_day
from tracker.casework.corrections import correct_entry
from tracker.clock import VIETNAM
from tracker.demo.organisation import Department
from tracker.records.books import BookClosing, EntryField
from tracker.records.organisation import OrgUnit
from tracker.records.reception import Reception, Visit
from tracker.records.visibility import Holding, Reach

KEPT_FOR = timedelta(60)
CHANGE = date(2026, 7, 1)  # On both sides of it the demo shows a correction.
CLOSES = time(17, 0)
MORNING = time(8, 5)
CORRECTIONS = (
    (
        EntryField.VISITOR_ADDRESS,
        "Thôn 5, xã Gò Sỏi, tỉnh Quảng Ngãi",
        "Ghi nhầm thôn, đã đối chiếu căn cước",
    ),
    (EntryField.HEAD_COUNT, "2", "Có thêm một người cùng đến, ghi sót"),
)


def keep_books(session: Session, department: Department, today: date) -> None:
    """Let the receptionist and the head do with the book what they would have done."""
    unit = session.get_one(OrgUnit, department.desk_unit_id)
    receptionist = _reach(session, department, Role.RECEPTIONIST)
    days = list(_days(session, unit, today))
    if not days:
        return
    _close(session, unit, days[:-1], receptionist)
    if len(days) > 3:
        _reopen(session, unit, days[-3], receptionist, _reach(session, department, Role.DIRECTOR))
    for visit in (_last_before(session, unit, CHANGE), _last_before(session, unit, days[-1])):
        if visit is not None:
            _put_right(session, visit, receptionist)


def _reach(session: Session, department: Department, role: Role) -> Reach:
    worker = department.of(role)[0]
    path = session.get_one(OrgUnit, worker.unit_id).path
    return Reach(worker.id, department.agency_id, (Holding(role, worker.unit_id, path),))


def _days(session: Session, unit: OrgUnit, today: date) -> Iterator[date]:
    yield from session.scalars(
        select(Visit.visited_on)
        .join(Reception, Reception.id == Visit.reception_id)
        .where(Reception.unit_id == unit.id, Visit.visited_on > today - KEPT_FOR)
        .distinct()
        .order_by(Visit.visited_on)
    )


def _close(session: Session, unit: OrgUnit, days: list[date], by: Reach) -> None:
    for day in days:
        expected = day_count(session, unit.id, day).entries
        close_day(session, unit, day, expected=expected, by=by, now=_at(day, CLOSES))


def _reopen(session: Session, unit: OrgUnit, day: date, by: Reach, head: Reach) -> None:
    """A day was reopened the next morning and closed again."""
    closing = session.scalars(
        select(BookClosing).where(BookClosing.unit_id == unit.id, BookClosing.book_day == day)
    ).one()
    morning = _at(day + timedelta(1), MORNING)
    reason = "Đối chiếu lại với phiếu giấy theo đề nghị của Chánh Văn phòng"
    reopen_day(session, closing, reason=reason, by=head, now=morning)
    expected = day_count(session, unit.id, day).entries
    close_day(session, unit, day, expected=expected, by=by, now=morning + timedelta(minutes=20))


def _last_before(session: Session, unit: OrgUnit, day: date) -> Visit | None:
    return session.scalars(
        select(Visit)
        .join(Reception, Reception.id == Visit.reception_id)
        .where(
            Reception.unit_id == unit.id,
            Visit.visited_on < day,
            Visit.visitor_name.is_not(None),
            Visit.head_count == 1,
        )
        .order_by(Visit.visited_on.desc(), Visit.id.desc())
        .limit(1)
    ).first()


def _put_right(session: Session, visit: Visit, by: Reach) -> None:
    at = _at(visit.visited_on + timedelta(1), MORNING)
    for seen, (field, value, reason) in enumerate(CORRECTIONS):
        correct_entry(session, visit, field, value, reason=reason, seen=seen, by=by, now=at)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM)
