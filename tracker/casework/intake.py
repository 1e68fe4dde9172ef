"""Log a visit of a citizen and the petition that came with it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker import vietnamese
from tracker.casework.books import check_open
from tracker.casework.conclusions import refuse_noted
from tracker.casework.identity import Identity
from tracker.casework.numbering import next_codes
from tracker.casework.registration import (
    Desk,
    Logged,
    PetitionDetails,
    check_day,
    check_secrecy,
    content_of,
    register_petition,
    series_of,
    visit_series,
)
from tracker.casework.visitors import NOBODY_ELSE, Coming, Visitors, check_visitors, keep_visitors
from tracker.law.kinds import SEALED_KINDS, CaseKind
from tracker.law.refusal_grounds import DECREE, LAW, WIDER_SINCE, ReceptionRefusal, refusals_on
from tracker.law.terms import Refusal
from tracker.records.names import LONGEST_KEY
from tracker.records.reception import (
    PETITION_OUTCOMES,
    Reception,
    ReceptionForm,
    ReceptionMode,
    Visit,
    VisitOutcome,
)

# Put together once: asked at every visit.
SAME_RECEPTION = select(Reception).where(
    *(
        getattr(Reception, name) == bindparam(name)
        for name in ("unit_id", "held_on", "mode", "receiver_id")
    )
)


@dataclass(frozen=True, slots=True)
class VisitDetails:
    """What is typed of a visit; the visitor is the first party of the petition, if one is taken.

    `is_sealed` where the visit was about a denunciation: then the visitor's name is not kept.
    `settled_on_paper` is how a petition ended that a paper book already told; it opens no case.
    """

    visited_on: date
    visitor: Identity
    content: str
    outcome: VisitOutcome
    mode: ReceptionMode = ReceptionMode.REGULAR
    head_count: int = 1
    outcome_note: str = ""
    refusal_ground: ReceptionRefusal | None = None
    ground_complete_on: date | None = None
    is_sealed: bool = False
    kind: CaseKind | None = None
    visitors: Visitors = NOBODY_ELSE
    settled_on_paper: str = ""


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
    taken = visit.outcome in PETITION_OUTCOMES and not visit.settled_on_paper
    if taken != (petition is not None):
        raise Refusal("Hãy chọn loại đơn khi nhận đơn hoặc ghi lời trình bày.", field="kind")
    _check_refusal(visit, now.date())
    kind = petition.kind if petition else visit.kind
    if not visit.settled_on_paper:
        check_visitors(visit.visitors, _coming(visit, kind))
    series = visit_series(visit.visited_on)
    more = series_of(petition) if petition else []
    codes = next_codes(session, desk.agency_id, [series, *more])
    check_open(session, visit.visited_on, "visited_on", unit_id=desk.unit_id)
    row = _visit_row(session, desk, visit, now)
    row.kind, row.code = kind, codes[series]
    is_sealed = visit.is_sealed or kind in SEALED_KINDS
    keep_visitors(session, row, visit.visitor, visit.visitors, is_sealed=is_sealed)
    if is_sealed:
        _check_session(session, row.reception, visit.visitor)
        check_secrecy(f"{visit.content}\n{visit.outcome_note}", [visit.visitor])
        row.visitor_name = row.name_key = row.visitor_address = None
    if petition is None:
        session.add(row)
        session.flush()
        return Logged(visit=row)
    row.content = content_of(petition)
    logged = register_petition(session, desk, petition, now=now, visit=row, codes=codes)
    return Logged(row, logged.petition, logged.case)


def _check_session(session: Session, reception: Reception, visitor: Identity) -> None:
    """Keep a denouncer out of an online session and of one whose papers already name him."""
    if reception.form is ReceptionForm.ONLINE:
        raise Refusal(
            "Không tiếp tố cáo trực tuyến khi danh tính được giữ bí mật: hãy tiếp trực tiếp.",
            article="Điều 20 Nghị định 154/2026/NĐ-CP",
            field="mode",
        )
    if reception.id is not None:
        refuse_noted(session, reception.id, visitor)


def _coming(visit: VisitDetails, kind: CaseKind | None) -> Coming:
    return Coming(visit.visited_on, kind, visit.head_count, visit.outcome, visit.refusal_ground)


def _check_refusal(visit: VisitDetails, today: date) -> None:
    """A refusal to receive names a ground that was in force on the day, complete since when."""
    complete_on = visit.ground_complete_on
    if complete_on and not visit.visited_on <= complete_on <= today:
        raise Refusal(
            "Ngày có đủ căn cứ từ chối phải từ ngày tiếp đến hôm nay.",
            article="Điều 4 khoản 3 Nghị định 154/2026/NĐ-CP",
            field="ground_complete_on",
        )
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
        visited_on=visit.visited_on,
        visitor_name=visit.visitor.full_name or None,
        name_key=vietnamese.name_key(visit.visitor.full_name)[:LONGEST_KEY] or None,
        visitor_address=visit.visitor.address or None,
        head_count=visit.head_count,
        content=visit.content.strip(),
        outcome=visit.outcome,
        outcome_note=visit.settled_on_paper or visit.outcome_note,
        refusal_ground=visit.refusal_ground.value if visit.refusal_ground else None,
        ground_complete_on=visit.ground_complete_on,
        recorded_by_id=desk.user_id,
        recorded_at=now,
    )


def _reception(session: Session, desk: Desk, visit: VisitDetails) -> Reception:
    """Give the session of that day, the head's for the head's modes, opened by its first visit."""
    opened = _opened(session, desk, visit)
    if opened is not None:
        return opened
    found = session.scalars(
        SAME_RECEPTION,
        {
            "unit_id": desk.unit_id,
            "held_on": visit.visited_on,
            "mode": visit.mode,
            "receiver_id": desk.user_id,
        },
    ).one_or_none()
    if found is not None and found.ends_at is not None:
        raise Refusal("Buổi tiếp ngày này đã kết thúc nên không ghi thêm được.", field="visited_on")
    return found or Reception(
        agency_id=desk.agency_id,
        unit_id=desk.unit_id,
        held_on=visit.visited_on,
        mode=visit.mode,
        receiver_id=desk.user_id,
    )


def _opened(session: Session, desk: Desk, visit: VisitDetails) -> Reception | None:
    """Give the session that was opened for someone else to receive in, where one is."""
    if visit.mode is ReceptionMode.REGULAR:
        return None
    return session.scalars(
        select(Reception)
        .where(
            Reception.unit_id == desk.unit_id,
            Reception.held_on == visit.visited_on,
            Reception.mode == visit.mode,
            Reception.begins_at.is_not(None),
            Reception.ends_at.is_(None),
        )
        .order_by(Reception.id.desc())
        .limit(1)
    ).first()
