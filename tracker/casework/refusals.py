"""Issue the head's written notice that a citizen is not received (Mẫu số 01/TCD)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission, roles_with
from tracker.law.refusal_grounds import DECREE, IN_WRITING
from tracker.law.terms import Refusal
from tracker.records.reception import Visit
from tracker.records.visibility import Reach
from tracker.records.visits import RefusalNotice

ARTICLE = "Điều 4 khoản 3 Nghị định 154/2026/NĐ-CP"


@dataclass(frozen=True, slots=True)
class NoticeDetails:
    """What is typed of a notice of refusal."""

    number: str
    issued_on: date
    signer: str
    signer_post: str = ""
    superior: str = ""
    signed_at: str = ""
    identity_issued: str = ""
    recipients: str = ""


def issue_notice(
    session: Session, visit: Visit, details: NoticeDetails, *, by: Reach, now: datetime
) -> RefusalNotice:
    """Record that the head issued the notice for a refusal that needs one."""
    _check_issuer(visit, by)
    _check_day(visit, details.issued_on, now.date())
    if visit.ground not in IN_WRITING:
        raise Refusal(
            "Căn cứ này được người tiếp giải thích trực tiếp, không cần thông báo bằng văn bản.",
            article=DECREE,
        )
    if notice_of(session, visit.id) is not None:
        raise Refusal("Đã ban hành thông báo cho lượt tiếp này.", field="number")
    notice = RefusalNotice(
        agency_id=visit.agency_id,
        visit_id=visit.id,
        **asdict(details),
        recorded_by_id=by.user_id,
        recorded_at=now,
    )
    session.add(notice)
    session.flush()
    return notice


def notice_of(session: Session, visit_id: int) -> RefusalNotice | None:
    """Give the notice that was issued for a visit."""
    return session.scalars(
        select(RefusalNotice).where(RefusalNotice.visit_id == visit_id)
    ).one_or_none()


def last_notice(session: Session, agency_id: int) -> RefusalNotice | None:
    """Give the newest notice of an agency: its head and superior body stay the same for years."""
    return session.scalars(
        select(RefusalNotice)
        .where(RefusalNotice.agency_id == agency_id)
        .order_by(RefusalNotice.id.desc())
        .limit(1)
    ).first()


def ground_day(visit: Visit) -> date:
    """Give the day from which the limit for the notice is counted."""
    return visit.ground_complete_on or visit.visited_on


def _check_issuer(visit: Visit, by: Reach) -> None:
    if by.agency_id != visit.agency_id or not by.scopes(Permission.REFUSAL_ISSUE):
        raise Refusal(
            "Thông báo từ chối tiếp công dân do %(who)s ký.",
            article=ARTICLE,
            who=roles_with(Permission.REFUSAL_ISSUE),
        )


def _check_day(visit: Visit, issued_on: date, today: date) -> None:
    if issued_on > today:
        raise Refusal("Ngày không được ở tương lai.", field="issued_on")
    if issued_on < ground_day(visit):
        raise Refusal(
            "Ngày ban hành trước ngày có đủ căn cứ từ chối.", article=ARTICLE, field="issued_on"
        )
