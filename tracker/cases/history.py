"""What happened to a case, newest first, with corrections marked and secrets kept out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from tracker.cases.standing import standing_events
from tracker.cases.told import particulars_in_words
from tracker.law.events import EventType
from tracker.law.moves import MOVES, Move
from tracker.law.papers import Paper
from tracker.records.cases import Case, CaseEvent
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date

NO_PROOF_ASKED = frozenset(
    {
        Paper.PETITION, Paper.PROPOSAL_SLIP, Paper.MERGER_NOTE, Paper.FILING_NOTE,
        Paper.CORRECTION_NOTE, Paper.CASE_FILE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper named in the history, with its address where there is one."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One event as the page tells it."""

    sequence: int
    title: str
    legal_date: date
    recorded_at: datetime
    by: str
    article: str
    note: str
    documents: tuple[PaperLine, ...]
    corrected: bool
    correction_href: str


@dataclass(frozen=True, slots=True)
class FilePaper:
    """A paper of the file: what it is, and the number and day under which it stands."""

    name: str
    kind: str
    by: str = ""


def history(case: Case, *, may_correct: bool) -> list[HistoryItem]:
    """Give the events newest first, each as it stands after its corrections."""
    corrections = {e.corrects: e for e in case.events if e.corrects is not None}
    secret_before = _sealed_at(case)
    items = [
        _item(case, event, corrections.get(event.sequence), secret_before, may_correct)
        for event in case.events
    ]
    return sorted(items, key=_latest, reverse=True)


def papers(case: Case) -> tuple[list[FilePaper], list[str]]:
    """Give the numbered papers of the file, and the names of those still missing."""
    there, missing = [], []
    for event in standing_events(case):
        move = _move(case, event)
        if move is None:
            continue
        if event.document_number:
            there.append(
                FilePaper(event.document_number, term(move.paper), vn_date(event.legal_date))
            )
        elif move.paper not in NO_PROOF_ASKED:
            missing.append(f"{term(move.paper)} ({vn_date(event.legal_date)})")
    return there[::-1], missing[::-1]


def _latest(item: HistoryItem) -> tuple[date, int]:
    return item.legal_date, item.sequence


def _sealed_at(case: Case) -> int:
    """Give the event at which the sender was sealed: notes before it may name who it is."""
    return max((e.sequence for e in case.events if e.particulars.get("seals")), default=0)


def _move(case: Case, event: CaseEvent) -> Move | None:
    return next((m for m in MOVES if m.event is event.type and case.kind in m.kinds), None)


def _item(
    case: Case,
    event: CaseEvent,
    correction: CaseEvent | None,
    secret_before: int,
    may_correct: bool,  # noqa: FBT001 -- handed on from the keyword of history()
) -> HistoryItem:
    moved_to = correction.corrected_date if correction else None
    struck = correction is not None and moved_to is None
    move = _move(case, event)
    correctable = may_correct and not struck and event.type is not EventType.CORRECTED
    return HistoryItem(
        sequence=event.sequence,
        title=term(event.type),
        legal_date=moved_to or event.legal_date,
        recorded_at=event.recorded_at,
        by=event.recorded_by.full_name if event.recorded_by else _("hệ thống"),
        article=move.article if move else "",
        note="\n".join(_words(event, moved_to, secret_before)),
        documents=tuple(_documents(event, move)),
        corrected=struck,
        correction_href=url_for("cases.correct_event", case_id=case.id, sequence=event.sequence)
        if correctable
        else "",
    )


def _documents(event: CaseEvent, move: Move | None) -> Iterator[PaperLine]:
    if event.document_number:
        name = term(move.paper) if move else ""
        yield PaperLine(f"{event.document_number} – {name}" if name else event.document_number)


def _words(event: CaseEvent, moved_to: date | None, secret_before: int) -> Iterator[str]:
    if moved_to:
        yield _("Ban đầu ghi ngày %(day)s, đã đính chính.", day=vn_date(event.legal_date))
    if event.corrects is not None:
        yield _correction_words(event)
    yield from particulars_in_words(event)
    if not event.note:
        return
    if event.sequence < secret_before:
        yield _("Ghi chú trước khi niêm phong danh tính không hiển thị.")
    else:
        yield event.note


def _correction_words(event: CaseEvent) -> str:
    wrong = next(e for e in event.case.events if e.sequence == event.corrects)
    if event.corrected_date is None:
        return str(
            _("Gạch bỏ bước “%(step)s” ngày %(day)s.",
              step=term(wrong.type), day=vn_date(wrong.legal_date))
        )  # fmt: skip
    return str(
        _("Bước “%(step)s”: ngày %(day)s sửa thành %(right)s.",
          step=term(wrong.type), day=vn_date(wrong.legal_date), right=vn_date(event.corrected_date))
    )  # fmt: skip
