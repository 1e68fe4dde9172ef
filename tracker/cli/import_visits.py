"""`flask import`: take visits over from a workbook or a text file, all of them or none."""

from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.registration import Desk
from tracker.casework.visit_import import Imported, import_visits
from tracker.casework.visit_rows import REQUIRED, VisitColumn
from tracker.cli.naming import unit_named, user_named
from tracker.cli.refusing import RefusingGroup
from tracker.clock import now, today
from tracker.law.terms import Refusal
from tracker.outside.tables import read_table
from tracker.records.audit import set_actor
from tracker.records.base import current_session
from tracker.records.transactions import writing
from tracker.web.guard import person_in

MOST_SHOWN = 50
A_WIDTH = 24
EXAMPLE = {
    VisitColumn.VISITED_ON: "05/01/2026",
    VisitColumn.FULL_NAME: "Nguyễn Văn Mẫu",
    VisitColumn.ADDRESS: "Thôn 1, xã Mẫu",
    VisitColumn.HEAD_COUNT: "1",
    VisitColumn.KIND: "Kiến nghị",
    VisitColumn.CONTENT: "Dòng ví dụ: xóa dòng này trước khi nhập",
    VisitColumn.MODE: "Thường xuyên",
    VisitColumn.OUTCOME: "Hướng dẫn, giải thích",
    VisitColumn.OUTCOME_NOTE: "Đã giải thích quy định, hướng dẫn đến UBND xã",
}

a_file = click.Path(exists=True, dir_okay=False, path_type=Path)
a_new_file = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group("import", cls=RefusingGroup, help="Nhập lượt tiếp từ tệp .xlsx hoặc .csv.")
def import_cli() -> None:
    """Gather the commands that take data over."""


@import_cli.command(
    "visits",
    help="Ghi mọi lượt tiếp của một tệp vào sổ của một đơn vị; một dòng sai thì không ghi dòng nào."
    " Tố cáo không nhập qua tệp. Tệp có dữ liệu cá nhân: nhập xong hãy xóa.",
)
@click.argument("file", type=a_file)
@click.option("--unit", required=True, help="Đơn vị: số, tên viết tắt hoặc tên đầy đủ.")
@click.option("--as", "login", required=True, help="Tên đăng nhập của người tiếp đã ghi các dòng.")
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
@with_appcontext
def visits(file: Path, unit: str, login: str, *, dry_run: bool) -> None:
    """Import, or tell every fault by its line and end with exit code 1."""
    lines, content = read_table(file), file.read_bytes()
    session = current_session()
    with writing():
        desk = _desk(session, unit, login, today())
        with click.progressbar(length=len(lines), label="Ghi lượt tiếp") as bar:
            done = import_visits(session, desk, lines, content=content, now=now(), told=bar.update)
        if dry_run or done.faults:
            session.rollback()
        session.commit()
    _tell(done, dry_run=dry_run)


@import_cli.command("template", help="Ghi một tệp .xlsx mẫu với các cột mà import visits đọc.")
@click.argument("file", type=a_new_file)
def template(file: Path) -> None:
    """Write an empty table with one example line."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Lượt tiếp"
    sheet.append([f"{c.vi} *" if c in REQUIRED else c.vi for c in VisitColumn])
    sheet.append([EXAMPLE.get(c, "") for c in VisitColumn])
    for place, _column in enumerate(VisitColumn, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = A_WIDTH
        sheet.column_dimensions[letter].number_format = "@"
        for cell in (sheet[f"{letter}1"], sheet[f"{letter}2"]):
            cell.number_format = "@"
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet[f"{letter}2"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    book.save(file)
    click.echo(f"Đã ghi tệp mẫu {file}. Cột có dấu * phải có nội dung.")


def _desk(session: Session, unit: str, login: str, day: date) -> Desk:
    """Give the desk at which a person receives today, and let the trail know who acts."""
    place, user = unit_named(session, unit), user_named(session, login)
    person = person_in(session, user.id, day)
    held = person.reach.scopes(Permission.VISIT_LOG) if person else ()
    if not any(holding.unit_id == place.id for _scope, holding in held):
        raise Refusal(
            "%(login)s không phải cán bộ tiếp công dân của %(unit)s.", login=login, unit=place.name
        )
    set_actor(session, actor_id=user.id, agency_id=user.agency_id)
    return Desk(user.agency_id, place.id, user.id)


def _tell(done: Imported, *, dry_run: bool) -> None:
    """Say what was made, or every fault with its line."""
    if done.faults:
        for fault in done.faults[:MOST_SHOWN]:
            click.echo(str(fault))
        left = len(done.faults) - MOST_SHOWN
        if left > 0:
            click.echo(f"… và {left} dòng sai nữa.")
        click.echo(f"{len(done.faults)} dòng sai, chưa ghi dòng nào.", err=True)
        raise SystemExit(1)
    for line, doubt in done.doubts[:MOST_SHOWN]:
        click.echo(f"Xem lại dòng {line}, số giấy tờ: {doubt.vi}")
    if dry_run:
        click.echo(f"{done.visits} lượt tiếp đều đúng ({done.petitions} đơn); chưa ghi gì.")
        return
    click.echo(
        f"Đã ghi {done.visits} lượt tiếp, {done.petitions} đơn: {done.first_code} … "
        f"{done.last_code}."
    )
