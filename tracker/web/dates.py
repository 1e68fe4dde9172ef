"""Read a date as people type it: 27/11, 27/11/2026, 27112026, 2026-11-27."""

import re
from datetime import date
from typing import Literal

from tracker.law.terms import Refusal

Nearest = Literal["past", "future"]

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_SEPARATOR = r"\s*[/.\- ]\s*"
_WRITTEN = (
    re.compile(
        rf"(?P<day>\d{{1,2}}){_SEPARATOR}(?P<month>\d{{1,2}})(?:{_SEPARATOR}(?P<year>\d+))?"
    ),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)


def read_date(text: str, today: date, nearest: Nearest = "past") -> date:
    """Give the day that was meant; a Refusal says what is wrong with it.

    A date without a year is the latest one up to today, or with `nearest="future"` the next one.
    """
    found = next((m for form in _WRITTEN if (m := form.fullmatch(text.strip()))), None)
    if found is None:
        raise Refusal("Không đọc được ngày “%(text)s”. Ghi như 27/11/2026, 27/11 hoặc 27112026.",
                      text=_short(text))  # fmt: skip
    day, month = int(found["day"]), int(found["month"])
    if year := found.groupdict().get("year"):
        return _date(_year(year), month, day)
    return _nearest(day, month, today, nearest)


def _nearest(day: int, month: int, today: date, nearest: Nearest) -> date:
    this_year = _date(today.year, month, day)
    if nearest == "past" and this_year > today:
        return _date(today.year - 1, month, day)
    if nearest == "future" and this_year < today:
        return _date(today.year + 1, month, day)
    return this_year


def _year(digits: str) -> int:
    if len(digits) != 4:
        raise Refusal("Ghi năm đủ bốn chữ số, ví dụ 27/11/2026.")
    year = int(digits)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Refusal(
            "Năm %(year)s không hợp lý: ghi năm từ %(earliest)s đến %(latest)s.",
            year=digits,
            earliest=EARLIEST_YEAR,
            latest=LATEST_YEAR,
        )
    return year


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal(
            "Không có ngày %(day)s trong lịch. Xem lại ngày và tháng.",
            day=f"{day:02}/{month:02}/{year:04}",
        ) from None


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"
