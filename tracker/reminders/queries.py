"""Reads about reminders: those of the person who asks, and the ladder of an agency."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.ladder import is_unseen, of_duty
from tracker.law.levels import Alarm, alarm
from tracker.records.cases import Case, StoredObligation
from tracker.records.organisation import User
from tracker.records.paging import Listing, Page
from tracker.records.reminders import Reminder
from tracker.records.visibility import Reach, visible
from tracker.web.asked import MOST_NUMBER
from tracker.web.reminder_words import step_words
from tracker.web.rule_words import duty_title

KEPT = 256
COLUMNS = (
    Reminder.id, Reminder.rule, Reminder.started_by, Reminder.due_on, Reminder.days,
    Reminder.rung, Reminder.told_at, Reminder.acknowledged_at, Reminder.recipient_id,
    Reminder.meant_for_id, User.full_name.label("meant_for"), Case.id.label("case_id"), Case.code,
    Case.kind, StoredObligation.at_risk_from, StoredObligation.urgent_from,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One reminder as the list prints it."""

    row: Any
    duty: str
    step: str
    alarm: Alarm | None
    instead_of: str


def unseen(session: Session, reach: Reach, after: str | None) -> Page[*tuple[Any, ...]]:
    """Give one page of the reminders that stand open, what runs out first on top."""
    return _unseen(reach).page(session, after)


def seen(session: Session, reach: Reach, after: str | None) -> Page[*tuple[Any, ...]]:
    """Give one page of the reminders that the person has acknowledged, the latest first."""
    return _seen(reach).page(session, after)


def shown(row: Any, today: date) -> Shown:
    """Write one reminder in the reader's language."""
    runs = row.at_risk_from is not None
    return Shown(
        row,
        duty_title(row.rule),
        step_words(row.days),
        alarm(row.due_on, row.at_risk_from, row.urgent_from, today) if runs else None,
        row.meant_for if row.meant_for_id != row.recipient_id else "",
    )


def own_or_404(session: Session, reminder_id: int, reach: Reach) -> Reminder:
    """Give a reminder of the person who asks, of a case that this person may see."""
    if reminder_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(Reminder)
        .join(Case, Case.id == Reminder.case_id)
        .where(
            Reminder.id == reminder_id,
            Reminder.recipient_id == reach.user_id,
            visible(reach, Permission.CASE_READ),
        )
    ).first()
    return found or abort(404)


@lru_cache(maxsize=KEPT)
def _unseen(reach: Reach) -> Listing[*tuple[Any, ...]]:
    stmt = (
        select(*COLUMNS)
        .join(Case, Case.id == Reminder.case_id)
        .join(StoredObligation, of_duty())
        .join(User, User.id == Reminder.meant_for_id)
        .where(_own(reach), is_unseen())
    )
    return Listing(stmt, keys=((Reminder.due_on, False), (Reminder.id, False)))


@lru_cache(maxsize=KEPT)
def _seen(reach: Reach) -> Listing[*tuple[Any, ...]]:
    stmt = (
        select(*COLUMNS)
        .join(Case, Case.id == Reminder.case_id)
        .outerjoin(StoredObligation, of_duty())
        .join(User, User.id == Reminder.meant_for_id)
        .where(_own(reach), Reminder.acknowledged_at.is_not(None))
    )
    return Listing(stmt, keys=((Reminder.id, True),))


def _own(reach: Reach) -> Any:
    return (Reminder.recipient_id == reach.user_id) & visible(reach, Permission.CASE_READ)
