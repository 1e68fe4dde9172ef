"""Record where and when sessions were posted, and the steps before an online session."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from tracker.casework.asking import Question, ask
from tracker.law.announcing import Clock, OnlineStep, online_clock, posting_clock
from tracker.law.calendar import Calendar
from tracker.law.session_grounds import PLACES_LAW, PostingPlace
from tracker.law.terms import Refusal
from tracker.records.calendar import calendar_in_use
from tracker.records.reception import ReceptionForm
from tracker.records.schedule import PlannedSession, Posting, SessionStatus

GONE = frozenset({SessionStatus.MOVED, SessionStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class OnlineDone:
    """When the steps before an online session were made, as far as they were."""

    notified_on: date | None = None
    tested_on: date | None = None
    connected_at: time | None = None


def clock_of(planned: PlannedSession, calendar: Calendar) -> Clock | None:
    """Give by when a session must be posted, None where no number of days is asked for."""
    return posting_clock(planned.planned_on, calendar) if planned.has_posting_clock else None


def post(
    session: Session, planned: Sequence[PlannedSession], *,
    places: Collection[PostingPlace], posted_on: date, agreed: Collection[str],
    by: int, now: datetime,
) -> list[Posting]:  # fmt: skip
    """Record that sessions were posted; a posting that came too late is asked and kept as late."""
    if not planned:
        raise Refusal("Hãy chọn ít nhất một buổi.", field="sessions")
    if not places:
        raise Refusal("Hãy chọn nơi niêm yết.", article=PLACES_LAW, field="places")
    if posted_on > now.date():
        raise Refusal("Ngày niêm yết chưa đến.", field="posted_on")
    calendar = calendar_in_use(session)
    new = [(row, place) for row in planned for place in sorted(places) if _is_new(row, place)]
    if not new:
        raise Refusal("Các buổi đã chọn đều đã ghi niêm yết ở nơi này.", field="places")
    for row, _place in new:
        _check_postable(row, posted_on)
    ask(_late(dict.fromkeys(row for row, _ in new), posted_on, calendar), agreed)
    rows = [_posting(row, place, posted_on, calendar, by=by, now=now) for row, place in new]
    session.add_all(rows)
    session.flush()
    return rows


def prepare_online(
    session: Session, planned: PlannedSession, done: OnlineDone, *,
    agreed: Collection[str], today: date,
) -> None:  # fmt: skip
    """Record the steps before an online session; a late one is asked and stays late."""
    if planned.form is not ReceptionForm.ONLINE:
        raise Refusal("Buổi này không phải buổi trực tuyến.")
    if planned.status in GONE:
        raise Refusal("Buổi này không còn theo lịch: %(status)s.", status=planned.status)
    for name, day in (("notified_on", done.notified_on), ("tested_on", done.tested_on)):
        if day is not None and day > min(today, planned.planned_on):
            raise Refusal("Ngày này sau hôm nay hoặc sau buổi tiếp.", field=name)
    if done.connected_at is not None and done.connected_at > planned.begins_at:
        raise Refusal("Giờ kết nối phải trước giờ bắt đầu buổi tiếp.", field="connected_at")
    ask(_late_steps(planned, done, calendar_in_use(session)), agreed)
    planned.notified_on = done.notified_on
    planned.tested_on = done.tested_on
    planned.connected_at = done.connected_at
    session.flush()


def step_is_late(planned: PlannedSession, step: OnlineStep, clock: Clock) -> bool:
    """Say whether a step before an online session was made after its last moment."""
    if step is OnlineStep.CONNECTED:
        made_at, until = planned.connected_at, clock.until
        return made_at is not None and until is not None and made_at > until
    made_on = planned.notified_on if step is OnlineStep.NOTIFIED else planned.tested_on
    return made_on is not None and made_on > clock.due_on


def _is_new(planned: PlannedSession, place: PostingPlace) -> bool:
    return all(posting.place is not place for posting in planned.postings)


def _check_postable(planned: PlannedSession, posted_on: date) -> None:
    if planned.status in GONE:
        raise Refusal(
            "Buổi ngày %(day)s không còn theo lịch: %(status)s.",
            field="sessions", day=planned.planned_on, status=planned.status,
        )  # fmt: skip
    if posted_on > planned.planned_on:
        raise Refusal(
            "Ngày niêm yết sau cả buổi tiếp ngày %(day)s.",
            field="posted_on", day=planned.planned_on,
        )  # fmt: skip


def _posting(
    planned: PlannedSession, place: PostingPlace, posted_on: date, calendar: Calendar, *,
    by: int, now: datetime,
) -> Posting:  # fmt: skip
    clock = clock_of(planned, calendar)
    return Posting(
        agency_id=planned.agency_id,
        session=planned,
        place=place,
        posted_on=posted_on,
        due_on=clock.due_on if clock else None,
        recorded_by_id=by,
        recorded_at=now,
    )


def _late(
    planned: Collection[PlannedSession], posted_on: date, calendar: Calendar
) -> Iterator[Question]:
    for row in planned:
        clock = clock_of(row, calendar)
        late = clock.late_by(posted_on, calendar) if clock else 0
        if clock is None or not late:
            continue
        yield Question(
            f"late:{row.id}:{posted_on}",
            Refusal(
                "Buổi ngày %(day)s phải niêm yết chậm nhất %(due)s; niêm yết ngày %(posted)s là"
                " chậm %(late)s ngày làm việc. Ghi nhận là niêm yết chậm?",
                article=str(clock.reckoning.version.cite),
                day=row.planned_on,
                due=clock.due_on,
                posted=posted_on,
                late=late,
            ),
        )


def _late_steps(
    planned: PlannedSession, done: OnlineDone, calendar: Calendar
) -> Iterator[Question]:
    told = {OnlineStep.NOTIFIED: done.notified_on, OnlineStep.TESTED: done.tested_on}
    for step, made_on in told.items():
        clock = online_clock(step, planned.planned_on, planned.begins_at, calendar)
        if clock is not None and made_on is not None and made_on > clock.due_on:
            yield _late_step(step, clock, f"{made_on}", f"{clock.due_on:%d/%m/%Y}")
    clock = online_clock(OnlineStep.CONNECTED, planned.planned_on, planned.begins_at, calendar)
    at, until = done.connected_at, clock.until if clock else None
    if clock is not None and at is not None and until is not None and at > until:
        yield _late_step(OnlineStep.CONNECTED, clock, f"{at:%H:%M}", f"{until:%H:%M}")


def _late_step(step: OnlineStep, clock: Clock, made: str, due: str) -> Question:
    return Question(
        f"{step}:{made}",
        Refusal(
            "“%(step)s” chậm nhất %(due)s; như đã ghi là trễ. Ghi nhận là trễ?",
            article=str(clock.reckoning.version.cite),
            step=step,
            due=due,
        ),
    )
