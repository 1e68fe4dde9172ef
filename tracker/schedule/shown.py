"""Sessions, hours and rules as the pages show them: what is posted, what is late, what is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from tracker.casework.postings import clock_of, step_is_late
from tracker.law.announcing import Clock, OnlineStep, online_clock
from tracker.law.calendar import Calendar
from tracker.law.levels import SHORT, Alarm, alarm
from tracker.law.periodic import Pattern, Recurrence, Weekday
from tracker.law.session_grounds import PostingPlace
from tracker.law.terms import Term
from tracker.law.wording import cites_of
from tracker.records.reception import ReceptionForm
from tracker.records.schedule import PlannedSession, RegularHours, SessionStatus
from tracker.web.words import term, vn_date

# "Trên trang thông tin điện tử (nếu có)": the website is the one place that may be missing.
NEEDED = frozenset({PostingPlace.SEAT, PostingPlace.RECEPTION_PLACE})
SPOT = frozenset({PostingPlace.RECEPTION_PLACE})


class PostingState(Term):
    """How far a session has been made public."""

    FREE = "free", "Không phải niêm yết trước", "Need not be posted ahead"
    POSTED = "posted", "Đã niêm yết", "Posted"
    LATE = "late", "Đã niêm yết, chậm", "Posted, late"
    PARTLY = "partly", "Còn thiếu nơi niêm yết", "Not at all places yet"
    WAITING = "waiting", "Chưa niêm yết", "Not posted yet"
    NEVER = "never", "Không ghi niêm yết", "No posting recorded"


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session as lists show it."""

    row: PlannedSession
    state: PostingState
    clock: Clock | None
    missing: tuple[PostingPlace, ...]
    late_by: int
    alarm: Alarm | None
    follower: PlannedSession | None
    is_off: bool

    @property
    def due_on(self) -> date | None:
        """Give the last day of posting, where there is one."""
        return self.clock.due_on if self.clock else None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step before an online session, with its last moment and when it was made."""

    step: OnlineStep
    article: str
    due: str
    done: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class HoursLine:
    """The regular hours of one place: the weekdays that share the same hours."""

    place: str
    weekdays: tuple[Weekday, ...]
    hours: tuple[str, ...]
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class HoursGroup:
    """Hours with all weekdays that share them."""

    row: RegularHours
    weekdays: tuple[Weekday, ...]


def session_lines(
    rows: Iterable[PlannedSession],
    followers: Mapping[int, PlannedSession],
    calendar: Calendar,
    today: date,
) -> list[SessionLine]:
    """Give sessions as lists show them."""
    return [session_line(row, followers.get(row.id), calendar, today) for row in rows]


def session_line(
    row: PlannedSession, follower: PlannedSession | None, calendar: Calendar, today: date
) -> SessionLine:
    """Give one session as lists show it."""
    clock = clock_of(row, calendar)
    needed = NEEDED if row.has_posting_clock else SPOT if row.is_postponed else frozenset()
    posted = {posting.place for posting in row.postings}
    missing = tuple(p for p in PostingPlace if p in needed and p not in posted)
    late = [
        calendar.working_days_between(p.due_on, p.posted_on)
        for p in row.postings
        if p.is_late and p.due_on is not None and p.place in needed
    ]
    state = _state(row, needed, missing, late, today)
    waits = state in {PostingState.WAITING, PostingState.PARTLY}
    return SessionLine(
        row,
        state,
        clock,
        missing,
        max(max(late, default=0), 1) if late else 0,
        _alarm(clock, calendar, today) if waits and clock else None,
        follower,
        row.status is SessionStatus.PLANNED
        and not row.day_off_agreed
        and not calendar.is_working(row.planned_on),
    )


def _state(
    row: PlannedSession,
    needed: frozenset[PostingPlace],
    missing: Sequence[PostingPlace],
    late: Sequence[int],
    today: date,
) -> PostingState:
    if not needed:
        return PostingState.FREE
    if not missing:
        return PostingState.LATE if late else PostingState.POSTED
    if row.status is not SessionStatus.PLANNED or row.planned_on < today:
        return PostingState.NEVER
    return PostingState.PARTLY if len(missing) < len(needed) else PostingState.WAITING


def _alarm(clock: Clock, calendar: Calendar, today: date) -> Alarm:
    at_risk, urgent = (
        calendar.add_working_days(clock.due_on, -days) for days in (SHORT.at_risk, SHORT.urgent)
    )
    return alarm(clock.due_on, at_risk, urgent, today)


def step_lines(row: PlannedSession, calendar: Calendar) -> list[StepLine]:
    """Give the steps before an online session."""
    if row.form is not ReceptionForm.ONLINE:
        return []
    made = {
        OnlineStep.NOTIFIED: vn_date(row.notified_on),
        OnlineStep.TESTED: vn_date(row.tested_on),
        OnlineStep.CONNECTED: f"{row.connected_at:%H:%M}" if row.connected_at else "",
    }
    lines = []
    for step in OnlineStep:
        clock = online_clock(step, row.planned_on, row.begins_at, calendar)
        if clock is not None:
            due = f"{clock.until:%H:%M} {vn_date(row.planned_on)}" if clock.until else ""
            lines.append(
                StepLine(
                    step,
                    cites_of(clock.reckoning.version),
                    due or vn_date(clock.due_on),
                    made[step],
                    step_is_late(row, step, clock),
                )
            )
    return lines


def hours_lines(rows: Iterable[RegularHours]) -> list[HoursLine]:
    """Put together the weekdays of a place that share the same hours."""
    by_day: dict[tuple[str, date, date, Weekday], list[str]] = {}
    for row in sorted(rows, key=lambda r: (r.place, r.begins_at)):
        key = row.place, row.starts_on, row.ends_on or date.max, row.weekday
        by_day.setdefault(key, []).append(f"{row.begins_at:%H:%M}–{row.ends_at:%H:%M}")
    alike = sorted(
        (place, starts_on, ends_on, tuple(hours), weekday.number, weekday)
        for (place, starts_on, ends_on, weekday), hours in by_day.items()
    )
    return [
        HoursLine(
            place, tuple(day[5] for day in days), hours, starts_on,
            None if ends_on == date.max else ends_on,
        )
        for (place, starts_on, ends_on, hours), days in groupby(alike, key=lambda day: day[:4])
    ]  # fmt: skip


def hours_groups(rows: Iterable[RegularHours]) -> list[HoursGroup]:
    """Put together the hours that differ in nothing but the weekday."""
    found: dict[tuple[object, ...], list[RegularHours]] = {}
    for row in sorted(rows, key=lambda r: (r.place, r.begins_at, r.weekday.number)):
        key = row.place, row.begins_at, row.ends_at, row.starts_on, row.ends_on
        found.setdefault(key, []).append(row)
    return [HoursGroup(same[0], tuple(row.weekday for row in same)) for same in found.values()]


def rule_words(told: Recurrence) -> str:
    """Say a rule in one sentence."""
    if told.pattern is Pattern.DAY_OF_MONTH:
        return str(
            _("Ngày %(day)s hằng tháng; trùng ngày nghỉ thì ngày làm việc tiếp theo",
              day=told.day_of_month)
        )  # fmt: skip
    if told.pattern is Pattern.WEEKLY:
        return str(
            _("%(weekday)s mỗi tuần; trùng ngày nghỉ thì ngày làm việc tiếp theo trong tuần",
              weekday=_upper(term(told.weekday)))
        )  # fmt: skip
    return str(
        _("%(weekday)s tuần %(week)s của tháng; trùng ngày nghỉ thì ngày làm việc tiếp theo",
          weekday=_upper(term(told.weekday)), week=term(told.week))
    )  # fmt: skip


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
