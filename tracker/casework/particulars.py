"""What a step must tell: its ground, the number of its paper, the choice made, a second person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tracker.casework.events import law_events
from tracker.law.desk_answer import DeskAnswer, Manner, check_answer
from tracker.law.events import EventType
from tracker.law.grounds import grounds_for
from tracker.law.numbered import NUMBERED
from tracker.law.rules import Passage
from tracker.law.standing import Standing
from tracker.law.terms import Refusal
from tracker.law.workflow import replay
from tracker.records.cases import Case, StoredObligation

E = EventType
LATE_EXTENSION = "Điều 30 khoản 4 Luật Tố cáo"


@dataclass(frozen=True, slots=True)
class Act:
    """What was done: the legal date, the paper that proves it, the rest of the form."""

    legal_date: date
    document_number: str = ""
    note: str = ""
    particulars: Mapping[str, Any] = field(default_factory=dict)


def check_particulars(event: EventType, case: Case, act: Act) -> None:
    """Refuse a step that does not tell what it must."""
    grounds = grounds_for(event, case.kind, act.legal_date, case.level)
    if grounds and act.particulars.get("ground") not in {g.value for g in grounds}:
        raise Refusal("Hãy chọn căn cứ.", field="ground")
    if event in NUMBERED and not act.document_number.strip():
        raise Refusal("Hãy ghi số, ký hiệu văn bản.", field="document_number")
    if event in _MORE:
        _MORE[event](case, act)


def open_transitions(case: Case) -> list[StoredObligation]:
    """Give the limits for which the law does not say whether the old or the new rule applies."""
    return [o for o in case.obligations if o.transition_on is not None]


def check_second_person(case: Case, act: Act, *, by: int, today: date) -> None:
    """An extension written down after the limit has ended needs a proposal by someone else."""
    limit = next((o for o in case.obligations if o.rule == "TC-30"), None)
    if limit is None or limit.standing is not Standing.RUNNING or today <= limit.due_on:
        return
    proposed = any(
        e.type is E.PROPOSED
        and e.particulars.get("event") == E.EXTENDED.value
        and e.recorded_by_id not in {None, by}
        for e in case.events
    )
    if not proposed:
        raise Refusal(
            "Thời hạn đã hết ngày %(due)s mà nay mới ghi gia hạn ngày %(day)s: phải có người khác "
            "đề xuất gia hạn trước; việc ghi muộn này hiện trên trang thanh tra.",
            article=LATE_EXTENSION,
            due=f"{limit.due_on:%d/%m/%Y}",
            day=f"{act.legal_date:%d/%m/%Y}",
        )


def _check_choice(case: Case, act: Act) -> None:
    if act.particulars.get("rule") not in {o.rule for o in open_transitions(case)}:
        raise Refusal("Hãy chọn thời hạn cần xác định quy định áp dụng.", field="rule")
    if act.particulars.get("passage") not in {Passage.OLD.value, Passage.NEW.value}:
        raise Refusal("Hãy chọn quy định cũ hoặc quy định mới.", field="passage")
    if not act.note.strip():
        raise Refusal("Hãy ghi lý do chọn quy định này.", field="note")


def _check_protection(_case: Case, act: Act) -> None:
    granted = act.particulars.get("granted")
    if granted not in {True, False}:
        raise Refusal("Hãy chọn áp dụng hoặc không áp dụng biện pháp bảo vệ.", field="granted")
    if not granted and not act.note.strip():
        raise Refusal(
            "Không áp dụng biện pháp bảo vệ thì phải nêu lý do.",
            article="Điều 51 Luật Tố cáo",
            field="note",
        )


def _check_answer(case: Case, act: Act) -> None:
    """An answer to the citizen is true on its day; one in writing has its number."""
    told = act.particulars.get("answer")
    if told is None:  # What was recorded before answers were told apart.
        return
    before = tuple(e for e in law_events(case) if e.legal_date <= act.legal_date)
    check_answer(DeskAnswer(told), replay(before))
    if act.particulars.get("manner") == Manner.IN_WRITING and not act.document_number.strip():
        raise Refusal("Hãy ghi số, ký hiệu văn bản.", field="document_number")


_MORE: Mapping[EventType, Callable[[Case, Act], None]] = {
    E.INFORMED: _check_answer,
    E.TRANSITION_CHOSEN: _check_choice,
    E.PROTECTION_DECIDED: _check_protection,
}
