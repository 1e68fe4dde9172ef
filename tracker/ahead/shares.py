"""Shares in time, by month and by whatever the met duties were counted by."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from tracker.ahead.weeks import Span, span_of
from tracker.casework.punctuality import Share

K = TypeVar("K", bound=Hashable)


def shares(met: Mapping[K, int], late: Mapping[K, int]) -> dict[K, Share]:
    """Give the share in time of each sort of duty that was met at all."""
    return {key: Share(count, count - late.get(key, 0)) for key, count in met.items() if count}


def by_month(
    met: Mapping[date, int], late: Mapping[date, int], months: Sequence[Span]
) -> list[Share]:
    """Give the share in time of each month from what was met day by day."""
    all_met, all_late = _in_months(met, months), _in_months(late, months)
    return [Share(all_met[n], all_met[n] - all_late[n]) for n in range(len(months))]


def whole(parts: Sequence[Share]) -> Share:
    """Add shares up."""
    return Share(sum(p.met for p in parts), sum(p.in_time for p in parts))


def _in_months(by_day: Mapping[date, int], months: Sequence[Span]) -> Counter[int]:
    found: Counter[int] = Counter()
    for day, count in by_day.items():
        month = span_of(day, months)
        if month is not None:
            found[month] += count
    return found
