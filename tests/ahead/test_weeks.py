"""Weeks that end on Sunday, months that end with today."""

from datetime import date
from itertools import pairwise

import pytest

from tracker.ahead.weeks import Span, coming_weeks, past_months, span_of


def test_the_first_week_is_what_is_left_of_this_one() -> None:
    wednesday = date(2026, 11, 11)

    assert coming_weeks(wednesday, 3) == (
        Span(date(2026, 11, 11), date(2026, 11, 15)),
        Span(date(2026, 11, 16), date(2026, 11, 22)),
        Span(date(2026, 11, 23), date(2026, 11, 29)),
    )


@pytest.mark.parametrize(
    ("today", "sunday"),
    [("2026-11-09", "2026-11-15"), ("2026-11-15", "2026-11-15"), ("2026-12-28", "2027-01-03")],
    ids=["monday", "sunday", "over-the-new-year"],
)
def test_a_week_ends_on_its_sunday(today: str, sunday: str) -> None:
    (week,) = coming_weeks(date.fromisoformat(today), 1)

    assert week == Span(date.fromisoformat(today), date.fromisoformat(sunday))


def test_weeks_follow_each_other_without_gap_or_overlap() -> None:
    weeks = coming_weeks(date(2026, 12, 24), 8)

    assert [(b.first - a.last).days for a, b in pairwise(weeks)] == [1] * 7
    assert {(w.last - w.first).days for w in weeks[1:]} == {6}


def test_months_go_back_over_the_new_year_and_the_last_ends_today() -> None:
    assert past_months(date(2027, 1, 20), 3) == (
        Span(date(2026, 11, 1), date(2026, 11, 30)),
        Span(date(2026, 12, 1), date(2026, 12, 31)),
        Span(date(2027, 1, 1), date(2027, 1, 20)),
    )


def test_february_of_a_leap_year_has_its_last_day() -> None:
    assert past_months(date(2028, 3, 1), 2)[0] == Span(date(2028, 2, 1), date(2028, 2, 29))


def test_both_ends_of_a_span_belong_to_it() -> None:
    spans = coming_weeks(date(2026, 11, 11), 2)

    places = [span_of(date(2026, 11, day), spans) for day in (10, 11, 15, 16, 22, 23)]

    assert places == [None, 0, 0, 1, 1, None]
