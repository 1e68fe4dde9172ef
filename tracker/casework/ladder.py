"""The ladder at work: read it, set it, tell each person of each duty once at each step."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from tracker.casework.recipients import NOBODY, CasePlace, Office, Told, abouts
from tracker.law.calendar import Calendar
from tracker.law.kinds import CaseKind
from tracker.law.ladder import DIGEST_AT, HOUSE, Rung, Steps, checked, horizon, latest_step
from tracker.law.reminding import FIRST, LAST, may_remind
from tracker.law.terms import Refusal
from tracker.records.base import add_new, change_rows
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import Case, StoredObligation, same_duty
from tracker.records.organisation import agency_ids
from tracker.records.reminders import DigestHour, LadderRung, Reminder

Ladder = Mapping[Rung, Steps]
AT_ONCE = 1000  # Duties between two points at which what was told is kept.


def ladders(session: Session, agency_id: int) -> Mapping[CaseKind, Ladder]:
    """Give the ladder of each kind in an agency, the house's where none was set."""
    rows = session.scalars(select(LadderRung).where(LadderRung.agency_id == agency_id))
    set_ = {(row.kind, row.rung): Steps(tuple(row.before), tuple(row.after)) for row in rows}
    return {kind: {rung: set_.get((kind, rung), HOUSE[rung]) for rung in Rung} for kind in CaseKind}


def set_ladder(session: Session, agency_id: int, kind: CaseKind, ladder: Ladder) -> None:
    """Set when each rung is told of the duties of a kind."""
    rows = session.scalars(
        select(LadderRung).where(LadderRung.agency_id == agency_id, LadderRung.kind == kind)
    )
    known = {row.rung: row for row in rows}
    for rung, steps in ladder.items():
        try:
            right = checked(steps)
        except Refusal as refusal:
            refusal.field = f"{rung.value}_{refusal.field}"
            raise
        row = known.get(rung)
        if row is None:
            row = LadderRung(agency_id=agency_id, kind=kind, rung=rung, before=[], after=[])
            session.add(row)
        row.before, row.after = list(right.before), list(right.after)
    session.flush()


def digest_at(session: Session, agency_id: int) -> time:
    """Give the hour of an agency's digest."""
    hour = select(DigestHour.digest_at).where(DigestHour.agency_id == agency_id)
    return session.scalar(hour) or DIGEST_AT


def set_digest_at(session: Session, agency_id: int, at: time) -> None:
    """Set the hour of the digest, within the hours in which people may be reminded."""
    if not FIRST <= at <= LAST:
        raise Refusal(
            "Giờ gửi thư nhắc phải trong giờ làm việc, từ %(first)s đến %(last)s.",
            field="digest_at", first=f"{FIRST:%H:%M}", last=f"{LAST:%H:%M}",
        )  # fmt: skip
    row = session.scalars(select(DigestHour).where(DigestHour.agency_id == agency_id)).first()
    if row is None:
        row = DigestHour(agency_id=agency_id, digest_at=at)
        session.add(row)
    row.digest_at = at
    session.flush()


def tell_all(session: Session, *, at: datetime) -> Iterator[int]:
    """Tell everybody in every agency; keep what was written after each number that is given.

    Nothing is told out of hours. Run twice, at once or after a crash, nobody is told twice: the
    table takes a reminder only once.
    """
    calendar = calendar_in_use(session)
    if not may_remind(at, calendar):
        return
    close_what_is_over(session, today=at.date())
    yield 0
    for agency_id in agency_ids(session):
        yield from tell_agency(session, agency_id, at=at, calendar=calendar)


def tell_agency(
    session: Session, agency_id: int, *, at: datetime, calendar: Calendar
) -> Iterator[int]:
    """Tell the people of one agency, a thousand duties at a time."""
    today, office = at.date(), Office(session, agency_id, at.date())
    of_kind = ladders(session, agency_id)
    farthest = max(horizon(ladder, today, calendar) for ladder in of_kind.values())
    seen: dict[Any, Any] = {}
    step = partial(_step, seen, of_kind, today, calendar)
    for duties in _running(session, agency_id, farthest):
        about = abouts(session, (duty.case_id for duty in duties))
        rows = [
            _row(duty, told, number, at)
            for duty in duties
            for case in [_case_of(duty, office)]
            for rung in Rung
            if (number := step(duty, rung)) is not None
            for told in office.told(rung, case, about.get(duty.case_id, NOBODY))
        ]
        yield add_new(session, Reminder, rows)
    _close_what_a_later_step_says_anew(session, agency_id, today)
    yield 0


