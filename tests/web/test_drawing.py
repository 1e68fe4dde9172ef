"""What stands in a page is as safe as Jinja makes it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from tracker.law.kinds import CaseKind
from tracker.web.drawing import escaped

SIGNS = "<b title='\"'>&amp; 5 > 3</b>"


class _Drawn:
    def __html__(self) -> str:
        return "<i>drawn</i>"


VALUES = {
    "signs": SIGNS,
    "plain words": "Khiếu nại lần đầu",
    "drawn already": Markup(SIGNS),  # noqa: S704 - the case in question
    "draws itself": _Drawn(),
    "number": 12,
    "nothing": None,
    "term": CaseKind.COMPLAINT,
    "list with signs": [SIGNS],
}


@pytest.fixture
def within(app: Flask) -> Iterator[Flask]:
    with app.test_request_context():
        yield app


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_is_escaped_as_jinja_escapes_it(value: object) -> None:
    assert escaped(value) == str(escape(value))


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_template_escapes_every_value(within: Flask, value: object) -> None:
    template = within.jinja_env.from_string(
        "{% macro m(v) %}<p>{{ v }}</p>{% endmacro %}{{ value }}{{ m(value) }}"
    )

    drawn = template.render(value=value)

    assert drawn == f"{escape(value)}<p>{escape(value)}</p>"


def test_a_missing_value_still_stops_the_page(within: Flask) -> None:
    with pytest.raises(UndefinedError):
        within.jinja_env.from_string("{{ nobody }}").render()


def test_what_one_page_is_given_another_does_not_see(within: Flask) -> None:
    within.jinja_env.from_string("{{ secret }}").render(secret="x")

    assert "secret" not in within.jinja_env.globals
