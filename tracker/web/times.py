"""A time of day as people type it: 7h30, 7:30, 07.30, 0730, 14 giờ."""

import re
from datetime import time
from typing import Any

from tracker.law.terms import Refusal
from tracker.web.read_field import ReadField

_WRITTEN = (
    re.compile(r"(?P<hour>\d{1,2})\s*(?:[hH:.]|giờ)\s*(?P<minute>\d{2})?(?:\s*(?:phút|p))?"),
    re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})"),
    re.compile(r"(?P<hour>\d{1,2})(?P<minute>)"),
)
MOST_SHOWN = 20


def read_time(text: str) -> time:
    """Give the time that was meant, or refuse what is none."""
    found = next((m for form in _WRITTEN if (m := form.fullmatch(text.strip()))), None)
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        shown = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
        raise Refusal("Không đọc được giờ “%(text)s”. Ghi như 07:30 hoặc 7h30.", text=shown)
    return time(hour, minute)


class TimeField(ReadField):
    """A time of day."""

    data: time | None

    def __init__(self, label: str = "", *, required: bool = False, **kwargs: Any) -> None:
        kwargs["render_kw"] = {
            "placeholder": "07:30",
            "autocomplete": "off",
            **kwargs.get("render_kw", {}),
        }
        super().__init__(label, required=required, **kwargs)

    def read(self, text: str) -> time:
        """Give the time that was meant."""
        return read_time(text)

    def written(self) -> str:
        """Give the time as hours and minutes."""
        return f"{self.data:%H:%M}"

    def given(self) -> time:
        """Give the time of a field that must not stay empty."""
        if self.data is None:
            raise Refusal("Chưa nhập mục này.", field=self.name)
        return self.data
