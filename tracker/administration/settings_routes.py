"""The page of settings: what an agency may set, what the machine is set to, and the history."""

from dataclasses import asdict

from flask import Blueprint, current_app, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.administration import queries
from tracker.administration.environment import environment
from tracker.administration.settings_forms import ContactForm, TermsForm
from tracker.administration.settings_history import history
from tracker.casework import agency_settings as values
from tracker.casework.ladder import digest_at
from tracker.law.account_care import IDLE_DAYS, IDLE_ITEM
from tracker.records.base import current_session
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _

bp = Blueprint("settings", __name__)


@bp.get("/administration/settings")
@requires(Permission.SETTINGS_MANAGE)
def index() -> ResponseReturnValue:
    """Show all settings, each with the way to change it."""
    me, session = signed_in(), current_session()
    return render_template(
        "administration/settings.html",
        agency=queries.unit_or_404(session, me.agency_id, me),
        contact=values.contact_of(session, me.agency_id),
        terms=values.terms_of(session, me.agency_id),
        digest_at=digest_at(session, me.agency_id),
        lines=environment(current_app.config["TRACKER"]),
        item=IDLE_ITEM,
    )


@bp.route("/administration/settings/contact", methods=["GET", "POST"])
@requires(Permission.SETTINGS_MANAGE)
def contact() -> ResponseReturnValue:
    """Show and take where the agency is reached."""
    me, session = signed_in(), current_session()
    form = ContactForm(data=asdict(values.contact_of(session, me.agency_id)))
    if form.carry_out(lambda: values.set_contact(session, me.agency_id, form.contact())):
        flash(_("Đã lưu nơi liên hệ của cơ quan."))
        return form.done(url_for("settings.index"))
    return render_template("administration/settings_contact.html", form=form), form.status


@bp.route("/administration/settings/accounts", methods=["GET", "POST"])
@requires(Permission.SETTINGS_MANAGE)
def accounts() -> ResponseReturnValue:
    """Show and take how accounts are looked after."""
    me, session = signed_in(), current_session()
    form = TermsForm(data=asdict(values.terms_of(session, me.agency_id)))
    if form.carry_out(lambda: values.set_terms(session, me.agency_id, form.terms())):
        flash(_("Đã lưu cài đặt tài khoản."))
        return form.done(url_for("settings.index"))
    return render_template(
        "administration/settings_accounts.html", form=form, most=IDLE_DAYS, item=IDLE_ITEM
    ), form.status


@bp.get("/administration/settings/history")
@requires(Permission.SETTINGS_MANAGE)
def changes() -> ResponseReturnValue:
    """Show who changed which setting, from what to what, and how long it held."""
    found = history(current_session(), signed_in().agency_id)
    return render_template("administration/settings_history.html", changes=found)
