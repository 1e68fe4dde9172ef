"""Plan, move, cancel and hold the sessions of the schedule."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.asking import ask
from tracker.casework.posted_names import refuse_telling_anybody
from tracker.casework.session_checks import (
    SessionDraft,
    check_draft,
    check_overlap,
    day_off,
    lock,
    month_short,
    notice_passed,
    posting_passed,
)
from tracker.law.session_grounds import MOVING_LAW
from tracker.law.terms import Refusal
from tracker.records.calendar import calendar_in_use
from tracker.records.reception import Capacity, Reception, Visit
from tracker.records.schedule import PlannedSession, SessionStatus

SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class NewTime:
    """When and where a session is moved to."""

    planned_on: date
    begins_at: time
    ends_at: time
    place: str


@dataclass(frozen=True, slots=True)
class Described:
    """What a session is about and who takes part: made public with it."""

    participants: str
    content: str
    other_points: str = ""


@dataclass(frozen=True, slots=True)
class HeldBy:
    """Who received at a session, as what, at which desk, and whether anybody came."""

    receiver_id: int
    capacity: Capacity
    unit_id: int
    nobody_came: bool = False


def plan(
    session: Session, draft: SessionDraft, *, agency_id: int, agreed: Collection[str], now: datetime
) -> PlannedSession:
    """Enter one session in the schedule."""
    today, calendar = now.date(), calendar_in_use(session)
    lock(session, agency_id)
    check_draft(draft, today)
    _refuse_telling(session, agency_id, draft)
    check_overlap(session, draft, agency_id=agency_id)
    row = session_row(draft, agency_id=agency_id, now=now)
    late = posting_passed(calendar, draft.planned_on, today) if row.has_posting_clock else ()
    ask(
        [*day_off(calendar, draft.planned_on), *late, *notice_passed(calendar, draft, today)],
        agreed,
    )
    row.day_off_agreed = not calendar.is_working(draft.planned_on)
    session.add(row)
    session.flush()
    return row


def session_row(draft: SessionDraft, *, agency_id: int, now: datetime) -> PlannedSession:
    """Make the row of a session, not yet added."""
    return PlannedSession(
        agency_id=agency_id,
        unit_id=draft.unit_id,
        uid=str(uuid4()),
        sequence=0,
        mode=draft.mode,
        form=draft.form,
        planned_on=draft.planned_on,
        begins_at=draft.begins_at,
        ends_at=draft.ends_at,
        place=draft.place,
        other_points=draft.other_points,
        presider_id=draft.presider_id,
        capacity=draft.capacity,
        participants=draft.participants,
        content=draft.content,
        ground=draft.ground,
        online_ground=draft.online_ground,
        status=SessionStatus.PLANNED,
        day_off_agreed=False,
        is_postponed=False,
        created_at=now,
    )


def draft_of(row: PlannedSession) -> SessionDraft:
    """Give a session that stands in the schedule as a draft."""
    return SessionDraft(
        unit_id=row.unit_id,
        presider_id=row.presider_id,
        planned_on=row.planned_on,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        place=row.place,
        mode=row.mode,
        capacity=row.capacity,
        form=row.form,
        participants=row.participants,
        content=row.content,
        other_points=row.other_points,
        ground=row.ground,
        online_ground=row.online_ground,
    )


def move(
    session: Session, planned: PlannedSession, to: NewTime, *,
    reason: str, agreed: Collection[str], now: datetime,
) -> PlannedSession:  # fmt: skip
    """Move a session: the old row stays with the reason, a new one follows it.

    Once posted it may only be put off, which needs a legitimate reason and is announced at the
    place of reception (Điều 24 khoản 4); brought forward it must be posted in time like any other.
    """
    today, calendar = now.date(), calendar_in_use(session)
    lock(session, planned.agency_id)
    _check_open(planned)
    _check_reason(session, planned, reason, to.place)
    old = (planned.planned_on, planned.begins_at, planned.ends_at, planned.place)
    if old == (to.planned_on, to.begins_at, to.ends_at, to.place):
        raise Refusal("Thời gian và nơi tiếp chưa có gì thay đổi.", field="planned_on")
    draft = replace(
        draft_of(planned),
        planned_on=to.planned_on, begins_at=to.begins_at, ends_at=to.ends_at, place=to.place,
    )  # fmt: skip
    check_draft(draft, today)
    check_overlap(session, draft, agency_id=planned.agency_id, besides=planned.id)
    row = session_row(draft, agency_id=planned.agency_id, now=now)
    row.uid, row.sequence, row.moved_from_id = planned.uid, planned.sequence + 1, planned.id
    announced = planned.is_postponed or bool(planned.postings)
    row.is_postponed = announced and to.planned_on >= planned.planned_on
    ask(
        [
            *day_off(calendar, to.planned_on),
            *(posting_passed(calendar, to.planned_on, today) if row.has_posting_clock else ()),
            *notice_passed(calendar, draft, today),
            *month_short(session, planned, to.planned_on, calendar=calendar, today=today),
        ],
        agreed,
    )
    row.day_off_agreed = not calendar.is_working(to.planned_on)
    _close(planned, SessionStatus.MOVED, reason, now)
    session.add(row)
    session.flush()
    return row


def cancel(
    session: Session, planned: PlannedSession, *,
    reason: str, agreed: Collection[str], now: datetime,
) -> None:  # fmt: skip
    """Cancel a session with its reason; where the head's month becomes short it is asked first."""
    lock(session, planned.agency_id)
    _check_open(planned)
    _check_reason(session, planned, reason)
    calendar = calendar_in_use(session)
    ask(month_short(session, planned, None, calendar=calendar, today=now.date()), agreed)
    _close(planned, SessionStatus.CANCELLED, reason, now)
    session.flush()


