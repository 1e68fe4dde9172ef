"""Lay a counted limit out day by day, for the row of days on the page."""

from dataclasses import dataclass
from datetime import date

from tracker.law.calendar import Calendar, DayKind, days_in
from tracker.law.reckoning import Reckoning
from tracker.law.rules import Direction, Unit
from tracker.law.terms import Term


class DayRole(Term):
    """What a day does in the counting of a limit."""

    START = "start", "Ngày đầu, không tính", "First day, not counted"
    COUNTED = "counted", "Ngày được tính", "Counted"
    WEEKEND = "weekend", "Cuối tuần, không tính", "Weekend, not counted"
    HOLIDAY = "holiday", "Ngày nghỉ, không tính", "Day off, not counted"
    WORKED_SATURDAY = "worked_saturday", "Ngày làm bù, được tính", "Made-up day, counted"
    PAUSED = "paused", "Tạm dừng, không tính", "Paused, not counted"
    ROLLED = "rolled", "Chuyển sang ngày làm việc tiếp theo", "Moved to the next working day"
    DUE = "due", "Ngày hết hạn", "Due date"


COUNTING = frozenset({DayRole.COUNTED, DayRole.WORKED_SATURDAY})


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day of the row: its role, its number where it counts, and its name."""

    on: date
    role: DayRole
    ordinal: int | None
    name: str
    name_en: str


def strip(reckoning: Reckoning, calendar: Calendar) -> tuple[StripDay, ...]:
    """Give every day from the first to the due date, in the order of the calendar."""
    first, last = sorted((reckoning.start, reckoning.due_on))
    days = list(days_in(first, last))
    if reckoning.direction == Direction.BEFORE:
        days.reverse()
    row, ordinal, most = [], 0, _most(reckoning, len(days))
    for day in days:
        role = _role(day, reckoning, calendar)
        if ordinal == most and role in COUNTING:
            role = DayRole.ROLLED  # A pause on the way to the rolled day moved that day on.
        counts = ordinal < most and _counts(day, role, reckoning)
        ordinal += counts
        name = calendar.day_name(day)
        row.append(StripDay(day, role, ordinal if counts else None, name.vi, name.en))
    return tuple(sorted(row, key=lambda d: d.on))


def _most(reckoning: Reckoning, days: int) -> int:
    """Give the highest number that a day can have: months, years and spans count every day."""
    return reckoning.total if reckoning.unit in {Unit.DAYS, Unit.WORKING_DAYS} else days


def _role(day: date, reckoning: Reckoning, calendar: Calendar) -> DayRole:
    if day == reckoning.start:
        return DayRole.START
    if day == reckoning.due_on:
        return DayRole.DUE
    if any(paused_on <= day < resumed_on for paused_on, resumed_on in reckoning.pauses):
        return DayRole.PAUSED if day <= reckoning.unrolled_on else DayRole.ROLLED
    if day >= reckoning.unrolled_on and reckoning.is_rolled:
        return DayRole.ROLLED
    return _plain_role(day, reckoning, calendar)


def _plain_role(day: date, reckoning: Reckoning, calendar: Calendar) -> DayRole:
    mark = calendar.mark(day)
    if reckoning.unit is not Unit.WORKING_DAYS:
        return DayRole.COUNTED
    if mark and mark.kind is DayKind.WORKED_SATURDAY:
        return DayRole.WORKED_SATURDAY
    if calendar.is_working(day):
        return DayRole.COUNTED
    return DayRole.HOLIDAY if mark else DayRole.WEEKEND


def _counts(day: date, role: DayRole, reckoning: Reckoning) -> bool:
    """Say whether a day has a number: the last counted day keeps its own when it is rolled."""
    if role in COUNTING:
        return True
    if role is DayRole.DUE:
        return not reckoning.is_rolled
    return role is DayRole.ROLLED and day == reckoning.unrolled_on
