"""Set and end the regular hours of reception."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.session_checks import NO_END, check_hours, check_last_day, check_span, lock
from tracker.law.periodic import Weekday
from tracker.law.terms import Refusal
from tracker.records.schedule import RegularHours
from tracker.vietnamese import fold


@dataclass(frozen=True, slots=True)
class HoursDraft:
    """Hours of reception on some weekdays, as they are typed."""

    unit_id: int
    weekdays: tuple[Weekday, ...]
    begins_at: time
    ends_at: time
    place: str
    starts_on: date
    ends_on: date | None = None


def add_hours(session: Session, draft: HoursDraft, *, agency_id: int) -> list[RegularHours]:
    """Set regular hours on some weekdays."""
    lock(session, agency_id)
    check_hours(draft.begins_at, draft.ends_at)
    check_span(draft.starts_on, draft.ends_on)
    if not draft.weekdays:
        raise Refusal("Hãy chọn ít nhất một thứ trong tuần.", field="weekdays")
    _check_hours_free(session, draft, agency_id)
    rows = [
        RegularHours(
            agency_id=agency_id,
            unit_id=draft.unit_id,
            weekday=weekday,
            begins_at=draft.begins_at,
            ends_at=draft.ends_at,
            place=draft.place,
            starts_on=draft.starts_on,
            ends_on=draft.ends_on,
        )
        for weekday in draft.weekdays
    ]
    session.add_all(rows)
    session.flush()
    return rows


def end_hours(session: Session, hours: RegularHours, *, last_day: date) -> None:
    """End regular hours after their last day, on all weekdays that share them."""
    check_last_day(hours.starts_on, last_day)
    for row in alike(session, hours):
        row.ends_on = last_day
    session.flush()


def alike(session: Session, hours: RegularHours) -> Sequence[RegularHours]:
    """Give the hours of all weekdays that differ in nothing but the weekday."""
    same_end = (
        RegularHours.ends_on.is_(None)
        if hours.ends_on is None
        else RegularHours.ends_on == hours.ends_on
    )
    return session.scalars(
        select(RegularHours).where(
            RegularHours.agency_id == hours.agency_id,
            RegularHours.place == hours.place,
            RegularHours.begins_at == hours.begins_at,
            RegularHours.ends_at == hours.ends_at,
            RegularHours.starts_on == hours.starts_on,
            same_end,
        )
    ).all()


def _check_hours_free(session: Session, draft: HoursDraft, agency_id: int) -> None:
    rows = session.scalars(
        select(RegularHours).where(
            RegularHours.agency_id == agency_id,
            RegularHours.weekday.in_(draft.weekdays),
            RegularHours.starts_on <= (draft.ends_on or NO_END),
            RegularHours.begins_at < draft.ends_at,
            RegularHours.ends_at > draft.begins_at,
        )
    )
    for row in rows:
        ended = row.ends_on is not None and row.ends_on < draft.starts_on
        if not ended and fold(row.place) == fold(draft.place):
            raise Refusal(
                "Nơi này đã có giờ tiếp %(begins)s–%(ends)s %(weekday)s.",
                field="begins_at",
                begins=f"{row.begins_at:%H:%M}",
                ends=f"{row.ends_at:%H:%M}",
                weekday=row.weekday,
            )
