"""What may be typed about the books: a period, a correction, a closing, a reopening."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from tracker.books.periods import LONGEST_YEARS, Period, Span, is_too_long, period_around
from tracker.clock import today
from tracker.law.terms import Refusal
from tracker.records.books import EntryField
from tracker.web.dates import read_date
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    FilterForm,
    LongTextField,
    TermField,
    TickField,
    VersionedForm,
    VietnameseDateField,
)
from tracker.web.words import sentence, term

LONGEST_VALUE = 20_000


class UnitFilter(FilterForm):
    """Whose book."""

    unit = ChoiceField(_l("Đơn vị"))

    def offer_units(self, units: list[tuple[int, str]], own: int) -> None:
        """Offer the units whose books may be read; the own one first of all."""
        self.unit.choices = units
        self.unit.flags.required = True
        if self.unit.data is None:
            known = [number for number, _name in units]
            self.unit.data = own if own in known else next(iter(known), None)


class BookFilter(UnitFilter):
    """Which period of a book: around a day, or from one day to another."""

    span = TermField(_l("Kỳ"), terms=Span, default=Span.MONTH)
    on = VietnameseDateField(_l("Ngày trong kỳ"), default=today)
    first = VietnameseDateField(_l("Từ ngày"))
    last = VietnameseDateField(_l("Đến ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.span.choices = [(s, term(s)) for s in Span]  # A book always has a period.

    def validate_last(self, field: VietnameseDateField) -> None:
        """Refuse a period that ends before it begins, or never ends."""
        if self.first.data and field.data and self.first.data > field.data:
            raise ValidationError(_("Đến ngày phải sau hoặc bằng từ ngày."))
        if self.first.data and is_too_long(self.first.data, field.data or today()):
            raise ValidationError(_("Kỳ dài nhất là %(years)s năm.", years=LONGEST_YEARS))

    @property
    def period(self) -> Period:
        """Give the period asked for; what is wrong or missing means this month."""
        typed = self.first.data or self.last.data
        wrong = self.first.errors or self.last.errors
        if typed and not wrong:
            last = self.last.data or max(today(), typed)
            return Period(Span.FREE, self.first.data or date(last.year, 1, 1), last)
        span = self.span.data if self.span.data and not self.span.errors else Span.MONTH
        day = self.on.data if self.on.data and not self.on.errors else today()
        return period_around(Span.MONTH if span is Span.FREE else span, day)


class MonthFilter(UnitFilter):
    """Which month of closings."""

    on = VietnameseDateField(_l("Ngày trong tháng"), default=today)

    @property
    def period(self) -> Period:
        """Give the month asked for, else this one."""
        day = self.on.data if self.on.data and not self.on.errors else today()
        return period_around(Span.MONTH, day)


class CorrectionForm(VersionedForm):
    """What should stand in an entry, and why."""

    offered: tuple[EntryField, ...] = ()
    entry_field = TermField(_l("Mục cần sửa"), terms=EntryField, required=True)
    new_value = LongTextField(_l("Nội dung đúng"), most=LONGEST_VALUE, rows=3)
    reason = LongTextField(_l("Lý do đính chính"), required=True, most=500, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.new_value.flags.required = True  # Of every field but two; the verb knows which.

    def offer(self, members: tuple[EntryField, ...]) -> None:
        """Say what of the entry may be put right."""
        self.offered = members
        self.entry_field.offer_terms(members)

    def validate_new_value(self, field: LongTextField) -> None:
        """Refuse a day that cannot be read."""
        if self.entry_field.data is EntryField.VISITED_ON:
            try:
                read_date(field.data, today())
            except Refusal as refusal:
                raise ValidationError(sentence(refusal)) from None

    @property
    def value(self) -> str:
        """Give the right value as the verb takes it."""
        if self.entry_field.data is EntryField.VISITED_ON:
            return read_date(self.new_value.data, today()).isoformat()
        return self.new_value.data


class DayFilter(UnitFilter):
    """Which day is to be closed."""

    book_day = VietnameseDateField(_l("Ngày"), required=True, not_future=True, default=today)


class ClosingForm(BaseForm):
    """That the entries of a day were compared, as many as were shown."""

    expected = HiddenField()
    is_checked = TickField(_l("Đã đối chiếu, khóa sổ ngày này"))

    def validate_is_checked(self, field: TickField) -> None:
        """A book is closed by someone who looked at it."""
        if not field.data:
            raise ValidationError(_("Hãy đối chiếu rồi đánh dấu vào đây."))

    @property
    def expected_entries(self) -> int:
        """Give how many entries were shown; -1 where the form says nothing sensible."""
        text = str(self.expected.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else -1


class ReopeningForm(BaseForm):
    """Why a closed day is reopened."""

    reason = LongTextField(_l("Lý do mở lại sổ"), required=True, most=500, rows=3)
