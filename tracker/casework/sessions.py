"""Open a reception with those present, close it, note that nobody came, confirm a statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework import schedule
from tracker.casework.registration import Desk
from tracker.casework.session_checks import waiting_on
from tracker.law.calendar import Calendar
from tracker.law.terms import Refusal
from tracker.records.organisation import Membership, User, held_on
from tracker.records.reception import (
    Capacity,
    Reception,
    ReceptionForm,
    ReceptionMode,
    Visit,
    VisitOutcome,
)
from tracker.records.schedule import PlannedSession
from tracker.records.sessions import MemberRole, ReceptionMember, Signature, Statement

ONLINE_SINCE = date(2026, 7, 1)  # Điều 3a Luật Tiếp công dân, Luật 136/2025/QH15
ONLINE = "Điều 3a Luật Tiếp công dân"


@dataclass(frozen=True, slots=True)
class Member:
    """Someone present beside the receiver."""

    role: MemberRole
    full_name: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """What is typed of a session when it is opened."""

    held_on: date
    mode: ReceptionMode
    form: ReceptionForm
    capacity: Capacity
    receiver_id: int
    begins_at: time
    place: str
    members: Sequence[Member] = ()
    on_day_off: bool = False
    planned_id: int | None = None


def open_session(
    session: Session, desk: Desk, details: SessionDetails, *, calendar: Calendar, today: date
) -> Reception:
    """Open a reception; the visits of its day and mode are then entered into it.

    The session that stands in the schedule for that day, mode and person is then noted as held.
    """
    _check(session, desk, details, calendar, today)
    reception = Reception(
        agency_id=desk.agency_id,
        unit_id=desk.unit_id,
        held_on=details.held_on,
        mode=details.mode,
        form=details.form,
        capacity=details.capacity,
        receiver_id=details.receiver_id,
        begins_at=details.begins_at,
        place=details.place,
    )
    session.add(reception)
    session.flush()
    note_present(session, reception, details.members)
    planned = _planned_for(session, desk, details)
    if planned is not None:
        schedule.link(session, planned, reception)
    return reception


def _planned_for(session: Session, desk: Desk, details: SessionDetails) -> PlannedSession | None:
    """Give what the schedule holds for a session: the one it came from, or the receiver's own."""
    waiting = [
        planned
        for planned in waiting_on(session, desk.agency_id, details.held_on)
        if planned.mode is details.mode
    ]
    chosen = (p for p in waiting if p.id == details.planned_id)
    own = (p for p in waiting if p.presider_id == details.receiver_id)
    return next(chosen, None) or next(own, None)


@dataclass(frozen=True, slots=True)
class Amended:
    """What may be put right of a session that runs, or that ended today."""

    begins_at: time
    place: str
    members: Sequence[Member]


def amend_session(session: Session, reception: Reception, amended: Amended, *, today: date) -> None:
    """Put right where a session is held, since when and with whom; the trail keeps what was."""
    if reception.ends_at is not None and reception.held_on != today:
        raise Refusal("Buổi tiếp này đã kết thúc, không sửa được nữa.")
    if reception.ends_at is not None and amended.begins_at >= reception.ends_at:
        raise Refusal("Giờ kết thúc phải sau giờ bắt đầu.", field="begins_at")
    reception.begins_at, reception.place = amended.begins_at, amended.place
    kept = {Member(m.role, m.full_name, m.body): m for m in members_of(session, reception.id)}
    for member in kept.keys() - set(amended.members):
        session.delete(kept[member])
    note_present(session, reception, [m for m in amended.members if m not in kept])


def members_of(session: Session, reception_id: int) -> Sequence[ReceptionMember]:
    """Give who is present at a session beside its receiver."""
    return session.scalars(
        select(ReceptionMember)
        .where(ReceptionMember.reception_id == reception_id)
        .order_by(ReceptionMember.id)
    ).all()


def note_present(session: Session, reception: Reception, members: Iterable[Member]) -> None:
    """Note who is present at a reception beside its receiver."""
    for member in members:
        session.add(
            ReceptionMember(
                agency_id=reception.agency_id,
                reception_id=reception.id,
                role=member.role,
                full_name=member.full_name,
                body=member.body,
            )
        )
    session.flush()


