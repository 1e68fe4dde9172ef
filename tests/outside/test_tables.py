"""Tables read as people make them: separators, marks, dates and numbers of a spreadsheet."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from tracker.law.terms import Refusal
from tracker.outside import tables
from tracker.outside.tables import Line, read_table


@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_text_file_is_read_whatever_separates_it(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"\ufeffNgày tiếp{mark}Họ tên\n\n05/01/2026{mark}Trần Hạnh \n", "utf-8")

    assert read_table(file) == [
        Line(1, ("Ngày tiếp", "Họ tên")),
        Line(3, ("05/01/2026", "Trần Hạnh")),
    ]


def test_a_workbook_gives_days_and_numbers_as_people_write_them(tmp_path: Path) -> None:
    file, book = tmp_path / "a.xlsx", Workbook()
    moment = datetime(2026, 1, 6, 9, 0)  # noqa: DTZ001 - a workbook knows no zone
    book.worksheets[0].append([date(2026, 1, 5), moment, 3, 4.0, None, " a "])
    book.save(file)

    (line,) = read_table(file)

    assert line.values == ("05/01/2026", "06/01/2026", "3", "4", "", "a")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"no workbook", "Không đọc được"),
        ("a.csv", "Ngày".encode("utf-16"), "UTF-8"),
        ("a.csv", b'"' + b"x" * 200_000, "Không đọc được"),
    ],
    ids=["no workbook", "another encoding", "a cell without end"],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(Refusal, match=words):
        read_table(file)


@pytest.mark.parametrize(("limit", "words"), [("MOST_ROWS", "dòng"), ("LARGEST", "MB")])
def test_a_file_beyond_the_limits_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, words: str
) -> None:
    monkeypatch.setattr(tables, limit, 2)
    file = tmp_path / "a.csv"
    file.write_text("a\nb\nc\n", "utf-8")

    with pytest.raises(Refusal, match=words):
        read_table(file)
