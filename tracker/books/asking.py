"""Turn an address into the book that is asked for: whose, which period, with which numbers."""

from dataclasses import dataclass
from typing import Any

from flask import abort

from tracker.access import Permission, Scope
from tracker.books import queries
from tracker.books.entries import Asked
from tracker.books.forms import BookFilter, UnitFilter
from tracker.books.periods import Period
from tracker.books.printed import Heading, PrintedBook, Source
from tracker.casework.identity_numbers import opened_numbers
from tracker.clock import now
from tracker.law.registers import Book
from tracker.records.base import current_session
from tracker.records.organisation import OrgUnit
from tracker.records.visibility import reaches_unit
from tracker.web.guard import signed_in
from tracker.web.words import vn_date


@dataclass(frozen=True, slots=True)
class Opened:
    """A book opened at a period; `asked` is nothing where nobody keeps a book yet."""

    book: Book
    form: BookFilter
    period: Period
    permission: Permission
    asked: Asked | None

    @property
    def address(self) -> dict[str, Any]:
        """Give the unit and the period as the address carries them."""
        unit = {"unit": self.form.unit.data}
        return unit | address_of(self.period)

    @property
    def may_correct(self) -> bool:
        """Say whether the reader may put entries of this book right."""
        return self.book is Book.RECEPTION and self._reaches(Permission.BOOK_CORRECT)

    @property
    def may_open_numbers(self) -> bool:
        """Say whether the reader may print this book with identity numbers."""
        return self.book is Book.RECEPTION and self._reaches(Permission.BOOK_NUMBERS)

    @property
    def links(self) -> bool:
        """Say whether the reader may open every line of this book."""
        reads = Permission.VISIT_READ if self.book is Book.RECEPTION else Permission.PETITION_READ
        return self.asked is not None and any(
            scope is Scope.AGENCY
            or (scope is Scope.LOGGED and holding.unit_id == self.asked.unit.id)
            for scope, holding in self.asked.reach.scopes(reads)
        )

    def _reaches(self, permission: Permission) -> bool:
        asked = self.asked
        return asked is not None and reaches_unit(asked.reach, permission, asked.unit)

    @property
    def file_name(self) -> str:
        """Name the workbook by book and period."""
        return f"{self.book.value}-{self.period.first}-{self.period.last}.xlsx"


def address_of(period: Period) -> dict[str, Any]:
    """Give a period as the address carries it."""
    if period.before is None:
        return {"first": vn_date(period.first), "last": vn_date(period.last)}
    return {"span": period.span.value, "on": vn_date(period.first)}


def opened_unit(form: UnitFilter, permission: Permission) -> OrgUnit | None:
    """Give the unit whose book is asked for, among those within reach."""
    reach = signed_in().reach
    offered = queries.units(current_session(), reach, permission)
    form.offer_units([(u.id, u.name) for u in offered], queries.first_shown(reach, offered))
    form.validate()
    if form.unit.errors:
        abort(404)
    return next((u for u in offered if u.id == form.unit.data), None)


def opened_book(
    book: Book, form: BookFilter, permission: Permission = Permission.BOOK_READ
) -> Opened:
    """Open a book at the period asked for."""
    unit = opened_unit(form, permission)
    period, reach = form.period, signed_in().reach
    form.span.data = period.span
    asked = Asked(book, unit, period.first, period.last, reach) if unit else None
    return Opened(book, form, period, permission, asked)


def print_of(opened: Opened) -> PrintedBook:
    """Put the printed book together; numbers are opened only under their own permission."""
    asked, person, session = opened.asked or abort(404), signed_in(), current_session()
    numbers = (
        opened_numbers(session, asked.unit, asked.first, asked.last, by=person.reach)
        if opened.permission is Permission.BOOK_NUMBERS
        else {}
    )
    heading = Heading(person.agency_name, asked.unit.name, opened.period.title, person.name, now())
    return Source(session, asked, numbers).printed(heading)
