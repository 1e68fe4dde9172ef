"""The books that an agency must keep: which columns each has since when, and by which article."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from tracker.law.rulefile import Row, read_rows
from tracker.law.rules import Citation, Confidence
from tracker.law.ruletables import Instruments, citation_from, instrument_from
from tracker.law.terms import Term

DATA = Path(__file__).parent / "data"
FILE = "registers.toml"
A_DAY = timedelta(1)


class Book(Term):
    """Which book."""

    RECEPTION = "reception", "Sổ tiếp công dân", "Register of receptions"
    PETITIONS = "petitions", "Sổ theo dõi đơn", "Register of petitions"


class Shows(Term):
    """What is written in a column, whatever its head calls it."""

    NUMBER = "number", "Số thứ tự", "Number"
    DAY = "day", "Ngày", "Day"
    CHANNEL = "channel", "Nguồn đơn", "Source"
    PERSON = "person", "Họ tên, địa chỉ", "Name and address"
    IDENTITY_NUMBER = "identity_number", "Số giấy tờ tùy thân", "Identity number"
    CONTENT = "content", "Nội dung", "Content"
    KIND = "kind", "Loại đơn", "Kind"
    KIND_AND_HEADS = "kind_and_heads", "Loại đơn, số người", "Kind and number of people"
    HEADS = "heads", "Số người", "Number of people"
    SAME_CONTENT = "same_content", "Số người cùng nội dung", "People of the same matter"
    SETTLED_BY = "settled_by", "Cơ quan đã giải quyết", "Settled before by"
    COMPETENT = "competent", "Thuộc thẩm quyền", "Within competence"
    GUIDED = "guided", "Hướng dẫn, trả lại", "Guided or returned"
    FORWARDED = "forwarded", "Chuyển đơn", "Forwarded"
    ACCEPTED = "accepted", "Thụ lý", "Accepted"
    ACCEPTED_OR_FORWARDED = "accepted_or_forwarded", "Thụ lý, chuyển đơn", "Accepted or forwarded"
    PASSED_ON = "passed_on", "Hướng dẫn, chuyển, trả, lưu", "Guided, forwarded, returned, filed"
    RESULT = "result", "Quá trình, kết quả", "Course and result"
    REMARKS = "remarks", "Ghi chú", "Remarks"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a book: its place from 1, its head, what it shows, its share of the width."""

    place: int
    title: str
    title_en: str
    shows: Shows
    wide: int


@dataclass(frozen=True, slots=True)
class BookForm:
    """A book's columns as one text orders them from a day on."""

    book: Book
    title: str
    title_en: str
    form: str
    from_: date
    columns: tuple[Column, ...]
    cite: Citation
    also: tuple[Citation, ...]
    confidence: Confidence
    checked_on: date
    note: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Volume:
    """The part of a book that is numbered through: one form, one calendar year."""

    form: BookForm
    first: date
    last: date

    @property
    def title(self) -> str:
        """Name the volume: the book, its year, and its days where the form changed in between."""
        return f"{self.form.title} {self._when('từ', 'đến')}"

    @property
    def title_en(self) -> str:
        """Name the volume in English."""
        return f"{self.form.title_en} {self._when('from', 'to')}"

    def _when(self, since: str, until: str) -> str:
        if (self.first.month, self.last.month) == (1, 12):
            return str(self.first.year)
        return f"{self.first.year} ({since} {self.first:%d/%m} {until} {self.last:%d/%m})"


@cache
def forms_of(book: Book, folder: Path = DATA) -> tuple[BookForm, ...]:
    """Give the forms of a book, the oldest first."""
    return tuple(form for form in _read(folder) if form.book is book)


def volumes(book: Book, first: date, last: date) -> tuple[Volume, ...]:
    """Give the volumes that a period touches, each whole, in their order."""
    forms = forms_of(book)
    found = []
    for year in range(first.year, last.year + 1):
        begins = date(year, 1, 1)
        changes = [f.from_ for f in forms[1:] if f.from_.year == year and f.from_ > begins]
        starts = [begins, *changes]
        ends = [*(start - A_DAY for start in starts[1:]), date(year, 12, 31)]
        found += [Volume(_form_on(forms, s), s, e) for s, e in zip(starts, ends, strict=True)]
    return tuple(v for v in found if v.first <= last and v.last >= first)


def _form_on(forms: tuple[BookForm, ...], day: date) -> BookForm:
    """Give the form in use on a day; days before the oldest known one are written in it too."""
    return next((f for f in reversed(forms) if f.from_ <= day), forms[0])


@cache
def _read(folder: Path) -> tuple[BookForm, ...]:
    instruments = {k: instrument_from(k, row) for k, row in read_rows(folder / "instruments.toml")}
    found: list[BookForm] = []
    for name, row in read_rows(folder / FILE):
        titles = row.text("title"), row.text("title_en")
        book = row.member("", name, Book)
        versions = [_form(book, titles, version, instruments) for version in row.rows("version")]
        row.finish()
        if not versions or versions != sorted(versions, key=_since):
            raise row.error("cần các “version” theo thứ tự “from”")
        found += versions
    return tuple(found)


def _since(form: BookForm) -> date:
    return form.from_


def _form(book: Book, titles: tuple[str, str], row: Row, instruments: Instruments) -> BookForm:
    form = BookForm(
        book,
        *titles,
        form=row.text("form"),
        from_=row.day("from"),
        columns=tuple(_column(place, each) for place, each in enumerate(row.rows("columns"), 1)),
        cite=citation_from(row, row.items("cite"), instruments),
        also=tuple(citation_from(row, pair, instruments) for pair in row.items("also")),
        confidence=row.term("confidence", Confidence),
        checked_on=row.day("checked_on"),
        note=row.text("note", ""),
        note_en=row.text("note_en", ""),
    )
    row.finish()
    if not form.columns or form.columns[0].shows is not Shows.NUMBER:
        raise row.error("“columns” phải bắt đầu bằng số thứ tự", "columns")
    if bool(form.note) != bool(form.note_en):
        raise row.error("“note” và “note_en” phải đi cùng nhau", "note")
    return form


def _column(place: int, row: Row) -> Column:
    column = Column(
        place, row.text("title"), row.text("title_en"), row.term("shows", Shows), row.number("wide")
    )
    row.finish()
    return column
