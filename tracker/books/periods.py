"""Periods of a book: a day, a month, a quarter, half a year, a year, or from one day to another."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from tracker.law.terms import Term
from tracker.web.words import vn_date

A_DAY = timedelta(1)
LONGEST_YEARS = 10


class Span(Term):
    """How long a period is."""

    DAY = "day", "Ngày", "Day"
    MONTH = "month", "Tháng", "Month"
    QUARTER = "quarter", "Quý", "Quarter"
    HALF_YEAR = "half_year", "Sáu tháng", "Half-year"
    YEAR = "year", "Năm", "Year"
    FREE = "free", "Tự chọn", "Chosen days"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its first and its last day, both in it."""

    span: Span
    first: date
    last: date

    @property
    def title(self) -> str:
        """Name the period as it stands under the title of a book."""
        dates = {"first": vn_date(self.first), "last": vn_date(self.last)}
        match self.span:
            case Span.DAY:
                return str(_("Ngày %(day)s", day=dates["first"]))
            case Span.MONTH:
                named = _("Tháng %(month)s/%(year)s", month=self.first.month, year=self.first.year)
            case Span.QUARTER:
                part = (self.first.month + 2) // 3
                named = _("Quý %(part)s/%(year)s", part=part, year=self.first.year)
            case Span.HALF_YEAR:
                part = 1 if self.first.month == 1 else 2
                named = _("Sáu tháng %(part)s/%(year)s", part=part, year=self.first.year)
            case Span.YEAR:
                named = _("Năm %(year)s", year=self.first.year)
            case _:
                return str(_("Từ ngày %(first)s đến ngày %(last)s", **dates))
        return str(named)

    @property
    def before(self) -> "Period | None":
        """Give the period of the same length just before; a free one has none."""
        return self._beside(self.first - A_DAY)

    @property
    def after(self) -> "Period | None":
        """Give the period of the same length just after; a free one has none."""
        return self._beside(self.last + A_DAY)

    def _beside(self, day: date) -> "Period | None":
        return None if self.span is Span.FREE else period_around(self.span, day)


def period_around(span: Span, day: date) -> Period:
    """Give the day, month, quarter, half-year or year in which a day lies."""
    if span not in MONTHS:
        return Period(Span.DAY, day, day)
    months = MONTHS[span]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    over = first.month + months
    following = date(day.year + (over > 12), over - 12 if over > 12 else over, 1)
    return Period(span, first, following - A_DAY)


def is_too_long(first: date, last: date) -> bool:
    """Say whether a free period is longer than a book is shown."""
    return last.year - first.year >= LONGEST_YEARS
