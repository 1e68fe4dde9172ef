"""A time of day as people type it: 7h30, 7:30, 07.30, 0730, 14 giờ."""

import re
from datetime import time
from typing import Any

from wtforms import Field
from wtforms.widgets import TextInput

from tracker.law.terms import Refusal
from tracker.vietnamese import clean
from tracker.web.needed import needed
from tracker.web.words import sentence

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


class TimeField(Field):
    """A time of day."""

    widget = TextInput()
    data: time | None

    def __init__(self, label: str = "", *, required: bool = False, **kwargs: Any) -> None:
        kwargs["render_kw"] = {
            "placeholder": "07:30",
            "autocomplete": "off",
            **kwargs.get("render_kw", {}),
        }
        super().__init__(label, **needed(required, kwargs))
        self._typed: str | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; what cannot be read stays in the field."""
        if not valuelist:
            return
        self.data = None
        self._typed = clean(str(valuelist[0])).strip()
        if not self._typed:
            return
        try:
            self.data = read_time(self._typed)
        except Refusal as refusal:
            raise ValueError(sentence(refusal)) from None

    def given(self) -> time:
        """Give the time of a field that must not stay empty."""
        if self.data is None:
            raise Refusal("Chưa nhập mục này.", field=self.name)
        return self.data

    def _value(self) -> str:
        if self._typed is not None and self.data is None:
            return self._typed
        return "" if self.data is None else f"{self.data:%H:%M}"
