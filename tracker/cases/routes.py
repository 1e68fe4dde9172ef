"""The addresses of the cases: my work, the list, one case and its steps, who works on it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.cases import lists, queries, staff, work
from tracker.cases.assigning import assignment_form, choice
from tracker.cases.columns import absence_columns, case_columns, case_root, tab_items, work_columns
from tracker.cases.differences import meanwhile, reassigned, typed
from tracker.cases.dossier import dossier
from tracker.cases.duties import Seen, lines
from tracker.cases.duty_rows import duty
from tracker.cases.explaining import explained, running
from tracker.cases.filters import Filters, Tab
from tracker.cases.forms import CorrectionForm, SubstitutionForm
from tracker.cases.levels import phrases
from tracker.cases.moves import standing_of
from tracker.cases.step_forms import event_or_404, form_for
from tracker.casework.assignment import assign as assign_case
from tracker.casework.assignment import substitute
from tracker.casework.offer import offer
from tracker.casework.recording import Act, correct
from tracker.casework.reminders import acknowledge as acknowledge_reminders
from tracker.clock import now, today
from tracker.law.kinds import CaseKind, Field
from tracker.law.levels import Alarm
from tracker.records.base import current_session
from tracker.records.calendar import calendar_in_use
from tracker.records.forecasts import step_times
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _
from tracker.web.words import term

bp = Blueprint("cases", __name__)


@bp.get("/my-work")
@requires(Permission.CASE_READ)
def my_work() -> ResponseReturnValue:
    """Show what this person is to do, what runs out first on top."""
    session, reach, day = current_session(), signed_in().reach, today()
    filters, after = Filters.read(request.args), request.args.get("after")
    page = work.duties(session, reach, filters, after=after, today=day)
    counts = work.counts(session, reach, filters, today=day)
    calendar, say = calendar_in_use(session), phrases(step_times(session, reach.agency_id))
    units = queries.units(session, reach) if filters.names_someone else {}
    return render_template(
        "cases/my_work.html",
        root=case_root(),
        page=page,
        rows=[duty(row, reach, today=day, calendar=calendar, say=say) for row in page.rows],
        tab_list=tab_items("cases.my_work", filters, work.TABS, counts),
        columns=work_columns(),
        filters=filters,
        chosen=filters.chips("cases.my_work", units=units, people={}),
        units=units,
        kinds=tuple(CaseKind),
        alarms=tuple(Alarm),
        next_due=None if page.rows else work.next_due(session, reach, day),
    )


@bp.get("/cases")
@requires(Permission.CASE_READ)
def index() -> ResponseReturnValue:
    """Show the cases that this person may see, by tab and filter."""
    if request.args.get("q"):
        return redirect(url_for("petitions.search", q=request.args["q"]))
    session, reach, day = current_session(), signed_in().reach, today()
    filters, after = Filters.read(request.args), request.args.get("after")
    calendar, say = calendar_in_use(session), phrases(step_times(session, reach.agency_id))
    units = queries.units(session, reach) if filters.names_someone else {}
    people = queries.people(session, reach) if filters.names_someone else {}
    sight = lists.Sight(reach, queries.only_unit(session, reach))
    page = lists.cases(session, sight, filters, after=after, today=day)
    counts = lists.counts(session, sight, filters, today=day)
    return render_template(
        "cases/index.html",
        root=case_root(),
        page=page,
        rows=[lists.listed(row, today=day, calendar=calendar, say=say) for row in page.rows],
        tab_list=tab_items("cases.index", filters, tuple(Tab), counts),
        columns=case_columns(filters.tab),
        filters=filters,
        chosen=filters.chips("cases.index", units=units, people=people),
        units=units,
        people=people,
        kinds=tuple(CaseKind),
        alarms=tuple(Alarm),
        fields=tuple(Field),
    )


@bp.get("/cases/<int:case_id>")
@requires(Permission.CASE_READ)
def show(case_id: int) -> ResponseReturnValue:
    """Show one case: what to do next, what happened, its file and its limits."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach)
    shown = dossier(session, case, reach, today(), calendar_in_use(session))
    return render_template("cases/show.html", d=shown, case=case)


@bp.get("/cases/<int:case_id>/print")
@requires(Permission.CASE_READ)
def sheet(case_id: int) -> ResponseReturnValue:
    """Show one case as a page for paper."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach)
    calendar = calendar_in_use(session)
    shown = dossier(session, case, reach, today(), calendar)
    return render_template("cases/sheet.html", d=shown, case=case, running=running(case, calendar))


@bp.get("/cases/<int:case_id>/obligations/<string:rule>/<int:started_by>")
@requires(Permission.CASE_READ)
def why(case_id: int, rule: str, started_by: int) -> ResponseReturnValue:
    """Show why a limit ends on its day: the steps of the counting and the row of days."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach)
    calendar = calendar_in_use(session)
    found = explained(case, rule, started_by, calendar) or abort(404)
    here = request.path
    seen = Seen(today(), calendar, phrases(queries.outlook(session, case).leads))
    line = next((x for x in lines(case, seen) if x.href == here), None)
    return render_template("cases/why.html", case=case, found=found, line=line)


