"""The lines of the share in time: by month, by kind, by unit, with the late ones behind each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.ahead import queries, wording
from tracker.ahead.filters import Asked, Part
from tracker.ahead.lines import Figure
from tracker.ahead.shares import by_month, shares, whole
from tracker.ahead.weeks import Span, past_months
from tracker.casework.holders import NOBODY
from tracker.casework.punctuality import Share
from tracker.law.kinds import CaseKind
from tracker.records.visibility import Reach
from tracker.web.words import gettext as _
from tracker.web.words import term

LABELLED = 12
"""So many months have room for their labels; of more, every third is labelled."""


@dataclass(frozen=True, slots=True)
class ShareLine:
    """The share in time of a month, a kind or a unit."""

    label: str
    met: int
    late: Figure
    percent: float | None
    words: str
    mark: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Punctual:
    """All that the page of the share in time shows."""

    span: Span
    whole: ShareLine
    months: list[ShareLine]
    kinds: list[ShareLine]
    units: list[ShareLine]


def punctual(session: Session, reach: Reach, today: date, count: int) -> Punctual:
    """Read what was met over the last months and how much of it in time."""
    months = past_months(today, count)
    span = Span(months[0].first, today)
    met = queries.met_by_day(session, reach, span.first, today)
    late = queries.met_late(session, reach, span.first, today)
    monthly = by_month(met, _summed(late, "met_on"), months)
    total, asked = whole(monthly), Asked(Part.LATE, since=span.first, until=today)
    return Punctual(
        span=span,
        whole=_line("", total, asked),
        months=[
            replace(
                _line(wording.month(month), share, asked.but(since=month.first, until=month.last)),
                mark=_mark(month, count),
                year=_year(month, months[0]),
            )
            for month, share in zip(months, monthly, strict=True)
        ],
        kinds=_kinds(
            shares(queries.met_by_kind(session, reach, span.first, today), _summed(late, "kind")),
            asked,
        ),
        units=_units(
            _with_none(queries.met_by_unit(session, reach, span.first, today), total.met),
            _summed(late, "unit_id"),
            queries.units(session, reach),
            asked,
        ),
    )


def _summed(rows: Iterable[Any], name: str) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for row in rows:
        found[getattr(row, name)] += row.duties
    return found


def _with_none(by_unit: Mapping[int | None, int], total: int) -> dict[int | None, int]:
    """Add what lay with no unit: the rest of all that was met."""
    return {**by_unit, None: total - sum(by_unit.values())}


def _kinds(found: Mapping[CaseKind, Share], asked: Asked) -> list[ShareLine]:
    return [_line(term(k), found[k], asked.but(kind=k)) for k in CaseKind if k in found]


def _units(
    met: Mapping[int | None, int],
    late: Mapping[int | None, int],
    names: Mapping[int, str],
    asked: Asked,
) -> list[ShareLine]:
    found = shares(met, late)
    lines = [
        _line(name, found[unit], asked.but(unit=unit))
        for unit, name in names.items()
        if unit in found
    ]
    if None in found:
        lines.append(_line(_("Chưa giao đơn vị"), found[None], asked.but(unit=NOBODY)))
    return lines


def _line(label: str, share: Share, asked: Asked) -> ShareLine:
    late = Figure(share.late, asked.href)
    return ShareLine(label, share.met, late, share.percent, wording.percent(share.percent))


def _mark(month: Span, count: int) -> str:
    """Label a month beneath its column, where there is room."""
    has_room = count <= LABELLED or month.first.month % 3 == 1
    return f"{month.first:%m}" if has_room else ""


def _year(month: Span, oldest: Span) -> str:
    """Name the year beneath its January, and beneath the oldest month where there is room."""
    stands = month.first.month == 1 or (month == oldest and month.first.month < LABELLED - 1)
    return f"{month.first:%Y}" if stands else ""
