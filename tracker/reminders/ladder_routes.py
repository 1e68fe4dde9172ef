"""The pages of the ladder: who is told when, and at which hour the digest goes out."""

from flask import Blueprint, abort, current_app, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.casework import ladder as rungs
from tracker.law.kinds import CaseKind
from tracker.law.ladder import DIGEST_AT, Rung
from tracker.law.reminding import FIRST, LAST
from tracker.records.base import current_session
from tracker.reminders.forms import HourForm, LadderForm, typed_of
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _
from tracker.web.words import term

bp = Blueprint("ladder", __name__)


@bp.get("/administration/ladder")
@requires(Permission.LADDER_MANAGE)
def index() -> ResponseReturnValue:
    """Show who is told when of each kind."""
    session, agency_id = current_session(), signed_in().agency_id
    return render_template(
        "reminders/ladder.html",
        ladders=rungs.ladders(session, agency_id),
        rungs=tuple(Rung),
        digest_at=rungs.digest_at(session, agency_id),
        mails=bool(current_app.config["TRACKER"].smtp_url),
        first=FIRST,
        last=LAST,
    )


@bp.route("/administration/ladder/<string:kind>", methods=["GET", "POST"])
@requires(Permission.LADDER_MANAGE)
def edit(kind: str) -> ResponseReturnValue:
    """Show and take when each rung is told of one kind."""
    session, agency_id = current_session(), signed_in().agency_id
    found = next((each for each in CaseKind if each.value == kind), None) or abort(404)
    form = LadderForm(data=typed_of(rungs.ladders(session, agency_id)[found]))
    if form.carry_out(lambda: rungs.set_ladder(session, agency_id, found, form.ladder())):
        flash(_("Đã lưu bậc nhắc việc: %(kind)s.", kind=term(found)))
        return form.done(url_for("ladder.index"))
    return render_template(
        "reminders/edit_ladder.html", form=form, kind=found, rungs=tuple(Rung)
    ), form.status


@bp.route("/administration/ladder/hour", methods=["GET", "POST"])
@requires(Permission.LADDER_MANAGE)
def hour() -> ResponseReturnValue:
    """Show and take the hour of the digest."""
    session, agency_id = current_session(), signed_in().agency_id
    form = HourForm(digest_at=rungs.digest_at(session, agency_id))
    if form.carry_out(lambda: rungs.set_digest_at(session, agency_id, form.digest_at.given())):
        flash(_("Đã lưu giờ gửi thư nhắc."))
        return form.done(url_for("ladder.index"))
    return render_template("reminders/hour.html", form=form, usual=DIGEST_AT), form.status
