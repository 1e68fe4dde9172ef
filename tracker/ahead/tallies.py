"""Count open duties: what falls due by a day, what of it is likely late, what is past already."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from tracker.ahead.weeks import Span, span_of

K = TypeVar("K", bound=Hashable)


class Group(Protocol):
    """Some open duties that lie with the same unit and person and end on the same day."""

    @property
    def unit_id(self) -> int | None:
        """Give the unit."""

    @property
    def handler_id(self) -> int | None:
        """Give the person."""

    @property
    def due_on(self) -> date:
        """Give the last day."""

    @property
    def is_estimated(self) -> bool:
        """Say whether the last day is an estimate."""

    @property
    def duties(self) -> int:
        """Give their number."""

    @property
    def foretold(self) -> int:
        """Give the number of those that have a forecast."""

    @property
    def expected(self) -> float | None:
        """Give the sum of their probabilities."""

    @property
    def likely(self) -> int:
        """Give the number of those that their model flags."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What is open, in parts that do not overlap: overdue, due by the last day, later, estimated.

    `foretold`, `expected` and `likely` speak of those due by the last day; `weeks` of all that
    ends in the coming weeks, however far the last day lies.
    """

    open: int = 0
    overdue: int = 0
    due: int = 0
    estimated: int = 0
    foretold: int = 0
    expected: float = 0.0
    likely: int = 0
    weeks: tuple[int, ...] = ()

    @property
    def unforetold(self) -> int:
        """Give the number of those due for which there is no forecast."""
        return self.due - self.foretold


def tally(
    groups: Iterable[Group], *, today: date, until: date, weeks: Sequence[Span] = ()
) -> Tally:
    """Count some open duties as they stand on a day, looking ahead to another."""
    all_groups = list(groups)
    known = [g for g in all_groups if not g.is_estimated]
    due = [g for g in known if today <= g.due_on <= until]
    return Tally(
        open=_duties(all_groups),
        overdue=_duties(g for g in known if g.due_on < today),
        due=_duties(due),
        estimated=_duties(g for g in all_groups if g.is_estimated and g.due_on <= until),
        foretold=sum(g.foretold for g in due),
        expected=sum(g.expected or 0.0 for g in due),
        likely=sum(g.likely for g in due),
        weeks=_by_week(known, weeks),
    )


def by_unit(groups: Iterable[Group]) -> Mapping[int | None, list[Group]]:
    """Part the duties by the unit with which they lie."""
    return _parted((g.unit_id, g) for g in groups)


def by_person(groups: Iterable[Group]) -> Mapping[tuple[int | None, int | None], list[Group]]:
    """Part the duties by unit and person."""
    return _parted(((g.unit_id, g.handler_id), g) for g in groups)


def _duties(groups: Iterable[Group]) -> int:
    return sum(g.duties for g in groups)


def _by_week(groups: Iterable[Group], weeks: Sequence[Span]) -> tuple[int, ...]:
    counts = [0] * len(weeks)
    for group in groups:
        place = span_of(group.due_on, weeks)
        if place is not None:
            counts[place] += group.duties
    return tuple(counts)


def _parted(keyed: Iterable[tuple[K, Group]]) -> Mapping[K, list[Group]]:
    parts: defaultdict[K, list[Group]] = defaultdict(list)
    for key, group in keyed:
        parts[key].append(group)
    return parts
