"""The pages of the books: on screen, on paper, as workbooks; corrections, days closed."""

from itertools import groupby

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission
from tracker.books import queries
from tracker.books.asking import Opened, opened_book, opened_unit, print_of
from tracker.books.cells import cells
from tracker.books.entries import entries_of, entries_page, volume_of
from tracker.books.forms import (
    BookFilter,
    ClosingForm,
    CorrectionForm,
    DayFilter,
    MonthFilter,
    ReopeningForm,
)
from tracker.books.printed import on_paper
from tracker.books.wording import remarks_of, source_of
from tracker.casework.books import close_day, day_count, is_closed, reopen_day
from tracker.casework.corrections import (
    correct_entry,
    correctable,
    corrections_of,
    standing_values,
)
from tracker.clock import now, today
from tracker.law.registers import Book
from tracker.outside.file_kinds import MEDIA_TYPES, FileKind
from tracker.records.base import current_session
from tracker.records.books import as_written
from tracker.records.organisation import OrgUnit
from tracker.web.guard import requires, signed_in
from tracker.web.reading import Look, enter_look
from tracker.web.stored_files import download
from tracker.web.words import vn_date

bp = Blueprint("books", __name__)
P = Permission


@bp.route("/books/receptions")
@requires(P.BOOK_READ)
def receptions() -> ResponseReturnValue:
    """Show the book of receptions."""
    return _on_screen(opened_book(Book.RECEPTION, BookFilter(request.args)))


@bp.route("/books/petitions")
@requires(P.BOOK_READ)
def petitions() -> ResponseReturnValue:
    """Show the register of petitions."""
    return _on_screen(opened_book(Book.PETITIONS, BookFilter(request.args)))


@bp.route("/books/receptions/print")
@requires(P.BOOK_READ)
def print_receptions() -> ResponseReturnValue:
    """Show the book of receptions as it is printed, identity numbers covered."""
    return _on_paper(opened_book(Book.RECEPTION, BookFilter(request.args)))


@bp.route("/books/petitions/print")
@requires(P.BOOK_READ)
def print_petitions() -> ResponseReturnValue:
    """Show the register of petitions as it is printed."""
    return _on_paper(opened_book(Book.PETITIONS, BookFilter(request.args)))


@bp.route("/books/receptions/workbook.xlsx")
@requires(P.BOOK_READ)
def receptions_workbook() -> ResponseReturnValue:
    """Hand out the book of receptions as a workbook, identity numbers covered."""
    return _as_workbook(opened_book(Book.RECEPTION, BookFilter(request.args)))


@bp.route("/books/petitions/workbook.xlsx")
@requires(P.BOOK_READ)
def petitions_workbook() -> ResponseReturnValue:
    """Hand out the register of petitions as a workbook."""
    return _as_workbook(opened_book(Book.PETITIONS, BookFilter(request.args)))


@bp.route("/books/receptions/full-print", methods=["POST"])
@requires(P.BOOK_NUMBERS)
def full_print() -> ResponseReturnValue:
    """Show the book to be printed with identity numbers; the trail notes who opened them."""
    return _on_paper(opened_book(Book.RECEPTION, BookFilter(request.form), P.BOOK_NUMBERS))


@bp.route("/books/receptions/full-workbook", methods=["POST"])
@requires(P.BOOK_NUMBERS)
def full_workbook() -> ResponseReturnValue:
    """Hand out the workbook with identity numbers; the trail notes who opened them."""
    return _as_workbook(opened_book(Book.RECEPTION, BookFilter(request.form), P.BOOK_NUMBERS))


@bp.route("/books/entries/<int:visit_id>/correction", methods=["GET", "POST"])
@requires(P.BOOK_CORRECT)
def correct(visit_id: int) -> ResponseReturnValue:
    """Put an entry of the book right by a further act."""
    session, reach = current_session(), signed_in().reach
    visit = queries.entry_or_404(session, reach, visit_id)
    made = corrections_of(session, [visit.id])
    form = CorrectionForm(version=len(made))
    form.offer(correctable(visit, queries.petitions_of(session, visit)))
    if form.carry_out(
        lambda: correct_entry(
            session, visit, form.entry_field.data, form.value, reason=form.reason.data,
            seen=form.expected_version or 0, by=reach, now=now(),
        )
    ):  # fmt: skip
        flash(_("Đã đính chính; nội dung cũ vẫn còn trên sổ, gạch ngang."))
        return form.done(url_for("reception.visit_show", visit_id=visit.id))
    standing = standing_values(visit, made)
    shown = [(f, as_written(f, v)) for f, v in standing.items() if f in form.offered]
    closed = is_closed(session, visit.reception.unit_id, visit.visited_on)
    return render_template(
        "books/correct.html", visit=visit, form=form, standing=shown, is_closed=closed
    ), form.status


