"""Periods of a book: their days, their names, their neighbours."""

from datetime import date

import pytest
from flask import Flask

from tracker.books.periods import Span, is_too_long, period_around

DAY = date(2026, 8, 15)


@pytest.mark.parametrize(
    ("span", "first", "last", "title"),
    [
        (Span.DAY, "2026-08-15", "2026-08-15", "Ngày 15/08/2026"),
        (Span.MONTH, "2026-08-01", "2026-08-31", "Tháng 8/2026"),
        (Span.QUARTER, "2026-07-01", "2026-09-30", "Quý 3/2026"),
        (Span.HALF_YEAR, "2026-07-01", "2026-12-31", "Sáu tháng 2/2026"),
        (Span.YEAR, "2026-01-01", "2026-12-31", "Năm 2026"),
    ],
    ids=str,
)
def test_a_period_lies_around_its_day(
    sqlite_app: Flask, span: Span, first: str, last: str, title: str
) -> None:
    period = period_around(span, DAY)

    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))
    with sqlite_app.test_request_context():
        assert period.title == title


@pytest.mark.parametrize("span", [s for s in Span if s is not Span.FREE], ids=str)
def test_periods_follow_each_other_without_a_gap(span: Span) -> None:
    period = period_around(span, date(2026, 12, 31))

    following = period.after
    assert following is not None
    assert (following.first - period.last).days == 1
    assert following.before == period


def test_a_period_has_its_longest() -> None:
    assert not is_too_long(date(2017, 1, 1), date(2026, 12, 31))
    assert is_too_long(date(2016, 12, 31), date(2026, 1, 1))
