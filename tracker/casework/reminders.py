"""The sweep: note each change of level once, whatever restarts or runs twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Session

from tracker.casework.clean_up import forget_old_forms
from tracker.casework.ladder import is_unseen
from tracker.law.ladder import Rung
from tracker.law.levels import Alarm
from tracker.law.reminding import may_remind
from tracker.records.audit import note
from tracker.records.base import add_selected, change_rows
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import AlarmRecord, Case, StoredObligation, same_duty
from tracker.records.reminders import Reminder

TOLD = (Alarm.OVERDUE, Alarm.URGENT, Alarm.AT_RISK)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a sweep saw and what it noted anew, by level; nobody is told while it is `quiet`."""

    standing: Mapping[Alarm, int]
    noted: Mapping[Alarm, int]
    quiet: bool = False


def at_level(alarm: Alarm, today: date, table: Any) -> ColumnElement[bool]:
    """Give the condition under which a running row is at a level on a day."""
    if alarm is Alarm.OVERDUE:
        return and_(table.due_on < today)
    if alarm is Alarm.URGENT:
        return and_(table.due_on >= today, table.urgent_from <= today)
    if alarm is Alarm.AT_RISK:
        return and_(table.due_on >= today, table.urgent_from > today, table.at_risk_from <= today)
    return and_(table.due_on >= today, table.urgent_from > today, table.at_risk_from > today)


def sweep(session: Session, *, at: datetime) -> Sweep:
    """Note every running duty whose level is new; a second run notes nothing more.

    At night and on days off nothing is noted: the first sweep of the next working day does it.
    """
    today = at.date()
    forget_old_forms(session, today)
    standing: dict[Alarm, int] = {
        alarm: _count(session, alarm, today) for alarm in Alarm if alarm is not Alarm.PAUSED
    }
    if not may_remind(at, calendar_in_use(session)):
        return Sweep(standing, {}, quiet=True)
    return Sweep(standing, {alarm: _note(session, alarm, today) for alarm in TOLD})


def _count(session: Session, alarm: Alarm, today: date) -> int:
    condition = and_(StoredObligation.is_running, at_level(alarm, today, StoredObligation))
    return session.scalar(select(func.count()).select_from(StoredObligation).where(condition)) or 0


def _note(session: Session, alarm: Alarm, today: date) -> int:
    told = exists().where(
        same_duty(AlarmRecord, StoredObligation), AlarmRecord.alarm == alarm.value
    )
    new = select(
        StoredObligation.agency_id,
        StoredObligation.case_id,
        StoredObligation.rule,
        StoredObligation.started_by,
        literal(alarm.value),
        StoredObligation.due_on,
        literal(today),
        StoredObligation.handler_id,
    ).where(StoredObligation.is_running, at_level(alarm, today, StoredObligation), ~told)
    columns = [
        "agency_id", "case_id", "rule", "started_by", "alarm", "due_on", "noted_on", "handler_id",
    ]  # fmt: skip
    return add_selected(session, AlarmRecord, columns, new)


def acknowledge(session: Session, case: Case, *, by: int, now: datetime) -> int:
    """Note that the reminders of a case were seen, one's own with them, and give their number."""
    records = session.scalars(unseen(case.id)).all()
    for record in records:
        record.acknowledged_at = now
    session.flush()
    own = _see(session, Reminder.case_id == case.id, by=by, now=now)
    _enter(session, case.id, own or len(records))
    return len(records)


def acknowledge_one(session: Session, reminder: Reminder, *, now: datetime) -> None:
    """Note that a person has seen one reminder; the handler's word stands for the duty."""
    if reminder.rung is Rung.HANDLER:
        of_the_duty = unseen(reminder.case_id).where(
            AlarmRecord.rule == reminder.rule,
            AlarmRecord.started_by == reminder.started_by,
            AlarmRecord.due_on == reminder.due_on,
        )
        for record in session.scalars(of_the_duty):
            record.acknowledged_at = now
    reminder.acknowledged_at = now
    session.flush()
    _enter(session, reminder.case_id, 1)


def acknowledge_all(session: Session, *, by: int, now: datetime) -> int:
    """Note that a person has seen all reminders that stand open, and give their number."""
    seen = _see(session, is_unseen(), by=by, now=now)
    if seen:
        note(session, action="acknowledge", subject=Reminder.__tablename__, subject_id=by,
             details={"told": seen})  # fmt: skip
    return seen


def _see(session: Session, which: ColumnElement[bool], *, by: int, now: datetime) -> int:
    mine = update(Reminder).where(which, is_unseen(), Reminder.recipient_id == by)
    return change_rows(session, mine.values(acknowledged_at=now))


def _enter(session: Session, case_id: int, number: int) -> None:
    if number:
        note(session, action="acknowledge", subject=Reminder.__tablename__, subject_id=case_id,
             details={"case_id": case_id, "told": number})  # fmt: skip


def unseen(case_id: int | BindParameter[int]) -> Select[AlarmRecord]:
    """Select the reminders of a case that nobody has acknowledged."""
    return select(AlarmRecord).where(
        AlarmRecord.case_id == case_id, AlarmRecord.acknowledged_at.is_(None)
    )
