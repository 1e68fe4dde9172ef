"""Fields in which something is picked: one of a list, yes or no, files."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from flask import current_app
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, Field, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, FileInput, ListWidget, RadioInput

from tracker.law.terms import Term
from tracker.web.needed import needed
from tracker.web.requests import files_dropped
from tracker.web.words import gettext as _
from tracker.web.words import term

ACCEPTED_FILES = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.doc,.xlsx,.txt"

Offered: TypeAlias = Sequence[tuple[Any, str]] | Callable[[], Sequence[tuple[Any, str]]]


class ChoiceField(SelectField):
    """One of what is offered, as a list or with `radio=True` as buttons."""

    _listed: list[tuple[Any, str]] | None = None
    _offered: Offered = ()

    def __init__(
        self,
        label: str = "",
        *,
        required: bool = False,
        radio: bool = False,
        coerce: Callable[[Any], Any] = int,
        **kwargs: Any,
    ) -> None:
        self.radio = radio
        if radio:
            self.widget = ListWidget(prefix_label=False)
            self.option_widget = RadioInput()
        offered = kwargs.pop("choices", ())
        super().__init__(label, coerce=_or_nothing(coerce), **needed(required, kwargs))
        self.offer(offered)

    def offer(self, choices: Offered) -> None:
        """Say what may be chosen: pairs of value and label, or who gives them once they are asked.

        A form that is taken as it was sent asks for few of them.
        """
        self._listed, self._offered = None, choices

    @property
    def choices(self) -> list[tuple[Any, str]]:
        """Give what may be chosen, the empty choice first where it is a list."""
        if self._listed is None:
            offered = self._offered() if callable(self._offered) else self._offered
            blank = [] if self.radio else [("", _("— Chọn —"))]
            self._listed = [*blank, *offered]
        return self._listed

    @choices.setter
    def choices(self, listed: Any) -> None:
        """Say all that may be chosen, without an empty choice."""
        self._listed = list(listed)

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered; nothing chosen is for `required` to judge."""
        if self.data is not None:
            super().pre_validate(form)


class TermField(ChoiceField):
    """One member of a Term, or of those `among` it that make sense here."""

    def __init__(
        self, label: str = "", *, terms: type[Term], among: Sequence[Term] = (), **kwargs: Any
    ) -> None:
        super().__init__(label, coerce=terms, **kwargs)
        self.offer_terms(among or tuple(terms))

    def offer_terms(self, members: Sequence[Term]) -> None:
        """Say which members may be chosen."""
        self.offer(lambda: [(member, term(member)) for member in members])


class TickField(BooleanField):
    """Yes or no."""


class TermTicksField(SelectMultipleField):
    """Any number of the members of a Term, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self, label: str = "", *, terms: type[Term], among: Sequence[Term] = (), **kwargs: Any
    ) -> None:
        super().__init__(label, coerce=terms, **kwargs)
        self.offer_terms(among or tuple(terms))

    def offer_terms(self, members: Sequence[Term]) -> None:
        """Say which members may be ticked."""
        self.choices = [(member, term(member)) for member in members]


class TicksField(SelectMultipleField):
    """Any number of the rows offered, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        super().__init__(label, coerce=int, **kwargs)
        self.choices = []

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """Say what may be ticked: pairs of number and label."""
        self.choices = list(choices)


class UploadField(Field):
    """Any number of files; what they are is looked into when they are taken in."""

    widget = FileInput(multiple=True)
    data: list[FileStorage]

    def __init__(self, label: str = "", *, required: bool = False, **kwargs: Any) -> None:
        kwargs["render_kw"] = {"accept": ACCEPTED_FILES, **kwargs.get("render_kw", {})}
        super().__init__(label, **needed(required, kwargs))

    def process_data(self, value: object) -> None:  # noqa: ARG002 - files have no earlier value
        """Begin with no files."""
        self.data = []

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the files that were chosen; the ones too large together never arrived."""
        chosen = [file for file in valuelist if isinstance(file, FileStorage) and file.filename]
        if chosen and files_dropped():
            limit = int(current_app.config["UPLOAD_MAX_MB"])
            raise ValueError(
                _("Các tệp lớn quá: cả lần gửi tối đa %(limit)s MB. Tách nhỏ hoặc quét lại ở độ"
                  " phân giải thấp, rồi chọn lại tệp.", limit=limit)
            )  # fmt: skip
        self.data = chosen


def _or_nothing(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Read an empty choice as nothing."""
    return lambda value: None if value in ("", None) else coerce(value)
