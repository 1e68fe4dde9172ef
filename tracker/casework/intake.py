"""Log a visit of a citizen and the petition that came with it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import vietnamese
from tracker.casework import numbering
from tracker.casework.identity import Identity
from tracker.casework.registration import (
    Desk,
    Logged,
    PetitionDetails,
    check_day,
    check_secrecy,
    content_of,
    register_petition,
)
from tracker.law.kinds import SEALED_KINDS
from tracker.law.refusal_grounds import DECREE, LAW, WIDER_SINCE, ReceptionRefusal, refusals_on
from tracker.law.terms import Refusal
from tracker.records.names import LONGEST_KEY
from tracker.records.reception import (
    PETITION_OUTCOMES,
    Reception,
    ReceptionMode,
    Visit,
    VisitOutcome,
)


@dataclass(frozen=True, slots=True)
class VisitDetails:
    """What is typed of a visit; the visitor is the first party of the petition, if one is taken.

    `is_sealed` where the visit was about a denunciation: then the visitor's name is not kept.
    """

    visited_on: date
    visitor: Identity
    content: str
    outcome: VisitOutcome
    mode: ReceptionMode = ReceptionMode.REGULAR
    head_count: int = 1
    outcome_note: str = ""
    refusal_ground: ReceptionRefusal | None = None
    is_sealed: bool = False


def log_visit(
    session: Session,
    desk: Desk,
    visit: VisitDetails,
    petition: PetitionDetails | None,
    *,
    now: datetime,
) -> Logged:
    """Log a visit and, where a petition or statement was taken, the petition with its case."""
    check_day(visit.visited_on, now.date(), "visited_on")
    taken = visit.outcome in PETITION_OUTCOMES
    if taken != (petition is not None):
        raise Refusal("Hãy chọn loại đơn khi nhận đơn hoặc ghi lời trình bày.", field="kind")
    _check_refusal(visit)
    row = _visit_row(session, desk, visit, now)
    if visit.is_sealed or (petition and petition.kind in SEALED_KINDS):
        check_secrecy(f"{visit.content}\n{visit.outcome_note}", [visit.visitor])
        row.visitor_name = row.name_key = row.visitor_address = None
    if petition is None:
        session.add(row)
        session.flush()
        return Logged(visit=row)
    row.content = content_of(petition)
    logged = register_petition(session, desk, petition, now=now, visit=row)
    return Logged(row, logged.petition, logged.case)


def _check_refusal(visit: VisitDetails) -> None:
    """A refusal to receive names a ground that was in force on the day."""
    if visit.outcome is not VisitOutcome.REFUSED:
        return
    if visit.refusal_ground is None:
        raise Refusal(
            "Hãy chọn căn cứ từ chối tiếp.", article=f"{LAW}; {DECREE}", field="refusal_ground"
        )
    if visit.refusal_ground not in refusals_on(visit.visited_on):
        raise Refusal(
            "Căn cứ này chỉ áp dụng từ ngày %(since)s.",
            article=DECREE,
            field="refusal_ground",
            since=WIDER_SINCE,
        )


def _visit_row(session: Session, desk: Desk, visit: VisitDetails, now: datetime) -> Visit:
    return Visit(
        agency_id=desk.agency_id,
        reception=_reception(session, desk, visit),
        code=numbering.next_code(
            session, desk.agency_id, numbering.VISIT_SERIES, visit.visited_on.year
        ),
        visited_on=visit.visited_on,
        visitor_name=visit.visitor.full_name or None,
        name_key=vietnamese.name_key(visit.visitor.full_name)[:LONGEST_KEY] or None,
        visitor_address=visit.visitor.address or None,
        head_count=visit.head_count,
        content=visit.content.strip(),
        outcome=visit.outcome,
        outcome_note=visit.outcome_note,
        refusal_ground=visit.refusal_ground.value if visit.refusal_ground else None,
        recorded_by_id=desk.user_id,
        recorded_at=now,
    )


def _reception(session: Session, desk: Desk, visit: VisitDetails) -> Reception:
    """Give the session of that day and person, opened by its first visit."""
    found = session.scalars(
        select(Reception).where(
            Reception.unit_id == desk.unit_id,
            Reception.held_on == visit.visited_on,
            Reception.mode == visit.mode,
            Reception.receiver_id == desk.user_id,
        )
    ).first()
    return found or Reception(
        agency_id=desk.agency_id,
        unit_id=desk.unit_id,
        held_on=visit.visited_on,
        mode=visit.mode,
        receiver_id=desk.user_id,
    )
