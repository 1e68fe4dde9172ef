"""Read a table out of a workbook or a text file, as rows of plain text with their line numbers."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tracker.law.terms import Refusal

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST_ROWS = 20_000
DELIMITERS = (";", "\t", ",")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, with the number that it has in the file."""

    number: int
    values: tuple[str, ...]


def read_table(path: Path) -> list[Line]:
    """Give the rows of a file that are not empty, the heads first."""
    if path.stat().st_size > LARGEST:
        raise Refusal(
            "Tệp lớn quá: nhiều nhất %(most)s MB. Hãy chia nhỏ.", most=LARGEST // MEGABYTE
        )
    rows = _from_workbook(path) if path.suffix.lower() == ".xlsx" else _from_text(path)
    lines = []
    for number, values in enumerate(rows, 1):
        if any(values):
            lines.append(Line(number, tuple(values)))
        if len(lines) > MOST_ROWS:
            raise Refusal("Tệp có hơn %(most)s dòng. Hãy chia nhỏ.", most=MOST_ROWS)
    return lines


def _from_workbook(path: Path) -> Iterator[list[str]]:
    """Read the first sheet; formulas give what was last worked out, nothing of them is run."""
    try:
        file = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise Refusal("Không đọc được tệp này: cần tệp .xlsx hoặc .csv.") from error
    try:
        for row in file.worksheets[0].iter_rows(values_only=True):
            yield [_plain(value) for value in row]
    finally:
        file.close()


def _from_text(path: Path) -> Iterable[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            "Tệp .csv phải ghi bằng mã UTF-8 (trong Excel chọn “CSV UTF-8”), hoặc dùng tệp .xlsx."
        ) from error
    heads = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=heads.count)
    try:
        return [
            [value.strip() for value in row]
            for row in csv.reader(StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise Refusal("Không đọc được tệp này: cần tệp .xlsx hoặc .csv.") from error


def _plain(value: object) -> str:
    """Write a cell as text: days as 27/11/2026, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
