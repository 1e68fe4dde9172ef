"""Cells of a workbook: text stays text, and what looks like a formula is none."""

from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA = ("=", "+", "-", "@")


def text_cell(sheet: Any, words: str, style: str) -> Any:
    """Write text as text, whoever opens the file."""
    plain = printable(str(words))
    cell = WriteOnlyCell(sheet, plain)
    cell.data_type = "s"
    cell.style = style
    if plain.startswith(FORMULA):
        cell.quotePrefix = True
    return cell


def printable(words: str) -> str:
    """Leave out the signs that no workbook may hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", words))
