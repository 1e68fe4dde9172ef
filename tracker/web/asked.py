"""What an address asks for; what it says wrongly is taken as not said."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from tracker.casework.holders import NOBODY
from tracker.law.terms import Term

MOST_NUMBER = 2**31 - 1  # No row has a larger number; SQLite would not even read it.
NONE = "none"
"""How an address says that something lies with nobody."""

T = TypeVar("T", bound=Term)


def code(terms: type[T], text: str | None) -> T | None:
    """Read a code out of an address."""
    return next((m for m in terms if m.value == text), None) if text else None


def number(text: str | None) -> int | None:
    """Read the number of a row out of an address; anything else is none."""
    if not text or not text.isascii() or not text.isdecimal() or len(text) > len(str(MOST_NUMBER)):
        return None
    return int(text) if 0 < int(text) <= MOST_NUMBER else None


def holder(text: str | None) -> int | None:
    """Read the number of a unit or a person out of an address, or that it is nobody."""
    return NOBODY if text == NONE else number(text)


def day(text: str | None) -> date | None:
    """Read a day out of an address."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def spelled(value: object) -> str:
    """Write a value as an address carries it."""
    return NONE if value == NOBODY else str(value)


def name_of(holder: int | None, names: Mapping[int, str], *, none: str, other: str) -> str:
    """Name the unit or person that is asked for; nobody asked for has no name."""
    if holder is None:
        return ""
    return none if holder == NOBODY else names.get(holder, other)
