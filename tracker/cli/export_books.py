"""`flask export`: write a book of a period to a workbook."""

from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.books.entries import Asked
from tracker.books.periods import Period, Span
from tracker.books.printed import Heading, Source
from tracker.books.workbook import workbook
from tracker.cli.days import DAY
from tracker.cli.naming import unit_named, user_named
from tracker.cli.refusing import RefusingGroup
from tracker.clock import now, today
from tracker.law.registers import Book
from tracker.law.terms import Refusal
from tracker.records.audit import note, set_actor
from tracker.records.base import current_session
from tracker.records.organisation import OrgUnit
from tracker.records.transactions import writing
from tracker.records.visibility import reaches_unit
from tracker.web.guard import Person, person_in


@click.group("export", cls=RefusingGroup, help="Xuất sổ ra tệp .xlsx.")
def export_cli() -> None:
    """Gather the commands that hand data out."""


@export_cli.command(
    "book",
    help="Xuất sổ tiếp công dân (reception) hoặc sổ theo dõi đơn (petitions) của một kỳ; số giấy tờ"
    " tùy thân được che, người tố cáo chỉ hiện mã.",
)
@click.argument("book", type=click.Choice([b.value for b in Book]))
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--unit", required=True, help="Đơn vị: số, tên viết tắt hoặc tên đầy đủ.")
@click.option("--from", "first", type=DAY, required=True, help="Từ ngày.")
@click.option("--to", "last", type=DAY, required=True, help="Đến hết ngày.")
@click.option("--as", "login", required=True, help="Tên đăng nhập của người xuất sổ.")
@with_appcontext
def export_book(book: str, file: Path, unit: str, first: date, last: date, login: str) -> None:
    """Write the book as the person named may read it, and enter that in the trail."""
    if first > last:
        raise Refusal("Đến ngày phải sau hoặc bằng từ ngày.")
    session = current_session()
    place = unit_named(session, unit)
    person = _reader(session, login, place)
    asked = Asked(Book(book), place, first, last, person.reach)
    with force_locale("vi"):
        period = Period(Span.FREE, first, last)
        heading = Heading(person.agency_name, place.name, period.title, person.name, now())
        file.write_bytes(workbook(Source(session, asked).printed(heading)))
    session.rollback()
    with writing():
        set_actor(session, actor_id=person.id, agency_id=person.agency_id)
        note(
            session,
            action="export",
            subject="org_unit",
            subject_id=asked.unit.id,
            details={"kind": book, "starts_on": first, "ends_on": last},
        )
        session.commit()
    click.echo(f"Đã ghi {file}.")


def _reader(session: Session, login: str, place: OrgUnit) -> Person:
    person = person_in(session, user_named(session, login).id, today())
    if person is None or not reaches_unit(person.reach, Permission.BOOK_READ, place):
        raise Refusal("%(login)s không được xem sổ của %(unit)s.", login=login, unit=place.name)
    return person
