"""A book as a workbook: a sheet for each volume, text that stays text, ready for A4 landscape."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from tracker.books.cells import Cell, Part
from tracker.books.printed import PrintedBook, Section
from tracker.books.wording import period_of, remarks_of, source_of, title_of
from tracker.web.sheets import printable, text_cell
from tracker.web.words import current_language, term, vn_datetime

A4 = 9
A_LETTER = 1.4  # How many letters of a column's width one share of the page stands for.
LEAST_WIDTH = 5
LINE = Border(*(Side(style="thin", color="808080"),) * 4)
LAID = Alignment(wrap_text=True, vertical="top")
MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")
STYLES = {
    "book-title": NamedStyle("book-title", font=Font(size=14, bold=True)),
    "book-text": NamedStyle("book-text", font=Font(size=10)),
    "book-head": NamedStyle("book-head", Font(size=9, bold=True), border=LINE, alignment=MIDDLE),
    "book-place": NamedStyle("book-place", Font(size=8), border=LINE, alignment=MIDDLE),
    "book-cell": NamedStyle("book-cell", Font(size=9), border=LINE, alignment=LAID),
}


def workbook(book: PrintedBook) -> bytes:
    """Write a book out as the bytes of a workbook."""
    file = Workbook(write_only=True)
    for style in STYLES.values():
        file.add_named_style(style)
    for section in book.sections:
        sheet = _sheet(file, section)
        for row in _rows(sheet, book, section):
            sheet.append(row)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _sheet(file: Workbook, section: Section) -> Any:
    """Open a sheet with its widths, its print setup and the heads that every page repeats."""
    sheet = file.create_sheet(f"{section.first:%d-%m-%Y}_{section.last:%d-%m-%Y}")
    for column in section.volume.form.columns:
        width = max(LEAST_WIDTH, column.wide * A_LETTER)
        sheet.column_dimensions[get_column_letter(column.place)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.oddFooter.center.text = _("Trang %(page)s/%(pages)s", page="&P", pages="&N")
    sheet.freeze_panes = "A8"
    sheet.print_title_rows = "6:7"
    return sheet


def _rows(sheet: Any, book: PrintedBook, section: Section) -> Iterator[list[Any]]:
    heading, form = book.heading, section.volume.form
    english = current_language() == "en"
    yield [_text(sheet, heading.agency.upper())]
    yield [_text(sheet, heading.unit)]
    yield [_text(sheet, term(book.book).upper(), "book-title")]
    yield [_text(sheet, period_of(section))]
    yield [_text(sheet, source_of(form))]
    yield [_text(sheet, title_of(c, english=english), "book-head") for c in form.columns]
    yield [_text(sheet, f"({c.place})", "book-place") for c in form.columns]
    for line in section.lines:
        yield [_cell(sheet, cell) for cell in line]
    yield []
    yield from ([_text(sheet, words)] for words in remarks_of(book, section))
    yield [_text(sheet, _("In bởi %(who)s, lúc %(when)s", who=heading.by,
                          when=vn_datetime(heading.at)))]  # fmt: skip
    yield []
    yield _signatures(sheet, len(form.columns))


def _signatures(sheet: Any, columns: int) -> list[Any]:
    row: list[Any] = [None] * columns
    row[1] = _text(sheet, _("Người ghi sổ"), "book-text")
    row[columns - 4] = _text(sheet, _("Thủ trưởng cơ quan, đơn vị"), "book-text")
    return row


def _cell(sheet: Any, cell: Cell) -> Any:
    """Write one cell: what was struck out stays readable, struck through."""
    parts = [part for part in cell.parts if part.text or part.was]
    if not any(part.was for part in parts):
        return _text(sheet, "\n".join(part.text for part in parts), "book-cell")
    pieces = [piece for place, part in enumerate(parts) for piece in _rich(place, part)]
    written = WriteOnlyCell(sheet, "")
    written.value = CellRichText(*pieces)
    written.style = "book-cell"
    return written


@cache
def _struck() -> InlineFont:
    return InlineFont(strike=True, sz=9)


def _rich(place: int, part: Part) -> Iterator[Any]:
    if place:
        yield "\n"
    for old in part.was:
        if old:
            yield TextBlock(_struck(), printable(old))
            yield " "
    yield printable(part.text)


def _text(sheet: Any, words: str, style: str = "book-text") -> Any:
    return text_cell(sheet, words, style)