@bp.route("/cases/<int:case_id>/events/<string:event>", methods=["GET", "POST"])
@requires(Permission.CASE_CLASSIFY)
def record_event(case_id: int, event: str) -> ResponseReturnValue:
    """Show and take the form of one step; whether this person may make it, the verb decides."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach)
    step = event_or_404(event, case)
    form = form_for(step, case, proposed=request.args.get("move"))
    if form.carry_out(lambda: form.take(session, case, by=reach, now=now())):
        form.warn(session, case)
        flash(_("Đã ghi nhận: %(step)s.", step=term(step)))
        return form.done(url_for("cases.show", case_id=case_id))
    return render_template(
        "cases/record_event.html",
        case=case,
        form=form,
        ground=standing_of(step, case, offer(case, by=reach, today=today())),
        differences=meanwhile(form, case, typed(form, term(step))),
    ), form.status


@bp.route("/cases/<int:case_id>/events/<int:sequence>/correction", methods=["GET", "POST"])
@requires(Permission.CASE_CLASSIFY)
def correct_event(case_id: int, sequence: int) -> ResponseReturnValue:
    """Put a step right by a further entry: mend its date or strike it out."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach)
    wrong = next((e for e in case.events if e.sequence == sequence), None) or abort(404)
    form = CorrectionForm(version=case.version, seen=len(case.events), legal_date=wrong.legal_date)
    if form.carry_out(
        lambda: correct(
            session, case, sequence, right_date=form.right_date,
            act=Act(today(), note=form.note.data), by=reach, now=now(),
            version=form.expected_version,
        )
    ):  # fmt: skip
        flash(_("Đã đính chính: %(step)s.", step=term(wrong.type)))
        return form.done(url_for("cases.show", case_id=case_id))
    return render_template(
        "cases/correct_event.html",
        case=case,
        wrong=wrong,
        form=form,
        differences=meanwhile(form, case, typed(form, term(wrong.type))),
    ), form.status


@bp.route("/cases/<int:case_id>/assignment", methods=["GET", "POST"])
@requires(Permission.CASE_ASSIGN)
def assign(case_id: int) -> ResponseReturnValue:
    """Give a case to a unit and a person, with the reason."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach, Permission.CASE_ASSIGN)
    asked = request.form.get("unit_id") or request.args.get("unit")
    chosen = choice(session, case, reach, asked=asked, today=today())
    form = assignment_form(case, chosen)
    if form.carry_out(
        lambda: assign_case(
            session, case, unit_id=chosen.unit_id or 0, user_id=form.user_id.data,
            reason=form.reason.data, by=reach, now=now(), version=form.expected_version,
        )
    ):  # fmt: skip
        flash(_("Đã phân công."))
        return form.done(url_for("cases.show", case_id=case_id))
    return render_template(
        "cases/assign.html",
        case=case,
        chosen=chosen,
        form=form,
        differences=reassigned(form, case),
    ), form.status


@bp.post("/cases/<int:case_id>/acknowledgement")
@requires(Permission.CASE_WORK)
def acknowledge(case_id: int) -> ResponseReturnValue:
    """Note that the reminders of a case were seen."""
    session, reach = current_session(), signed_in().reach
    case = queries.case_or_404(session, case_id, reach, Permission.CASE_WORK)
    acknowledge_reminders(session, case, by=reach.user_id, now=now())
    flash(_("Đã xác nhận nhắc hạn."))
    return redirect(url_for("cases.show", case_id=case_id), 303)


@bp.get("/substitutions")
@requires(Permission.SUBSTITUTION_SET)
def substitutions() -> ResponseReturnValue:
    """Show who stands in for whom."""
    rows = staff.substitutions(current_session(), signed_in().reach)
    return render_template("cases/substitutions.html", rows=rows, columns=absence_columns())


@bp.route("/substitutions/new", methods=["GET", "POST"])
@requires(Permission.SUBSTITUTION_SET)
def new_substitution() -> ResponseReturnValue:
    """Let someone do another's work for a time."""
    session, reach = current_session(), signed_in().reach
    form = SubstitutionForm()
    people = staff.workers(session, reach)
    form.absent_id.offer(people)
    form.substitute_id.offer(people)
    if form.carry_out(
        lambda: substitute(
            session, absent_id=form.absent_id.data, substitute_id=form.substitute_id.data,
            starts_on=form.period[0], ends_on=form.period[1], reason=form.reason.data,
            by=reach,
        )
    ):  # fmt: skip
        flash(_("Đã cử người làm thay."))
        return form.done(url_for("cases.substitutions"))
    return render_template("cases/new_substitution.html", form=form), form.status
