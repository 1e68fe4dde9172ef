"""`flask import` and `flask export`: a file in, a book out, and everything that is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.records.audit import AuditEntry
from tracker.records.organisation import User
from tracker.records.reception import Visit

Command = Callable[..., str]


@pytest.fixture(autouse=True)
def _monday(at: SetClock) -> None:
    at("2026-11-23")


@pytest.fixture
def desk(session: Session) -> User:
    return make.person_with(session, Role.RECEPTIONIST)


def written(folder: Path, *lines: str) -> str:
    """Write a file of visits and give its path."""
    file = folder / "luot-tiep.csv"
    heads = "Ngày tiếp;Họ tên;Nội dung;Kết quả tiếp;Đã hướng dẫn, giải thích"
    file.write_text("\n".join([heads, *lines]), "utf-8")
    return str(file)


def line(name: str = "Trần Thị Hạnh", day: str = "20/11/2026") -> str:
    return f"{day};{name};Hỏi thủ tục;Hướng dẫn, giải thích;Đã rõ"


def count(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Visit)) or 0


def bring_in(command: Command, file: str, desk: User, *words: str, exit_code: int = 0) -> str:
    told = ("--unit", "Văn phòng", "--as", desk.login, *words)
    return command("import", "visits", file, *told, exit_code=exit_code)


def test_a_file_of_visits_is_taken_over(
    session: Session, command: Command, desk: User, tmp_path: Path
) -> None:
    said = bring_in(command, written(tmp_path, line(), line("Lê Văn Đạt")), desk)

    assert "Đã ghi 2 lượt tiếp, 0 đơn: LT-2026-0001 … LT-2026-0002." in said
    assert count(session) == 2
    assert session.scalars(select(Visit.recorded_by_id).distinct()).all() == [desk.id]
    assert "nguyên vẹn" in command("audit", "verify")


def test_a_dry_run_checks_everything_and_keeps_nothing(
    session: Session, command: Command, desk: User, tmp_path: Path
) -> None:
    said = bring_in(command, written(tmp_path, line()), desk, "--dry-run")

    assert "1 lượt tiếp đều đúng" in said
    assert count(session) == 0
    bring_in(command, written(tmp_path, line()), desk)
    assert session.scalars(select(Visit.code)).all() == ["LT-2026-0001"]


def test_one_wrong_line_of_many_keeps_all_out(
    session: Session, command: Command, desk: User, tmp_path: Path
) -> None:
    file = written(tmp_path, line(), line(day="31/02/2026"), line(""))

    said = bring_in(command, file, desk, exit_code=1)

    assert "Dòng 3, cột “Ngày tiếp”" in said
    assert "Dòng 4, cột “Họ tên”" in said
    assert "2 dòng sai, chưa ghi dòng nào." in said
    assert count(session) == 0


def test_long_lists_of_faults_are_cut(command: Command, desk: User, tmp_path: Path) -> None:
    said = bring_in(command, written(tmp_path, *[line("")] * 60), desk, exit_code=1)

    assert "… và 10 dòng sai nữa." in said


def test_a_long_file_is_numbered_through_without_a_gap(
    session: Session, command: Command, desk: User, tmp_path: Path
) -> None:
    bring_in(command, written(tmp_path, *(line(f"Người thứ {n}") for n in range(450))), desk)

    session.rollback()
    codes = session.scalars(select(Visit.code).order_by(Visit.id)).all()
    assert codes == [f"LT-2026-{n:04}" for n in range(1, 451)]


@pytest.mark.parametrize("role", [Role.HANDLER, Role.RECEPTIONIST], ids=str)
def test_only_a_receptionist_of_the_unit_is_named(
    session: Session, command: Command, desk: User, tmp_path: Path, role: Role
) -> None:
    other = make.person(session, role, at=make.unit(session, "Chi cục khác"))

    said = bring_in(command, written(tmp_path, line()), other, exit_code=2)

    assert "không phải cán bộ tiếp công dân của Văn phòng" in said


def test_the_template_is_read_back(
    session: Session, command: Command, desk: User, tmp_path: Path
) -> None:
    file = tmp_path / "mau.xlsx"
    command("import", "template", str(file))

    bring_in(command, str(file), desk)

    assert load_workbook(file).worksheets[0]["A1"].value == "Ngày tiếp *"
    assert count(session) == 1


@pytest.mark.parametrize("book", ["reception", "petitions"])
def test_a_book_is_written_to_a_file_and_noted(
    session: Session, command: Command, desk: User, tmp_path: Path, book: str
) -> None:
    bring_in(command, written(tmp_path, line()), desk)
    file = tmp_path / "so.xlsx"

    command("export", "book", book, str(file), "--unit", "Văn phòng", "--from", "01/06/2026",
            "--to", "2026-12-31", "--as", desk.login)  # fmt: skip

    sheets = load_workbook(file).worksheets
    assert len(sheets) == (2 if book == "reception" else 1)
    session.rollback()
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "export")).one()
    assert noted.changes["kind"] == book


@pytest.mark.parametrize(
    ("who", "first", "words"),
    [(Role.HANDLER, "01/06/2026", "không được xem sổ"), (Role.RECEPTIONIST, "01/01/2027", "Đến")],
    ids=["no reader of books", "a period the wrong way round"],
)
def test_a_book_is_not_written_out(
    session: Session, command: Command, desk: User, tmp_path: Path,
    who: Role, first: str, words: str,
) -> None:  # fmt: skip
    login = make.person_with(session, who).login

    said = command("export", "book", "reception", str(tmp_path / "so.xlsx"), "--unit", "Văn phòng",
                   "--from", first, "--to", "31/12/2026", "--as", login, exit_code=2)  # fmt: skip

    assert words in said
