"""Take papers in with a receipt (Mẫu số 02/TCD), and give originals back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.identity import SECRECY, Identity, identity_of, reveals
from tracker.casework.registration import CORRUPTION
from tracker.law.originals import receipt_article
from tracker.law.terms import Refusal
from tracker.records.petitions import Petition
from tracker.records.reception import Visit, VisitOutcome
from tracker.records.visits import PaperCondition, PaperReceipt, ReceivedPaper


@dataclass(frozen=True, slots=True)
class PaperTyped:
    """One line of a receipt, as typed; `field` is where it stands in the form."""

    name: str
    pages: int
    condition: PaperCondition
    field: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptDetails:
    """What is typed of a receipt beside its lines."""

    received_on: date
    copies: int
    received_at: time | None = None
    place: str = ""
    giver: str = ""
    identity_issued: str = ""


def take_papers(
    session: Session,
    visit: Visit,
    papers: Sequence[PaperTyped],
    details: ReceiptDetails,
    *,
    by: int,
    now: datetime,
) -> PaperReceipt:
    """Record what was handed over; of a denunciation without the name of the giver."""
    petition = session.scalars(select(Petition).where(Petition.visit_id == visit.id)).first()
    _check_visit(visit, petition)
    _check_day(visit, details.received_on, now.date())
    if not papers:
        raise Refusal("Hãy ghi ít nhất một tài liệu.", field="papers-0-name")
    hidden = _hidden(petition)
    _check_secrecy(papers, details, hidden)
    receipt = PaperReceipt(
        agency_id=visit.agency_id,
        visit_id=visit.id,
        received_on=details.received_on,
        received_at=details.received_at,
        place=details.place,
        giver=None if hidden or visit.visitor_name is None else details.giver or None,
        identity_issued="" if hidden else details.identity_issued,
        copies=details.copies,
        receiver_id=by,
        recorded_at=now,
    )
    receipt.papers = [_line(receipt, place, paper) for place, paper in enumerate(papers, 1)]
    session.add(receipt)
    session.flush()
    return receipt


def give_back(
    session: Session, paper: ReceivedPaper, *, returned_on: date, note: str, by: int, today: date
) -> None:
    """Record that an original was given back to whom it belongs."""
    if paper.condition is not PaperCondition.ORIGINAL:
        raise Refusal("Chỉ bản gốc phải trả lại.", field="returned_on")
    if paper.returned_on is not None:
        raise Refusal("Bản gốc này đã được trả.", field="returned_on")
    if returned_on > today:
        raise Refusal("Ngày không được ở tương lai.", field="returned_on")
    if returned_on < paper.receipt.received_on:
        raise Refusal("Ngày trả trước ngày nhận.", field="returned_on")
    petition = session.scalars(
        select(Petition).where(Petition.visit_id == paper.receipt.visit_id)
    ).first()
    _refuse_naming(note, _hidden(petition), "note")
    paper.returned_on = returned_on
    paper.return_note = note
    paper.returned_by_id = by
    session.flush()


def _line(receipt: PaperReceipt, position: int, paper: PaperTyped) -> ReceivedPaper:
    return ReceivedPaper(
        agency_id=receipt.agency_id,
        position=position,
        name=paper.name,
        pages=paper.pages,
        condition=paper.condition,
    )


def _check_visit(visit: Visit, petition: Petition | None) -> None:
    if visit.outcome is VisitOutcome.REFUSED:
        raise Refusal("Lượt tiếp này đã bị từ chối: không nhận tài liệu.")
    if petition is not None and petition.paper_file_number is not None:
        raise Refusal(
            "Tố cáo tham nhũng: lập giấy biên nhận trên giấy, không ghi vào hệ thống.",
            article=CORRUPTION,
        )


def _check_day(visit: Visit, received_on: date, today: date) -> None:
    if received_on > today:
        raise Refusal("Ngày không được ở tương lai.", field="received_on")
    if received_on < visit.visited_on:
        raise Refusal(
            "Ngày nhận trước ngày tiếp.",
            article=receipt_article(visit.visited_on),
            field="received_on",
        )


def _hidden(petition: Petition | None) -> list[Identity]:
    parties = petition.parties if petition is not None else ()
    return [identity_of(p) for p in parties if p.sealed_identity is not None]


def _check_secrecy(
    papers: Sequence[PaperTyped], details: ReceiptDetails, hidden: list[Identity]
) -> None:
    _refuse_naming(details.place, hidden, "place")
    for paper in papers:
        _refuse_naming(paper.name, hidden, paper.field)


def _refuse_naming(text: str, hidden: list[Identity], field: str) -> None:
    if any(reveals(text, who) for who in hidden):
        raise Refusal(
            "Nội dung này để lộ họ tên, số điện thoại hoặc số định danh của người tố cáo: "
            "hãy viết “người tố cáo”.",
            article=SECRECY,
            field=field,
        )
