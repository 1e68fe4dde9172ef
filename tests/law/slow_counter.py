"""Count a limit slowly, a finger on the calendar: nothing is looked up, nothing is worked out.

Shares nothing with the package; the days off are read here from their file.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "tracker" / "law" / "data"
ONE_DAY = timedelta(1)
SATURDAY = 5
ALWAYS_OFF = {(1, 1), (4, 30), (5, 1), (9, 2), (11, 24)}  # In years whose days are not announced.


class Diary:
    """The days on which the office is open, from the file and from further marks."""

    def __init__(self, further: Mapping[date, str] | None = None) -> None:
        kinds = listed_days() | dict(further or {})
        self.off = {day for day, kind in kinds.items() if kind != "worked_saturday"}
        self.worked = set(kinds) - self.off
        self.last_year = max(listed_days()).year

    def is_open(self, day: date) -> bool:
        """Say whether the office is open on a day."""
        if day in self.worked:
            return True
        if day.year > self.last_year and (day.month, day.day) in ALWAYS_OFF:
            return False
        return day.weekday() < SATURDAY and day not in self.off


def ends_of(
    start: date,
    number: int,
    unit: str,
    diary: Diary,
    stopped: Iterable[date] = (),
    *,
    is_rolled: bool = True,
) -> tuple[date, date]:
    """Give the last day as counted and the worked day after it; a stop on the way puts it off."""
    standing_still = set(stopped)
    end = last_day(start, number, unit, diary, standing_still)
    due = first_open_day(end, diary) if is_rolled else end
    way = days_from(end + ONE_DAY, due + ONE_DAY)
    if not standing_still & set(way):
        return end, due
    owed = [day for day in days_from(start + ONE_DAY, end + ONE_DAY) if day not in standing_still]
    return ends_of(start, len(owed + way), "days", diary, standing_still)


def last_day(
    start: date, number: int, unit: str, diary: Diary, stopped: Iterable[date] = ()
) -> date:
    """Count so many days after a day, leaving out those that stand still or are not worked."""
    if unit.startswith("per_"):
        return last_day_of_span(start, unit)
    if unit in {"months", "years"}:
        number = days_to_same_day(start, number * (12 if unit == "years" else 1))
    if unit == "hours":
        number //= 24
    day, left, standing_still = start, number, set(stopped)
    while left:
        day += ONE_DAY
        is_off = unit == "working_days" and not diary.is_open(day)
        left -= day not in standing_still and not is_off
    return day


def last_day_before(start: date, number: int, unit: str, diary: Diary) -> date:
    """Count so many days back; hours are no days."""
    if unit == "hours":
        return start
    day, left = start, number
    while left:
        day -= ONE_DAY
        left -= unit != "working_days" or diary.is_open(day)
    return day


def last_day_of_span(day: date, unit: str) -> date:
    """Go on to the Sunday, to the end of the month or to that of the year."""
    while True:
        tomorrow = day + ONE_DAY
        begins = {
            "per_week": tomorrow.weekday() == 0,
            "per_month": tomorrow.day == 1,
            "per_year": (tomorrow.month, tomorrow.day) == (1, 1),
        }
        if begins[unit]:
            return day
        day = tomorrow


def days_to_same_day(start: date, months: int) -> int:
    """Count the days to the day of the same number in a later month, or to its last one."""
    day, left, counted = start, months, 0
    while left or (day.day != start.day and (day + ONE_DAY).day != 1):
        day += ONE_DAY
        counted += 1
        left -= day.day == 1
    return counted


def first_open_day(day: date, diary: Diary) -> date:
    """Go on to a day on which the office is open."""
    while not diary.is_open(day):
        day += ONE_DAY
    return day


def days_from(begun: date, ended: date) -> list[date]:
    """Give the days from one up to another, which is left out."""
    days = []
    while begun < ended:
        days.append(begun)
        begun += ONE_DAY
    return days


@cache
def listed_days() -> dict[date, str]:
    """Read what the file says of each day; a day made up beats the day off on the same date."""
    rows = tomllib.loads((DATA / "holidays.toml").read_text("utf-8"))["day"]
    listed: dict[date, str] = {}
    for row in rows:
        if row.get("enabled", True) and listed.get(row["on"]) != "worked_saturday":
            listed[row["on"]] = row["kind"]
    return listed
