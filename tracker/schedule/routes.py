"""The pages of the schedule: a month, a session, and what is done to it."""

from collections.abc import Sequence

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from tracker.access import Permission
from tracker.casework import postings, schedule
from tracker.clock import now, today
from tracker.law.explanation import explain
from tracker.law.session_grounds import (
    EXTRAORDINARY_LAW,
    MOVING_LAW,
    ONLINE_LAW,
    PostingPlace,
)
from tracker.records.base import current_session
from tracker.records.calendar import calendar_in_use
from tracker.records.reception import Capacity, ReceptionForm, ReceptionMode
from tracker.records.schedule import PlannedSession, Posting
from tracker.schedule import queries
from tracker.schedule.forms import (
    CancelForm,
    DescribeForm,
    HoldForm,
    MoveForm,
    OnlineForm,
    PlanForm,
    PostingForm,
    Widths,
)
from tracker.schedule.month import month_asked, month_shown
from tracker.schedule.sheet import MONTHS_ON_PAPER, months_asked, posted_sheet
from tracker.schedule.shown import SessionLine, session_line, session_lines, step_lines
from tracker.web.fields import BaseForm
from tracker.web.guard import requires, signed_in
from tracker.web.words import vn_date

bp = Blueprint("schedule", __name__)


@bp.get("/schedule")
@requires(Permission.SCHEDULE_READ)
def index() -> ResponseReturnValue:
    """Show a month of the schedule with its days off."""
    shown = month_shown(
        current_session(), signed_in().agency_id, month_asked(request.args.get("month"), today()),
        today(),
    )  # fmt: skip
    return render_template("schedule/index.html", shown=shown)


@bp.get("/schedule/sessions/<int:session_id>")
@requires(Permission.SCHEDULE_READ)
def show(session_id: int) -> ResponseReturnValue:
    """Show one session with its postings, its clocks and what became of it."""
    session = current_session()
    planned = queries.session_or_404(session, signed_in(), session_id)
    calendar, chain = calendar_in_use(session), queries.chain(session, planned)
    follower = next((row for row in chain if row.moved_from_id == planned.id), None)
    line = session_line(planned, follower, calendar, today())
    clock = line.clock
    return render_template(
        "schedule/show.html",
        line=line,
        why=explain(clock.reckoning, clock.rule, calendar) if clock else (),
        planned=planned,
        chain=chain,
        steps=step_lines(planned, calendar),
        moving_law=MOVING_LAW,
    )


