"""Every sign and every advice has its words, in both languages, and never a certainty."""

import pytest
from flask import Flask
from flask_babel import force_locale

from tracker.casework.risk_signs import Loads, signs
from tracker.law.calendar import Calendar
from tracker.web.foretold import flagged_words, percent, reason

VALUES: dict[str, tuple[object, ...]] = {
    "elapsed": (0.0, 0.83), "kind": ("complaint",), "level": ("second",), "field": ("", "land"),
    "channel": ("at_desk", "passed_on", "post"), "step": ("verifying",), "since": (0, 12),
    "events": (4.0,), "pauses": ("0", "2"), "extensions": ("0", "1"),
    "complexity": ("plain", "complex", "especially_complex"), "handler": (14.0,), "unit": (31.0,),
    "assigned": ("yes", "no"), "days_off": (0.0, 5.0), "new_year": ("yes", "no"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sign_has_words(sqlite_app: Flask, language: str) -> None:
    with sqlite_app.test_request_context(), force_locale(language):
        said = {
            name: [reason({"sign": name, "value": value}) for value in values]
            for name, values in VALUES.items()
        }

    flat = [words for each in said.values() for words in each]
    assert all(flat)
    assert len(flat) == len(set(flat)) + 1  # Complex and especially complex read alike.


def test_the_signs_that_are_learnt_are_the_ones_with_words() -> None:
    from tests.casework.test_risk_signs import FIRST, STORY, _owed

    learnt = signs(_owed(STORY, "KN-28"), FIRST, FIRST, Loads(()), Calendar.official())

    assert {name.removesuffix("_then") for name in learnt} | {"elapsed"} == set(VALUES)


def test_a_probability_is_never_said_to_be_certain() -> None:
    assert [percent(p).replace("\u00a0", " ") for p in (0.0001, 0.625, 0.9999)] == [
        "1 %", "62 %", "99 %",
    ]  # fmt: skip


def test_a_row_says_why_without_repeating_its_date(sqlite_app: Flask) -> None:
    told = [
        {"sign": "elapsed", "value": 0.9, "weight": 2.0},
        {"sign": "handler", "value": 14.0, "weight": 0.4},
        {"sign": "events", "value": 9.0, "weight": -0.4},
    ]
    with sqlite_app.test_request_context(), force_locale("vi"):
        words = flagged_words(0.62, told)

    assert words.replace("\u00a0", " ") == ("có thể trễ, ước tính 62 %: người xử lý đang có 14 vụ")
