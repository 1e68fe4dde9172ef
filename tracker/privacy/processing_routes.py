"""The pages of the record of processing: on screen, on paper, as a workbook, its texts."""

from datetime import datetime

from flask import Blueprint, Response, abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.access import Permission
from tracker.casework.processing import history_of, record_of_processing, say
from tracker.clock import now
from tracker.law.processing import Activity, TextPart, first_texts
from tracker.records.base import current_session
from tracker.web.fields import BaseForm, LongTextField
from tracker.web.guard import requires, signed_in
from tracker.web.words import current_language
from tracker.web.words import gettext as _

bp = Blueprint("processing", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TextForm(BaseForm):
    """What the agency says under one part."""

    words = LongTextField(_l("Nội dung"), required=True, most=4000, rows=8)


@bp.route("/privacy/processing")
@requires(Permission.PROCESSING_READ)
def index() -> ResponseReturnValue:
    """Show the record of processing."""
    entries = record_of_processing(current_session(), signed_in().agency_id)
    return render_template("privacy/processing.html", record=entries)


@bp.route("/privacy/processing/print")
@requires(Permission.PROCESSING_READ)
def paper() -> ResponseReturnValue:
    """Show the record as it is printed."""
    me = signed_in()
    entries = record_of_processing(current_session(), me.agency_id)
    return render_template(
        "privacy/processing_print.html", record=entries, agency_name=me.agency_name
    )


@bp.route("/privacy/processing/record.xlsx")
@requires(Permission.PROCESSING_READ)
def record_file() -> ResponseReturnValue:
    """Hand out the record as a workbook."""
    from tracker.privacy.workbook import workbook  # noqa: PLC0415 - few ask for a file

    me, at = signed_in(), now()
    entries = record_of_processing(current_session(), me.agency_id)
    body = workbook(entries, agency=me.agency_name, by=me.name, at=at)
    return Response(body, mimetype=XLSX, headers=_as_file(at))


@bp.route("/privacy/processing/<string:activity>/<string:part>", methods=["GET", "POST"])
@requires(Permission.PROCESSING_EDIT)
def edit(activity: str, part: str) -> ResponseReturnValue:
    """Show and take the agency's own words under one part, with what was said before."""
    session, me = current_session(), signed_in()
    about, under = _named(activity, part)
    earlier = history_of(session, me.agency_id, about, under)
    first = first_texts()[about, under]
    start = first.en if current_language() == "en" else first.vi
    form = TextForm(words=earlier[0].words if earlier else start)
    if form.carry_out(
        lambda: say(
            session, me.agency_id, about, under, form.words.data, by=me.id, now=now()
        )
    ):  # fmt: skip
        flash(_("Đã ghi."))
        return form.done(url_for("processing.index"))
    return render_template(
        "privacy/processing_text.html",
        form=form, activity=about, part=under, earlier=earlier, first=start,
    ), form.status  # fmt: skip


def _named(activity: str, part: str) -> tuple[Activity, TextPart]:
    about = next((a for a in Activity if a.value == activity), None)
    under = next((p for p in TextPart if p.value == part), None)
    if about is None or under is None:
        abort(404)
    return about, under


def _as_file(at: datetime) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename=ho-so-xu-ly-{at:%Y-%m-%d}.xlsx"}
