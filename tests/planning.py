"""Sessions of the schedule with sane defaults; a test names only what matters to it."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import postings, schedule
from tracker.casework.asking import UnansweredError
from tracker.casework.periodic import RuleDraft
from tracker.casework.session_checks import SessionDraft
from tracker.law.periodic import Pattern, Recurrence
from tracker.law.session_grounds import PostingPlace
from tracker.records.organisation import User
from tracker.records.reception import Capacity, Reception, ReceptionMode
from tracker.records.schedule import PlannedSession

ROOM = "Phòng Tiếp công dân"
NOVEMBER = date(2026, 11, 2)  # A Monday, on which most tests stand.
DECEMBER_15 = date(2026, 12, 15)
EVERYWHERE = tuple(PostingPlace)


def director(session: Session) -> User:
    """Give the head of the usual agency."""
    return factories.person_with(session, Role.DIRECTOR)


def draft(session: Session, on: date = DECEMBER_15, **told: Any) -> SessionDraft:
    """Give the head's morning as it would be typed."""
    head = director(session)
    usual: dict[str, Any] = {
        "unit_id": head.agency_id, "presider_id": head.id, "planned_on": on,
        "begins_at": time(8), "ends_at": time(11), "place": ROOM,
    }  # fmt: skip
    return SessionDraft(**(usual | told))


def planned(
    session: Session, on: date = DECEMBER_15, *, today: date = NOVEMBER,
    agreed: Collection[str] = (), **told: Any,
) -> PlannedSession:  # fmt: skip
    """Plan a session of the head."""
    return schedule.plan(
        session, draft(session, on, **told), agency_id=director(session).agency_id,
        agreed=agreed, now=factories.moment(today),
    )  # fmt: skip


def posted(
    session: Session, row: PlannedSession, on: date = NOVEMBER, *,
    places: Collection[PostingPlace] = EVERYWHERE, agreed: Collection[str] = (),
    now: datetime | None = None,
) -> PlannedSession:  # fmt: skip
    """Post a session everywhere."""
    postings.post(
        session, [row], places=places, posted_on=on, agreed=agreed,
        by=director(session).id, now=now or factories.moment(on),
    )  # fmt: skip
    session.refresh(row)
    return row


def held(
    session: Session, on: date, *, capacity: Capacity = Capacity.HEAD,
    mode: ReceptionMode = ReceptionMode.PERIODIC,
) -> Reception:  # fmt: skip
    """Record a session that was held, at the desk of the usual office."""
    row = Reception(
        agency_id=director(session).agency_id, unit_id=factories.unit(session).id, held_on=on,
        mode=mode, receiver_id=director(session).id, capacity=capacity,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def rule(session: Session, recurrence: Recurrence | None = None, **told: Any) -> RuleDraft:
    """Give the rule of the 15th as it would be typed."""
    head = director(session)
    usual: dict[str, Any] = {
        "unit_id": head.agency_id, "presider_id": head.id,
        "recurrence": recurrence or Recurrence(Pattern.DAY_OF_MONTH, 15),
        "begins_at": time(8), "ends_at": time(11), "place": ROOM, "starts_on": date(2027, 1, 1),
    }  # fmt: skip
    return RuleDraft(**(usual | told))


def keys(error: UnansweredError) -> frozenset[str]:
    """Give a yes to everything that was asked."""
    return frozenset(question.key for question in error.questions)
