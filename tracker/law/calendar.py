"""Days off, days worked instead, and counting in working days."""

import tomllib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tracker.law.terms import Refusal, Term

HOLIDAYS = Path(__file__).parent / "data" / "holidays.toml"
HORIZON = 10  # Years counted past the last one whose days off are known.
SATURDAY = 5

WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DayKind(Term):
    """Why a day of the calendar is not like its weekday."""

    HOLIDAY = "holiday", "Ngày nghỉ lễ", "Public holiday"
    COMPENSATORY = "compensatory", "Ngày nghỉ bù", "Day off in lieu"
    SWAPPED_OFF = "swapped_off", "Ngày nghỉ hoán đổi", "Swapped day off"
    WORKED_SATURDAY = "worked_saturday", "Ngày làm bù", "Made-up working day"


class DayStatus(Term):
    """Whether a day off was decided or is only expected."""

    DECIDED = "decided", "Đã có quyết định", "Decided"
    PROVISIONAL = "provisional", "Dự kiến, chưa công bố", "Expected, not announced"


@dataclass(frozen=True, slots=True)
class DayMark:
    """One marked day: what it is, why, and by which decision."""

    on: date
    kind: DayKind
    name_vi: str
    name_en: str
    basis: str
    status: DayStatus = DayStatus.DECIDED
    confidence: str = "confirmed"
    announced_on: date | None = None


@dataclass(frozen=True, slots=True)
class DayName:
    """What to call a day, in both languages."""

    vi: str
    en: str


FIXED: Mapping[tuple[int, int], DayName] = {
    (1, 1): DayName("Tết Dương lịch", "New Year's Day"),
    (4, 30): DayName("Ngày Chiến thắng", "Victory Day"),
    (5, 1): DayName("Ngày Quốc tế lao động", "International Labour Day"),
    (9, 2): DayName("Quốc khánh", "National Day"),
    (11, 24): DayName("Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
}


class Calendar:
    """The working days of state agencies, counted once and then only looked up."""

    def __init__(self, days: Iterable[DayMark], extra: Iterable[DayMark] = ()) -> None:
        """Count the days; `extra` overrides `days` but makes no further year known."""
        self._marks = _marks_by_day(days)
        self.first_year = min(self._marks).year
        self.last_known_year = max(self._marks).year
        self._add_fixed_days()
        self._marks.update(_marks_by_day(extra))
        self._before = date(self.first_year, 1, 1).toordinal() - 1
        last = date(self.last_known_year + HORIZON, 12, 31).toordinal()
        self._working: list[date] = []
        self._count = array("l", [0])  # Working days up to each day; place 0 is the day before.
        for ordinal in range(self._before + 1, last + 1):
            day = date.fromordinal(ordinal)
            if self._works(day):
                self._working.append(day)
            self._count.append(len(self._working))

    @staticmethod
    def official(extra: Iterable[DayMark] = ()) -> "Calendar":
        """Give the calendar of the data file; days in `extra` override it."""
        added = tuple(extra)
        return Calendar(_rows(enabled=True), added) if added else _official()

    def known(self, year: int) -> bool:
        """Say whether the days off of a year are in the calendar."""
        return self.first_year <= year <= self.last_known_year

    def provisional(self, year: int) -> bool:
        """Say whether some day of a year is only expected, or the whole year unknown."""
        return not self.known(year) or any(
            m.status is DayStatus.PROVISIONAL for m in self.marks(year)
        )

    def mark(self, day: date) -> DayMark | None:
        """Give what is marked about a day."""
        return self._marks.get(day)

    def marks(self, year: int) -> tuple[DayMark, ...]:
        """Give the marked days of a year, in order."""
        return tuple(self._marks[d] for d in sorted(self._marks) if d.year == year)

    def is_working(self, day: date) -> bool:
        """Say whether state agencies work on a day."""
        place = self._place(day)
        return place > 0 and self._count[place] > self._count[place - 1]

    def add_working_days(self, start: date, number: int) -> date:
        """Give the n-th working day after a day, which is not counted; before it where n < 0."""
        if number == 0:
            return start
        place = self._place(start)
        if number > 0:
            index = self._count[place] + number - 1
        else:
            index = self._count[max(place - 1, 0)] + number
        if not 0 <= index < len(self._working):
            raise self._outside(start)
        return self._working[index]

    def roll(self, day: date) -> date:
        """Give the day itself where it is worked, else the next working day."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and with `end`; negative where end < start."""
        return self._count[self._place(end)] - self._count[self._place(start)]

    def day_name(self, day: date) -> DayName:
        """Name a day by its mark with the decision, else by its weekday."""
        mark = self._marks.get(day)
        if mark is None:
            return DayName(WEEKDAYS_VI[day.weekday()], WEEKDAYS_EN[day.weekday()])
        return DayName(f"{mark.name_vi} ({mark.basis})", f"{mark.name_en} ({mark.basis})")

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._before
        if 0 <= place < len(self._count):
            return place
        raise self._outside(day)

    def _outside(self, day: date) -> Refusal:
        return Refusal(
            "Không tính được từ ngày %(day)s: lịch làm việc chỉ có các năm %(first)s–%(last)s.",
            day=f"{day:%d/%m/%Y}",
            first=self.first_year,
            last=self.last_known_year,
        )

    def _works(self, day: date) -> bool:
        mark = self._marks.get(day)
        if mark is None:
            return day.weekday() < SATURDAY
        return mark.kind is DayKind.WORKED_SATURDAY

    def _add_fixed_days(self) -> None:
        for year in range(self.last_known_year + 1, self.last_known_year + HORIZON + 1):
            for (month, number), name in FIXED.items():
                day = date(year, month, number)
                basis = "ngày lễ cố định"
                self._marks[day] = DayMark(
                    day, DayKind.HOLIDAY, name.vi, name.en, basis, DayStatus.PROVISIONAL, "estimate"
                )


def proposed_days() -> tuple[DayMark, ...]:
    """Give the days that were proposed and not decided, which count for nothing yet."""
    return _rows(enabled=False)


def days_in(first: date, last: date) -> Iterable[date]:
    """Go through the days from the first to the last, both included."""
    return (first + timedelta(n) for n in range((last - first).days + 1))


@cache
def _official() -> Calendar:
    return Calendar(_rows(enabled=True))


def _marks_by_day(days: Iterable[DayMark]) -> dict[date, DayMark]:
    """Keep one mark a day: a day that is made up beats the holiday on the same day."""
    marks: dict[date, DayMark] = {}
    for mark in days:
        standing = marks.get(mark.on)
        if standing is None or standing.kind is not DayKind.WORKED_SATURDAY:
            marks[mark.on] = mark
    return marks


@cache
def _rows(*, enabled: bool) -> tuple[DayMark, ...]:
    rows = tomllib.loads(HOLIDAYS.read_text("utf-8"))["day"]
    return tuple(mark_from(row) for row in rows if row.get("enabled", True) is enabled)


def mark_from(row: Mapping[str, Any]) -> DayMark:
    """Read one row of the data file; a key that is unknown or missing raises."""
    given = {key: value for key, value in row.items() if key != "enabled"}
    given |= {"kind": DayKind(row["kind"]), "status": DayStatus(row["status"])}
    return DayMark(**given)
