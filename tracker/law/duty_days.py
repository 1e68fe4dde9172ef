"""How many days a month the head of an agency must receive, and how many he did.

The minimum counts the head's own periodic days: "01 ngày trong 01 tháng" stands beside the duty to
receive "đột xuất" (Điều 18 khoản 2 and 3 Luật Tiếp công dân), so extraordinary sessions come on top
of it, and whoever receives by delegation does not stand in for the head. Two sessions on one day
are one day; a session to which nobody came was held all the same.

Until 30/06/2026 a commune chair owed one day a week. A week belongs to the month of its Monday and
is judged by the law of that Monday, so the week from 29/06/2026 still asks for its own day.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.law.calendar import Calendar, days_in
from tracker.law.reckoning import end_of_span
from tracker.law.rulebook import Rule, Rulebook
from tracker.law.rules import Unit, Version
from tracker.law.settlers import Profile
from tracker.law.terms import Term

# A body under a department receives by the rules of the provincial chair: the law itself sets no
# number of days for its head.
NO_NUMBER_LAW = "Điều 16 khoản 2 Luật Tiếp công dân"
RULE_OF: Mapping[Profile, str] = {
    Profile.PROVINCE: "TCD-12.5",
    Profile.DEPARTMENT: "TCD-18.2",
    Profile.SERVICE_UNIT: "ND154-10.2",
    Profile.COMMUNE: "TCD-15.2c",
}
WEEK = timedelta(7)


class DutyStanding(Term):
    """Whether the days that a span asks for were held."""

    MET = "met", "Đủ", "Met"
    SHORT = "short", "Thiếu", "Short"
    RUNNING = "running", "Còn trong kỳ", "Still running"
    COMING = "coming", "Chưa đến", "To come"
    WAIVED = "waived", "Cả kỳ là ngày nghỉ", "All days off"


class Counting(Term):
    """Whether a day of reception counts towards the minimum, and why not."""

    COUNTS = "counts", "Tính vào số ngày tối thiểu", "Counts towards the minimum"
    DELEGATED = "delegated", "Ủy quyền cấp phó: không tính", "By delegation: does not count"
    EXTRAORDINARY = (
        "extraordinary",
        "Đột xuất: ngoài số ngày tối thiểu",
        "Extraordinary: on top of the minimum",
    )


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of a body on one day, held or only planned, as the law looks at it."""

    on: date
    is_held: bool = True
    by_head: bool = True
    is_extraordinary: bool = False

    @property
    def counting(self) -> Counting:
        """Say whether the session counts towards the minimum."""
        if not self.by_head:
            return Counting.DELEGATED
        return Counting.EXTRAORDINARY if self.is_extraordinary else Counting.COUNTS


@dataclass(frozen=True, slots=True)
class DutySpan:
    """One week or month with the days that it asks for and those that it has."""

    first: date
    last: date
    version: Version
    minimum: int
    held: tuple[date, ...]
    planned: tuple[date, ...]
    standing: DutyStanding

    @property
    def kept(self) -> int:
        """Count the days held, up to what the span asks for."""
        return min(len(self.held), self.minimum)

    @property
    def lacking(self) -> int:
        """Count the days still wanting when all that is planned is held."""
        if self.standing is DutyStanding.WAIVED:
            return 0
        return max(self.minimum - len(self.held) - len(self.planned), 0)


@dataclass(frozen=True, slots=True)
class DutyMonth:
    """One month of one head: its spans, and the days that came on top of them."""

    year: int
    month: int
    spans: tuple[DutySpan, ...]
    held: tuple[date, ...]
    delegated: tuple[date, ...]
    extraordinary: tuple[date, ...]

    @property
    def minimum(self) -> int:
        """Give the days that the month asks for."""
        return sum(s.minimum for s in self.spans if s.standing is not DutyStanding.WAIVED)

    @property
    def kept(self) -> int:
        """Count the days held, up to what each span asks for."""
        return sum(s.kept for s in self.spans if s.standing is not DutyStanding.WAIVED)

    @property
    def lacking(self) -> int:
        """Count the days still wanting when all that is planned is held."""
        return sum(s.lacking for s in self.spans)

    @property
    def is_weekly(self) -> bool:
        """Say whether the month is judged week by week."""
        return any(s.version.lengths[0].unit is Unit.PER_WEEK for s in self.spans)

    @property
    def standing(self) -> DutyStanding:
        """Give the standing of the whole month: short as soon as one span is."""
        standings = [s.standing for s in self.spans]
        order = (DutyStanding.SHORT, DutyStanding.RUNNING, DutyStanding.COMING, DutyStanding.MET)
        found = next((each for each in order if each in standings), DutyStanding.WAIVED)
        begun = any(s is not DutyStanding.COMING for s in standings)
        return DutyStanding.RUNNING if found is DutyStanding.COMING and begun else found

    @property
    def missed(self) -> tuple[DutySpan, ...]:
        """Give the spans that ended short."""
        return tuple(s for s in self.spans if s.standing is DutyStanding.SHORT)


