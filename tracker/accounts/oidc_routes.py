"""Go to the provider and come back: the same lock, trail and landing as with a password."""

import logging
from datetime import datetime
from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from tracker.accounts import oidc, signing
from tracker.accounts.forms import SignInForm
from tracker.clock import now
from tracker.config import Settings
from tracker.law.terms import Refusal, Words
from tracker.records.accounts import Way
from tracker.records.audit import note
from tracker.records.base import current_session
from tracker.records.organisation import User
from tracker.web.devices import origin
from tracker.web.guard import person_in, public
from tracker.web.safe_next import safe_next
from tracker.web.transaction import keep_despite_refusal, writes_on_return
from tracker.web.words import sentence

bp = Blueprint("oidc", __name__)
log = logging.getLogger(__name__)
UNDER_WAY = "oidc_started"
UNKNOWN = Words(
    "Đã nhận ra bạn ở nhà cung cấp, nhưng hệ thống chưa có tài khoản nào mang tên đó: nhờ quản trị"
    " hệ thống lập tài khoản."
)
CLOSED = Words("Tài khoản của bạn ở hệ thống đang bị khóa: nhờ quản trị hệ thống mở lại.")
LOCKED = Words(
    "Tài khoản đang tạm khóa vì đăng nhập sai nhiều lần: thử lại sau, hoặc nhờ quản trị hệ thống."
)


@bp.get("/account/oidc")
@public
def start() -> ResponseReturnValue:
    """Send the browser to the provider."""
    settings = _settings_or_404()
    try:
        address, started = oidc.begin(
            settings,
            redirect_uri=_return_address(settings),
            wanted=safe_next(request.args.get("next")) or "",
            now=now(),
        )
    except oidc.Declined as declined:
        log.warning("A sign-in at the provider could not begin: %s", declined.why)
        return _page(declined, 503)
    session[UNDER_WAY] = started.kept()
    return redirect(address, 302)


@bp.get("/account/oidc/return")
@public
@writes_on_return
def come_back() -> ResponseReturnValue:
    """Take whoever comes back from the provider, or say in one sentence why not."""
    settings, at = _settings_or_404(), now()
    started = oidc.started_of(session.pop(UNDER_WAY, None))
    try:
        claims = oidc.finish(
            settings, started, request.args, redirect_uri=_return_address(settings), now=at
        )
        is_in = _open(settings, claims, at)
    except oidc.Declined as declined:
        _remember_failure(declined, was_begun=started is not None)
        return _page(declined, 422)
    wanted = safe_next(started.next) if started is not None else None
    if not is_in:
        return redirect(url_for("accounts.code", next=wanted), 303)
    return redirect(wanted or url_for("accounts.home"), 303)


def _open(settings: Settings, claims: dict[str, Any], at: datetime) -> bool:
    """Let somebody in; give no where a code of our own is still to come."""
    database = current_session()
    user = _user(settings, oidc.named(settings, claims))
    try:
        signing.refuse_closed(user.login, at)
    except Refusal:
        raise _About(LOCKED, "locked", user) from None
    if person_in(database, user.id, at.date()) is None:
        raise _About(CLOSED, "closed", user)
    way = Way.PROVIDER_BOTH if oidc.is_second_factor(settings, claims) else Way.PROVIDER
    return signing.enter(user, way, at) is not None


class _About(oidc.Declined):
    """A sign-in that was declined for the sake of an account that is known."""

    def __init__(self, message: str, why: str, user: User) -> None:
        super().__init__(message, why)
        self.user = user


def _user(settings: Settings, name: str) -> User:
    """Find the one account of a name; none is ever made, and a closed one is said to be closed."""
    column = User.email if settings.oidc_claim == oidc.EMAIL else User.login
    wanted = select(User).where(func.lower(column) == name).limit(2)
    found = current_session().scalars(wanted).all() if name else []
    if len(found) != 1:
        raise oidc.Declined(UNKNOWN, "unknown")
    if not found[0].is_active:
        raise _About(CLOSED, "closed", found[0])
    return found[0]


def _remember_failure(declined: oidc.Declined, *, was_begun: bool) -> None:
    """Enter what failed; a call of nobody's, out of the blue, fills no trail.

    It counts towards no lock: nobody guesses a password here.
    """
    log.warning("A sign-in at the provider failed: %s", declined.why)
    if not was_begun:
        return
    user = declined.user if isinstance(declined, _About) else None
    note(
        current_session(),
        action="sign_in_failed",
        subject=signing.SUBJECT,
        subject_id=user.id if user is not None else "oidc",
        agency_id=user.agency_id if user is not None else None,
        details={"address": origin().address, "way": Way.PROVIDER.value, "why": declined.why},
    )
    keep_despite_refusal()


def _page(declined: oidc.Declined, status: int) -> ResponseReturnValue:
    form = SignInForm(formdata=None)
    form.form_errors.append(sentence(declined))
    shown = render_template(
        "accounts/sign_in.html", form=form, typed=[], ended=False, is_over=False
    )
    return shown, status


def _return_address(settings: Settings) -> str:
    """Give the address that is registered with the provider."""
    path = url_for("oidc.come_back")
    if settings.is_production:
        return settings.public_url.rstrip("/") + path.removeprefix(request.script_root)
    return url_for("oidc.come_back", _external=True)


def _settings_or_404() -> Settings:
    settings: Settings = current_app.config["TRACKER"]
    return settings if settings.oidc_issuer else abort(404)
