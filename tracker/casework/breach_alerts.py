"""Mail before the hours of a breach run out: a notice still owed is told once at each level.

Day and night, unlike reminders of days: the hours of the law run on too. A letter carries codes
and times, nothing of what happened.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.access import Role
from tracker.casework.data_breaches import clocks_of
from tracker.law.data_breach import BreachDeed, HourClock
from tracker.law.levels import Alarm
from tracker.records.organisation import Membership, User, held_on
from tracker.records.privacy import DataBreach

TOLD_AT = frozenset({Alarm.AT_RISK, Alarm.URGENT, Alarm.OVERDUE})


@dataclass(frozen=True, slots=True)
class BreachAlert:
    """What the mail to one person says."""

    breach_id: int
    code: str
    deed: BreachDeed
    due_at: datetime
    alarm: Alarm
    name: str
    address: str
    language: str
    key: str


def alerts_due(session: Session, now: datetime) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give each notice that has reached a level, with the key under which it is told once."""
    rows = session.scalars(
        select(DataBreach)
        .options(selectinload(DataBreach.steps))
        .where(DataBreach.is_open)
        .order_by(DataBreach.id)
    )
    for breach in rows:
        for clock in _owed(breach, now):
            level = clock.alarm.value if clock.alarm else ""
            told = {"breach": breach.id, "deed": clock.deed.value, "level": level}
            yield f"{breach.id} {clock.deed.value} {level}", told


def alerts(session: Session, payload: Mapping[str, Any], now: datetime) -> list[BreachAlert]:
    """Give the letters about one notice; none where it was sent or fell away meanwhile."""
    breach = session.get(DataBreach, payload["breach"])
    if breach is None or not breach.is_open:
        return []
    deed, level = BreachDeed(payload["deed"]), payload["level"]
    clock = next((c for c in _owed(breach, now) if c.deed is deed), None)
    if clock is None or clock.alarm is None:
        return []
    return [
        BreachAlert(
            breach.id, breach.code, deed, clock.due_at, clock.alarm, user.full_name, user.email,
            user.language, f"{breach.id}.{deed.value}.{level}.{user.id}",
        )
        for user in _told(session, breach, now)
    ]  # fmt: skip


def _owed(breach: DataBreach, now: datetime) -> list[HourClock]:
    clocks = clocks_of(breach, now=now)
    return [clock for clock in clocks if clock.met_at is None and clock.alarm in TOLD_AT]


def _told(session: Session, breach: DataBreach, now: datetime) -> list[User]:
    """Give the heads of the agency and whoever entered the breach, as far as they have mail."""
    heads = select(Membership.user_id).where(Membership.role == Role.DIRECTOR, held_on(now.date()))
    return list(
        session.scalars(
            select(User)
            .where(
                User.agency_id == breach.agency_id,
                User.is_active,
                User.email != "",
                User.id.in_(heads) | (User.id == breach.recorded_by_id),
            )
            .order_by(User.id)
        )
    )
