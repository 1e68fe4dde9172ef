"""The words of an explanation: its steps, days with their weekdays, lengths, articles."""

from dataclasses import dataclass
from datetime import date

from tracker.law.calendar import WEEKDAYS_EN, WEEKDAYS_VI
from tracker.law.rules import Length, Version


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the counting, in both languages."""

    code: str
    on: date | None
    vi: str
    en: str


def length_words(length: Length) -> tuple[str, str]:
    """Say a length in both languages."""
    if length.is_at_once:
        return "ngay, trong cùng ngày", "at once, on the same day"
    return f"{length.number:02} {length.unit.vi}", f"{length.number} {length.unit.en}"


def cites_of(version: Version) -> str:
    """Give all articles on which a version rests."""
    return "; ".join(str(c) for c in (version.cite, *version.also))


def upper(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]


def plain(day: date) -> str:
    """Write a day as it stands on paper."""
    return f"{day:%d/%m/%Y}"


def full(day: date) -> str:
    """Write a day with its weekday."""
    return f"{WEEKDAYS_VI[day.weekday()]} {plain(day)}"


def full_en(day: date) -> str:
    """Write a day with its weekday in English."""
    return f"{WEEKDAYS_EN[day.weekday()]} {plain(day)}"
