"""The pages of the heads' reception days: a year of months, and why one is short."""

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission
from tracker.casework import duty
from tracker.clock import now, today
from tracker.law.duty_days import NO_NUMBER_LAW
from tracker.records.base import current_session
from tracker.schedule import queries
from tracker.schedule.duty_year import month_page, year_asked, year_page
from tracker.schedule.rule_forms import ReasonForm
from tracker.web.guard import requires, signed_in

bp = Blueprint("duty", __name__)


@bp.get("/schedule/duty")
@requires(Permission.DUTY_READ)
def index() -> ResponseReturnValue:
    """Show a year: how many days each head owed and held, month by month."""
    year = year_asked(request.args.get("year"), today())
    shown = year_page(current_session(), signed_in().agency_id, year, today())
    return render_template("schedule/duty.html", shown=shown, no_number_law=NO_NUMBER_LAW)


@bp.get("/schedule/duty/<int:unit_id>/<int:year>/<int:month>")
@requires(Permission.DUTY_READ)
def month(unit_id: int, year: int, month: int) -> ResponseReturnValue:
    """Show one month of one head: which days count, which do not and why, and the reason."""
    session, person = current_session(), signed_in()
    unit = queries.unit_or_404(session, person, unit_id)
    shown = month_page(session, unit, year, month, today()) or abort(404)
    return render_template(
        "schedule/duty_month.html", shown=shown, may_explain=queries.may_explain(person, unit)
    )


@bp.route("/schedule/duty/<int:unit_id>/<int:year>/<int:month>/reason", methods=["GET", "POST"])
@requires(Permission.DUTY_EXPLAIN)
def explain(unit_id: int, year: int, month: int) -> ResponseReturnValue:
    """Record why a month lacks days."""
    session, person = current_session(), signed_in()
    unit = queries.unit_or_404(session, person, unit_id)
    shown = month_page(session, unit, year, month, today()) or abort(404)
    if not queries.may_explain(person, unit):
        abort(403)
    form = ReasonForm(reason=shown.reason.reason if shown.reason else "")
    back = url_for("duty.month", unit_id=unit_id, year=year, month=month)
    if form.carry_out(
        lambda: duty.explain(
            session, shown.duty, form.reason.data, unit=unit, by=person.id, now=now()
        )
    ):
        flash(_("Đã ghi lý do."))
        return form.done(back)
    return render_template(
        "schedule/duty_reason.html", form=form, shown=shown, back=back,
    ), form.status  # fmt: skip
