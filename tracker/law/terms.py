"""Say each legal term once: its code, its Vietnamese name and its English rendering."""

from enum import Enum
from typing import Self


class Term(str, Enum):  # noqa: UP042 -- StrEnum would drop the names beside the code
    """A closed vocabulary whose members carry `vi` and `en` beside their code."""

    vi: str
    en: str

    def __new__(cls, code: str, vi: str = "", en: str = "") -> Self:
        """Make the member a string equal to its code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.vi = vi
        member.en = en
        return member

    def __str__(self) -> str:
        """Give the code, as it stands in addresses and in the database."""
        return str(self.value)

    def label(self, language: str) -> str:
        """Give the name in the reader's language."""
        return self.en if language == "en" else self.vi


class Words(str):
    """Words of ours that are filled into a sentence, and translated like it."""

    __slots__ = ()


class Refusal(Exception):  # noqa: N818 -- a "no" of the law or the house is an answer, not an error
    """A "no" in a clear sentence, with the article it rests on and the field it concerns."""

    def __init__(
        self, message: str, *, article: str = "", field: str = "", **params: object
    ) -> None:
        """Keep the Vietnamese sentence (the catalogue's key) apart from what is filled into it."""
        super().__init__(message)
        self.message = message
        self.article = article
        self.field = field
        self.params = params

    def __str__(self) -> str:
        """Give the Vietnamese sentence, filled in."""
        filled = {name: _in_vietnamese(value) for name, value in self.params.items()}
        return self.message % filled if filled else self.message


def _in_vietnamese(value: object) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(_in_vietnamese(each)).lower() for each in value)
    return value.vi if isinstance(value, Term) else value


class Stale(Exception):  # noqa: N818 -- the name says what happened
    """Someone else changed the same case between reading the form and sending it."""
