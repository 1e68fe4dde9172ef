"""The purpose notice on every form that takes personal data: one text, wherever it stands.

What the agency has posted under that topic goes before the text that every agency begins with.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.law.postings import NoticeTopic
from tracker.law.processing import first_notice
from tracker.records.base import read
from tracker.records.notices import Notice, NoticePosting
from tracker.records.organisation import OrgUnit
from tracker.web.words import current_language


@dataclass(frozen=True, slots=True)
class PurposeNotice:
    """Who asks, and either the agency's own text or the parts of the first one."""

    agency: str
    posted: str = ""
    why: str = ""
    basis: str = ""
    retention: str = ""
    rights: str = ""
    hotline: str = ""


def purpose_notice(session: Session, agency_id: int, day: date) -> PurposeNotice:
    """Give the notice of an agency as it stands on a day, in one statement."""
    rows = read(
        session,
        select(OrgUnit.name, Notice.topic, Notice.title, Notice.body, NoticePosting.id)
        .outerjoin(
            NoticePosting,
            (NoticePosting.agency_id == OrgUnit.id)
            & (NoticePosting.posted_on <= day)
            & or_(NoticePosting.removed_on.is_(None), NoticePosting.removed_on > day),
        )
        .outerjoin(
            Notice,
            (Notice.id == NoticePosting.notice_id)
            & Notice.topic.in_((NoticeTopic.PRIVACY, NoticeTopic.HOTLINE)),
        )
        .where(OrgUnit.id == agency_id)
        .order_by(NoticePosting.posted_on.desc(), NoticePosting.id.desc()),
    ).all()
    agency = rows[0].name
    posted = next((row.body for row in rows if row.topic is NoticeTopic.PRIVACY), "")
    hotline = next((row.title for row in rows if row.topic is NoticeTopic.HOTLINE), "")
    if posted:
        return PurposeNotice(agency, posted=posted, hotline=hotline)
    said = {
        name: words.en if current_language() == "en" else words.vi
        for name, words in first_notice().items()
    }
    return PurposeNotice(agency, hotline=hotline, **said)
