"""Set the rules of periodic days, and fill the schedule from them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.casework.asking import Question, ask
from tracker.casework.posted_names import refuse_telling_anybody
from tracker.casework.schedule import session_row
from tracker.casework.session_checks import (
    NO_END,
    SessionDraft,
    check_hours,
    check_last_day,
    check_span,
    lock,
    overlapping,
    posting_passed,
    sessions_on,
)
from tracker.law.calendar import Calendar
from tracker.law.periodic import Occurrence, Pattern, Recurrence, occurrences
from tracker.law.terms import Refusal, Words
from tracker.records.calendar import calendar_in_use
from tracker.records.schedule import PeriodicRule, PlannedSession, SessionStatus

RULE_ENDED = Words("Quy tắc lập lịch đã kết thúc.")
MOST_YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule of periodic days as it is typed."""

    unit_id: int
    presider_id: int
    recurrence: Recurrence
    begins_at: time
    ends_at: time
    place: str
    starts_on: date
    ends_on: date | None = None
    participants: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One date that a rule gives, and why no session can be made of it, if none can."""

    occurrence: Occurrence
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a rule's dates: sessions made now, and dates that were left out."""

    made: tuple[PlannedSession, ...]
    left_out: tuple[Foreseen, ...]


def add_rule(
    session: Session, draft: RuleDraft, *, agency_id: int, agreed: Collection[str], now: datetime
) -> Filled:
    """Set a rule and fill the rest of its first year with sessions."""
    check_rule(draft)
    told = {name: getattr(draft, name) for name in ("place", "participants", "content")}
    refuse_telling_anybody(session, agency_id, told)
    rule = PeriodicRule(
        agency_id=agency_id,
        unit_id=draft.unit_id,
        pattern=draft.recurrence.pattern,
        day_of_month=draft.recurrence.day_of_month,
        week=draft.recurrence.week,
        weekday=draft.recurrence.weekday,
        presider_id=draft.presider_id,
        begins_at=draft.begins_at,
        ends_at=draft.ends_at,
        place=draft.place,
        participants=draft.participants,
        content=draft.content,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
    )
    session.add(rule)
    session.flush()
    return fill(session, rule, draft.starts_on.year, agreed=agreed, now=now)


def fill(
    session: Session, rule: PeriodicRule, year: int, *, agreed: Collection[str], now: datetime
) -> Filled:
    """Make the sessions of a year that the rule gives and that are not made yet.

    Whatever was made before, moved or cancelled since, is not made again.
    """
    lock(session, rule.agency_id)
    if abs(year - now.year) > MOST_YEARS_AHEAD:
        raise Refusal("Chỉ lập lịch cho năm nay và hai năm liền kề.", field="year")
    calendar, today = calendar_in_use(session), now.date()
    draft = draft_of(rule)
    known = set(
        session.scalars(select(PlannedSession.nominal_on).where(PlannedSession.rule_id == rule.id))
    )
    new = [
        f for f in foreseen(session, draft, year, agency_id=rule.agency_id, today=today)
        if f.occurrence.nominal_on not in known
    ]  # fmt: skip
    free = [f.occurrence for f in new if f.refusal is None]
    ask(_questions(free, calendar, today), agreed)
    made = tuple(_session(rule, draft, each, now) for each in free)
    session.add_all(made)
    session.flush()
    return Filled(made, tuple(f for f in new if f.refusal is not None))


def foreseen(
    session: Session, draft: RuleDraft, year: int, *, agency_id: int, today: date
) -> list[Foreseen]:
    """Give the dates of a rule in a year, from today on, each with what stands against it."""
    first = max(date(year, 1, 1), draft.starts_on, today)
    last = min(date(year, 12, 31), draft.ends_on or NO_END)
    if first > last:
        return []
    days = occurrences(draft.recurrence, calendar_in_use(session), first, last)
    others = sessions_on(session, agency_id, *(o.on for o in days))
    return [Foreseen(each, overlapping(_session_draft(draft, each.on), others)) for each in days]


def end_rule(
    session: Session, rule: PeriodicRule, *, last_day: date, now: datetime
) -> list[PlannedSession]:
    """End a rule: later sessions not yet posted are cancelled, posted ones stay and are given."""
    check_last_day(rule.starts_on, last_day)
    rule.ends_on = last_day
    later = session.scalars(
        select(PlannedSession)
        .options(selectinload(PlannedSession.postings))
        .where(
            PlannedSession.rule_id == rule.id,
            PlannedSession.planned_on > max(last_day, now.date()),
            PlannedSession.status == SessionStatus.PLANNED,
        )
    ).all()
    for row in later:
        if not row.postings:
            row.status = SessionStatus.CANCELLED
            row.change_reason, row.changed_at = str(RULE_ENDED), now
    session.flush()
    return [row for row in later if row.status is SessionStatus.PLANNED]


def check_rule(draft: RuleDraft) -> None:
    """Refuse a rule that lacks what its pattern needs."""
    check_hours(draft.begins_at, draft.ends_at)
    check_span(draft.starts_on, draft.ends_on)
    told = draft.recurrence
    if told.pattern is Pattern.DAY_OF_MONTH and told.day_of_month is None:
        raise Refusal("Ghi ngày trong tháng, ví dụ 15.", field="day_of_month")
    if told.pattern is not Pattern.DAY_OF_MONTH and told.weekday is None:
        raise Refusal("Chọn thứ trong tuần.", field="weekday")
    if told.pattern is Pattern.WEEKDAY_OF_MONTH and told.week is None:
        raise Refusal("Chọn tuần thứ mấy trong tháng.", field="week")


def draft_of(rule: PeriodicRule) -> RuleDraft:
    """Give a rule that stands as a draft."""
    return RuleDraft(
        unit_id=rule.unit_id,
        presider_id=rule.presider_id,
        recurrence=Recurrence(rule.pattern, rule.day_of_month, rule.week, rule.weekday),
        begins_at=rule.begins_at,
        ends_at=rule.ends_at,
        place=rule.place,
        starts_on=rule.starts_on,
        ends_on=rule.ends_on,
        participants=rule.participants,
        content=rule.content,
    )


def _session_draft(rule: RuleDraft, on: date) -> SessionDraft:
    return SessionDraft(
        unit_id=rule.unit_id,
        presider_id=rule.presider_id,
        planned_on=on,
        begins_at=rule.begins_at,
        ends_at=rule.ends_at,
        place=rule.place,
        participants=rule.participants,
        content=rule.content,
    )


def _session(
    rule: PeriodicRule, draft: RuleDraft, occurrence: Occurrence, now: datetime
) -> PlannedSession:
    row = session_row(_session_draft(draft, occurrence.on), agency_id=rule.agency_id, now=now)
    row.rule_id, row.nominal_on = rule.id, occurrence.nominal_on
    return row


def _questions(days: Sequence[Occurrence], calendar: Calendar, today: date) -> Iterator[Question]:
    for each in days:
        yield from posting_passed(calendar, each.on, today)
        if each.leaves_month:
            yield Question(
                f"leaves:{each.nominal_on}:{each.on}",
                Refusal(
                    "Ngày %(nominal)s là ngày nghỉ, ngày làm việc tiếp theo là %(on)s, đã sang"
                    " tháng sau: tháng trước đó thiếu buổi này. Vẫn lập?",
                    nominal=each.nominal_on,
                    on=each.on,
                ),
            )
