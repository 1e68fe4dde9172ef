"""Link petitions of the same matter and undo it with a reason; both stay as history."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.casework.identity import SECRECY, refuse_naming_in
from tracker.law.terms import Refusal
from tracker.records.matters import SameMatterLink, holds
from tracker.records.petitions import Petition
from tracker.records.visibility import Reach

LONGEST_REASON = 500


def link(
    session: Session, petition: Petition, other: Petition, *, reason: str, by: Reach, now: datetime
) -> SameMatterLink:
    """Link two petitions of the same matter; nothing else of them changes."""
    if petition.id == other.id or petition.agency_id != other.agency_id:
        raise Refusal("Hãy ghi mã của một đơn khác trong cơ quan này.", field="code")
    check_secrecy_between(other, is_sealed=petition.is_sealed, field="code")
    refuse_naming_in((petition, other), reason=reason)
    _hold(session, petition, other)
    if _is_linked(session, petition, other):
        raise Refusal("Hai đơn này đã được liên kết.", field="code")
    later, earlier = sorted((petition, other), key=lambda p: (p.received_on, p.id), reverse=True)
    return note_link(session, later, earlier, reason=reason, by=by.user_id, now=now)


def undo(
    session: Session, made: SameMatterLink, *, reason: str, by: Reach, now: datetime
) -> SameMatterLink:
    """Undo a link made by mistake; that it was made and undone, by whom and why, stays."""
    if not reason.strip():
        raise Refusal("Hãy ghi lý do bỏ liên kết.", field="reason")
    refuse_naming_in((made.petition, made.earlier), reason=reason)
    _hold(session, made.petition, made.earlier)
    still = select(SameMatterLink.id).where(SameMatterLink.id == made.id, holds(SameMatterLink))
    if session.scalar(still) is None:
        raise Refusal("Liên kết này đã được bỏ.", field="reason")
    return _add(session, made.petition, made.earlier, made.id, reason, by.user_id, now)


def note_link(
    session: Session, petition: Petition, earlier: Petition, *, reason: str, by: int, now: datetime
) -> SameMatterLink:
    """Enter that a petition is of the same matter as an earlier one."""
    return _add(session, petition, earlier, None, reason, by, now)


def check_secrecy_between(earlier: Petition, *, is_sealed: bool, field: str) -> None:
    """Refuse a link between a denunciation and a petition that names its sender, either way."""
    if earlier.is_sealed != is_sealed:
        raise Refusal(
            "Không liên kết đơn tố cáo với đơn khác loại: mối liên kết có thể làm lộ người tố cáo.",
            article=SECRECY,
            field=field,
        )


def _is_linked(session: Session, one: Petition, other: Petition) -> bool:
    pair = (one.id, other.id)
    found = select(SameMatterLink.id).where(
        SameMatterLink.petition_id.in_(pair), SameMatterLink.earlier_id.in_(pair),
        holds(SameMatterLink),
    )  # fmt: skip
    return session.scalar(found.limit(1)) is not None


def _hold(session: Session, one: Petition, other: Petition) -> None:
    """Let two people who link or undo at the same time follow one another."""
    rows = select(Petition.id).where(or_(Petition.id == one.id, Petition.id == other.id))
    session.execute(rows.order_by(Petition.id).with_for_update())


def _add(
    session: Session,
    petition: Petition,
    earlier: Petition,
    undoes_id: int | None,
    reason: str,
    by: int,
    now: datetime,
) -> SameMatterLink:
    row = SameMatterLink(
        agency_id=petition.agency_id,
        petition=petition,
        earlier=earlier,
        undoes_id=undoes_id,
        reason=reason.strip()[:LONGEST_REASON],
        recorded_by_id=by,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    return row
