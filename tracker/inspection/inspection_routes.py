"""The pages of inspections: scope and sample, check list, minutes."""

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.casework import inspections
from tracker.clock import now
from tracker.inspection import finding_queries
from tracker.inspection import inspection_queries as queries
from tracker.inspection.inspection_forms import MarksForm, MinutesForm, ScopeForm, as_written
from tracker.law.findings.checklist import LINES, Heading
from tracker.law.kinds import CaseKind
from tracker.records.base import current_session
from tracker.records.inspection import Inspection
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _

bp = Blueprint("inspections", __name__)

PARTS = [
    (heading, [(item, line) for item, line in LINES.items() if line.heading is heading])
    for heading in Heading
]


@bp.route("/inspection/inspections")
@requires(Permission.INSPECTION_READ)
def index() -> ResponseReturnValue:
    """List the inspections."""
    page = queries.inspections(current_session(), signed_in().reach, request.args.get("after"))
    return render_template("inspection/inspections.html", page=page)


@bp.route("/inspection/inspections/new", methods=["GET", "POST"])
@requires(Permission.INSPECTION_HOLD)
def new_inspection() -> ResponseReturnValue:
    """Show and take the scope of an inspection, and draw its sample."""
    session, me = current_session(), signed_in()
    form = ScopeForm()
    form.units.offer(finding_queries.units(session, me.reach))
    if form.carry_out(
        lambda: inspections.hold_inspection(session, form.scope(), by=me.reach, now=now())
    ):
        flash(_("Đã lấy mẫu. Ai cũng lấy lại được đúng mẫu này từ phạm vi và hạt giống."))
        return form.done(url_for("inspections.show", inspection_id=form.result.id))
    return render_template("inspection/new_inspection.html", form=form), form.status


@bp.route("/inspection/inspections/<int:inspection_id>")
@requires(Permission.INSPECTION_READ)
def show(inspection_id: int) -> ResponseReturnValue:
    """Show an inspection: scope, sample, check list."""
    return render_template("inspection/inspection.html", **_whole(inspection_id))


@bp.route("/inspection/inspections/<int:inspection_id>/checklist", methods=["GET", "POST"])
@requires(Permission.INSPECTION_HOLD)
def checklist(inspection_id: int) -> ResponseReturnValue:
    """Show and take what was seen under each item."""
    session, me = current_session(), signed_in()
    found = queries.inspection_or_404(session, me.reach, inspection_id)
    form = MarksForm()
    if not form.is_submitted():
        form.fill(inspections.marks_of(session, found.id))
    if form.carry_out(
        lambda: inspections.mark_items(session, found, form.marked(), by=me.id, now=now())
    ):
        flash(_("Đã ghi danh mục kiểm tra."))
        return form.done(url_for("inspections.show", inspection_id=found.id))
    numbers = queries.by_item(queries.found_in_scope(session, me.reach, found))
    return render_template(
        "inspection/checklist.html", form=form, inspection=found, parts=PARTS, numbers=numbers
    ), form.status


@bp.route("/inspection/inspections/<int:inspection_id>/minutes/new", methods=["GET", "POST"])
@requires(Permission.INSPECTION_HOLD)
def new_minutes(inspection_id: int) -> ResponseReturnValue:
    """Show and take what the minutes say."""
    session, me = current_session(), signed_in()
    found = queries.inspection_or_404(session, me.reach, inspection_id)
    form = MinutesForm(**as_written(inspections.latest_minutes(session, found.id)))
    if form.carry_out(
        lambda: inspections.write_minutes(session, found, form.details(), by=me.id, now=now())
    ):
        flash(_("Đã ghi biên bản. Bản trước vẫn giữ."))
        return form.done(url_for("inspections.minutes", inspection_id=found.id))
    return render_template("inspection/new_minutes.html", form=form, inspection=found), form.status


@bp.route("/inspection/inspections/<int:inspection_id>/minutes")
@requires(Permission.INSPECTION_READ)
def minutes(inspection_id: int) -> ResponseReturnValue:
    """Show the minutes for print."""
    me = signed_in()
    return render_template(
        "inspection/minutes.html", **_whole(inspection_id), agency=me.agency_name
    )


def _whole(inspection_id: int) -> dict[str, Any]:
    """Give all that the page and the minutes of an inspection show."""
    session, reach = current_session(), signed_in().reach
    found: Inspection = queries.inspection_or_404(session, reach, inspection_id)
    in_scope = queries.found_in_scope(session, reach, found)
    return {
        "inspection": found,
        "kinds": [CaseKind(kind) for kind in found.kinds],
        "units": queries.unit_names(session, found.agency_id, found.unit_ids),
        "sample": queries.sample(session, reach, found.id),
        "found": queries.by_check(in_scope),
        "numbers": queries.by_item(in_scope),
        "lines": LINES,
        "marks": inspections.marks_of(session, found.id),
        "minutes": inspections.latest_minutes(session, found.id),
    }
