"""The pages of the register of breaches: the list, one breach, its steps, the minute."""

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.casework.data_breaches import BY_HAND, assess, clocks_of, log_breach, take_step
from tracker.clock import now, today
from tracker.law.data_breach import KEEP_RULE, BreachDeed, BreachTrait, kept_until
from tracker.law.rulebook import Rulebook
from tracker.privacy import breach_queries as queries
from tracker.privacy.breach_forms import AssessmentForm, BreachForm, filled, form_of
from tracker.records.base import current_session
from tracker.records.privacy import DataBreach
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _
from tracker.web.words import vn_date

bp = Blueprint("breaches", __name__)


@bp.route("/privacy/breaches")
@requires(Permission.BREACH_READ)
def index() -> ResponseReturnValue:
    """List the breaches, the open ones by what runs out first."""
    session, me = current_session(), signed_in()
    return render_template(
        "privacy/breaches.html",
        opened=queries.opened(session, me.agency_id, now=now()),
        page=queries.ended(session, me.agency_id, request.args.get("after")),
    )


@bp.route("/privacy/breaches/new", methods=["GET", "POST"])
@requires(Permission.BREACH_LOG)
def new_breach() -> ResponseReturnValue:
    """Show and take a breach; where nothing is known yet, harm is supposed."""
    session, me = current_session(), signed_in()
    form = BreachForm(detected_time=now().time(), traits=[BreachTrait.HARM])
    if form.carry_out(lambda: log_breach(session, form.details(), by=me.reach, now=now())):
        flash(_("Đã vào sổ sự cố %(code)s.", code=form.result.code))
        return form.done(url_for("breaches.show", breach_id=form.result.id))
    return render_template("privacy/new_breach.html", form=form), form.status


@bp.route("/privacy/breaches/<int:breach_id>")
@requires(Permission.BREACH_READ)
def show(breach_id: int) -> ResponseReturnValue:
    """Show one breach with its clocks and steps."""
    found = _found(breach_id)
    ended = next((s for s in reversed(found.steps) if s.deed is BreachDeed.CLOSED), None)
    closed_on = ended.done_at.astimezone(now().tzinfo).date() if ended else None
    return render_template(
        "privacy/breach.html",
        breach=found,
        clocks=clocks_of(found, now=now()),
        deeds=BY_HAND if found.is_open else (),
        kept_until=kept_until(closed_on) if BreachTrait.LOCATION in found.known_traits else None,
        kept_by=Rulebook.load().rule(KEEP_RULE).versions[-1].cite,
    )


@bp.route("/privacy/breaches/<int:breach_id>/assessment", methods=["GET", "POST"])
@requires(Permission.BREACH_LOG)
def assessment(breach_id: int) -> ResponseReturnValue:
    """Show and take how a breach is judged now."""
    session, me, found = current_session(), signed_in(), _found(breach_id)
    form = AssessmentForm(version=found.version, **filled(found))
    if form.carry_out(
        lambda: assess(
            session, found, form.described(found.detected_at), reason=form.reason.data,
            by=me.reach, now=now(), version=form.expected_version,
        )
    ):  # fmt: skip
        flash(_("Đã ghi."))
        return form.done(url_for("breaches.show", breach_id=found.id))
    if form.conflict:
        form.renew(found.version)
    return render_template("privacy/assessment.html", form=form, breach=found), form.status


@bp.route("/privacy/breaches/<int:breach_id>/steps/<string:deed>", methods=["GET", "POST"])
@requires(Permission.BREACH_LOG)
def step(breach_id: int, deed: str) -> ResponseReturnValue:
    """Show and take one notice, the minute, a measure or the end."""
    session, me, found = current_session(), signed_in(), _found(breach_id)
    what = next((d for d in BY_HAND if d.value == deed), None) or abort(404)
    form = form_of(what)(version=found.version, done_time=now().time())
    if form.carry_out(
        lambda: take_step(
            session, found, what, form.details(), by=me.reach, now=now(),
            version=form.expected_version,
        )
    ):  # fmt: skip
        flash(_("Đã ghi."))
        return form.done(url_for("breaches.show", breach_id=found.id))
    if form.conflict:
        form.renew(found.version)
    return render_template(
        "privacy/breach_step.html", form=form, breach=found, deed=what
    ), form.status


@bp.route("/privacy/breaches/<int:breach_id>/minute")
@requires(Permission.BREACH_READ)
def minute(breach_id: int) -> ResponseReturnValue:
    """Show the agency's confirming minute to be printed and signed."""
    found = _found(breach_id)
    return render_template(
        "privacy/minute.html",
        breach=found,
        clocks=clocks_of(found, now=now()),
        agency_name=signed_in().agency_name,
        day=today(),
        on=vn_date,
    )


def _found(breach_id: int) -> DataBreach:
    return queries.breach_or_404(current_session(), signed_in().agency_id, breach_id)
