"""The books: which columns on which day, which volumes, which mistakes in the file are named."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tracker.law.registers import Book, Shows, forms_of, volumes
from tracker.law.rulefile import RulebookError

INSTRUMENTS = '[luat-thu]\ntitle = "Luật thử"\nnumber = "1/2020/QH14"\n'
VERSION = """
[[reception.version]]
from = {since}
form = ""
cite = ["luat-thu", "Điều 1"]
confidence = "confirmed"
checked_on = 2026-11-23
columns = [{{ title = "STT", title_en = "No.", shows = "{shows}", wide = 4 }}]
"""
BOOK = '[reception]\ntitle = "Sổ"\ntitle_en = "Book"\n'
MISTAKES = {
    "no version": (BOOK, "version"),
    "versions out of order": (
        BOOK
        + VERSION.format(since="2026-07-01", shows="number")
        + VERSION.format(since="2021-11-15", shows="number"),
        "thứ tự",
    ),
    "a column that shows nothing known": (
        BOOK + VERSION.format(since="2021-11-15", shows="colour"),
        "giá trị không biết",
    ),
    "no number first": (BOOK + VERSION.format(since="2021-11-15", shows="day"), "số thứ tự"),
    "a book that nobody keeps": ('[diary]\ntitle = "A"\ntitle_en = "A"\n', "diary"),
    "a note in one language": (
        BOOK
        + VERSION.format(since="2021-11-15", shows="number").replace(
            'form = ""', 'form = ""\nnote = "Ghi"'
        ),
        "note_en",
    ),
}


@pytest.mark.parametrize(
    ("day", "columns"),
    [("2019-05-04", 12), ("2021-11-15", 12), ("2026-06-30", 12), ("2026-07-01", 13)],
)
def test_a_day_is_written_in_the_form_of_its_time(day: str, columns: int) -> None:
    on = date.fromisoformat(day)

    (volume,) = volumes(Book.RECEPTION, on, on)

    assert len(volume.form.columns) == columns


def test_a_period_across_the_change_gives_both_volumes_one_after_the_other() -> None:
    found = volumes(Book.RECEPTION, date(2026, 6, 20), date(2026, 7, 10))

    assert [(v.first, v.last) for v in found] == [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 12, 31)),
    ]


def test_every_year_begins_a_volume_and_no_day_is_left_out() -> None:
    found = volumes(Book.RECEPTION, date(2024, 3, 1), date(2027, 2, 1))

    assert [v.first.year for v in found] == [2024, 2025, 2026, 2026, 2027]
    assert all((later.first - earlier.last).days == 1 for earlier, later in pairwise(found))


def test_the_statutory_form_has_its_thirteen_columns_in_their_order() -> None:
    form = forms_of(Book.RECEPTION)[-1]

    assert [c.shows for c in form.columns] == [
        Shows.NUMBER, Shows.DAY, Shows.PERSON, Shows.IDENTITY_NUMBER, Shows.CONTENT, Shows.KIND,
        Shows.SAME_CONTENT, Shows.SETTLED_BY, Shows.COMPETENT, Shows.GUIDED,
        Shows.ACCEPTED_OR_FORWARDED, Shows.RESULT, Shows.REMARKS,
    ]  # fmt: skip
    assert form.form == "Mẫu số 03/TCD"


@pytest.mark.parametrize("book", Book)
def test_the_heads_fill_a_page(book: Book) -> None:
    assert all(95 <= sum(c.wide for c in form.columns) <= 105 for form in forms_of(book))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, mistake: str) -> None:
    written, told = MISTAKES[mistake]
    (tmp_path / "instruments.toml").write_text(INSTRUMENTS, "utf-8")
    (tmp_path / "registers.toml").write_text(written, "utf-8")

    with pytest.raises(RulebookError, match=told):
        forms_of(Book.RECEPTION, tmp_path)
