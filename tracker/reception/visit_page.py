"""All that a visit's page shows beside the visit: people, refusal, papers, the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.access import Permission
from tracker.casework.events import law_events
from tracker.casework.offer import offer
from tracker.casework.refusals import ground_day, notice_of
from tracker.casework.visitors import acting_number_of, number_of, representative_number_of
from tracker.law.acting import NeededPaper, ShownPaper, missing_papers
from tracker.law.calendar import Calendar
from tracker.law.desk_answer import DeskAnswer, Manner
from tracker.law.events import EventType
from tracker.law.identity_number import Doubt, doubts, masked
from tracker.law.obligations import Obligation, obligations
from tracker.law.originals import ReturnDue, return_due
from tracker.law.rulebook import Rulebook
from tracker.law.standing import Status
from tracker.reception.refusal_clock import RefusalClock, refusal_clock
from tracker.records.cases import Case, CaseEvent, PetitionLink
from tracker.records.reception import Visit
from tracker.records.visibility import Reach, visible
from tracker.records.visits import (
    PaperCondition,
    PaperReceipt,
    ReceivedPaper,
    RefusalNotice,
    VisitRepresentative,
)

ANSWER_RULE = "TCD-28.1"


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a page may show one: the number masked, with what is doubtful about it."""

    name: str
    number: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """An answer that was given to the citizen."""

    on: date
    answer: DeskAnswer | None
    manner: Manner | None
    document_number: str
    by: str


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """The duty to answer on one case of the visit, and what was answered."""

    case: Case
    duty: Obligation | None
    status: Status | None
    told: tuple[AnswerTold, ...]
    may_answer: bool


@dataclass(frozen=True, slots=True)
class VisitPage:
    """What this person sees of a visit now."""

    visit: Visit
    number: str
    doubts: tuple[Doubt, ...]
    acting: Named | None
    shown: tuple[ShownPaper, ...]
    missing: tuple[NeededPaper, ...]
    representatives: tuple[Named, ...]
    clock: RefusalClock | None
    notice: RefusalNotice | None
    receipts: tuple[PaperReceipt, ...]
    answers: tuple[AnswerDue, ...]
    return_due: ReturnDue | None


def visit_page(
    session: Session, row: Row[Any], reach: Reach, *, today: date, calendar: Calendar
) -> VisitPage:
    """Gather what this person sees of a visit now."""
    visit: Visit = row.Visit
    cases = _cases(session, row.petition_id, reach)
    notice = notice_of(session, visit.id) if visit.refusal_ground else None
    shown = tuple(ShownPaper(code) for code in visit.papers_shown)
    receipts = receipts_of(session, visit.id)
    number = number_of(visit)
    return VisitPage(
        visit=visit,
        number=masked(number),
        doubts=doubts(number, visit.identity_paper, today),
        acting=_acting(visit, today),
        shown=shown,
        missing=_missing(visit, shown),
        representatives=_representatives(session, visit, today),
        clock=refusal_clock(
            visit.ground, ground_day(visit), notice.issued_on if notice else None,
            today=today, calendar=calendar,
        ),
        notice=notice,
        receipts=receipts,
        answers=tuple(_answer(case, reach, today, calendar) for case in cases),
        return_due=_return_due(cases) if _keeps_originals(receipts) else None,
    )  # fmt: skip


def receipts_of(session: Session, visit_id: int) -> tuple[PaperReceipt, ...]:
    """Give the receipts of a visit with their lines."""
    return tuple(
        session.scalars(
            select(PaperReceipt)
            .where(PaperReceipt.visit_id == visit_id)
            .options(selectinload(PaperReceipt.papers), joinedload(PaperReceipt.receiver))
            .order_by(PaperReceipt.id)
        )
    )


def paper_of(receipts: Iterable[PaperReceipt], paper_id: int) -> ReceivedPaper | None:
    """Give one line of the receipts of a visit."""
    return next((p for r in receipts for p in r.papers if p.id == paper_id), None)


def _cases(session: Session, petition_id: int | None, reach: Reach) -> tuple[Case, ...]:
    if petition_id is None:
        return ()
    return tuple(
        session.scalars(
            select(Case)
            .join(PetitionLink, PetitionLink.case_id == Case.id)
            .where(
                PetitionLink.petition_id == petition_id,
                PetitionLink.ended_on.is_(None),
                visible(reach, Permission.CASE_READ),
            )
            .options(
                selectinload(Case.events).joinedload(CaseEvent.recorded_by),
                selectinload(Case.obligations),
                joinedload(Case.unit),
            )
            .order_by(Case.id)
        )
    )


def _acting(visit: Visit, today: date) -> Named | None:
    if visit.acting_as is None:
        return None
    number = acting_number_of(visit)
    return Named(visit.acting_name or "", masked(number), doubts(number, None, today))


def _missing(visit: Visit, shown: tuple[ShownPaper, ...]) -> tuple[NeededPaper, ...]:
    if visit.acting_as is None:
        return ()
    return missing_papers(visit.acting_as, shown, visit.kind, visit.visited_on)


def _representatives(session: Session, visit: Visit, today: date) -> tuple[Named, ...]:
    rows = session.scalars(
        select(VisitRepresentative)
        .where(VisitRepresentative.visit_id == visit.id)
        .order_by(VisitRepresentative.position)
    )
    numbered = ((row.full_name, representative_number_of(visit, row)) for row in rows)
    return tuple(Named(name, masked(n), doubts(n, None, today)) for name, n in numbered)


def _answer(case: Case, reach: Reach, today: date, calendar: Calendar) -> AnswerDue:
    derived = obligations(law_events(case), Rulebook.load(), calendar)
    duty = next((o for o in derived if o.rule.id == ANSWER_RULE), None)
    moves = offer(case, by=reach, today=today).open
    return AnswerDue(
        case=case,
        duty=duty,
        status=duty.status(today) if duty else None,
        told=tuple(_told(e) for e in case.events if e.type is EventType.INFORMED),
        may_answer=any(m.event is EventType.INFORMED for m in moves),
    )


def _told(event: CaseEvent) -> AnswerTold:
    answer, manner = event.particulars.get("answer"), event.particulars.get("manner")
    return AnswerTold(
        event.legal_date,
        DeskAnswer(answer) if answer else None,
        Manner(manner) if manner else None,
        event.document_number,
        event.recorded_by.full_name if event.recorded_by else "",
    )


def _keeps_originals(receipts: Iterable[PaperReceipt]) -> bool:
    return any(
        paper.condition is PaperCondition.ORIGINAL and paper.returned_on is None
        for receipt in receipts
        for paper in receipt.papers
    )


def _return_due(cases: Iterable[Case]) -> ReturnDue | None:
    found = (return_due(case.kind, law_events(case)) for case in cases)
    return next((due for due in found if due is not None), None)