@bp.route("/books/closings")
@requires(P.BOOK_READ)
def closings() -> ResponseReturnValue:
    """List the days of a month with what stands in each, and how each was closed."""
    session, form = current_session(), MonthFilter(request.args)
    unit = opened_unit(form, P.BOOK_READ)
    days = queries.days_of(session, unit.id, form.period, today()) if unit else []
    return render_template(
        "books/closings.html", form=form, unit=unit, period=form.period, days=days
    )


@bp.route("/books/closings/new", methods=["GET", "POST"])
@requires(P.BOOK_CLOSE)
def close() -> ResponseReturnValue:
    """Close a unit's book for a day, after showing what stands in it."""
    session, asked = current_session(), DayFilter(request.args)
    unit = opened_unit(asked, P.BOOK_CLOSE) or abort(404)
    day = today() if asked.book_day.errors else asked.book_day.data or today()
    count = day_count(session, unit.id, day)
    form = ClosingForm(expected=count.entries)
    if form.carry_out(
        lambda: close_day(
            session, unit, day, expected=form.expected_entries, by=signed_in().reach, now=now()
        )
    ):
        flash(_("Đã khóa sổ ngày %(day)s.", day=vn_date(day)))
        return form.done(url_for("books.closings", unit=unit.id, on=vn_date(day)))
    closed = is_closed(session, unit.id, day)
    return render_template(
        "books/close.html", asked=asked, form=form, unit=unit, day=day, count=count, closed=closed
    ), form.status


@bp.route("/books/closings/<int:closing_id>/reopening", methods=["GET", "POST"])
@requires(P.BOOK_REOPEN)
def reopen(closing_id: int) -> ResponseReturnValue:
    """Reopen a closed day with a reason."""
    session, reach = current_session(), signed_in().reach
    closing = queries.closing_or_404(session, reach, closing_id)
    form = ReopeningForm()
    if form.carry_out(
        lambda: reopen_day(session, closing, reason=form.reason.data, by=reach, now=now())
    ):
        flash(_("Đã mở lại sổ ngày %(day)s.", day=vn_date(closing.book_day)))
        return form.done(
            url_for("books.closings", unit=closing.unit_id, on=vn_date(closing.book_day))
        )
    return render_template("books/reopen.html", closing=closing, form=form), form.status


def _on_screen(opened: Opened) -> ResponseReturnValue:
    session, asked = current_session(), opened.asked
    page = entries_page(session, asked, after=request.args.get("after")) if asked else None
    entries = entries_of(session, asked, page.rows) if asked and page else []
    parts = [(v, [(e, cells(e)) for e in own]) for v, own in groupby(entries, volume_of)]
    return render_template(
        "books/show.html",
        opened=opened,
        form=opened.form,
        page=page,
        parts=parts,
        source_of=source_of,
    )


def _on_paper(opened: Opened) -> ResponseReturnValue:
    _enter(Look.PRINT, opened)
    book = on_paper(print_of(opened))
    return render_template(
        "books/print.html", opened=opened, book=book, source_of=source_of, remarks_of=remarks_of
    )


def _as_workbook(opened: Opened) -> ResponseReturnValue:
    from tracker.books.workbook import workbook  # noqa: PLC0415 - heavy; few requests export

    _enter(Look.EXPORT, opened)
    written = workbook(print_of(opened))
    return download(written, name=opened.file_name, media_type=MEDIA_TYPES[FileKind.XLSX])


def _enter(look: Look, opened: Opened) -> None:
    """Enter that a book left the screen: which, of which unit and period."""
    asked = opened.asked or abort(404)
    period = {"starts_on": asked.first, "ends_on": asked.last}
    enter_look(look, OrgUnit.__tablename__, asked.unit.id, {"kind": opened.book, **period})
