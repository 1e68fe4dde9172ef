"""What the trail may be asked for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from tracker.inspection.queries import TrailFilter
from tracker.inspection.vocabulary import Deed, Subject
from tracker.law.terms import Term
from tracker.web.fields import FilterForm, TermField, TextField, VietnameseDateField
from tracker.web.words import term, vn_date


class TrailFilterForm(FilterForm):
    """Who, what, on which row, when."""

    person = TextField(_l("Người thực hiện"), most=80)
    deed = TermField(_l("Việc đã làm"), terms=Deed)
    subject = TermField(_l("Đối tượng"), terms=Subject)
    row = TextField(_l("Số bản ghi"), most=40, render_kw={"inputmode": "numeric"})
    first = VietnameseDateField(_l("Từ ngày"))
    last = VietnameseDateField(_l("Đến hết ngày"))

    def wanted(self) -> TrailFilter:
        """Give what is asked for; what cannot be read asks for nothing."""
        self.validate()
        return TrailFilter(**{f.name: None if f.errors else f.data or None for f in self})

    def chips(self, arguments: Mapping[str, Any]) -> list[Mapping[str, str]]:
        """Give the filters that are on, each with the address without it."""
        return [
            {
                "label": f"{field.label.text}: {_said(field.data)}",
                "href": url_for(
                    "inspection.audit", **{k: v for k, v in arguments.items() if k != field.name}
                ),
            }
            for field in self
            if field.data and not field.errors
        ]


def _said(value: object) -> str:
    if isinstance(value, Term):
        return term(value)
    return vn_date(value) if isinstance(value, date) else str(value)
