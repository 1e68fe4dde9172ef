"""Read the rows of a table of visits: which column is what, and what is wrong on which line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from tracker import vietnamese
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails
from tracker.casework.registration import PartyDetails, PetitionDetails, check_day
from tracker.law.identity_number import Doubt, doubts, plain_number
from tracker.law.kinds import SEALED_KINDS, CaseKind
from tracker.law.refusal_grounds import ReceptionRefusal
from tracker.law.terms import Refusal, Term
from tracker.law.written import day_written, shortened
from tracker.outside.tables import Line
from tracker.records.petitions import PartyRole
from tracker.records.reception import PETITION_OUTCOMES, ReceptionMode, Visit, VisitOutcome

T = TypeVar("T", bound=Term)
MOST_PEOPLE = 10_000
LONGEST_CONTENT = 20_000
LOST_ZEROS = re.compile(r"\d{10,11}", re.ASCII)  # What a spreadsheet leaves of 12 figures.


class VisitColumn(Term):
    """A column of a table of visits, by the head that stands above it."""

    VISITED_ON = "visited_on", "Ngày tiếp", "Day of the visit"
    FULL_NAME = "full_name", "Họ tên", "Name"
    ADDRESS = "address", "Địa chỉ", "Address"
    IDENTITY_NUMBER = "identity_number", "Số giấy tờ", "Identity number"
    PHONE = "phone", "Điện thoại", "Phone"
    HEAD_COUNT = "head_count", "Số người", "Head count"
    KIND = "kind", "Loại việc", "Kind"
    CONTENT = "content", "Nội dung", "Content"
    MODE = "mode", "Buổi tiếp", "Session"
    OUTCOME = "outcome", "Kết quả tiếp", "Outcome"
    OUTCOME_NOTE = "outcome_note", "Đã hướng dẫn, giải thích", "How the citizen was guided"
    REFUSAL_GROUND = "refusal_ground", "Căn cứ từ chối", "Ground of refusal"
    SETTLED = "settled", "Kết quả giải quyết trên sổ giấy", "Result in the paper book"


C = VisitColumn
REQUIRED = (C.VISITED_ON, C.CONTENT, C.OUTCOME)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on one line of a file, with the head of its column."""

    line: int
    column: str
    refusal: Refusal

    def __str__(self) -> str:
        """Say it with its place."""
        place = f"Dòng {self.line}"
        return f"{place}, cột “{self.column}”: {self.refusal}" if self.column else (
            f"{place}: {self.refusal}"
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit of a file, as the desk would have typed it."""

    line: int
    visit: VisitDetails
    petition: PetitionDetails | None
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class VisitTable:
    """A file read through: its visits, and everything that is wrong with it."""

    rows: list[VisitRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_visits(lines: list[Line], today: date) -> VisitTable:
    """Read every line, so that all faults are told at once."""
    if not lines:
        raise Refusal("Tệp không có dòng nào.")
    columns = _columns(lines[0])
    table = VisitTable()
    for line in lines[1:]:
        values = {c: line.values[i] for i, c in columns.items() if i < len(line.values)}
        try:
            table.rows.append(_row(line.number, values, today))
        except Refusal as refusal:
            table.faults.append(fault_of(line.number, refusal))
    if not table.rows and not table.faults:
        raise Refusal("Tệp chỉ có dòng tiêu đề, chưa có lượt tiếp nào.")
    return table


def fault_of(line: int, refusal: Refusal) -> Fault:
    """Put a refusal to the line and the column that it concerns."""
    known = {column.value: column.vi for column in C}
    return Fault(line, known.get(refusal.field, ""), refusal)


def _columns(heads: Line) -> dict[int, VisitColumn]:
    """Find the columns by their heads, whatever their order; an unknown head is a mistake."""
    known = {vietnamese.fold(name): c for c in C for name in (c.vi, c.en, c.value)}
    named = {i: head.rstrip(" *") for i, head in enumerate(heads.values) if head.rstrip(" *")}
    unknown = [head for head in named.values() if vietnamese.fold(head) not in known]
    if unknown:
        raise Refusal(
            "Dòng tiêu đề có cột không biết: %(heads)s. Lấy tệp mẫu bằng lệnh import template.",
            heads=shortened(", ".join(unknown)),
        )
    columns = {i: known[vietnamese.fold(head)] for i, head in named.items()}
    missing = [c.vi for c in REQUIRED if c not in columns.values()]
    if missing:
        raise Refusal("Dòng tiêu đề thiếu cột: %(heads)s.", heads=", ".join(missing))
    if len(set(columns.values())) < len(columns):
        raise Refusal("Dòng tiêu đề có hai cột trùng tên.")
    return columns


def _row(line: int, values: Mapping[VisitColumn, str], today: date) -> VisitRow:
    """Read one line; the first thing wrong with it is refused."""
    cells = _Cells(values)
    kind = cells.term(C.KIND, CaseKind)
    _check_kind(kind)
    outcome = cells.needed_term(C.OUTCOME, VisitOutcome)
    settled = cells.text(C.SETTLED, _longest("outcome_note"))
    visit = VisitDetails(
        visited_on=cells.day(today),
        visitor=cells.identity(),
        content=cells.needed(C.CONTENT, LONGEST_CONTENT),
        outcome=outcome,
        mode=cells.term(C.MODE, ReceptionMode) or ReceptionMode.REGULAR,
        head_count=cells.head_count(),
        outcome_note=cells.text(C.OUTCOME_NOTE, _longest("outcome_note")),
        refusal_ground=cells.term(C.REFUSAL_GROUND, ReceptionRefusal),
        kind=kind,
        settled_on_paper=settled if outcome in PETITION_OUTCOMES else "",
    )
    _check_visit(visit, kind)
    takes = outcome in PETITION_OUTCOMES and not settled
    odd = doubts(visit.visitor.identity_number, None, today)
    return VisitRow(line, visit, _petition(visit, kind) if takes and kind else None, odd)


def _check_kind(kind: CaseKind | None) -> None:
    if kind in SEALED_KINDS:
        raise Refusal(
            "Tố cáo không nhập qua tệp: danh tính người tố cáo phải được niêm phong ngay tại bàn "
            "tiếp dân. Hãy ghi lượt tiếp này ở bàn tiếp dân và xóa khỏi tệp.",
            article="Điều 8, Điều 9, Điều 56 Luật Tố cáo",
            field=C.KIND.value,
        )


def _check_visit(visit: VisitDetails, kind: CaseKind | None) -> None:
    if visit.outcome is VisitOutcome.GUIDED and not visit.outcome_note:
        raise Refusal("Chưa ghi đã hướng dẫn, giải thích thế nào.", field=C.OUTCOME_NOTE.value)
    if visit.outcome is not VisitOutcome.REFUSED and not visit.visitor.full_name:
        raise Refusal("Chưa ghi họ tên.", field=C.FULL_NAME.value)
    if visit.outcome in PETITION_OUTCOMES and kind is None:
        raise Refusal("Chưa ghi loại việc.", field=C.KIND.value)


def _petition(visit: VisitDetails, kind: CaseKind) -> PetitionDetails:
    return PetitionDetails(
        kind=kind,
        summary=visit.content,
        received_on=visit.visited_on,
        parties=(PartyDetails(PartyRole.SENDER, visit.visitor),),
        head_count=visit.head_count,
    )


def _longest(column: str) -> int:
    return int(getattr(Visit.__table__.c[column].type, "length", 0))


class _Cells:
    """The cells of one line, cleaned, each read as what its column holds."""

    def __init__(self, values: Mapping[VisitColumn, str]) -> None:
        """Keep the values in one spelling, without hidden characters."""
        self._values = {c: vietnamese.clean(value).strip() for c, value in values.items()}

    def text(self, column: VisitColumn, most: int) -> str:
        """Read a text, not longer than the book bears."""
        text = self._values.get(column, "")
        if len(text) > most:
            raise Refusal("Tối đa %(most)s ký tự. Hãy rút gọn.", field=column.value, most=most)
        return text

    def needed(self, column: VisitColumn, most: int) -> str:
        """Read a text that must be there."""
        text = self.text(column, most)
        if not text:
            raise Refusal("Chưa nhập mục này.", field=column.value)
        return text

    def term(self, column: VisitColumn, terms: type[T]) -> T | None:
        """Read a member by its code or its Vietnamese name, with or without marks."""
        text = vietnamese.fold(self._values.get(column, ""))
        if not text:
            return None
        found = (t for t in terms if text in {vietnamese.fold(t.vi), vietnamese.fold(t.value)})
        member = next(found, None)
        if member is None:
            raise Refusal(
                "Không có “%(value)s”; ghi một trong: %(known)s.",
                field=column.value,
                value=shortened(self._values[column]),
                known="; ".join(t.vi for t in terms),
            )
        return member

    def needed_term(self, column: VisitColumn, terms: type[T]) -> T:
        """Read a member that must be there."""
        self.needed(column, LONGEST_CONTENT)
        member = self.term(column, terms)
        assert member is not None  # noqa: S101 - a text that is there was read or refused
        return member

    def day(self, today: date) -> date:
        """Read the day of the visit."""
        day = day_written(self.needed(C.VISITED_ON, 100), C.VISITED_ON.value)
        check_day(day, today, C.VISITED_ON.value)
        return day

    def head_count(self) -> int:
        """Read how many came; nothing written is one."""
        text = self._values.get(C.HEAD_COUNT, "") or "1"
        if not (text.isascii() and text.isdecimal() and len(text) < 6):
            raise Refusal("Hãy ghi một số nguyên, ví dụ 12.", field=C.HEAD_COUNT.value)
        if not 1 <= int(text) <= MOST_PEOPLE:
            raise Refusal(
                "Số người phải từ 1 đến %(most)s.", field=C.HEAD_COUNT.value, most=MOST_PEOPLE
            )
        return int(text)

    def identity(self) -> Identity:
        """Read who came."""
        return Identity(
            " ".join(self.text(C.FULL_NAME, _longest("visitor_name")).split()),
            self.text(C.ADDRESS, _longest("visitor_address")),
            self._phone(),
            self._identity_number(),
        )

    def _phone(self) -> str:
        text = self.text(C.PHONE, 30)
        if text and not 8 <= len(vietnamese.digits(text)) <= 15:
            raise Refusal(
                "Số điện thoại có từ 8 đến 15 chữ số, ví dụ 0905 123 456.", field=C.PHONE.value
            )
        return text

    def _identity_number(self) -> str:
        text = plain_number(self.text(C.IDENTITY_NUMBER, 30))
        if LOST_ZEROS.fullmatch(text):
            raise Refusal(
                "Số này có %(count)s chữ số, có lẽ mất số 0 ở đầu: để cột này ở dạng văn bản "
                "rồi ghi đủ 12 số.",
                field=C.IDENTITY_NUMBER.value,
                count=len(text),
            )
        return text