def _close_what_a_later_step_says_anew(session: Session, agency_id: int, today: date) -> None:
    """Keep one reminder of a duty open for a person: the latest step says all that counts."""
    later = aliased(Reminder)
    said_anew = exists().where(
        same_duty(later, Reminder),
        later.recipient_id == Reminder.recipient_id,
        later.id > Reminder.id,
    )
    open_ = update(Reminder).where(Reminder.agency_id == agency_id, is_unseen(), said_anew)
    change_rows(session, open_.values(closed_on=today))


def _running(session: Session, agency_id: int, farthest: date) -> Iterator[Sequence[Any]]:
    """Go through the running duties that are near enough, what runs out first on top."""
    keys = (StoredObligation.due_on, StoredObligation.id)
    stmt = (
        select(
            StoredObligation.id, StoredObligation.case_id, StoredObligation.rule,
            StoredObligation.started_by, StoredObligation.due_on, StoredObligation.warn_on,
            Case.kind, Case.agency_id, Case.logged_unit_id, Case.unit_id, Case.handler_id,
        )
        .join(Case, Case.id == StoredObligation.case_id)
        .where(
            StoredObligation.agency_id == agency_id,
            StoredObligation.is_running,
            StoredObligation.warn_on <= farthest,
        )
        .order_by(*keys)
        .limit(AT_ONCE)
    )  # fmt: skip
    onward = stmt
    while rows := session.execute(onward).all():
        yield rows
        onward = stmt.where(tuple_(*keys) > (rows[-1].due_on, rows[-1].id))


def _step(
    seen: dict[Any, int | None],
    of_kind: Mapping[CaseKind, Ladder],
    today: date,
    calendar: Calendar,
    duty: Any,
    rung: Rung,
) -> int | None:
    """Give the step reached; few days stand behind many duties, so each is counted once."""
    steps = of_kind[duty.kind][rung]
    key = (steps, duty.warn_on, duty.due_on)
    if key not in seen:
        seen[key] = latest_step(
            steps, warn_on=duty.warn_on, due_on=duty.due_on, today=today, calendar=calendar
        )
    return seen[key]


def _case_of(duty: Any, office: Office) -> CasePlace:
    return CasePlace(
        duty.case_id,
        duty.agency_id,
        duty.logged_unit_id,
        duty.handler_id,
        office.place(duty.unit_id),
    )


def _row(duty: Any, told: Told, number: int, at: datetime) -> dict[str, Any]:
    return {
        "agency_id": duty.agency_id, "case_id": duty.case_id, "rule": duty.rule,
        "started_by": duty.started_by, "due_on": duty.due_on, "days": number, "rung": told.rung,
        "meant_for_id": told.meant_for_id, "recipient_id": told.recipient_id, "told_at": at,
    }  # fmt: skip


def of_duty() -> ColumnElement[bool]:
    """Give the condition under which the duty of a reminder still runs to the same day."""
    return and_(same_duty(StoredObligation, Reminder), StoredObligation.is_running)


def is_unseen() -> ColumnElement[bool]:
    """Give the condition of a reminder that its recipient has not yet acknowledged."""
    return and_(Reminder.acknowledged_at.is_(None), Reminder.closed_on.is_(None))


def close_what_is_over(session: Session, *, today: date) -> int:
    """Close the reminders of duties that were met, moved, or handed to somebody else."""
    handed_over = exists().where(
        Case.id == Reminder.case_id,
        Reminder.rung == Rung.HANDLER,
        func.coalesce(Case.handler_id, Reminder.meant_for_id) != Reminder.meant_for_id,
    )
    over = ~exists().where(of_duty())
    return change_rows(
        session, update(Reminder).where(is_unseen(), over | handed_over).values(closed_on=today)
    )
