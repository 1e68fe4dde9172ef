"""What a book says of itself, alike on paper and in a workbook."""

from collections.abc import Iterator

from flask_babel import gettext as _

from tracker.books.printed import PrintedBook, Section
from tracker.law.registers import BookForm, Column
from tracker.web.words import term, vn_date


def source_of(form: BookForm) -> str:
    """Name the form and the text on which a book's columns rest."""
    return ". ".join(words for words in (form.form, str(form.cite)) if words)


def title_of(column: Column, *, english: bool) -> str:
    """Give the head of a column in the reader's language."""
    return column.title_en if english else column.title


def period_of(section: Section) -> str:
    """Name the days that a volume covers."""
    return str(
        _("Từ ngày %(first)s đến ngày %(last)s",
          first=vn_date(section.first), last=vn_date(section.last))
    )  # fmt: skip


def remarks_of(book: PrintedBook, section: Section) -> Iterator[str]:
    """Tell below a volume what its lines do not: sessions without visitors, lines left out."""
    for session in section.empty_sessions:
        yield str(
            _("Ngày %(day)s (%(mode)s, %(who)s tiếp): không có công dân đến.",
              day=vn_date(session.held_on), mode=term(session.mode), who=session.full_name)
        )  # fmt: skip
    if book.hidden:
        yield str(
            _("Bản này thiếu %(count)s dòng mà người in không được xem; các số thứ tự giữ nguyên.",
              count=book.hidden)
        )  # fmt: skip
