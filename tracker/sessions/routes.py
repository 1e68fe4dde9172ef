"""The pages of sessions: opened, closed, printed, concluded, with the tasks that follow."""

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission
from tracker.casework import conclusions, sessions
from tracker.casework.registration import Desk
from tracker.casework.session_checks import waiting_on
from tracker.clock import now, today
from tracker.records.base import current_session
from tracker.records.calendar import calendar_in_use
from tracker.records.reception import Capacity
from tracker.sessions import queries
from tracker.sessions.forms import (
    ClosingForm,
    ConclusionForm,
    PresentForm,
    SessionForm,
    StatementForm,
    StepForm,
    TaskFilter,
    TaskForm,
    TaskTab,
    as_held,
    as_planned,
    this_minute,
)
from tracker.web.fields import BaseForm
from tracker.web.guard import requires, signed_in

bp = Blueprint("sessions", __name__)


@bp.route("/sessions")
@requires(Permission.SESSION_READ)
def index() -> ResponseReturnValue:
    """List the sessions, the newest first, under what the schedule holds for today."""
    session, me = current_session(), signed_in()
    page = queries.receptions(session, me.reach, after=request.args.get("after"))
    planned = waiting_on(session, me.agency_id, today())
    return render_template("sessions/index.html", page=page, planned=planned)


@bp.route("/sessions/new", methods=["GET", "POST"])
@requires(Permission.SESSION_HOLD)
def new_session() -> ResponseReturnValue:
    """Show and take a session as it is opened, by itself or from the schedule."""
    session, me = current_session(), signed_in()
    planned = queries.chosen(session, me.agency_id, request.args.get("planned"), today())
    form = SessionForm(**(as_planned(planned) if planned else {}))
    form.receiver_id.offer(queries.people(session, me.agency_id))
    desk = Desk(me.agency_id, queries.home_unit(me), me.id)
    calendar = calendar_in_use(session)
    if form.carry_out(
        lambda: sessions.open_session(
            session, desk, form.details(planned.id if planned else None),
            calendar=calendar, today=today(),
        )
    ):  # fmt: skip
        flash(_("Đã mở buổi tiếp. Các lượt tiếp cùng ngày, cùng loại sẽ vào buổi này."))
        return form.done(url_for("sessions.show", reception_id=form.result.id))
    return render_template("sessions/open.html", form=form, planned=planned), form.status


@bp.route("/sessions/<int:reception_id>")
@requires(Permission.SESSION_READ)
def show(reception_id: int) -> ResponseReturnValue:
    """Show a session: who was present, who came, what was concluded."""
    return _show(reception_id, "sessions/show.html")


@bp.route("/sessions/<int:reception_id>/minutes")
@requires(Permission.SESSION_READ)
def minutes(reception_id: int) -> ResponseReturnValue:
    """Show the minutes of a session for print."""
    return _show(reception_id, "sessions/minutes.html")


@bp.route("/sessions/<int:reception_id>/present", methods=["GET", "POST"])
@requires(Permission.SESSION_HOLD)
def amend(reception_id: int) -> ResponseReturnValue:
    """Show and take what is put right of a session: place, hour, who is present."""
    session, me = current_session(), signed_in()
    reception = queries.reception_or_404(session, me.reach, reception_id, Permission.SESSION_HOLD)
    form = PresentForm(**as_held(reception, sessions.members_of(session, reception.id)))
    if form.carry_out(
        lambda: sessions.amend_session(session, reception, form.amended(), today=today())
    ):
        flash(_("Đã sửa thông tin buổi tiếp."))
        return form.done(url_for("sessions.show", reception_id=reception.id))
    return render_template("sessions/amend.html", form=form, reception=reception), form.status


@bp.route("/sessions/<int:reception_id>/close", methods=["GET", "POST"])
@requires(Permission.SESSION_HOLD)
def close(reception_id: int) -> ResponseReturnValue:
    """Show and take how a session ended."""
    session, me = current_session(), signed_in()
    reception = queries.reception_or_404(session, me.reach, reception_id, Permission.SESSION_HOLD)
    form = ClosingForm()
    if form.carry_out(
        lambda: sessions.close_session(
            session, reception, ends_at=form.ends_at.data or this_minute(),
            nobody_came=form.nobody_came.data, now=now(),
        )
    ):  # fmt: skip
        flash(_("Đã kết thúc buổi tiếp."))
        return form.done(url_for("sessions.show", reception_id=reception.id))
    return render_template("sessions/close.html", form=form, reception=reception), form.status


@bp.route("/sessions/<int:reception_id>/reopen", methods=["POST"])
@requires(Permission.SESSION_HOLD)
def reopen(reception_id: int) -> ResponseReturnValue:
    """Open a session again that was closed too early."""
    session = current_session()
    reception = queries.reception_or_404(
        session, signed_in().reach, reception_id, Permission.SESSION_HOLD
    )
    form = BaseForm()
    if form.carry_out(lambda: sessions.reopen_session(session, reception, today=today())):
        flash(_("Đã mở lại buổi tiếp."))
        return form.done(url_for("sessions.show", reception_id=reception.id))
    return render_template("sessions/close.html", form=form, reception=reception), form.status


