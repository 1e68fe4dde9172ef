"""What looks wrong about the number of an identity paper; nothing of it stops anybody."""

from datetime import date

import pytest

from tracker.law.identity_number import PROVINCES, IdentityPaper, doubts, masked, paper_of

TODAY = date(2026, 11, 23)
I = IdentityPaper  # noqa: E741 - the papers are named in every row below


def test_there_are_the_63_provinces_of_before_july_2025() -> None:
    assert len(PROVINCES) == 63
    assert {1, 51, 79, 96} <= PROVINCES
    assert not {0, 3, 97} & PROVINCES


@pytest.mark.parametrize(
    ("number", "paper"),
    [
        ("", None),
        ("051185001234", I.CITIZEN_CARD),
        ("051 185 001 234", I.CITIZEN_CARD),
        ("212345678", I.OLD_CARD),
        ("C1234567", I.PASSPORT),
        ("pa1234567", I.PASSPORT),
        ("12345", I.CITIZEN_CARD),
        ("số cũ", I.OTHER),
    ],
)
def test_the_paper_is_guessed_from_its_number(number: str, paper: IdentityPaper | None) -> None:
    assert paper_of(number) is paper


@pytest.mark.parametrize(
    ("number", "paper", "codes"),
    [
        ("051185001234", None, []),
        ("051.185.001.234", I.PERSONAL_NUMBER, []),
        ("212345678", None, []),
        ("212345678", I.CITIZEN_CARD, ["length"]),
        ("05118500123", None, ["length"]),
        ("05118500123A", I.CITIZEN_CARD, ["letters"]),
        ("003185001234", None, ["province"]),
        ("097185001234", None, ["province"]),
        ("000185001234", None, ["province"]),
        ("240185001234", None, ["abroad"]),
        ("051485001234", None, ["century"]),
        ("051227001234", None, ["century"]),
        ("051226001234", None, []),
        ("051005001234", None, ["age"]),
        ("003985001234", None, ["province", "century"]),
        ("C1234567", None, []),
        ("1234567", I.PASSPORT, ["passport"]),
        ("gì cũng được", I.OTHER, []),
        ("", I.CITIZEN_CARD, []),
    ],
)
def test_what_does_not_look_right_is_said(
    number: str, paper: IdentityPaper | None, codes: list[str]
) -> None:
    found = doubts(number, paper, TODAY)

    assert [doubt.code for doubt in found] == codes
    assert all(doubt.label("vi") != doubt.label("en") for doubt in found)


@pytest.mark.parametrize(
    ("number", "shown"), [("", ""), ("12", "12"), ("051185001234", "•••••••••234")]
)
def test_a_page_shows_the_last_three_figures(number: str, shown: str) -> None:
    assert masked(number) == shown