def rule_for(profile: Profile) -> Rule | None:
    """Give the rule on the days of a kind of agency, None where the law sets no number."""
    rule_id = RULE_OF.get(profile)
    return Rulebook.load().rule(rule_id) if rule_id else None


def duty_of_month(
    rule: Rule,
    year: int,
    month: int,
    sittings: Iterable[Sitting],
    *,
    calendar: Calendar,
    today: date,
) -> DutyMonth:
    """Judge one month of one head; before the rule and after its repeal it has no spans."""
    seen = tuple(sittings)
    counting = [s for s in seen if s.counting is Counting.COUNTS]
    held = frozenset(s.on for s in counting if s.is_held)
    planned = frozenset(s.on for s in counting if not s.is_held and s.on >= today) - held
    spans = tuple(
        _span(version, first, held, planned, calendar=calendar, today=today)
        for version, first in _spans(rule, date(year, month, 1))
    )
    return DutyMonth(
        year,
        month,
        spans,
        _of_month(held, year, month),
        _held_on_top(seen, Counting.DELEGATED, year, month),
        _held_on_top(seen, Counting.EXTRAORDINARY, year, month),
    )


def reach_of_month(year: int, month: int) -> tuple[date, date]:
    """Give the first and last day whose sessions can matter to a month, its weeks included."""
    first = date(year, month, 1)
    return first, end_of_span(end_of_span(first, Unit.PER_MONTH), Unit.PER_WEEK)


def _spans(rule: Rule, first: date) -> Iterator[tuple[Version, date]]:
    """Give the first day of each span of a month, with the law that judges it."""
    version = rule.in_force(first)
    # A rule that begins within a month asks for its days from there on.
    begun = version or rule.in_force(end_of_span(first, Unit.PER_MONTH))
    if begun is None:
        return
    if begun.lengths[0].unit is Unit.PER_MONTH:
        yield begun, max(first, begun.from_)
        return
    begins = max(first, begun.from_)
    monday = begins + timedelta(-begins.weekday() % 7)
    while monday <= end_of_span(first, Unit.PER_MONTH):
        yield rule.on(monday), monday
        monday += WEEK


def _span(
    version: Version,
    first: date,
    held: Collection[date],
    planned: Collection[date],
    *,
    calendar: Calendar,
    today: date,
) -> DutySpan:
    length = version.lengths[0]
    last = end_of_span(first, length.unit)
    within = frozenset(days_in(first, last))
    mine = tuple(sorted(within & frozenset(held)))
    if len(mine) >= length.number:
        standing = DutyStanding.MET
    elif not any(calendar.is_working(day) for day in within):
        standing = DutyStanding.WAIVED
    elif today < first:
        standing = DutyStanding.COMING
    else:
        standing = DutyStanding.RUNNING if today <= last else DutyStanding.SHORT
    return DutySpan(
        first,
        last,
        version,
        length.number,
        mine,
        tuple(sorted(within & frozenset(planned))),
        standing,
    )


def _of_month(days: Iterable[date], year: int, month: int) -> tuple[date, ...]:
    return tuple(sorted(d for d in days if (d.year, d.month) == (year, month)))


def _held_on_top(
    sittings: Iterable[Sitting], counting: Counting, year: int, month: int
) -> tuple[date, ...]:
    days = {s.on for s in sittings if s.is_held and s.counting is counting}
    return _of_month(days, year, month)
