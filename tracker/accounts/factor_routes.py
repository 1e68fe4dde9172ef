"""The second factor of one's own: turned on with a first code, turned off with the last."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.accounts.forms import FactorForm, ProofWithCodeForm
from tracker.accounts.owing import needs_second_factor
from tracker.casework import second_factor
from tracker.clock import now
from tracker.law.terms import Refusal
from tracker.records.accounts import SecondFactor
from tracker.records.base import current_session
from tracker.records.organisation import User
from tracker.web.guard import Person, even_if_owing, requires, signed_in
from tracker.web.qr_code import qr_code
from tracker.web.words import gettext as _

bp = Blueprint("factor", __name__)


@bp.route("/account/second-factor", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
@even_if_owing
def show() -> ResponseReturnValue:
    """Show how it stands with the second factor; without one, show and take its setting up."""
    me = signed_in()
    form = FactorForm()
    if form.carry_out(lambda: _turn_on(me, form)):
        return _codes_once(form.result)
    if me.has_second_factor:
        factor = current_session().get_one(SecondFactor, me.id)
        return render_template(
            "accounts/second_factor.html", factor=factor, is_needed=needs_second_factor(me)
        ), form.status
    offer = second_factor.offered(_secret(form, me), me.login)
    return render_template(
        "accounts/new_second_factor.html",
        form=form,
        offer=offer,
        qr=qr_code(offer.address),
        is_needed=needs_second_factor(me),
    ), form.status


@bp.route("/account/second-factor/off", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def off() -> ResponseReturnValue:
    """Ask for password and code, then turn the second factor off."""
    me, form = signed_in(), ProofWithCodeForm()
    if not me.has_second_factor:
        return redirect(url_for("factor.show"), 303)
    if form.carry_out(lambda: second_factor.turn_off(current_session(), me.id)):
        flash(_("Đã tắt mã đăng nhập."))
        return form.done(url_for("factor.show"))
    return render_template(
        "accounts/second_factor_off.html", form=form, is_needed=needs_second_factor(me)
    ), form.status


@bp.route("/account/second-factor/codes", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def codes() -> ResponseReturnValue:
    """Ask for password and code, then make new recovery codes."""
    me, form = signed_in(), ProofWithCodeForm()
    if not me.has_second_factor:
        return redirect(url_for("factor.show"), 303)
    if form.carry_out(lambda: second_factor.renew_codes(current_session(), me.id)):
        return _codes_once(form.result)
    return render_template("accounts/second_factor_codes.html", form=form), form.status


def _turn_on(me: Person, form: FactorForm) -> list[str]:
    secret = second_factor.opened_offer(form.secret.data or "", me.id)
    if secret is None:
        raise Refusal("Mã vuông đã cũ: quét lại mã vuông đang hiện.")
    session = current_session()
    return second_factor.turn_on(
        session, session.get_one(User, me.id), secret, form.code.data, now()
    )


def _secret(form: FactorForm, me: Person) -> str:
    """Give the secret that the form carries, or a new one where it carries none of ours."""
    secret = second_factor.opened_offer(form.secret.data or "", me.id)
    if secret is None:
        secret = second_factor.new_secret()
        form.secret.data = second_factor.sealed_offer(secret, me.id)
    form.code.data = ""
    return secret


def _codes_once(made: list[str]) -> ResponseReturnValue:
    """Show recovery codes; the same form sent again leads on without them."""
    shown = render_template(
        "accounts/recovery_codes.html", codes=[second_factor.spelled_code(code) for code in made]
    )
    return shown, 201, {"Location": url_for("factor.show")}
