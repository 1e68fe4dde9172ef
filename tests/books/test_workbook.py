"""The workbooks, opened again: text stays text, both forms in turn, corrections seen."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from sqlalchemy.orm import Session

from tests.books.test_pages import HANH, came
from tests.casework.test_books import REASON
from tests.support import walks
from tests.support.clock import SetClock
from tracker.access import Role

FILE = "/books/receptions/workbook.xlsx"


@pytest.fixture(autouse=True)
def _monday(at: SetClock) -> None:
    at("2026-11-23")


def opened(client: Any, url: str, **options: Any) -> Workbook:
    """Fetch a workbook and open it again."""
    answer = walks.answer_of(client, url, **options)
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.get_data()), rich_text=True)


def lines(sheet: Any) -> list[list[Any]]:
    """Give the lines below the heads."""
    return [[c.value for c in row] for row in sheet.iter_rows(min_row=8) if row[0].value]


def test_the_demo_gives_the_book_of_before_and_of_after_the_change(
    session: Session, command: Any, at: SetClock, sign_in: Any
) -> None:
    at(walks.DAY)
    demo = walks.load_demo(session, command, cases=120)

    book = opened(
        sign_in(demo.people[Role.RECEPTIONIST]), f"{FILE}?first=01/05/2026&last=31/08/2026"
    )

    before, after = book.worksheets
    assert [before.max_column, after.max_column] == [12, 13]
    assert before["A5"].value == "Mẫu số 03 Thông tư 04/2021/TT-TTCP"
    assert str(after["A5"].value).startswith("Mẫu số 03/TCD.")
    assert (before["A8"].value, after["A8"].value) != (None, None)
    assert after["A8"].value == "1"


def test_a_sheet_is_ready_for_paper(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026")

    sheet = opened(desk, FILE).worksheets[0]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$6:$7"
    assert "&P" in str(sheet.oddFooter.center.text)
    assert sheet["E8"].alignment.wrap_text
    assert sheet.column_dimensions["E"].width > sheet.column_dimensions["A"].width


@pytest.mark.parametrize("words", ["=1+1", "+84 905", "-2", "@SUM(A1)", '=HYPERLINK("x")'])
def test_what_looks_like_a_formula_is_text(sign_in: Any, words: str) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026", content=words)

    cell = opened(desk, FILE).worksheets[0]["E8"]

    assert (cell.value, cell.data_type) == (words, "s")
    assert cell.quotePrefix


def test_control_characters_are_left_out(sign_in: Any, session: Session) -> None:
    from tracker.records.reception import Visit

    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026")
    session.get_one(Visit, 1).content = "Nội dung\x0b cũ\x1f"
    session.commit()

    assert opened(desk, FILE).worksheets[0]["E8"].value == "Nội dung cũ"


def test_a_correction_is_struck_through_in_the_workbook(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026")
    typed = {"entry_field": "visitor_name", "new_value": "=Trần Hạnh", "reason": REASON}
    desk.submit(desk.get("/books/entries/1/correction"), typed)

    line = lines(opened(desk, FILE).worksheets[0])[0]

    assert isinstance(line[2], CellRichText)
    struck = [piece for piece in line[2] if isinstance(piece, TextBlock) and piece.font.strike]
    assert [piece.text for piece in struck] == [HANH["full_name"]]
    assert "=Trần Hạnh" in str(line[2])
    assert REASON in str(line[12])


def test_the_file_covers_numbers_and_the_full_one_does_not(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026")
    token = {"csrf_token": desk.csrf_token()}

    covered = opened(desk, FILE).worksheets[0]["D8"].value
    full = opened(desk, "/books/receptions/full-workbook", data=token).worksheets[0]["D8"].value

    assert (covered, full) == ("•••••••••", HANH["identity_number"])


def test_the_register_of_petitions_is_a_workbook_too(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    came(desk, "23/11/2026")

    sheet = opened(desk, "/books/petitions/workbook.xlsx").worksheets[0]

    assert sheet["A3"].value == "SỔ THEO DÕI ĐƠN"
    assert HANH["full_name"] in str(sheet["D8"].value)
