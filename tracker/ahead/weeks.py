"""Spans of days: the coming weeks of the calendar, the months gone by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one to another, both counted."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether a day lies within."""
        return self.first <= day <= self.last


def coming_weeks(today: date, count: int) -> tuple[Span, ...]:
    """Give what is left of this week and the weeks after it, each up to its Sunday."""
    sunday = today + timedelta(days=DAYS_OF_A_WEEK - 1 - today.weekday())
    later = (sunday + timedelta(weeks=n) for n in range(1, count))
    whole = (Span(last - timedelta(days=DAYS_OF_A_WEEK - 1), last) for last in later)
    return Span(today, sunday), *whole


def past_months(today: date, count: int) -> tuple[Span, ...]:
    """Give the last months up to today, the current one as far as it has come."""
    newest = today.year * 12 + today.month - 1
    firsts = [date(n // 12, n % 12 + 1, 1) for n in range(newest - count + 1, newest + 1)]
    ends = [following - timedelta(days=1) for following in firsts[1:]]
    return tuple(map(Span, firsts, [*ends, today]))


def span_of(day: date, spans: Sequence[Span]) -> int | None:
    """Give the place of the span in which a day lies, None where it lies in none."""
    return next((n for n, span in enumerate(spans) if span.holds(day)), None)