def describe(session: Session, planned: PlannedSession, described: Described) -> None:
    """Say who takes part in a session and what it is expected to be about."""
    _check_open(planned)
    _refuse_telling(session, planned.agency_id, described)
    planned.participants = described.participants
    planned.content = described.content
    planned.other_points = described.other_points
    session.flush()


def hold(session: Session, planned: PlannedSession, by: HeldBy, *, today: date) -> Reception:
    """Record that a planned session was held, as a reception with its visits or without any."""
    _check_open(planned)
    if planned.planned_on > today:
        raise Refusal(
            "Buổi này đến ngày %(day)s mới diễn ra.", field="receiver_id", day=planned.planned_on
        )
    _check_capacity(planned, by)
    reception = _reception(session, planned, by)
    reception.capacity, reception.form = by.capacity, planned.form
    reception.begins_at, reception.ends_at = planned.begins_at, planned.ends_at
    reception.place = planned.place
    if by.nobody_came and _was_visited(session, reception):
        raise Refusal("Buổi này đã ghi lượt tiếp, nên đã có người đến.", field="nobody_came")
    reception.nobody_came = by.nobody_came
    session.flush()
    link(session, planned, reception)
    return reception


def link(session: Session, planned: PlannedSession, reception: Reception) -> None:
    """Tie a planned session to the reception that was held for it."""
    _check_open(planned)
    planned.reception_id = reception.id
    planned.status = SessionStatus.HELD
    session.flush()


def _check_capacity(planned: PlannedSession, by: HeldBy) -> None:
    head = planned.presider_id if planned.capacity is Capacity.HEAD else None
    if by.capacity is Capacity.HEAD and by.receiver_id != planned.presider_id:
        raise Refusal(
            "Người tiếp không phải người đứng đầu chủ trì buổi này: chọn “Người được ủy quyền”.",
            field="capacity",
        )
    if by.capacity is not Capacity.HEAD and by.receiver_id == head:
        raise Refusal(
            "Người đứng đầu tiếp thì tư cách là người đứng đầu, không phải ủy quyền.",
            field="capacity",
        )


def _reception(session: Session, planned: PlannedSession, by: HeldBy) -> Reception:
    """Give the reception of that day, desk and person that the desk has opened, or a new one."""
    found = session.scalars(
        select(Reception).where(
            Reception.unit_id == by.unit_id,
            Reception.held_on == planned.planned_on,
            Reception.mode == planned.mode,
            Reception.receiver_id == by.receiver_id,
        )
    ).first()
    if found is not None:
        return found
    row = Reception(
        agency_id=planned.agency_id,
        unit_id=by.unit_id,
        held_on=planned.planned_on,
        mode=planned.mode,
        receiver_id=by.receiver_id,
    )
    session.add(row)
    return row


def _was_visited(session: Session, reception: Reception) -> bool:
    if reception.id is None:
        return False
    found = select(Visit.id).where(Visit.reception_id == reception.id).limit(1)
    return session.scalar(found) is not None


def _check_open(planned: PlannedSession) -> None:
    if planned.status is not SessionStatus.PLANNED:
        raise Refusal("Buổi này không còn theo lịch: %(status)s.", status=planned.status)


def _refuse_telling(session: Session, agency_id: int, told: SessionDraft | Described) -> None:
    """Keep sealed identities out of what the public schedule says."""
    texts = {name: getattr(told, name) for name in ("participants", "content", "other_points")}
    if isinstance(told, SessionDraft):
        texts["place"] = told.place
    refuse_telling_anybody(session, agency_id, texts)


def _check_reason(session: Session, planned: PlannedSession, reason: str, place: str = "") -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal("Ghi rõ lý do chính đáng.", article=MOVING_LAW, field="reason")
    refuse_telling_anybody(session, planned.agency_id, {"reason": reason, "place": place})


def _close(planned: PlannedSession, status: SessionStatus, reason: str, now: datetime) -> None:
    planned.status, planned.change_reason, planned.changed_at = status, reason.strip(), now
