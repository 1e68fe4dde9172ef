"""A field whose text is read into a value: what cannot be read stays in it, with a sentence."""

from typing import Any

from wtforms import Field
from wtforms.widgets import TextInput

from tracker.law.terms import Refusal
from tracker.vietnamese import clean
from tracker.web.needed import needed
from tracker.web.words import sentence


class ReadField(Field):
    """One line that stands for a value; each kind says how to read it and how to write it."""

    widget = TextInput()
    data: Any

    def __init__(self, label: str = "", *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **needed(required, kwargs))
        self._typed: str | None = None

    def read(self, text: str) -> Any:
        """Give the value that was meant; raises `Refusal` where there is none."""
        raise NotImplementedError  # Each kind of field says how it is read …

    def written(self) -> str:
        """Give the value as it stands in the field."""
        raise NotImplementedError  # … and how it is written.

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; what cannot be read stays in the field."""
        if not valuelist:
            return
        self.data = None
        self._typed = clean(str(valuelist[0])).strip()
        if not self._typed:
            return
        try:
            self.data = self.read(self._typed)
        except Refusal as refusal:
            raise ValueError(sentence(refusal)) from None

    def _value(self) -> str:
        if self._typed is not None and self.data is None:
            return self._typed
        return "" if self.data is None else self.written()
