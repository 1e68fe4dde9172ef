"""The filters of a list that are on, each with the address of the list without it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectField

from tracker.law.terms import Term
from tracker.web.forms import FilterForm
from tracker.web.words import term, vn_date


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on, with the address of the list without it."""

    label: str
    href: str


def kept_arguments(form: FilterForm, sent: MultiDict[str, str] | None = None) -> dict[str, Any]:
    """Give the filters as the address, or what was sent, carries them from page to page."""
    given = request.args if sent is None else sent
    return {name: value for name, value in given.items() if value and name in form}


def chips_of(form: FilterForm, endpoint: str, *, besides: Collection[str] = ()) -> list[Chip]:
    """Give the filters that are on, besides those that the page shows in another way."""
    kept = kept_arguments(form)
    return [
        Chip(
            f"{field.label.text}: {_spelled(field)}",
            url_for(
                endpoint, **{name: value for name, value in kept.items() if name != field.name}
            ),
        )
        for field in _in_use(form)
        if field.name not in besides
    ]


def _in_use(form: FilterForm) -> Iterator[Field]:
    return (field for field in form if field.data and not field.errors)


def _spelled(field: Field) -> str:
    if isinstance(field.data, Term):
        return term(field.data)
    if isinstance(field.data, date):
        return vn_date(field.data)
    if not isinstance(field, SelectField):
        return str(field.data)
    offered = field.iter_choices()
    return next(str(label) for value, label, *_rest in offered if value == field.data)
