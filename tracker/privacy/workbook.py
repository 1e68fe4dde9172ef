"""The record of processing as a workbook: one line for each activity, ready for A4 landscape."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from tracker.casework.processing import Entry, Said
from tracker.law.processing import TextPart
from tracker.web.sheets import text_cell
from tracker.web.words import current_language, term, vn_datetime
from tracker.web.words import gettext as _

A4 = 9
WIDTHS = (24, 40, 32, 40, 32, 36, 36)
LINE = Border(*(Side(style="thin", color="808080"),) * 4)
LAID = Alignment(wrap_text=True, vertical="top")
STYLES = {
    "record-title": NamedStyle("record-title", font=Font(size=14, bold=True)),
    "record-text": NamedStyle("record-text", font=Font(size=10)),
    "record-head": NamedStyle("record-head", Font(size=9, bold=True), border=LINE, alignment=LAID),
    "record-cell": NamedStyle("record-cell", Font(size=9), border=LINE, alignment=LAID),
}


def workbook(entries: Sequence[Entry], *, agency: str, by: str, at: datetime) -> bytes:
    """Write the record out as the bytes of a workbook."""
    file = Workbook(write_only=True)
    for style in STYLES.values():
        file.add_named_style(style)
    sheet = file.create_sheet(_("Hồ sơ xử lý dữ liệu"))
    for place, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for row in _rows(sheet, entries, agency, _("Lập bởi %(who)s, lúc %(when)s",
                                               who=by, when=vn_datetime(at))):  # fmt: skip
        sheet.append(row)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def words_of(said: Said) -> str:
    """Give a text in the reader's language; the agency's own is as it was written."""
    return said.en if current_language() == "en" else said.vi


def data_of(entry: Entry) -> list[str]:
    """Name the data of an activity with their class, one a line."""
    return [f"{term(held.kind)} – {term(held.data_class).lower()}" for held in entry.held]


def _rows(sheet: Any, entries: Sequence[Entry], agency: str, made: str) -> Iterator[list[Any]]:
    yield [text_cell(sheet, agency.upper(), "record-text")]
    yield [text_cell(sheet, _("Hồ sơ hoạt động xử lý dữ liệu cá nhân"), "record-title")]
    yield [text_cell(sheet, made, "record-text")]
    yield []
    heads = [_("Hoạt động"), _("Dữ liệu, loại"), *(term(part) for part in TextPart)]
    yield [text_cell(sheet, head, "record-head") for head in heads]
    for entry in entries:
        cells = [term(entry.activity), "\n".join(data_of(entry)), *map(words_of, entry.texts)]
        yield [text_cell(sheet, cell, "record-cell") for cell in cells]
