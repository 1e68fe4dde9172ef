"""What the pages about posted texts read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.law.postings import NoticeTopic, PostingDuty, Spot, duty_of
from tracker.law.settlers import Profile
from tracker.records.notices import Notice, NoticePosting
from tracker.records.organisation import OrgUnit
from tracker.web.asked import MOST_NUMBER

MOST_OLD = 50


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic on the list: what stands where, and what the law asks."""

    topic: NoticeTopic
    duty: PostingDuty | None
    standing: Sequence[NoticePosting]

    @property
    def is_missing(self) -> bool:
        """Say whether the law asks for a text that is posted nowhere."""
        return self.duty is not None and not self.standing


def standing_on(day: date) -> ColumnElement[bool]:
    """Give the condition under which a posting stands on a day."""
    return and_(
        NoticePosting.posted_on <= day,
        or_(NoticePosting.removed_on.is_(None), NoticePosting.removed_on > day),
    )


def topics(session: Session, agency_id: int, today: date) -> list[TopicLine]:
    """Give every topic with the texts that stand today."""
    standing = session.scalars(
        select(NoticePosting)
        .options(joinedload(NoticePosting.notice))
        .where(NoticePosting.agency_id == agency_id, standing_on(today))
        .order_by(NoticePosting.posted_on, NoticePosting.id)
    ).all()
    profile = session.scalar(select(OrgUnit.profile).where(OrgUnit.id == agency_id))
    assert profile is not None  # noqa: S101 - the agency of who is signed in
    return [
        TopicLine(
            topic,
            duty_of(topic, Profile(profile), today),
            [posting for posting in standing if posting.notice.topic is topic],
        )
        for topic in NoticeTopic
    ]


def others(session: Session, agency_id: int, today: date) -> list[Notice]:
    """Give drafts and texts that no longer stand anywhere, the newest first."""
    stands = (
        select(NoticePosting.id)
        .where(NoticePosting.notice_id == Notice.id, standing_on(today))
        .exists()
    )
    return list(
        session.scalars(
            select(Notice)
            .options(selectinload(Notice.postings))
            .where(Notice.agency_id == agency_id, ~stands)
            .order_by(Notice.id.desc())
            .limit(MOST_OLD)
        )
    )


def notice_or_404(session: Session, agency_id: int, notice_id: int) -> Notice:
    """Give a text of the agency with its postings, or say that it does not exist."""
    if notice_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(Notice)
        .options(
            selectinload(Notice.postings).joinedload(NoticePosting.recorded_by),
            joinedload(Notice.drafted_by),
        )
        .where(Notice.id == notice_id, Notice.agency_id == agency_id)
    ).one_or_none()
    return found or abort(404)


def posting_or_404(session: Session, agency_id: int, posting_id: int) -> NoticePosting:
    """Give a posting of the agency, or say that it does not exist."""
    if posting_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(NoticePosting)
        .options(joinedload(NoticePosting.notice))
        .where(NoticePosting.id == posting_id, NoticePosting.agency_id == agency_id)
    ).one_or_none()
    return found or abort(404)


def agencies(session: Session) -> list[OrgUnit]:
    """Give the agencies of this installation, for the public."""
    return list(
        session.scalars(
            select(OrgUnit).where(OrgUnit.agency_id == OrgUnit.id).order_by(OrgUnit.path)
        )
    )


def agency_or_404(session: Session, agency_id: int) -> OrgUnit:
    """Give an agency, or say that it does not exist."""
    found = session.get(OrgUnit, agency_id) if agency_id <= MOST_NUMBER else None
    return found if found is not None and found.is_agency else abort(404)


def published(session: Session, agency_id: int, today: date) -> list[Notice]:
    """Give the texts that stand on the website today, in the order of their topics."""
    rows = session.scalars(
        select(Notice)
        .join(NoticePosting)
        .where(
            Notice.agency_id == agency_id, NoticePosting.spot == Spot.WEBSITE, standing_on(today)
        )
        .order_by(Notice.id)
        .distinct()
    ).all()
    order = list(NoticeTopic)
    return sorted(rows, key=lambda notice: order.index(notice.topic))
