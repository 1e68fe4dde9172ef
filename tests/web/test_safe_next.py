"""After signing in one goes to an address of this site, and to no other."""

import pytest
from flask import Flask

from tracker.web.safe_next import here, safe_next

HARMLESS = ["/", "/cases?level=overdue&after=abc", "/cases/12#history", "/tìm?q=đất đai"]
ELSEWHERE = [
    "",
    None,
    "https://la.example/",
    "//la.example",
    "///la.example",
    "/\\la.example",
    "\\\\la.example",
    "/cases\\..\\x",
    "/\t/la.example",
    "/\n/la.example",
    "javascript:alert(1)",
    "cases",
    " /cases",
    "/" + "x" * 3000,
]


@pytest.mark.parametrize("address", HARMLESS)
def test_an_address_of_this_site_is_kept(address: str) -> None:
    assert safe_next(address) == address


@pytest.mark.parametrize("address", ELSEWHERE)
def test_every_other_address_is_dropped(address: str | None) -> None:
    assert safe_next(address) is None


def test_one_comes_back_to_the_page_without_its_mark_of_a_form_shown_again() -> None:
    with Flask("test").test_request_context("/cases?q=đất&resume-form=1&page=2"):
        assert here() == "/cases?q=%C4%91%E1%BA%A5t&page=2"
