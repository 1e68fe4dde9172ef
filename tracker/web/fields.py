"""The kinds of field: what is typed is cleaned, measured and answered with a sentence."""

import re
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import (
    PasswordInput,
    TextArea,
    TextInput,
)

from tracker.clock import today
from tracker.law.terms import Refusal
from tracker.vietnamese import clean, hidden_characters, nfc
from tracker.web.choices import (
    ChoiceField,
    TermField,
    TermTicksField,
    TickField,
    TicksField,
    UploadField,
)
from tracker.web.dates import Nearest, read_date
from tracker.web.forms import BaseForm, Difference, FilterForm, VersionedForm
from tracker.web.needed import needed
from tracker.web.read_field import ReadField
from tracker.web.words import gettext as _
from tracker.web.words import vn_date

__all__ = [
    "BaseForm",
    "ChoiceField",
    "Difference",
    "FilterForm",
    "LongTextField",
    "NumberField",
    "PasswordTextField",
    "TermField",
    "TermTicksField",
    "TextField",
    "TickField",
    "TicksField",
    "UploadField",
    "VersionedForm",
    "VietnameseDateField",
]

# Left behind by word processors and chat programs; nobody meant them, nobody misses them.
_WITHOUT_WIDTH = re.compile("[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]")
_UNREADABLE = "\ufffd"  # What stands for bytes that are not UTF-8.
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[. ]\d{3})+|\d+)")
MOST_SHOWN_OF_A_FAULT = 15


class TextField(Field):
    """One line of text: trimmed, in one spelling, free of hidden characters, limited in length."""

    widget: Any = TextInput()
    data: str

    def __init__(
        self, label: str = "", *, required: bool = False, most: int = 200, **kwargs: Any
    ) -> None:
        super().__init__(label, **needed(required, kwargs))
        self.most = most

    def process_data(self, value: object) -> None:
        """Take a value of ours."""
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed; hidden characters are taken out, and said to have been."""
        if not valuelist:
            return
        typed = str(valuelist[0])
        self.data = self._trimmed(clean(typed.replace(_UNREADABLE, "")))
        if _UNREADABLE in typed or hidden_characters(_WITHOUT_WIDTH.sub("", typed)):
            raise ValueError(_hidden_sentence(typed))

    def pre_validate(self, form: object) -> None:  # noqa: ARG002 - signature of WTForms
        """Refuse what is too long, with both numbers."""
        if len(self.data) > self.most:
            raise ValidationError(
                _("Tối đa %(most)s ký tự, đang có %(now)s. Hãy rút gọn.",
                  most=self.most, now=len(self.data))
            )  # fmt: skip

    def _trimmed(self, text: str) -> str:
        return " ".join(text.split())

    def _value(self) -> str:
        return self.data


class LongTextField(TextField):
    """Text of several lines."""

    widget: Any = TextArea()

    def __init__(
        self,
        label: str = "",
        *,
        required: bool = False,
        most: int = 5000,
        rows: int = 6,
        **kwargs: Any,
    ) -> None:
        kwargs["render_kw"] = {"rows": rows, **kwargs.get("render_kw", {})}
        super().__init__(label, required=required, most=most, **kwargs)

    def _trimmed(self, text: str) -> str:
        return "\n".join(line.rstrip() for line in text.strip().split("\n"))


class PasswordTextField(TextField):
    """A secret: taken as typed, never shown again."""

    widget: Any = PasswordInput(hide_value=True)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take every sign that was typed, in one spelling."""
        self.data = nfc(str(valuelist[0])) if valuelist else ""


class VietnameseDateField(ReadField):
    """A day, typed as 27/11, 27/11/2026, 27112026 or 2026-11-27."""

    data: date | None

    def __init__(
        self,
        label: str = "",
        *,
        required: bool = False,
        not_future: bool = False,
        not_before: date | None = None,
        nearest: Nearest = "past",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, required=required, **kwargs)
        self.not_future = not_future
        self.not_before = not_before
        self.nearest = nearest

    def read(self, text: str) -> date:
        """Give the day that was meant."""
        return read_date(text, today(), self.nearest)

    def written(self) -> str:
        """Give the day with its year."""
        return vn_date(self.data)

    def pre_validate(self, form: object) -> None:  # noqa: ARG002 - signature of WTForms
        """Refuse a day outside the bounds of the field."""
        if self.data is None:
            return
        if self.not_future and self.data > today():
            raise ValidationError(
                _("Ngày %(day)s chưa đến; hôm nay là %(today)s.",
                  day=vn_date(self.data), today=vn_date(today()))
            )  # fmt: skip
        if self.not_before is not None and self.data < self.not_before:
            raise ValidationError(
                _("Ngày %(day)s sớm quá: phải từ %(first)s trở đi.",
                  day=vn_date(self.data), first=vn_date(self.not_before))
            )  # fmt: skip


class NumberField(ReadField):
    """A whole number within bounds."""

    data: int | None

    def __init__(
        self,
        label: str = "",
        *,
        required: bool = False,
        least: int = 0,
        most: int = 1_000_000,
        **kwargs: Any,
    ) -> None:
        kwargs["render_kw"] = {"inputmode": "numeric", **kwargs.get("render_kw", {})}
        super().__init__(label, required=required, **kwargs)
        self.least = least
        self.most = most

    def read(self, text: str) -> int:
        """Read a number, with or without separators of thousands."""
        if not _NUMBER.fullmatch(text) or len(text) > 20:
            raise Refusal("Hãy ghi một số nguyên, ví dụ 12.")
        return int(re.sub(r"[. ]", "", text))

    def written(self) -> str:
        """Give the number in digits."""
        return str(self.data)

    def pre_validate(self, form: object) -> None:  # noqa: ARG002 - signature of WTForms
        """Refuse a number out of bounds."""
        if self.data is not None and not self.least <= self.data <= self.most:
            raise ValidationError(
                _("Số phải từ %(least)s đến %(most)s.", least=self.least, most=self.most)
            )

    def _value(self) -> str:
        return self._typed if self._typed is not None else super()._value()


def _hidden_sentence(typed: str) -> str:
    visible = _WITHOUT_WIDTH.sub("", typed)
    place = next(
        i for i, sign in enumerate(visible) if sign == _UNREADABLE or hidden_characters(sign)
    )
    before = " ".join(visible[max(0, place - MOST_SHOWN_OF_A_FAULT) : place].split())
    if not before:
        return str(_("Đã bỏ ký tự ẩn hoặc hỏng ở đầu. Xem lại nội dung rồi gửi lại."))
    return str(
        _("Đã bỏ ký tự ẩn hoặc hỏng sau “%(before)s”. Xem lại nội dung rồi gửi lại.", before=before)
    )
