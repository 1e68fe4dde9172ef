"""The lines of what lies ahead: by unit and by person, each number with the list behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from tracker.ahead import queries, wording
from tracker.ahead.filters import Asked, Part
from tracker.ahead.tallies import Group, Tally, by_person, by_unit, tally
from tracker.ahead.weeks import Span, coming_weeks
from tracker.casework.holders import NOBODY
from tracker.records.visibility import Reach
from tracker.web.addresses import address
from tracker.web.asked import spelled
from tracker.web.numbers import decimal
from tracker.web.words import gettext as _

DRAWN = 8
"""So many weeks are drawn, this one among them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the list behind it."""

    value: int | str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """What lies with one unit, with one person, or with nobody yet; no forecast is no number."""

    name: str
    unit: str
    due: Figure
    expected: Figure | None
    likely: Figure | None
    unforetold: Figure
    overdue: Figure
    open: Figure
    cases: Figure
    weeks: tuple[Figure, ...]
    away: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that the page of what lies ahead shows."""

    until: date
    whole: Line
    units: list[Line]
    people: list[Line]
    paused: Figure
    estimated: Figure
    weeks: tuple[Span, ...]
    foretold_on: date | None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is open at all."""
        return not (self.whole.open.value or self.whole.cases.value or self.paused.value)

    @property
    def most(self) -> int:
        """Give the most that any unit has to do in a week, by which the bars are drawn."""
        return max((int(f.value) for line in self.units for f in line.weeks), default=0)


@dataclass(frozen=True, slots=True)
class _Sums:
    """What was read, with the days by which it is counted."""

    groups: Sequence[Group]
    cases: Mapping[tuple[int | None, int | None], int]
    today: date
    until: date
    weeks: tuple[Span, ...]

    def of(self, groups: Sequence[Group]) -> Tally:
        """Count some of the duties."""
        return tally(groups, today=self.today, until=self.until, weeks=self.weeks)


def outlook(session: Session, reach: Reach, today: date, until: date) -> Outlook:
    """Read what lies ahead and put it into lines."""
    groups = queries.open_duties(session, reach)
    weeks = coming_weeks(today, DRAWN)
    sums = _Sums(groups, queries.open_cases(session, reach), today, until, weeks)
    units, people = queries.units(session, reach), queries.people(session, reach)
    whole = sums.of(groups)
    return Outlook(
        until=until,
        whole=_line("", "", whole, sum(sums.cases.values()), Asked(), sums),
        units=_units(sums, units),
        people=_people(sums, units, people, queries.absences(session, reach, today, until)),
        paused=Figure(queries.paused_count(session, reach), Asked(Part.PAUSED).href),
        estimated=Figure(whole.estimated, Asked(Part.ESTIMATED, until=until).href),
        weeks=weeks,
        foretold_on=max((g.made_on for g in groups if g.made_on), default=None),
    )


def _units(sums: _Sums, names: Mapping[int, str]) -> list[Line]:
    parts = by_unit(sums.groups)
    cases: dict[int | None, int] = {}
    for (unit, _person), count in sums.cases.items():
        cases[unit] = cases.get(unit, 0) + count
    return [
        _line(
            _unit(unit, names), "", sums.of(parts.get(unit, [])), cases.get(unit, 0),
            Asked(unit=_asked(unit)), sums,
        )
        for unit in _in_order(parts.keys() | cases.keys(), names)
    ]  # fmt: skip


def _people(
    sums: _Sums, units: Mapping[int, str], names: Mapping[int, str], absences: Sequence[Any]
) -> list[Line]:
    parts = by_person(sums.groups)
    found = parts.keys() | sums.cases.keys()
    return [
        _line(
            names.get(person, _("Người khác")) if person else _("Chưa giao người"),
            _unit(unit, units),
            sums.of(parts.get((unit, person), [])),
            sums.cases.get((unit, person), 0),
            Asked(unit=_asked(unit), handler=_asked(person)),
            sums,
            away=wording.away([row for row in absences if row.absent_id == person]),
        )
        for unit in _in_order({unit for unit, _person in found}, units)
        for person in sorted((p for u, p in found if u == unit), key=partial(_by_name, names=names))
    ]


def _line(
    name: str, unit: str, counted: Tally, cases: int, asked: Asked, sums: _Sums, away: str = ""
) -> Line:
    ahead = asked.but(until=sums.until)
    foretold = counted.foretold > 0
    return Line(
        name=name,
        unit=unit,
        due=_figure(counted.due, ahead),
        expected=_figure(decimal(counted.expected), ahead, Part.FORETOLD) if foretold else None,
        likely=_figure(counted.likely, ahead, Part.LIKELY) if foretold else None,
        unforetold=_figure(counted.unforetold, ahead, Part.UNFORETOLD),
        overdue=_figure(counted.overdue, asked, Part.OVERDUE),
        open=_figure(counted.open, asked, Part.OPEN),
        cases=Figure(cases, _cases(asked)),
        weeks=tuple(
            _figure(count, asked.but(since=week.first, until=week.last))
            for week, count in zip(sums.weeks, counted.weeks, strict=True)
        ),
        away=away,
    )


def _figure(value: int | str, asked: Asked, part: Part = Part.DUE) -> Figure:
    return Figure(value, asked.but(part=part).href)


def _cases(asked: Asked) -> str:
    held = {"unit": asked.unit, "handler": asked.handler}
    said = {name: spelled(holder) for name, holder in held.items() if holder is not None}
    return address("cases.index", said)


def _asked(holder: int | None) -> int:
    return NOBODY if holder is None else holder


def _unit(unit: int | None, names: Mapping[int, str]) -> str:
    return names.get(unit, _("Đơn vị khác")) if unit else _("Chưa giao đơn vị")


def _in_order(units: set[int | None], names: Mapping[int, str]) -> list[int | None]:
    """Put the units in the order of the tree, what lies with none last."""
    places = {unit: place for place, unit in enumerate(names)}
    return sorted(units, key=partial(_by_place, places=places))


def _by_place(unit: int | None, places: Mapping[int, int]) -> tuple[bool, int]:
    return unit is None, places.get(unit or 0, len(places))


def _by_name(person: int | None, names: Mapping[int, str]) -> tuple[bool, str]:
    return person is None, names.get(person or 0, "")
