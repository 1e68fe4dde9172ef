"""Refusals that still need the head's written notice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.casework.refusals import ground_day
from tracker.law.calendar import Calendar
from tracker.reception.refusal_clock import RefusalClock, refusal_clock
from tracker.records.petitions import Petition
from tracker.records.reception import Reception, Visit
from tracker.records.visibility import Reach
from tracker.records.visit_sight import visible_visits
from tracker.records.visits import awaits_notice

MOST = 200  # More than any head leaves unsigned; the oldest come first.


@dataclass(frozen=True, slots=True)
class AwaitedNotice:
    """A refusal without its notice, and the clock that runs."""

    visit: Visit
    clock: RefusalClock


def awaited(
    session: Session, reach: Reach, *, today: date, calendar: Calendar
) -> tuple[AwaitedNotice, ...]:
    """Give the refusals without a notice, the earliest due first, those without a limit last."""
    visits = session.scalars(
        select(Visit)
        .join(Reception, Reception.id == Visit.reception_id)
        .outerjoin(Petition, Petition.visit_id == Visit.id)
        .where(visible_visits(reach), awaits_notice())
        .order_by(Visit.visited_on, Visit.id)
        .limit(MOST)
    )
    found = [_awaited(visit, today, calendar) for visit in visits]
    return tuple(sorted((f for f in found if f is not None), key=_due))


def awaited_count(session: Session, reach: Reach) -> int:
    """Count the refusals without a notice."""
    stmt = (
        select(func.count())
        .select_from(Visit)
        .join(Reception, Reception.id == Visit.reception_id)
        .outerjoin(Petition, Petition.visit_id == Visit.id)
        .where(visible_visits(reach), awaits_notice())
    )
    return session.scalar(stmt) or 0


def _awaited(visit: Visit, today: date, calendar: Calendar) -> AwaitedNotice | None:
    clock = refusal_clock(visit.ground, ground_day(visit), None, today=today, calendar=calendar)
    return AwaitedNotice(visit, clock) if clock else None


def _due(awaited_notice: AwaitedNotice) -> date:
    return awaited_notice.clock.due_on or date.max
