"""Who was told of the limits of a case, when, and what became of the mail."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.casework.reminders import unseen
from tracker.records.base import read
from tracker.records.organisation import User
from tracker.records.reminders import Mail, Reminder
from tracker.web.reminder_words import mail_words, step_words
from tracker.web.rule_words import duty_title

LATEST = 30
CASE_ID = bindparam("case_id", type_=Integer)
_recipient, _meant_for = aliased(User), aliased(User)
_open = unseen(CASE_ID).with_only_columns(func.count().label("number")).subquery()
# One statement for both, since the page of a case may send no further one.
REMINDED = (
    select(
        _open.c.number, Reminder.id, Reminder.rule, Reminder.rung, Reminder.days, Reminder.due_on,
        Reminder.told_at, Reminder.acknowledged_at, Reminder.recipient_id, Reminder.meant_for_id,
        _recipient.full_name.label("recipient"), _recipient.email,
        _meant_for.full_name.label("meant_for"), Mail.state, Mail.fault, Mail.code, Mail.sent_at,
        Mail.next_try_at, Mail.attempts,
    )
    .select_from(_open)
    .outerjoin(Reminder, Reminder.case_id == CASE_ID)
    .outerjoin(_recipient, _recipient.id == Reminder.recipient_id)
    .outerjoin(_meant_for, _meant_for.id == Reminder.meant_for_id)
    .outerjoin(Mail, Mail.id == Reminder.mail_id)
    .order_by(Reminder.id.desc())
    .limit(LATEST)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One reminder of a case as its page prints it."""

    row: Any
    duty: str
    step: str
    mail: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """The reminders of a case, the latest first, and how many levels nobody has acknowledged."""

    unseen: int
    told: list[ToldLine]


def reminded(session: Session, case_id: int) -> Reminded:
    """Give who was told of a case."""
    rows = read(session, REMINDED, {"case_id": case_id}).all()
    told = [
        ToldLine(row, duty_title(row.rule), step_words(row.days), mail_words(row, row.email))
        for row in rows
        if row.id is not None
    ]
    return Reminded(rows[0].number, told)
