"""The digest: one mail a person and day, put together in the morning, each sent on its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework import jobs
from tracker.casework.ladder import is_unseen, of_duty
from tracker.casework.openings_told import OpeningTold, of_mail, put_into_mail, waits_for_mail
from tracker.casework.recipients import Office
from tracker.law.calendar import Calendar
from tracker.law.reminding import may_remind, next_moment
from tracker.outside.post import Letter, PostError, PostFault
from tracker.records.base import add_new, change_rows
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import Case, StoredObligation
from tracker.records.jobs import JobKind
from tracker.records.organisation import User
from tracker.records.reminders import Mail, MailState, Reminder
from tracker.records.visibility import Reach, visible

MOST_LINES = 50  # Of one mail; the page has the rest.


@dataclass(frozen=True, slots=True)
class Line:
    """One duty in a digest: its case by code alone, nothing of who sent what."""

    case_id: int
    code: str
    rule: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Digest:
    """What the mail of one person says."""

    mail_id: int
    key: str
    day: date
    name: str
    address: str
    language: str
    total: int
    overdue: int
    lines: tuple[Line, ...]
    openings: tuple[OpeningTold, ...] = ()


class Post(Protocol):
    """The way out of the house for mail."""

    def send(self, letter: Letter) -> None:
        """Hand a mail over; return only when it was taken, raise PostError when not."""


class LaterError(Exception):
    """A job that must wait until a moment."""

    def __init__(self, until: datetime) -> None:
        """Say until when."""
        super().__init__(f"{until:%H:%M %d/%m/%Y}")
        self.until = until


def prepare(session: Session, agency_id: int, *, at: datetime, calendar: Calendar) -> Iterator[int]:
    """Put the digests of an agency together; keep what was written after each number given."""
    if not may_remind(at, calendar):
        return
    office = Office(session, agency_id, at.date())
    waiting = (
        select(Reminder.recipient_id)
        .join(User, User.id == Reminder.recipient_id)
        .where(
            Reminder.agency_id == agency_id, Reminder.mail_id.is_(None), is_unseen(),
            User.email != "",
        )
        .distinct()
    )  # fmt: skip
    told = select(User.id).where(
        User.agency_id == agency_id, User.email != "", waits_for_mail(User.id)
    )
    for user_id in sorted({*session.scalars(waiting), *session.scalars(told)}):
        reach = office.people.get(user_id)
        if reach is not None and not office.is_away(user_id):
            yield _prepare_one(session, reach, at)


def _prepare_one(session: Session, reach: Reach, at: datetime) -> int:
    open_ = _open(reach).where(Reminder.mail_id.is_(None))
    has_duty = session.scalar(open_.with_only_columns(Reminder.id).limit(1)) is not None
    if not has_duty and not session.scalar(select(waits_for_mail(reach.user_id))):
        return 0
    row = {
        "agency_id": reach.agency_id, "recipient_id": reach.user_id, "day": at.date(),
        "state": MailState.QUEUED, "attempts": 0, "next_try_at": at, "created_at": at,
    }  # fmt: skip
    if not add_new(session, Mail, [row]):
        return 0  # Today's digest is there; what came after it waits for tomorrow's.
    mail_id = session.scalars(
        select(Mail.id).where(Mail.recipient_id == reach.user_id, Mail.day == at.date())
    ).one()
    told = update(Reminder).where(Reminder.id.in_(open_.with_only_columns(Reminder.id)))
    change_rows(session, told.values(mail_id=mail_id))
    put_into_mail(session, reach, mail_id)
    jobs.put(session, JobKind.MAIL, str(mail_id), now=at, payload={"mail": mail_id})
    return 1


def _open(reach: Reach) -> Select[Any]:
    """Select the reminders of a person that stand open and that the person may still see."""
    return (
        select(Reminder)
        .join(Case, Case.id == Reminder.case_id)
        .join(StoredObligation, of_duty())
        .where(
            Reminder.recipient_id == reach.user_id, is_unseen(),
            visible(reach, Permission.CASE_READ),
        )
    )  # fmt: skip


def read(session: Session, mail: Mail, reach: Reach) -> Digest:
    """Give what a mail says now: what was met or acknowledged since is left out."""
    mine = _open(reach).where(Reminder.mail_id == mail.id)
    duty = (Case.id, Case.code, Reminder.rule, Reminder.started_by, Reminder.due_on)
    each = mine.with_only_columns(*duty).distinct()
    late = each.where(Reminder.due_on < mail.day)
    total, overdue = (
        session.scalar(select(func.count()).select_from(stmt.subquery())) or 0
        for stmt in (each, late)
    )
    rows = session.execute(each.order_by(Reminder.due_on, Case.id).limit(MOST_LINES)).all()
    user = session.get_one(User, mail.recipient_id)
    return Digest(
        mail.id, f"{mail.recipient_id}.{mail.day:%Y%m%d}", mail.day, user.full_name, user.email,
        user.language, total, overdue,
        tuple(Line(row.id, row.code, row.rule, row.due_on) for row in rows),
        of_mail(session, reach, mail.id),
    )  # fmt: skip


def deliver(
    session: Session,
    mail_id: int,
    *,
    clock: Callable[[], datetime],
    compose: Callable[[Digest], Letter],
    post: Post | None,
) -> Iterator[int]:
    """Send one mail; keep what was written at each number given, the last one at once.

    Between the answer of the mail server and the kept state lies one UPDATE. Whoever dies just
    there sends the mail again, with the same Message-ID.
    """
    mail, now = session.get_one(Mail, mail_id), clock()
    if mail.state in {MailState.SENT, MailState.GIVEN_UP}:
        return
    calendar = calendar_in_use(session)
    if not may_remind(now, calendar):
        mail.next_try_at = next_moment(now, calendar)
        yield 0
        raise LaterError(mail.next_try_at)
    digest = _digest_of(session, mail, now.date())
    fault = _why_not(post, digest)
    if fault is not None or post is None or digest is None:
        _settle(mail, MailState.GIVEN_UP, fault)
        yield 0
        return
    letter = compose(digest)
    mail.attempts += 1
    yield 0  # Nothing is held in the database while the mail server is spoken with.
    try:
        post.send(letter)
    except PostError as refused:
        _failed(mail, refused, clock(), calendar)
        yield 0
        if mail.next_try_at is not None:
            raise LaterError(mail.next_try_at) from refused
        return
    _settle(mail, MailState.SENT, None, at=clock())
    yield 1


def _digest_of(session: Session, mail: Mail, today: date) -> Digest | None:
    reach = Office(session, mail.agency_id, today).people.get(mail.recipient_id)
    return None if reach is None else read(session, mail, reach)


def _why_not(post: Post | None, digest: Digest | None) -> PostFault | None:
    """Give why a mail is not sent at all, None where nothing stands against it."""
    if post is None:
        return PostFault.NO_SERVER
    if digest is None:
        return PostFault.NO_ROLE
    if not digest.address:
        return PostFault.NO_ADDRESS
    return None if digest.total or digest.openings else PostFault.NOTHING


def _failed(mail: Mail, refused: PostError, now: datetime, calendar: Calendar) -> None:
    if mail.attempts >= jobs.MOST_TRIES:
        _settle(mail, MailState.GIVEN_UP, refused.fault, code=refused.code)
        return
    mail.state, mail.fault, mail.code = MailState.FAILED, refused.fault.value, refused.code
    mail.next_try_at = next_moment(now + jobs.wait_after(mail.attempts), calendar)


def _settle(
    mail: Mail,
    state: MailState,
    fault: PostFault | None,
    *,
    code: int | None = None,
    at: datetime | None = None,
) -> None:
    mail.state, mail.fault, mail.code = state, fault and fault.value, code
    mail.next_try_at, mail.sent_at = None, at
