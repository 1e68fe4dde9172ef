"""Words in the reader's language: sentences, terms, dates and refusals."""

from datetime import date, datetime
from functools import lru_cache

from flask import g
from flask_babel import get_locale, get_translations
from markupsafe import Markup

from tracker.clock import VIETNAM
from tracker.law.calendar import WEEKDAYS_EN, WEEKDAYS_VI
from tracker.law.terms import Refusal, Term, Words


def current_language() -> str:
    """Give the reader's language: vi or en."""
    try:
        return str(g.words_language)
    except AttributeError:
        locale = get_locale()
        g.words_language = "en" if locale is not None and locale.language == "en" else "vi"
        return str(g.words_language)
    except RuntimeError:  # Outside of any request: a command, a test.
        return "vi"


def said(sentence: str, /, **values: object) -> Markup:
    """Give a sentence of a template in the reader's language; what is filled in is escaped.

    Jinja's own way costs a page of two hundred sentences a third of its time.
    """
    words = _said(sentence, current_language())
    return words % values if values or "%" in words else words


def gettext(sentence: str, /, **values: object) -> str:
    """Give a sentence of the code in the reader's language, filled in."""
    words = str(_said(sentence, current_language()))
    return words % values if values else words


def said_of(one: str, many: str, num: int, /, **values: object) -> Markup:
    """Give a sentence that counts."""
    words = Markup(get_translations().ungettext(one, many, num))  # noqa: S704  # nosec B704 # as below
    return words % {"num": num, **values}


@lru_cache(maxsize=4096)
def _said(sentence: str, _language: str) -> Markup:
    return Markup(get_translations().ugettext(sentence))  # noqa: S704  # nosec B704 # a sentence of our own


def term(member: Term | None) -> str:
    """Name a term in the reader's language; no term has no name."""
    return "" if member is None else member.label(current_language())


def vn_date(day: date | None) -> str:
    """Write a day as 27/11/2026, in both languages."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = day.astimezone(VIETNAM).date()
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def vn_weekday(day: date | None) -> str:
    """Name the weekday: thứ Sáu."""
    if day is None:
        return ""
    names = WEEKDAYS_EN if current_language() == "en" else WEEKDAYS_VI
    return names[day.weekday()]


def vn_datetime(moment: datetime | None) -> str:
    """Write a moment as 14:05 27/11/2026, on the clock of Vietnam."""
    if moment is None:
        return ""
    local = moment.astimezone(VIETNAM)
    return f"{local.hour:02}:{local.minute:02} {vn_date(local)}"


def sentence(refusal: Refusal) -> str:
    """Give a refusal's sentence in the reader's language, filled in."""
    filled = {name: _in_words(value) for name, value in refusal.params.items()}
    return gettext(refusal.message, **filled)


def sentence_with_article(refusal: Refusal) -> str:
    """Give a refusal's sentence with the article it rests on."""
    words = sentence(refusal)
    return f"{words} ({refusal.article})" if refusal.article else words


def _in_words(value: object) -> object:
    if isinstance(value, Term):
        return term(value)
    if isinstance(value, Words):
        return gettext(value)
    if isinstance(value, tuple):
        return ", ".join(str(_in_words(each)).lower() for each in value)
    if isinstance(value, datetime):
        return vn_datetime(value)
    return vn_date(value) if isinstance(value, date) else value