def close_session(
    session: Session, reception: Reception, *, ends_at: time, nobody_came: bool, now: datetime
) -> None:
    """Close a reception; one to which nobody came is held all the same, and says so."""
    if reception.ends_at is not None:
        raise Refusal("Buổi tiếp này đã kết thúc.")
    if reception.begins_at is not None and ends_at <= reception.begins_at:
        raise Refusal("Giờ kết thúc phải sau giờ bắt đầu.", field="ends_at")
    if reception.held_on == now.date() and ends_at > now.time().replace(tzinfo=None):
        raise Refusal("Giờ kết thúc không thể ở sau bây giờ.", field="ends_at")
    came = session.scalar(select(func.count()).where(Visit.reception_id == reception.id)) or 0
    if nobody_came and came:
        raise Refusal(
            "Buổi này đã ghi %(count)s lượt tiếp nên có công dân đến.",
            field="nobody_came",
            count=came,
        )
    if not came and not nobody_came:
        raise Refusal(
            "Chưa ghi lượt tiếp nào: hãy đánh dấu không có công dân đến, hoặc ghi lượt tiếp trước.",
            field="nobody_came",
        )
    reception.ends_at = ends_at
    reception.nobody_came = nobody_came
    session.flush()


def reopen_session(session: Session, reception: Reception, *, today: date) -> None:
    """Open a session again that was closed too early, on its own day."""
    if reception.ends_at is None:
        raise Refusal("Buổi tiếp này đang mở.")
    if reception.held_on != today:
        raise Refusal("Chỉ mở lại được buổi tiếp của hôm nay.")
    reception.ends_at, reception.nobody_came = None, False
    session.flush()


def confirm_statement(
    session: Session,
    visit: Visit,
    *,
    read_back_by: str,
    signature: Signature,
    confirmed_on: date,
    by: int,
    now: datetime,
) -> Statement:
    """Record that what was taken down was read back and signed or fingerprinted."""
    if visit.outcome is not VisitOutcome.STATEMENT_TAKEN:
        raise Refusal("Lượt tiếp này không ghi lời trình bày.")
    if session.scalar(select(Statement.id).where(Statement.visit_id == visit.id)):
        raise Refusal("Lời trình bày này đã được xác nhận.")
    if not visit.visited_on <= confirmed_on <= now.date():
        raise Refusal(
            "Ngày xác nhận phải từ ngày tiếp đến hôm nay.",
            article="Điều 25 khoản 2 Luật Tiếp công dân",
            field="confirmed_on",
        )
    statement = Statement(
        agency_id=visit.agency_id,
        visit_id=visit.id,
        read_back_by=read_back_by,
        signature=signature,
        confirmed_on=confirmed_on,
        recorded_by_id=by,
        recorded_at=now,
    )
    session.add(statement)
    session.flush()
    return statement


def _check(
    session: Session, desk: Desk, details: SessionDetails, calendar: Calendar, today: date
) -> None:
    if details.held_on > today:
        raise Refusal("Ngày tiếp không thể ở sau hôm nay.", field="held_on")
    if details.form is ReceptionForm.ONLINE and details.held_on < ONLINE_SINCE:
        raise Refusal(
            "Tiếp công dân trực tuyến chỉ có từ ngày %(since)s.",
            article=ONLINE,
            field="form",
            since=ONLINE_SINCE,
        )
    if details.mode is ReceptionMode.PERIODIC and details.capacity is Capacity.ASSIGNED:
        raise Refusal(
            "Buổi định kỳ do người đứng đầu hoặc người được ủy quyền tiếp.",
            article="Điều 18 khoản 2 Luật Tiếp công dân",
            field="capacity",
        )
    if not calendar.is_working(details.held_on) and not details.on_day_off:
        raise Refusal(
            "Ngày %(day)s là ngày nghỉ. Đánh dấu vào ô bên dưới nếu vẫn tiếp công dân ngày đó.",
            field="on_day_off",
            day=details.held_on,
        )
    if session.scalar(
        select(User.id).where(User.id == details.receiver_id, User.agency_id == desk.agency_id)
    ) is None:  # fmt: skip
        raise Refusal("Hãy chọn người tiếp.", field="receiver_id")
    if details.capacity is Capacity.HEAD and not _heads(session, details):
        raise Refusal("Người này không phải người đứng đầu vào ngày đó.", field="capacity")
    _check_overlap(session, details)


def _heads(session: Session, details: SessionDetails) -> bool:
    """Say whether someone headed the agency or a unit on a day."""
    return bool(
        session.scalar(
            select(Membership.id)
            .where(
                Membership.user_id == details.receiver_id,
                Membership.role.in_((Role.DIRECTOR, Role.UNIT_HEAD)),
                held_on(details.held_on),
            )
            .limit(1)
        )
    )


def _check_overlap(session: Session, details: SessionDetails) -> None:
    """Nobody receives in two sessions at once; a session of a past day may have no end."""
    others = session.scalars(
        select(Reception).where(
            Reception.receiver_id == details.receiver_id, Reception.held_on == details.held_on
        )
    ).all()
    for other in others:
        if other.mode is details.mode:
            raise Refusal("Người này đã có buổi tiếp loại này trong ngày.", field="receiver_id")
        if other.ends_at is None or details.begins_at < other.ends_at:
            raise Refusal(
                "Người này đang ở một buổi tiếp khác cùng giờ: hãy kết thúc buổi đó trước.",
                field="begins_at",
            )
