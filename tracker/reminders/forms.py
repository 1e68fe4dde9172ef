"""What may be typed about the ladder: days as “3, 1”, and the hour of the digest."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.widgets import TextInput

from tracker.casework.ladder import Ladder
from tracker.law.ladder import Rung, Steps
from tracker.web.fields import BaseForm, TextField
from tracker.web.times import TimeField
from tracker.web.words import gettext as _

BETWEEN = re.compile(r"[\s,;]+")


class DaysField(TextField):
    """Numbers of working days, parted by commas."""

    widget: Any = TextInput()

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        kwargs["render_kw"] = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(label, most=60, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Refuse what is no list of numbers; what was typed stays in the field."""
        super().process_formdata(valuelist)
        for word in self._words():
            if not (word.isascii() and word.isdecimal() and len(word) <= 4):
                raise ValueError(_("Ghi các số ngày cách nhau bằng dấu phẩy, ví dụ 3, 1."))

    def days(self) -> tuple[int, ...]:
        """Give the numbers that were typed."""
        return tuple(int(word) for word in self._words())

    def _words(self) -> list[str]:
        return [word for word in BETWEEN.split(self.data or "") if word]


class LadderForm(BaseForm):
    """When each rung is told of the duties of one kind."""

    handler_before = DaysField(_l("Người xử lý, trước hạn"))
    handler_after = DaysField(_l("Người xử lý, sau hạn"))
    unit_head_before = DaysField(_l("Trưởng đơn vị, trước hạn"))
    unit_head_after = DaysField(_l("Trưởng đơn vị, sau hạn"))
    director_before = DaysField(_l("Lãnh đạo cơ quan, trước hạn"))
    director_after = DaysField(_l("Lãnh đạo cơ quan, sau hạn"))

    def ladder(self) -> Ladder:
        """Give the ladder that was typed."""
        return {
            rung: Steps(self[f"{rung.value}_before"].days(), self[f"{rung.value}_after"].days())
            for rung in Rung
        }


class HourForm(BaseForm):
    """The hour at which the digest of the agency goes out."""

    digest_at = TimeField(_l("Giờ gửi thư nhắc"), required=True)


def typed_of(ladder: Ladder) -> dict[str, str]:
    """Write a ladder as the form shows it."""
    return {
        f"{rung.value}_{side}": ", ".join(map(str, getattr(ladder[rung], side)))
        for rung in Rung
        for side in ("before", "after")
    }
