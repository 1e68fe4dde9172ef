"""A time of day as people here write it: 7:30, 7h30, 0730."""

import re
from datetime import time
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.widgets import TextInput

from tracker.vietnamese import clean
from tracker.web.needed import needed

_WRITTEN = re.compile(r"(\d{1,2})(?:[:hg. ]\s*(\d{2})|(\d{2})|h|g)?")


class TimeField(Field):
    """A time of day."""

    widget = TextInput()
    data: time | None

    def __init__(self, label: str = "", *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **needed(required, kwargs))
        self._typed = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; what is no time is said to be none."""
        if not valuelist:
            return
        self._typed = clean(str(valuelist[0])).strip()
        self.data = None
        if self._typed:
            self.data = read_time(self._typed)
            if self.data is None:
                raise ValueError(_("Hãy ghi giờ như 7:30 hoặc 13h45."))

    def _value(self) -> str:
        return self._typed or (f"{self.data:%H:%M}" if self.data else "")


def read_time(typed: str) -> time | None:
    """Give the time that was written; None where it is none."""
    hit = _WRITTEN.fullmatch(typed.strip().lower())
    if hit is None:
        return None
    hour, minute = int(hit[1]), int(hit[2] or hit[3] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
