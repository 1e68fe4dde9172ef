"""Draft a text for the public, post it, take it down: what was posted stays on record."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.casework.posted_names import refuse_telling_anybody
from tracker.law.postings import NoticeTopic, PostingDuty, Spot, missing
from tracker.law.terms import Refusal, Stale
from tracker.records.notices import Notice, NoticePosting
from tracker.records.organisation import OrgUnit
from tracker.vietnamese import digits

FEWEST_DIGITS = 3  # A hotline may be a short number.
REPLACED = "Thay bằng bản mới"


@dataclass(frozen=True, slots=True)
class NoticeDetails:
    """What is typed of a text."""

    topic: NoticeTopic
    title: str
    body: str
    number: str = ""
    issued_on: date | None = None


def draft(
    session: Session, agency_id: int, details: NoticeDetails, *, by: int, now: datetime
) -> Notice:
    """Begin a text, not yet posted anywhere."""
    _check(details, now.date())
    notice = Notice(agency_id=agency_id, drafted_by_id=by, drafted_at=now)
    _take(notice, details)
    session.add(notice)
    session.flush()
    return notice


def revise(
    session: Session, notice: Notice, details: NoticeDetails, *, version: int | None, today: date
) -> None:
    """Change a text that was never posted; one that was stays as people read it."""
    if notice.postings:
        raise Refusal("Bản này đã niêm yết nên giữ nguyên: hãy soạn bản mới để thay.")
    if version != notice.version:
        raise Stale(notice.title)
    _check(details, today)
    _take(notice, details)
    session.flush()


def post(
    session: Session,
    notice: Notice,
    spot: Spot,
    *,
    place: str,
    posted_on: date,
    by: int,
    now: datetime,
) -> NoticePosting:
    """Record that a text was posted; an older one on the same topic there comes down that day."""
    if posted_on > now.date():
        raise Refusal("Ngày niêm yết không thể ở sau hôm nay.", field="posted_on")
    if notice.issued_on and posted_on < notice.issued_on:
        raise Refusal("Ngày niêm yết phải từ ngày ban hành trở đi.", field="posted_on")
    told = f"{notice.title}\n{notice.body}"
    refuse_telling_anybody(session, notice.agency_id, {"posted_on": told})
    for standing in _standing(session, notice, spot, place):
        if standing.notice_id == notice.id:
            raise Refusal("Bản này đang được niêm yết ở đó.", field="spot")
        if posted_on < standing.posted_on:
            raise Refusal(
                "Bản trước niêm yết ở đó từ ngày %(day)s; ngày này phải từ ngày đó trở đi.",
                field="posted_on",
                day=standing.posted_on,
            )
        _remove(standing, posted_on, REPLACED, by)
    posting = NoticePosting(
        agency_id=notice.agency_id,
        notice=notice,
        spot=spot,
        place=place,
        posted_on=posted_on,
        recorded_by_id=by,
        recorded_at=now,
    )
    session.add(posting)
    session.flush()
    return posting


def take_down(
    session: Session, posting: NoticePosting, *, removed_on: date, reason: str, by: int, today: date
) -> None:
    """Record that a posted text came down, and why."""
    if posting.removed_on is not None:
        raise Refusal("Bản này đã được gỡ.")
    if removed_on > today:
        raise Refusal("Ngày gỡ không thể ở sau hôm nay.", field="removed_on")
    if removed_on < posting.posted_on:
        raise Refusal("Ngày gỡ phải từ ngày niêm yết trở đi.", field="removed_on")
    _remove(posting, removed_on, reason, by)
    session.flush()


def missing_texts(session: Session, agency_id: int, today: date) -> tuple[PostingDuty, ...]:
    """Give what the law asks the agency to have posted and that stands nowhere today."""
    stands = (
        select(Notice.agency_id, Notice.topic)
        .join(NoticePosting)
        .where(
            NoticePosting.posted_on <= today,
            or_(NoticePosting.removed_on.is_(None), NoticePosting.removed_on > today),
        )
        .subquery()
    )
    rows = session.execute(
        select(OrgUnit.profile, stands.c.topic)
        .outerjoin(stands, stands.c.agency_id == OrgUnit.id)
        .where(OrgUnit.id == agency_id)
        .distinct()
    ).all()
    return missing(rows[0].profile, today, {row.topic for row in rows})


def _check(details: NoticeDetails, today: date) -> None:
    if details.issued_on and details.issued_on > today:
        raise Refusal("Ngày ban hành không thể ở sau hôm nay.", field="issued_on")
    if details.topic is NoticeTopic.HOTLINE and len(digits(details.title)) < FEWEST_DIGITS:
        raise Refusal("Tiêu đề của đường dây nóng là số máy, ví dụ 0255 3822 000.", field="title")


def _take(notice: Notice, details: NoticeDetails) -> None:
    notice.topic = details.topic
    notice.title = details.title
    notice.number = details.number
    notice.issued_on = details.issued_on
    notice.body = details.body


def _standing(session: Session, notice: Notice, spot: Spot, place: str) -> list[NoticePosting]:
    """Give what a posting would stand beside: the same text, or another on the same topic."""
    rows = session.scalars(
        select(NoticePosting)
        .join(Notice)
        .where(
            NoticePosting.agency_id == notice.agency_id,
            NoticePosting.spot == spot,
            NoticePosting.place == place,
            NoticePosting.removed_on.is_(None),
            Notice.topic == notice.topic,
        )
    )
    several = notice.topic is NoticeTopic.OTHER  # Notices of this topic stand side by side.
    return [row for row in rows if not several or row.notice_id == notice.id]


def _remove(posting: NoticePosting, on: date, reason: str, by: int) -> None:
    posting.removed_on = on
    posting.removal_reason = reason
    posting.removed_by_id = by
