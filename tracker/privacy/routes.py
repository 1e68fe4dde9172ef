"""The pages of requests of data subjects: the register, one request, its steps, letter, extract."""

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.casework.data_requests import (
    clocks_of,
    log_request,
    may_take,
    open_deeds,
    take_step,
)
from tracker.casework.data_subject import held_about
from tracker.clock import now, today
from tracker.law.data_rights import ARTICLE_OF, RULE_OF, RequestDeed
from tracker.privacy import queries
from tracker.privacy.forms import FORMS, ExtractForm, RequestFilter, RequestForm, RequestTab
from tracker.privacy.shown import shown_clock, veiled
from tracker.records.base import current_session
from tracker.records.calendar import calendar_in_use
from tracker.records.privacy import DataRequest
from tracker.web.chips import chips_of, kept_arguments
from tracker.web.guard import requires, signed_in
from tracker.web.purpose import purpose_notice
from tracker.web.words import gettext as _

bp = Blueprint("privacy", __name__)


@bp.route("/privacy/requests")
@requires(Permission.DATA_READ)
def index() -> ResponseReturnValue:
    """List the requests: open, due, ended."""
    session, reach = current_session(), signed_in().reach
    form = RequestFilter(request.args)
    form.unit.offer(queries.units(session, reach))
    form.validate()
    tab = (None if form.tab.errors else form.tab.data) or RequestTab.OPEN
    calendar = calendar_in_use(session)
    opened = queries.open_requests(session, reach, form, today=today(), calendar=calendar)
    is_ended = tab is RequestTab.ENDED
    return render_template(
        "privacy/requests.html",
        form=form,
        tab=tab,
        opened=[each for each in opened if tab is RequestTab.OPEN or each.is_due],
        page=queries.ended(session, reach, form, request.args.get("after")) if is_ended else None,
        counts=queries.counts(session, reach, form, opened),
        filters=kept_arguments(form),
        chips=chips_of(form, "privacy.index", besides=("tab",)),
        veiled=veiled,
    )


@bp.route("/privacy/requests/new", methods=["GET", "POST"])
@requires(Permission.DATA_LOG)
def new_request() -> ResponseReturnValue:
    """Show and take a request."""
    session, me = current_session(), signed_in()
    own_unit = me.reach.scopes(Permission.DATA_LOG)[0][1].unit_id
    form = RequestForm(received_on=today(), unit=own_unit)
    form.unit.offer(queries.units(session, me.reach))
    if form.carry_out(
        lambda: log_request(
            session, form.details(), queries.about_of(session, me.reach, form.about.data),
            logged_unit_id=own_unit, unit_id=form.unit.data, by=me.reach, now=now(),
        )
    ):  # fmt: skip
        flash(_("Đã vào sổ yêu cầu %(code)s.", code=form.result.code))
        return form.done(url_for("privacy.show", request_id=form.result.id))
    notice = purpose_notice(session, me.agency_id, today())
    return render_template("privacy/new_request.html", form=form, notice=notice), form.status


@bp.route("/privacy/requests/<int:request_id>")
@requires(Permission.DATA_READ)
def show(request_id: int) -> ResponseReturnValue:
    """Show one request with its clocks and steps."""
    session, me = current_session(), signed_in()
    found = queries.request_or_404(session, me.reach, request_id)
    calendar = calendar_in_use(session)
    clocks = clocks_of(found, today=today(), calendar=calendar)
    return render_template(
        "privacy/request.html",
        asked=found,
        about=queries.about_seen(session, me.reach, found),
        clocks=[shown_clock(clock, calendar) for clock in clocks],
        has_limit=found.asked_right in RULE_OF,
        deeds=_deeds(found),
        articles=ARTICLE_OF,
    )


@bp.route("/privacy/requests/<int:request_id>/answer", methods=["GET", "POST"])
@requires(Permission.DATA_DECIDE)
def answer(request_id: int) -> ResponseReturnValue:
    """Show and take the answer within two working days."""
    return _act(request_id, RequestDeed.ANSWERED)


@bp.route("/privacy/requests/<int:request_id>/carrying-out", methods=["GET", "POST"])
@requires(Permission.DATA_DECIDE)
def carry_out(request_id: int) -> ResponseReturnValue:
    """Show and take how a request was carried out."""
    return _act(request_id, RequestDeed.CARRIED_OUT)


@bp.route("/privacy/requests/<int:request_id>/refusal", methods=["GET", "POST"])
@requires(Permission.DATA_DECIDE)
def refuse(request_id: int) -> ResponseReturnValue:
    """Show and take a refusal with its ground."""
    return _act(request_id, RequestDeed.REFUSED)


@bp.route("/privacy/requests/<int:request_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.DATA_WITHDRAW)
def withdraw(request_id: int) -> ResponseReturnValue:
    """Show and take that the person no longer asks."""
    return _act(request_id, RequestDeed.WITHDRAWN)


@bp.route("/privacy/requests/<int:request_id>/letter")
@requires(Permission.DATA_READ)
def letter(request_id: int) -> ResponseReturnValue:
    """Show the answer as a letter to be printed and signed."""
    session, me = current_session(), signed_in()
    found = queries.request_or_404(session, me.reach, request_id)
    clocks = clocks_of(found, today=today(), calendar=calendar_in_use(session))
    return render_template(
        "privacy/letter.html",
        asked=found,
        step=found.steps[-1] if found.steps else None,
        last_due=clocks[-1] if clocks else None,
        articles=ARTICLE_OF,
        agency_name=me.agency_name,
    )


@bp.route("/privacy/requests/<int:request_id>/extract", methods=["GET", "POST"])
@requires(Permission.DATA_EXTRACT)
def extract(request_id: int) -> ResponseReturnValue:
    """Look for what is held about who asks, and show it to be printed; each search is noted."""
    session, me = current_session(), signed_in()
    found = queries.request_or_404(session, me.reach, request_id, Permission.DATA_EXTRACT)
    form = ExtractForm(full_name=found.full_name, phone=found.phone)
    if form.carry_out(lambda: held_about(session, found, form.asked(), by=me.reach)):
        return render_template(
            "privacy/extract_print.html",
            asked=found, lines=form.result, looked_for=form.asked(), agency_name=me.agency_name,
        )  # fmt: skip
    return render_template("privacy/extract.html", asked=found, form=form), form.status


def _act(request_id: int, deed: RequestDeed) -> ResponseReturnValue:
    session, me = current_session(), signed_in()
    found = queries.request_or_404(session, me.reach, request_id)
    if not may_take(session, found, deed, by=me.reach):
        abort(404)
    form = FORMS[deed](version=found.version)
    if form.carry_out(
        lambda: take_step(
            session, found, deed, form.details(), by=me.reach, now=now(),
            version=form.expected_version,
        )
    ):  # fmt: skip
        flash(_("Đã ghi."))
        return form.done(url_for("privacy.show", request_id=found.id))
    if form.conflict:
        form.renew(found.version)
    return render_template("privacy/step.html", form=form, asked=found, deed=deed), form.status


def _deeds(found: DataRequest) -> list[RequestDeed]:
    """Give the steps that are open to this person where the request stands."""
    session, reach = current_session(), signed_in().reach
    decides = may_take(session, found, RequestDeed.ANSWERED, by=reach)
    notes = decides or may_take(session, found, RequestDeed.WITHDRAWN, by=reach)
    return [
        deed for deed in open_deeds(found) if (notes if deed is RequestDeed.WITHDRAWN else decides)
    ]
