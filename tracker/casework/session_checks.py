"""What is refused and what is asked before a session enters the schedule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.casework.asking import Question
from tracker.casework.duty import months_of
from tracker.law.announcing import OnlineStep, online_clock, online_in_force, posting_clock
from tracker.law.calendar import Calendar
from tracker.law.periodic import Weekday
from tracker.law.rulebook import Rulebook
from tracker.law.session_grounds import (
    EXTRAORDINARY_LAW,
    ONLINE_LAW,
    ExtraordinaryGround,
    OnlineGround,
)
from tracker.law.terms import Refusal
from tracker.records.organisation import OrgUnit
from tracker.records.reception import Capacity, ReceptionForm, ReceptionMode
from tracker.records.schedule import PlannedSession, SessionStatus
from tracker.vietnamese import fold

NO_END = date.max
A_WEEK = timedelta(7)
STANDING = (SessionStatus.PLANNED, SessionStatus.HELD)


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session as it is typed, before it stands in the schedule."""

    unit_id: int
    presider_id: int
    planned_on: date
    begins_at: time
    ends_at: time
    place: str
    mode: ReceptionMode = ReceptionMode.PERIODIC
    capacity: Capacity = Capacity.HEAD
    form: ReceptionForm = ReceptionForm.IN_PERSON
    participants: str = ""
    content: str = ""
    other_points: str = ""
    ground: ExtraordinaryGround | None = None
    online_ground: OnlineGround | None = None


def lock(session: Session, agency_id: int) -> None:
    """Let two who plan at once wait for one another, so that each sees what the other saved."""
    session.execute(select(OrgUnit.id).where(OrgUnit.id == agency_id).with_for_update())


def check_draft(draft: SessionDraft, today: date) -> None:
    """Refuse a session that contradicts itself or the law."""
    check_hours(draft.begins_at, draft.ends_at)
    if draft.mode is ReceptionMode.REGULAR:
        raise Refusal("Tiếp thường xuyên theo giờ tiếp, không lập từng buổi.", field="mode")
    if draft.mode is ReceptionMode.PERIODIC and draft.planned_on < today:
        raise Refusal(
            "Ngày %(day)s đã qua: lịch định kỳ chỉ lập cho ngày chưa đến.",
            field="planned_on",
            day=draft.planned_on,
        )
    if (draft.mode is ReceptionMode.EXTRAORDINARY) != (draft.ground is not None):
        raise Refusal(
            "Buổi đột xuất phải nêu một căn cứ; buổi định kỳ không có căn cứ.",
            article=EXTRAORDINARY_LAW,
            field="ground",
        )
    _check_online(draft)


def check_hours(begins_at: time, ends_at: time) -> None:
    """Refuse hours that end before they begin."""
    if ends_at <= begins_at:
        raise Refusal("Giờ kết thúc phải sau giờ bắt đầu.", field="ends_at")


def _check_online(draft: SessionDraft) -> None:
    is_online = draft.form is ReceptionForm.ONLINE
    if is_online and not online_in_force(draft.planned_on):
        raise Refusal(
            "Tiếp công dân trực tuyến chỉ có từ ngày %(since)s.",
            article=ONLINE_LAW,
            field="form",
            since=Rulebook.load().rule("ND154-23.1a").versions[0].from_,
        )
    if is_online != (draft.online_ground is not None):
        raise Refusal(
            "Buổi trực tuyến phải nêu trường hợp được tiếp trực tuyến; buổi trực tiếp thì không.",
            article=ONLINE_LAW,
            field="online_ground",
        )


def check_overlap(
    session: Session, draft: SessionDraft, *, agency_id: int, besides: int | None = None
) -> None:
    """Refuse a second session of one presider or in one room at the same time."""
    overlap = overlapping(draft, sessions_on(session, agency_id, draft.planned_on), besides=besides)
    if overlap is not None:
        raise overlap


def sessions_on(session: Session, agency_id: int, *days: date) -> list[PlannedSession]:
    """Give the sessions that stand on certain days."""
    return list(
        session.scalars(
            select(PlannedSession)
            .options(joinedload(PlannedSession.presider))
            .where(
                PlannedSession.agency_id == agency_id,
                PlannedSession.planned_on.in_(days),
                PlannedSession.status.in_(STANDING),
            )
            .order_by(PlannedSession.begins_at, PlannedSession.id)
        )
    )


def waiting_on(session: Session, agency_id: int, day: date) -> list[PlannedSession]:
    """Give what the schedule holds for a day and nobody has opened yet."""
    planned = sessions_on(session, agency_id, day)
    return [each for each in planned if each.status is SessionStatus.PLANNED]


