"""Sign in and out, the own password, language and rights, and where the day begins."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.accounts import queries, signing
from tracker.accounts.forms import CodeForm, PasswordForm, SignInForm
from tracker.accounts.owing import must_change_password
from tracker.casework import password_rules, sign_in_sessions
from tracker.clock import now, today
from tracker.law.terms import Refusal
from tracker.records.accounts import SessionEnd
from tracker.records.base import current_session
from tracker.records.organisation import User
from tracker.web.guard import (
    Person,
    act_as,
    even_if_owing,
    person_in,
    public,
    requires,
    signed_in,
    visitor,
)
from tracker.web.passwords import set_password
from tracker.web.requests import Typed, carried, resumed
from tracker.web.safe_next import came_from, safe_next
from tracker.web.templating import LANGUAGE, LANGUAGES
from tracker.web.words import gettext as _
from tracker.web.words import sentence

bp = Blueprint("accounts", __name__)


@bp.route("/")
@requires(Permission.ACCOUNT_OWN)
def home() -> ResponseReturnValue:
    """Go where this person's day begins."""
    return redirect(url_for(queries.landing(signed_in())), 303)


@bp.route("/account/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Show and take the sign-in; a form that was under way is shown again afterwards."""
    form = SignInForm()
    if request.method == "GET" and visitor() is not None:
        return redirect(url_for("accounts.home"), 303)
    if request.method == "GET":
        form.next.data = safe_next(request.args.get("next")) or ""
    typed = carried() if request.method == "POST" else []
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            person = signing.take(form.login.data, form.password.data, now())
        except Refusal as refusal:
            form.form_errors.append(sentence(refusal))
        else:
            place = safe_next(form.next.data)
            return _onward(place, typed) if person else _ask_code(place, typed)
    return render_template(
        "accounts/sign_in.html", form=form, typed=typed, ended=False, is_over=_is_over()
    ), status


@bp.route("/account/sign-in/code", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    """Show and take the second step of a sign-in, for who has shown a password."""
    form, who = CodeForm(), signing.half_way(now())
    typed = carried() if request.method == "POST" else []
    if who is None and typed:
        return sign_in_page(safe_next(form.next.data) or "", typed)
    if who is None or (request.method == "GET" and visitor() is not None):
        return redirect(url_for("accounts.sign_in"), 303)
    if request.method == "GET":
        form.next.data = safe_next(request.args.get("next")) or ""
        return render_template("accounts/code.html", form=form, typed=typed)
    if form.validate_on_submit():
        try:
            signing.take_code(who, form.code.data, now())
        except Refusal as refusal:
            form.form_errors.append(sentence(refusal))
            form.code.data = ""
        else:
            return _onward(safe_next(form.next.data), typed)
    return render_template("accounts/code.html", form=form, typed=typed), 422


@bp.route("/account/sign-out", methods=["POST"])
@public
def sign_out() -> ResponseReturnValue:
    """End the session."""
    signing.end()
    flash(_("Đã đăng xuất."))
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/account/language", methods=["POST"])
@public
def language() -> ResponseReturnValue:
    """Switch between Vietnamese and English, on the account where somebody is signed in."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session[LANGUAGE] = chosen
        if person := visitor():
            act_as(person)
            current_session().get_one(User, person.id).language = chosen
    return redirect(safe_next(request.form.get("next")) or url_for("accounts.home"), 303)


@bp.route("/account/permissions")
@requires(Permission.ACCOUNT_OWN)
def rights() -> ResponseReturnValue:
    """Show what this person may do, how far, and who stands in for whom."""
    me = signed_in()
    return render_template(
        "accounts/rights.html",
        me=me,
        rights=queries.rights(current_session(), me),
        substitutions=queries.substitutions(current_session(), me, today()),
    )


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
@even_if_owing
def password() -> ResponseReturnValue:
    """Show and take a new password of one's own."""
    me, form = signed_in(), PasswordForm()
    is_owed = must_change_password(me)
    if form.carry_out(lambda: _change_password(me, form)):
        flash(_("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
        return form.done(url_for("accounts.home" if is_owed else "sign_ins.index"))
    least = password_rules.shortest(has_second_factor=me.has_second_factor)
    return render_template(
        "accounts/password.html", form=form, me=me, is_owed=is_owed, least=least
    ), form.status


@bp.route("/account/still-here")
@requires(Permission.ACCOUNT_OWN)
def still_here() -> ResponseReturnValue:
    """Let somebody who reads for long say so; pressed by a person, never by a script alone."""
    return "", 200, {"Content-Type": "text/plain"}


def sign_in_page(place: str, typed: list[Typed]) -> ResponseReturnValue:
    """Ask to sign in before going on; a form that was sent is carried along on the page."""
    if request.method != "POST":
        return redirect(url_for("accounts.sign_in", next=place))
    if not typed:
        place = came_from() or place
    form = SignInForm(formdata=None, next=place)
    return render_template(
        "accounts/sign_in.html", form=form, typed=typed, ended=True, is_over=False
    ), 401


def _ask_code(place: str | None, typed: list[Typed]) -> ResponseReturnValue:
    """Ask for the code; what was typed goes along on that page too."""
    if not typed:
        return redirect(url_for("accounts.code", next=place), 303)
    form = CodeForm(formdata=None, next=place)
    return render_template("accounts/code.html", form=form, typed=typed)


def _is_over() -> bool:
    """Say whether this browser holds the cookie of a session that has ended."""
    return "_user_id" in session and visitor() is None


def _onward(place: str | None, typed: list[Typed]) -> ResponseReturnValue:
    """Go where the person wanted to go; 307 takes what was typed back to its own form."""
    if place and typed:
        return redirect(resumed(place), 307)
    return redirect(place or url_for("accounts.home"), 303)


def _change_password(me: Person, form: PasswordForm) -> None:
    database, moment = current_session(), now()
    user = database.get_one(User, me.id)
    set_password(user, form.agreed(), moment, has_second_factor=me.has_second_factor)
    database.flush()
    sign_in_sessions.end_others(database, me.id, None, SessionEnd.PASSWORD_CHANGED, moment)
    if (renewed := person_in(database, me.id, today())) and me.session:
        signing.open_session(renewed, way=me.session.way)
