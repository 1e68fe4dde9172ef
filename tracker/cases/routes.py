"""The addresses of the cases: my work, the list, one case, why a date is that date."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.cases import lists, queries, work
from tracker.cases.columns import case_columns, tab_items, work_columns
from tracker.cases.dossier import dossier
from tracker.cases.duties import lines
from tracker.cases.explaining import explained
from tracker.cases.filters import Filters, Tab
from tracker.clock import today
from tracker.law.kinds import CaseKind, Field
from tracker.records.base import current_session
from tracker.records.calendar import calendar_in_use
from tracker.web.guard import requires, signed_in

bp = Blueprint("cases", __name__)


@bp.get("/my-work")
@requires(Permission.CASE_READ)
def my_work() -> ResponseReturnValue:
    """Show what this person is to do, what runs out first on top."""
    session, reach, day = current_session(), signed_in().reach, today()
    filters, after = Filters.read(request.args), request.args.get("after")
    calendar = calendar_in_use(session)
    page = work.duties(session, reach, filters, after=after, today=day, calendar=calendar)
    counts = work.counts(session, reach, filters, today=day)
    units = queries.units(session, reach)
    return render_template(
        "cases/my_work.html",
        page=page,
        tabs=tab_items("cases.my_work", filters, work.TABS, counts),
        columns=work_columns(),
        filters=filters,
        chips=filters.chips("cases.my_work", units=units, people={}),
        units=units,
        kinds=tuple(CaseKind),
        next_due=None if page.rows else work.next_due(session, reach, day),
    )


@bp.get("/cases")
@requires(Permission.CASE_READ)
def index() -> ResponseReturnValue:
    """Show the cases that this person may see, by tab and filter."""
    session, reach, day = current_session(), signed_in().reach, today()
    filters, after = Filters.read(request.args), request.args.get("after")
    if filters.q and (named := queries.case_by_code(session, filters.q, reach)):
        return redirect(url_for("cases.show", case_id=named.id))
    units, people = queries.units(session, reach), queries.people(session, reach)
    return render_template(
        "cases/index.html",
        page=lists.cases(session, reach, filters, after=after, today=day),
        tabs=tab_items(
            "cases.index", filters, tuple(Tab), lists.counts(session, reach, filters, today=day)
        ),
        columns=case_columns(filters.tab),
        filters=filters,
        chips=filters.chips("cases.index", units=units, people=people),
        units=units,
        people=people,
        kinds=tuple(CaseKind),
        fields=tuple(Field),
        level_of=lambda row: lists.level_of(row, day),
        words_of=lambda row: lists.words_of(row, day, calendar_in_use(session)),
        is_sealed=lists.is_sealed,
    )


@bp.get("/cases/<int:case_id>")
@requires(Permission.CASE_READ)
def show(case_id: int) -> ResponseReturnValue:
    """Show one case: what to do next, what happened, its file and its limits."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach)
    return render_template("cases/show.html", d=dossier(session, case, reach, today()), case=case)


@bp.get("/cases/<int:case_id>/print")
@requires(Permission.CASE_READ)
def sheet(case_id: int) -> ResponseReturnValue:
    """Show one case as a page for paper."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach)
    return render_template("cases/sheet.html", d=dossier(session, case, reach, today()), case=case)


@bp.get("/cases/<int:case_id>/obligations/<string:rule>/<int:started_by>")
@requires(Permission.CASE_READ)
def why(case_id: int, rule: str, started_by: int) -> ResponseReturnValue:
    """Show why a limit ends on its day: the steps of the counting and the row of days."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach)
    found = explained(session, case, rule, started_by) or abort(404)
    here = request.path
    line = next((x for x in lines(case, today(), calendar_in_use(session)) if x.href == here), None)
    return render_template("cases/why.html", case=case, found=found, line=line)
