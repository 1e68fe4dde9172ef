"""What may be typed about the lines of a review."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.casework.account_reviews import Judged
from tracker.records.administration import AccountReviewLine, Verdict
from tracker.web.fields import BaseForm, TermField, TextField
from tracker.web.words import gettext as _


class SignForm(BaseForm):
    """What is said of the whole review when it is signed."""

    remark = TextField(_l("Nhận xét chung"), most=500)


def lines_form(lines: Sequence[AccountReviewLine]) -> BaseForm:
    """Make the form of one page of lines: of each its result and a note."""
    fields: dict[str, object] = {}
    for line in lines:
        named = {"name": line.full_name}
        fields[f"verdict_{line.id}"] = TermField(_("Kết quả: %(name)s", **named), terms=Verdict)
        fields[f"remark_{line.id}"] = TextField(_("Ghi chú: %(name)s", **named), most=300)
    typed: dict[str, object] = {f"verdict_{line.id}": line.verdict for line in lines}
    typed |= {f"remark_{line.id}": line.remark for line in lines}
    form: BaseForm = type("LinesForm", (BaseForm,), fields)(data=typed)
    return form


def judged(form: Any, lines: Sequence[AccountReviewLine]) -> Mapping[int, Judged]:
    """Give what was typed of each line."""
    return {
        line.id: Judged(form[f"verdict_{line.id}"].data, form[f"remark_{line.id}"].data)
        for line in lines
    }
