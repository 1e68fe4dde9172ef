"""Add and take away days of the calendar: first what would move, then the change itself."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from tracker.casework.obligations import (
    ALARMING,
    CHUNK,
    Rebuilt,
    counting_over,
    derive,
    events_of,
    rebuild,
)
from tracker.law.calendar import Calendar, DayKind, DayMark, DayStatus
from tracker.law.obligations import Standing
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Refusal
from tracker.records.audit import note
from tracker.records.calendar import CalendarDay, calendar_in_use
from tracker.records.cases import StoredObligation

OPEN = (Standing.RUNNING, Standing.PAUSED)
APPLIED, UNDONE = "calendar_apply", "calendar_undo"


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day to be marked, with its decision."""

    on: date
    kind: DayKind
    name: str
    basis: str


@dataclass(frozen=True, slots=True)
class Shift:
    """So many open obligations of one rule that move from one day to another."""

    rule: str
    old: date
    new: date
    count: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the calendar would move: here by rule and day, elsewhere as a number."""

    shifts: tuple[Shift, ...]
    elsewhere: int

    @property
    def moved(self) -> int:
        """Count the open obligations of the own agency that would move."""
        return sum(shift.count for shift in self.shifts)


def check_days(session: Session, days: Sequence[NewDay]) -> None:
    """Refuse days that the calendar has already or that would change nothing."""
    calendar = calendar_in_use(session)
    added = set(session.scalars(select(CalendarDay.on)))
    for day in days:
        field = "worked_on" if day.kind is DayKind.WORKED_SATURDAY and len(days) > 1 else "on"
        if day.on in added:
            raise Refusal(
                "Ngày %(day)s đã được ghi vào lịch; bỏ lần ghi cũ trước rồi ghi lại.",
                field=field,
                day=day.on,
            )
        _check_day(calendar, day, field)


def effect_of_adding(session: Session, days: Sequence[NewDay], *, agency_id: int) -> Effect:
    """Say which open obligations would move if these days were marked."""
    marks = [*_added_marks(session), *(_mark(day) for day in days)]
    return _effect(session, [day.on for day in days], Calendar.official(marks), agency_id)


def effect_of_removing(session: Session, rows: Sequence[CalendarDay], *, agency_id: int) -> Effect:
    """Say which open obligations would move if these added days were taken away."""
    gone = [row.on for row in rows]
    kept = [mark for mark in _added_marks(session) if mark.on not in gone]
    return _effect(session, gone, Calendar.official(kept), agency_id)


def add_days(
    session: Session, days: Sequence[NewDay], effect: Effect, *, by: int, now: datetime
) -> Rebuilt:
    """Mark the days of one decision as one act and derive anew what counts over them."""
    check_days(session, days)
    rows = [
        CalendarDay(
            on=day.on,
            kind=day.kind,
            name=day.name,
            basis=day.basis,
            recorded_at=now,
            recorded_by_id=by,
        )
        for day in days
    ]
    session.add_all(rows)
    session.flush()
    rebuilt = rebuild(session, check=False, around=[row.on for row in rows])
    _enter(session, APPLIED, rows, effect)
    return rebuilt


def remove_days(session: Session, rows: Sequence[CalendarDay], effect: Effect) -> Rebuilt:
    """Take added days away as one act and derive anew what counted over them."""
    for row in rows:
        session.delete(row)
    session.flush()
    rebuilt = rebuild(session, check=False, around=[row.on for row in rows])
    _enter(session, UNDONE, rows, effect)
    return rebuilt


def recorded_together(session: Session, row: CalendarDay) -> Sequence[CalendarDay]:
    """Give the days that were marked in one go with a day: a swap is undone as a whole."""
    return session.scalars(
        select(CalendarDay)
        .where(
            CalendarDay.recorded_at == row.recorded_at,
            CalendarDay.recorded_by_id == row.recorded_by_id,
            CalendarDay.basis == row.basis,
        )
        .order_by(CalendarDay.on)
    ).all()


def _enter(session: Session, action: str, rows: Sequence[CalendarDay], effect: Effect) -> None:
    """Enter the whole act in the trail: its decision, its days and what they moved."""
    details: dict[str, object] = {
        "basis": rows[0].basis,
        "days": [f"{row.on:%d/%m/%Y} {row.kind.vi}" for row in rows],
        "name": rows[0].name,
        "moved": effect.moved,
    }
    if effect.elsewhere:
        details["moved_elsewhere"] = effect.elsewhere
    note(
        session,
        action=action,
        subject=CalendarDay.__tablename__,
        subject_id=rows[0].id,
        details=details,
    )


def _check_day(calendar: Calendar, day: NewDay, field: str) -> None:
    works = calendar.is_working(day.on)
    mark = calendar.mark(day.on)
    if day.kind is DayKind.WORKED_SATURDAY and works:
        raise Refusal(
            "Ngày %(day)s vốn là ngày làm việc.",
            field=field,
            day=day.on,
        )
    # An announced day replaces one that was only expected.
    if day.kind is DayKind.WORKED_SATURDAY or (mark and mark.status is DayStatus.PROVISIONAL):
        return
    if mark is not None and not works:
        raise Refusal(
            "Ngày %(day)s đã là ngày nghỉ: %(name)s.", field=field, day=day.on, name=mark.name_vi
        )
    if not works and day.kind is not DayKind.HOLIDAY:
        raise Refusal(
            "Ngày %(day)s vốn là ngày nghỉ hằng tuần.",
            field=field,
            day=day.on,
        )


def _mark(day: NewDay | CalendarDay) -> DayMark:
    return DayMark(day.on, day.kind, day.name, day.name, day.basis)


def _added_marks(session: Session) -> list[DayMark]:
    return [_mark(row) for row in session.scalars(select(CalendarDay))]


def _effect(session: Session, days: Sequence[date], calendar: Calendar, agency_id: int) -> Effect:
    rulebook = Rulebook.load()
    here: Counter[tuple[str, date, date]] = Counter()
    elsewhere = 0
    for case_ids in _chunks(_cases_around(session, days)):
        due = _due_anew(session, case_ids, rulebook, calendar)
        for row in _open_obligations(session, case_ids):
            new = due.get((row.case_id, row.rule, row.started_by), row.due_on)
            if new == row.due_on:
                continue
            if row.agency_id == agency_id:
                here[row.rule, row.due_on, new] += 1
            else:
                elsewhere += 1
    shifts = (Shift(*key, count=count) for key, count in here.items())
    return Effect(tuple(sorted(shifts, key=lambda s: (s.old, s.rule, s.new))), elsewhere)


def _is_open() -> ColumnElement[bool]:
    return and_(StoredObligation.standing.in_(OPEN), StoredObligation.nature.in_(ALARMING))


def _cases_around(session: Session, days: Sequence[date]) -> Sequence[int]:
    """Give the cases with an open obligation that counts over one of the days."""
    return session.scalars(
        select(StoredObligation.case_id).where(_is_open(), counting_over(days)).distinct()
    ).all()


def _chunks(case_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (case_ids[n : n + CHUNK] for n in range(0, len(case_ids), CHUNK))


def _open_obligations(session: Session, case_ids: Sequence[int]):  # type: ignore[no-untyped-def]  # the precise row type helps nobody
    return session.execute(
        select(
            StoredObligation.agency_id,
            StoredObligation.case_id,
            StoredObligation.rule,
            StoredObligation.started_by,
            StoredObligation.due_on,
        ).where(_is_open(), StoredObligation.case_id.in_(case_ids))
    )


def _due_anew(
    session: Session, case_ids: Sequence[int], rulebook: Rulebook, calendar: Calendar
) -> dict[tuple[int, str, int], date]:
    return {
        (case_id, row["rule"], row["started_by"]): row["due_on"]
        for case_id, events in events_of(session, case_ids).items()
        for row in derive(events, rulebook, calendar).rows
    }
