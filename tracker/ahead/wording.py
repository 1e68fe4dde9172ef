"""Numbers, spans and absences as the look ahead says them."""

from collections.abc import Sequence
from typing import Any

from tracker.ahead.weeks import Span
from tracker.web.numbers import decimal, in_percent
from tracker.web.words import gettext as _
from tracker.web.words import vn_date


def percent(value: float | None) -> str:
    """Write a share in per cent; no share is a dash."""
    return "–" if value is None else in_percent(decimal(value))


def likelihood(probability: float | None) -> str:
    """Write a probability in whole per cent."""
    return "" if probability is None else in_percent(round(100 * probability))


def short_week(span: Span) -> str:
    """Write a week by its first and last day: 30/11–06/12."""
    return f"{span.first:%d/%m}–{span.last:%d/%m}"


def month(span: Span) -> str:
    """Write a month: 11/2026."""
    return f"{span.first:%m/%Y}"


def away(rows: Sequence[Any]) -> str:
    """Say when somebody is away and who stands in."""
    return "; ".join(
        _(
            "vắng %(first)s đến %(last)s, %(who)s làm thay",
            first=vn_date(row.starts_on),
            last=vn_date(row.ends_on),
            who=row.substitute,
        )
        for row in rows
    )