@bp.route("/schedule/sessions/new", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def new_session() -> ResponseReturnValue:
    """Plan a session outside the rules."""
    session, person = current_session(), signed_in()
    people = queries.people_choices(session, person.agency_id, today())
    form = PlanForm(
        mode=ReceptionMode.EXTRAORDINARY, form=ReceptionForm.IN_PERSON, capacity=Capacity.HEAD,
        unit_id=person.agency_id, presider_id=people[0][0],
        place=queries.usual_place(session, person.agency_id),
    )  # fmt: skip
    form.unit_id.offer(queries.body_choices(session, person.agency_id))
    form.presider_id.offer(people)
    agency_id, agreed = person.agency_id, form.agreed_to()
    if form.carry_out(
        lambda: schedule.plan(session, form.draft(), agency_id=agency_id, agreed=agreed, now=now())
    ):
        flash(_("Đã lập buổi tiếp ngày %(day)s.", day=vn_date(form.result.planned_on)))
        return form.done(url_for("schedule.show", session_id=form.result.id))
    return render_template(
        "schedule/new_session.html",
        form=form,
        extraordinary_law=EXTRAORDINARY_LAW,
        online_law=ONLINE_LAW,
    ), form.status


@bp.route("/schedule/sessions/<int:session_id>/move", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def move(session_id: int) -> ResponseReturnValue:
    """Move a session to another time."""
    session = current_session()
    planned = queries.session_or_404(session, signed_in(), session_id)
    form = MoveForm(obj=planned)
    agreed = form.agreed_to()
    if form.carry_out(
        lambda: schedule.move(
            session, planned, form.to(), reason=form.reason.data, agreed=agreed, now=now()
        )
    ):
        flash(_("Đã dời sang ngày %(day)s.", day=vn_date(form.result.planned_on)))
        return form.done(url_for("schedule.show", session_id=form.result.id))
    lead = _("Lịch đã niêm yết chỉ lùi khi có lý do chính đáng và phải thông báo thời gian mới tại"
             " nơi tiếp công dân.")  # fmt: skip
    return _change(form, planned, _("Dời buổi tiếp"), lead, "schedule.move")


@bp.route("/schedule/sessions/<int:session_id>/cancel", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def cancel(session_id: int) -> ResponseReturnValue:
    """Cancel a session."""
    session = current_session()
    planned = queries.session_or_404(session, signed_in(), session_id)
    form = CancelForm()
    agreed = form.agreed_to()
    if form.carry_out(
        lambda: schedule.cancel(session, planned, reason=form.reason.data, agreed=agreed, now=now())
    ):
        flash(_("Đã hủy buổi tiếp."))
        return form.done(_place(planned))
    lead = _("Buổi hủy vẫn giữ trong lịch cùng lý do. Nếu chỉ đổi ngày, hãy dời buổi tiếp.")
    return _change(form, planned, _("Hủy buổi tiếp"), lead, "schedule.cancel")


@bp.route("/schedule/sessions/<int:session_id>/content", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def describe(session_id: int) -> ResponseReturnValue:
    """Say who takes part in a session and what it is expected to be about."""
    session = current_session()
    planned = queries.session_or_404(session, signed_in(), session_id)
    form = DescribeForm(obj=planned)
    if form.carry_out(lambda: schedule.describe(session, planned, form.described(planned))):
        flash(_("Đã lưu thành phần và nội dung."))
        return form.done(_place(planned))
    lead = _("Thành phần tham dự và dự kiến nội dung được niêm yết cùng lịch.")
    return _change(form, planned, _("Thành phần, nội dung"), lead, "schedule.describe")


@bp.route("/schedule/sessions/<int:session_id>/held", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def hold(session_id: int) -> ResponseReturnValue:
    """Record that a session was held."""
    session, person = current_session(), signed_in()
    planned = queries.session_or_404(session, person, session_id)
    form = HoldForm(receiver_id=planned.presider_id, capacity=planned.capacity)
    form.receiver_id.offer(queries.people_choices(session, person.agency_id, planned.planned_on))
    unit_id = queries.desk_unit(person, planned)
    if form.carry_out(
        lambda: schedule.hold(session, planned, form.held_by(unit_id), today=today())
    ):
        flash(_("Đã ghi nhận buổi tiếp."))
        return form.done(_place(planned))
    lead = _("Chỉ buổi do chính người đứng đầu tiếp mới tính vào số ngày tối thiểu.")
    return _change(form, planned, _("Ghi nhận đã tiếp"), lead, "schedule.hold")


@bp.route("/schedule/sessions/<int:session_id>/online", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def online(session_id: int) -> ResponseReturnValue:
    """Record the steps before an online session."""
    session = current_session()
    planned = queries.session_or_404(session, signed_in(), session_id)
    form = OnlineForm(obj=planned)
    agreed = form.agreed_to()
    if form.carry_out(
        lambda: postings.prepare_online(
            session, planned, form.steps(), agreed=agreed, today=today()
        )
    ):
        flash(_("Đã lưu các bước chuẩn bị."))
        return form.done(_place(planned))
    lead = _("Bước nào làm trễ thì được ghi là trễ.")
    return _change(form, planned, _("Chuẩn bị buổi trực tuyến"), lead, "schedule.online")


@bp.route("/schedule/postings/new", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def post() -> ResponseReturnValue:
    """Record that sessions were posted, all that still need it at once."""
    session, person, moment = current_session(), signed_in(), now()
    rows = queries.unposted(session, person.agency_id, moment.date())
    lines = session_lines(rows, {}, calendar_in_use(session), moment.date())
    waiting = [line for line in lines if line.missing]
    form = PostingForm(
        posted_on=moment.date(), places=list(PostingPlace), sessions=_chosen(waiting, request.args)
    )
    form.sessions.choices = [(line.row.id, _words(line.row)) for line in lines]
    agreed = form.agreed_to()
    if form.carry_out(lambda: _post(form, rows, agreed)):
        flash(_("Đã ghi niêm yết %(count)s lượt.", count=len(form.result)))
        return form.done(url_for("schedule.index"))
    return render_template("schedule/post.html", form=form, lines=lines), form.status


@bp.get("/schedule/print")
@requires(Permission.SCHEDULE_READ)
def paper() -> ResponseReturnValue:
    """Show the schedule of some months on A4, to be posted."""
    first, months = month_asked(request.args.get("month"), today()), months_asked(request.args)
    sheet = posted_sheet(current_session(), signed_in().agency_id, first, months)
    return render_template("schedule/print.html", sheet=sheet, choices=MONTHS_ON_PAPER)


def _post(
    form: PostingForm, rows: Sequence[PlannedSession], agreed: frozenset[str]
) -> list[Posting]:
    chosen = [row for row in rows if row.id in (form.sessions.data or ())]
    day = form.posted_on.data
    assert day is not None  # noqa: S101 - required, so the type checker may know
    return postings.post(
        current_session(), chosen, places=form.places.data or (), posted_on=day,
        agreed=agreed, by=signed_in().id, now=now(),
    )  # fmt: skip


def _chosen(waiting: Sequence[SessionLine], asked: MultiDict[str, str]) -> list[int]:
    """Tick the session that was asked about, else all that wait."""
    one = asked.get("session", type=int)
    ids = [line.row.id for line in waiting]
    return [one] if one in ids else ids


def _words(row: PlannedSession) -> str:
    """Name a session in a list of boxes."""
    hours = f"{row.begins_at:%H:%M}–{row.ends_at:%H:%M}"
    return f"{vn_date(row.planned_on)}, {hours}, {row.presider.full_name}"


def _change(
    form: BaseForm, planned: PlannedSession, title: str, lead: str, endpoint: str
) -> ResponseReturnValue:
    """Show the form of one change to a session."""
    shown: Widths = getattr(form, "SHOWN")  # noqa: B009 - every form of a change has one
    return render_template(
        "schedule/change.html",
        form=form, shown=shown, planned=planned, title=title, lead=lead,
        action=url_for(endpoint, session_id=planned.id), back=_place(planned),
    ), form.status  # fmt: skip


def _place(planned: PlannedSession) -> str:
    return url_for("schedule.show", session_id=planned.id)
