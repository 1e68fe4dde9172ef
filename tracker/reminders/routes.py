"""The list of one's own reminders, and the word that they were seen."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission, Role
from tracker.casework.openings_told import acknowledge_openings
from tracker.casework.reminders import acknowledge_all, acknowledge_one
from tracker.clock import now, today
from tracker.records.base import current_session
from tracker.reminders import queries
from tracker.reminders.openings import told_openings
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _

bp = Blueprint("reminders", __name__)


@bp.get("/reminders")
@requires(Permission.REMINDER_READ)
def index() -> ResponseReturnValue:
    """Show what one was reminded of and has not yet acknowledged, or what one has."""
    session, reach, day = current_session(), signed_in().reach, today()
    read = queries.seen if request.args.get("tab") == "seen" else queries.unseen
    page = read(session, reach, request.args.get("after"))
    return render_template(
        "reminders/index.html",
        page=page,
        rows=[queries.shown(row, day) for row in page.rows],
        tab="seen" if read is queries.seen else None,
        openings=told_openings(session, reach) if _may_be_told(read) else (),
    )


@bp.post("/reminders/<int:reminder_id>/acknowledgement")
@requires(Permission.REMINDER_READ)
def acknowledge(reminder_id: int) -> ResponseReturnValue:
    """Note that one reminder was seen."""
    session = current_session()
    reminder = queries.own_or_404(session, reminder_id, signed_in().reach)
    acknowledge_one(session, reminder, now=now())
    flash(_("Đã xác nhận lời nhắc."))
    return redirect(url_for("reminders.index"), 303)


@bp.post("/reminders/acknowledgement")
@requires(Permission.REMINDER_READ)
def acknowledge_every() -> ResponseReturnValue:
    """Note that all reminders that stand open were seen."""
    number = acknowledge_all(current_session(), by=signed_in().id, now=now())
    flash(_("Đã xác nhận %(number)s lời nhắc.", number=number))
    return redirect(url_for("reminders.index"), 303)


@bp.post("/reminders/openings/acknowledgement")
@requires(Permission.REMINDER_READ)
def acknowledge_identities() -> ResponseReturnValue:
    """Note that the openings of identities told so far were seen."""
    number = acknowledge_openings(current_session(), signed_in().reach, now=now())
    flash(_("Đã ghi nhận bạn biết %(number)s lần mở danh tính.", number=number))
    return redirect(url_for("reminders.index"), 303)


def _may_be_told(read: object) -> bool:
    """Say whether to look for notices of openings: directors alone get them."""
    return read is queries.unseen and Role.DIRECTOR in signed_in().roles
