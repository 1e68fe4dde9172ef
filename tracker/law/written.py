"""Read days, periods and numbers as they are written in a command or an address."""

import re
from datetime import date

from tracker.law.reckoning import Pause
from tracker.law.terms import Refusal

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100  # A day beyond these was not meant.
MOST_SHOWN = 30
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)


def day_written(text: str, field: str = "") -> date:
    """Give the day written 2026-10-25 or 25/10/2026."""
    written = text.strip()
    found = _DAY_FIRST.fullmatch(written) or _YEAR_FIRST.fullmatch(written)
    if found and EARLIEST_YEAR <= int(found["year"]) <= LATEST_YEAR:
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            pass  # A day that no month has: refused like one that cannot be read.
    raise Refusal(
        "Ngày “%(value)s” không đúng: ghi dạng 2026-10-25 hoặc 25/10/2026.",
        field=field,
        value=shortened(text),
    )


def pause_written(text: str, field: str = "") -> Pause:
    """Give the pause written from:to, where `to` is the day of the decision to continue."""
    days = text.split(":")
    if len(days) != 2:
        raise Refusal(
            "Thời gian tạm dừng “%(value)s” không đúng: ghi ngày tạm đình chỉ và ngày "
            "tiếp tục, ví dụ 2026-09-15:2026-10-06.",
            field=field,
            value=shortened(text),
        )
    return day_written(days[0], field), day_written(days[1], field)


def obstacle_written(text: str, field: str = "") -> Pause:
    """Give the time of an obstacle written from:to, where `to` no longer belongs to it."""
    days = text.split(":")
    if len(days) != 2:
        raise Refusal(
            "Thời gian có trở ngại “%(value)s” không đúng: ghi ngày bắt đầu và ngày hết trở ngại, "
            "ví dụ 2026-05-10:2026-05-20.",
            field=field,
            value=shortened(text),
        )
    return day_written(days[0], field), day_written(days[1], field)


def number_written(text: str, field: str = "") -> int:
    """Give a whole number."""
    if not _NUMBER.fullmatch(text.strip()):
        raise Refusal("“%(value)s” không phải là số nguyên.", field=field, value=shortened(text))
    return int(text)


def shortened(text: str) -> str:
    """Give what was written, not longer than a sentence bears."""
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
