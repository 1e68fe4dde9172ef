"""Papers are taken in with a receipt, and originals are given back."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.casework import intake
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails
from tracker.casework.papers_taken import PaperTyped, ReceiptDetails, give_back, take_papers
from tracker.casework.registration import PartyDetails
from tracker.law.kinds import CaseKind
from tracker.law.refusal_grounds import ReceptionRefusal
from tracker.law.terms import Refusal
from tracker.records.petitions import PartyRole
from tracker.records.reception import Visit, VisitOutcome
from tracker.records.visits import PaperCondition, PaperReceipt

DAY, LATER = date(2026, 11, 20), date(2026, 11, 23)
COPY = PaperTyped("Quyết định 12", 3, PaperCondition.COPY)
ORIGINAL = PaperTyped("Biên bản", 2, PaperCondition.ORIGINAL, field="papers-1-name")
DETAILS = ReceiptDetails(DAY, 2, time(9, 15), "Phòng tiếp dân", "Trần Thị Hạnh")
TAKEN = VisitDetails(DAY, factories.HANH, "Nộp đơn", VisitOutcome.PETITION_TAKEN)


def visited(session: Session, kind: CaseKind | None = CaseKind.COMPLAINT, **told: Any) -> Visit:
    """Log a visit with a petition of a kind, or one that was turned away."""
    refused = {"outcome": VisitOutcome.REFUSED, "refusal_ground": ReceptionRefusal.SETTLED}
    details = TAKEN if kind else replace(TAKEN, **refused)
    petition = replace(factories.petition_details(kind, received_on=DAY), **told) if kind else None
    made = intake.log_visit(
        session, factories.desk(session), details, petition, now=factories.moment(DAY)
    )
    assert made.visit is not None
    return made.visit


def taken(session: Session, visit: Visit, *papers: PaperTyped, **details: Any) -> PaperReceipt:
    """Take papers in."""
    by = factories.desk(session).user_id
    now = factories.moment(LATER)
    return take_papers(session, visit, papers, replace(DETAILS, **details), by=by, now=now)


def test_a_receipt_lists_what_was_handed_over(session: Session) -> None:
    receipt = taken(session, visited(session), COPY, ORIGINAL)

    session.expire_all()
    assert receipt.giver == "Trần Thị Hạnh"
    assert [(p.position, p.name, p.pages, p.condition.value) for p in receipt.papers] == [
        (1, "Quyết định 12", 3, "copy"), (2, "Biên bản", 2, "original"),
    ]  # fmt: skip


def test_of_a_denunciation_the_giver_is_not_kept(session: Session) -> None:
    receipt = taken(session, visited(session, CaseKind.DENUNCIATION), COPY)

    assert (receipt.giver, receipt.identity_issued) == (None, "")


@pytest.mark.parametrize("name", ["Đơn của Trần Thị Hạnh", "Giấy của HANH TRAN THI, 0912345678"])
def test_a_paper_that_names_the_denouncer_is_refused(session: Session, name: str) -> None:
    visit = visited(session, CaseKind.DENUNCIATION)

    with pytest.raises(Refusal, match="người tố cáo") as no:
        taken(session, visit, COPY, replace(ORIGINAL, name=name))

    assert no.value.field == "papers-1-name"


@pytest.mark.parametrize(
    ("papers", "details", "words"),
    [
        ((), {}, "ít nhất một tài liệu"),
        ((COPY,), {"received_on": date(2026, 11, 19)}, "trước ngày tiếp"),
        ((COPY,), {"received_on": date(2026, 11, 24)}, "tương lai"),
    ],
    ids=["nothing", "before the visit", "future"],
)
def test_a_receipt_without_sense_is_refused(
    session: Session, papers: tuple[PaperTyped, ...], details: dict[str, Any], words: str
) -> None:
    visit = visited(session)

    with pytest.raises(Refusal, match=words):
        taken(session, visit, *papers, **details)

    assert session.scalars(select(PaperReceipt)).all() == []


def test_who_was_turned_away_hands_nothing_over(session: Session) -> None:
    with pytest.raises(Refusal, match="đã bị từ chối"):
        taken(session, visited(session, None), COPY)


def test_papers_about_corruption_stay_on_paper(session: Session) -> None:
    on_paper = {
        "is_corruption": True, "paper_file_number": "HS-9", "summary": "",
        "parties": (PartyDetails(PartyRole.SENDER, Identity("")),),
    }  # fmt: skip
    visit = visited(session, CaseKind.DENUNCIATION, **on_paper)

    with pytest.raises(Refusal, match="trên giấy"):
        taken(session, visit, COPY)


def test_an_original_is_given_back_once(session: Session) -> None:
    receipt = taken(session, visited(session), COPY, ORIGINAL)
    original = receipt.papers[1]

    give_back(session, original, returned_on=LATER, note="Bà Hạnh", by=1, today=LATER)

    assert (original.returned_on, original.return_note) == (LATER, "Bà Hạnh")
    with pytest.raises(Refusal, match="đã được trả"):
        give_back(session, original, returned_on=LATER, note="", by=1, today=LATER)


@pytest.mark.parametrize(
    ("line", "day", "words"),
    [
        (0, LATER, "Chỉ bản gốc"),
        (1, date(2026, 11, 19), "trước ngày nhận"),
        (1, date(2026, 11, 24), "tương lai"),
    ],
    ids=["a copy", "before receipt", "future"],
)
def test_what_cannot_be_given_back_is_refused(
    session: Session, line: int, day: date, words: str
) -> None:
    receipt = taken(session, visited(session), COPY, ORIGINAL)

    with pytest.raises(Refusal, match=words):
        give_back(session, receipt.papers[line], returned_on=day, note="", by=1, today=LATER)


def test_whoever_took_an_original_of_a_denunciation_back_is_not_named(session: Session) -> None:
    receipt = taken(session, visited(session, CaseKind.DENUNCIATION), ORIGINAL)

    with pytest.raises(Refusal, match="người tố cáo"):
        give_back(
            session, receipt.papers[0], returned_on=LATER, note="tran thi hanh", by=1, today=LATER
        )
