"""A book of a period as it leaves the screen: volume after volume, each with its own heads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from tracker.books import statements
from tracker.books.cells import Cell, cells
from tracker.books.entries import Asked, Entry, every_entry
from tracker.law.registers import Book, Volume
from tracker.law.terms import Refusal

MOST_ON_PAPER = 3000


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above and below a book: whose it is, for when, who printed it and when."""

    agency: str
    unit: str
    period: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a volume that lies in the period."""

    volume: Volume
    first: date
    last: date
    lines: Iterable[list[Cell]]
    empty_sessions: tuple[Row[Any], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """A whole book of a period; `hidden` lines are about the reader and left out."""

    book: Book
    heading: Heading
    sections: Iterable[Section]
    hidden: int
    has_numbers: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """From where a book is read, with the identity numbers that were opened for it."""

    session: Session
    asked: Asked
    numbers: Mapping[int, str] = field(default_factory=dict)

    def printed(self, heading: Heading) -> PrintedBook:
        """Put the book together; its lines are read as they are written out."""
        asked = self.asked
        stmt = statements.hidden(asked.book, asked.unit.id, asked.first, asked.last, asked.reach)
        return PrintedBook(
            asked.book,
            heading,
            self._sections(),
            self.session.scalar(stmt) or 0,
            has_numbers=bool(self.numbers),
        )

    def _sections(self) -> Iterator[Section]:
        for volume in self.asked.volumes:
            first, last = max(volume.first, self.asked.first), min(volume.last, self.asked.last)
            part = replace(self.asked, first=first, last=last)
            yield Section(volume, first, last, self._lines(part), self._empty(part))

    def _lines(self, part: Asked) -> Iterator[list[Cell]]:
        return (cells(self._with_number(e)) for e in every_entry(self.session, part))

    def _with_number(self, entry: Entry) -> Entry:
        """Fill in an identity number that was opened, unless the sender is sealed."""
        number = "" if entry.is_sealed else self.numbers.get(entry.id, "")
        return replace(entry, identity_number=number) if number else entry

    def _empty(self, part: Asked) -> tuple[Row[Any], ...]:
        if part.book is not Book.RECEPTION:
            return ()
        stmt = statements.empty_sessions(part.unit.id, part.first, part.last)
        return tuple(self.session.execute(stmt))


def on_paper(book: PrintedBook) -> PrintedBook:
    """Read a book to its end for one printed page, or refuse one too long for a browser."""
    sections, left = [], MOST_ON_PAPER
    for section in book.sections:
        lines = iter(section.lines)
        taken = list(islice(lines, left))
        if next(lines, None) is not None:
            raise Refusal(
                "Kỳ này có hơn %(most)s dòng: hãy in từng tháng, hoặc tải tệp .xlsx.",
                most=MOST_ON_PAPER,
            )
        left -= len(taken)
        sections.append(replace(section, lines=taken))
    return replace(book, sections=sections)