@bp.route("/visits/<int:visit_id>/statement", methods=["GET", "POST"])
@requires(Permission.SESSION_HOLD)
def statement(visit_id: int) -> ResponseReturnValue:
    """Show and take how a statement was read back and signed."""
    session, me = current_session(), signed_in()
    visit = queries.visit_or_404(session, me.reach, visit_id)
    form = StatementForm(read_back_by=me.name)
    if form.carry_out(
        lambda: sessions.confirm_statement(
            session, visit, read_back_by=form.read_back_by.data,
            signature=form.signature.data, confirmed_on=form.confirmed_on.data or today(),
            by=me.id, now=now(),
        )
    ):  # fmt: skip
        flash(_("Đã ghi xác nhận lời trình bày."))
        return form.done(url_for("sessions.statement_paper", visit_id=visit.id))
    who = queries.label_of(session, visit)
    confirmed = queries.statement_of(session, visit)
    return render_template(
        "sessions/statement.html", form=form, visit=visit, who=who, confirmed=confirmed
    ), form.status


@bp.route("/visits/<int:visit_id>/statement/print")
@requires(Permission.SESSION_HOLD)
def statement_paper(visit_id: int) -> ResponseReturnValue:
    """Show a statement for print and signature."""
    session, me = current_session(), signed_in()
    visit = queries.visit_or_404(session, me.reach, visit_id)
    return render_template(
        "sessions/statement_paper.html",
        visit=visit,
        who=queries.label_of(session, visit),
        confirmed=queries.statement_of(session, visit),
    )


@bp.route("/sessions/<int:reception_id>/conclusions/new", methods=["GET", "POST"])
@requires(Permission.SESSION_CONCLUDE)
def new_conclusion(reception_id: int) -> ResponseReturnValue:
    """Show and take a notice of conclusion."""
    session, me = current_session(), signed_in()
    reception = queries.reception_or_404(
        session, me.reach, reception_id, Permission.SESSION_CONCLUDE
    )
    form = ConclusionForm()
    visits = queries.held(session, me.reach, reception).visits
    form.visit_id.offer([(v.id, f"{v.code} {v.sender_label or v.visitor_name}") for v in visits])
    if form.carry_out(
        lambda: conclusions.conclude(session, reception, form.details(), by=me.id, now=now())
    ):
        flash(_("Đã ghi kết luận. Giao từng việc cho đơn vị, người thực hiện."))
        return form.done(url_for("sessions.conclusion", conclusion_id=form.result.id))
    return render_template("sessions/conclude.html", form=form, reception=reception), form.status


@bp.route("/conclusions/<int:conclusion_id>")
@requires(Permission.SESSION_READ)
def conclusion(conclusion_id: int) -> ResponseReturnValue:
    """Show a conclusion with its tasks, also for print."""
    found = queries.conclusion_or_404(
        current_session(), signed_in().reach, conclusion_id, Permission.SESSION_READ
    )
    return render_template("sessions/conclusion.html", conclusion=found)


@bp.route("/conclusions/<int:conclusion_id>/tasks/new", methods=["GET", "POST"])
@requires(Permission.SESSION_CONCLUDE)
def new_task(conclusion_id: int) -> ResponseReturnValue:
    """Show and take a task."""
    session, me = current_session(), signed_in()
    found = queries.conclusion_or_404(session, me.reach, conclusion_id, Permission.SESSION_CONCLUDE)
    form = TaskForm()
    form.unit_id.offer(queries.units(session, me.agency_id))
    form.user_id.offer(queries.people(session, me.agency_id))
    if form.carry_out(lambda: conclusions.give_task(session, found, form.details(), today=today())):
        flash(_("Đã giao việc."))
        return form.done(url_for("sessions.conclusion", conclusion_id=found.id))
    return render_template("sessions/give_task.html", form=form, conclusion=found), form.status


@bp.route("/tasks")
@requires(Permission.ACCOUNT_OWN)
def tasks() -> ResponseReturnValue:
    """List the tasks of conclusions: overdue, open, done."""
    session, reach = current_session(), signed_in().reach
    filters = TaskFilter(request.args)
    filters.validate()
    tab = (None if filters.tab.errors else filters.tab.data) or TaskTab.OPEN
    return render_template(
        "sessions/tasks.html",
        page=queries.tasks(session, reach, tab, today(), after=request.args.get("after")),
        counts=queries.task_counts(session, reach, today()),
        tab=tab,
    )


@bp.route("/tasks/<int:task_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def task(task_id: int) -> ResponseReturnValue:
    """Show a task with its history, and take what happened to it."""
    session, me = current_session(), signed_in()
    found = queries.task_or_404(session, me.reach, task_id)
    form = StepForm(version=found.version)
    form.unit_id.offer(queries.units(session, me.agency_id))
    form.user_id.offer(queries.people(session, me.agency_id))
    if form.carry_out(
        lambda: conclusions.act_on(
            session, found, form.step(), by=me.reach, version=form.expected_version, now=now()
        )
    ):
        flash(_("Đã ghi."))
        return form.done(url_for("sessions.task", task_id=found.id))
    if form.conflict:
        form.renew(found.version)
    may_act = found.done_on is None and conclusions.may_act(found, me.reach)
    return render_template(
        "sessions/task.html", form=form, task=found, may_act=may_act
    ), form.status


def _show(reception_id: int, template: str) -> ResponseReturnValue:
    session, me = current_session(), signed_in()
    reception = queries.reception_or_404(session, me.reach, reception_id, Permission.SESSION_READ)
    return render_template(
        template,
        reception=reception,
        held=queries.held(session, me.reach, reception),
        concludes=reception.capacity is not Capacity.ASSIGNED,
        agency=me.agency_name,
    )