def overlapping(
    draft: SessionDraft, others: Iterable[PlannedSession], *, besides: int | None = None
) -> Refusal | None:
    """Say with which session a draft overlaps, if with any."""
    for other in others:
        if other.id == besides or other.planned_on != draft.planned_on:
            continue
        if other.begins_at >= draft.ends_at or other.ends_at <= draft.begins_at:
            continue
        hours = {"begins": f"{other.begins_at:%H:%M}", "ends": f"{other.ends_at:%H:%M}"}
        if other.presider_id == draft.presider_id:
            return Refusal(
                "Người chủ trì đã có buổi %(begins)s–%(ends)s tại %(place)s ngày %(day)s.",
                field="begins_at", place=other.place, day=other.planned_on, **hours,
            )  # fmt: skip
        if fold(other.place) == fold(draft.place):
            return Refusal(
                "Nơi này đã có buổi %(begins)s–%(ends)s của %(who)s ngày %(day)s.",
                field="place", who=other.presider.full_name, day=other.planned_on, **hours,
            )  # fmt: skip
    return None


def day_off(calendar: Calendar, day: date) -> Iterator[Question]:
    """Ask whether a session is really meant for a day off."""
    if calendar.is_working(day):
        return
    mark = calendar.mark(day)
    name: object = mark.name_vi if mark else tuple(Weekday)[day.weekday()]
    yield Question(
        f"day_off:{day}",
        Refusal(
            "Ngày %(day)s là ngày nghỉ (%(name)s). Vẫn xếp buổi tiếp vào ngày này?",
            day=day,
            name=name,
        ),
    )


def posting_passed(calendar: Calendar, day: date, today: date) -> Iterator[Question]:
    """Ask whether to go on where the last day of posting has gone by."""
    clock = posting_clock(day, calendar)
    if clock is not None and clock.due_on < today:
        yield Question(
            f"posting:{day}:{clock.due_on}",
            Refusal(
                "Buổi ngày %(day)s phải niêm yết chậm nhất %(due)s, hạn đó đã qua: lần niêm yết"
                " sẽ bị ghi là chậm. Vẫn lập buổi này?",
                day=day,
                due=clock.due_on,
            ),
        )


def notice_passed(calendar: Calendar, draft: SessionDraft, today: date) -> Iterator[Question]:
    """Ask whether to go on where a step before an online session can only be late."""
    if draft.form is not ReceptionForm.ONLINE:
        return
    clock = online_clock(OnlineStep.NOTIFIED, draft.planned_on, draft.begins_at, calendar)
    if clock is not None and clock.due_on < today:
        yield Question(
            f"notice:{draft.planned_on}:{clock.due_on}",
            Refusal(
                "Buổi trực tuyến ngày %(day)s phải thông báo chậm nhất %(due)s, hạn đó đã qua."
                " Vẫn lập buổi này?",
                day=draft.planned_on,
                due=clock.due_on,
            ),
        )


def month_short(
    session: Session, planned: PlannedSession, to: date | None, *,
    calendar: Calendar, today: date,
) -> Iterator[Question]:  # fmt: skip
    """Ask whether a head's day may leave its month, or week, where that leaves it short."""
    if planned.capacity is not Capacity.HEAD or planned.mode is not ReceptionMode.PERIODIC:
        return
    # The first days of a month may lie in the last week of the month before.
    months = {(d.year, d.month) for d in (planned.planned_on, planned.planned_on - A_WEEK)}
    found = months_of(session, planned.agency_id, sorted(months), calendar=calendar, today=today)
    duties = (d for body, ds in found.items() for d in ds if body.unit_id == planned.unit_id)
    spans = (s for duty in duties for s in duty.spans)
    span = next((s for s in spans if s.first <= planned.planned_on <= s.last), None)
    if span is None or (to is not None and span.first <= to <= span.last):
        return
    left = len({*span.held, *span.planned} - {planned.planned_on})
    if left < span.minimum:
        yield Question(
            f"short:{planned.id}:{to}",
            Refusal(
                "Kỳ %(first)s–%(last)s sẽ chỉ còn %(left)s/%(minimum)s ngày tiếp của người đứng"
                " đầu và bị ghi là thiếu. Vẫn lưu?",
                article=str(span.version.cite),
                first=span.first,
                last=span.last,
                left=left,
                minimum=span.minimum,
            ),
        )


def check_span(starts_on: date, ends_on: date | None) -> None:
    """Refuse a span that ends before it begins."""
    if ends_on is not None and ends_on < starts_on:
        raise Refusal("Ngày cuối phải từ ngày bắt đầu trở đi.", field="ends_on")


def check_last_day(starts_on: date, last_day: date) -> None:
    """Refuse a last day before anything began."""
    if last_day < starts_on - timedelta(1):
        raise Refusal(
            "Ngày cuối phải từ ngày bắt đầu %(first)s trở đi.", field="last_day", first=starts_on
        )
