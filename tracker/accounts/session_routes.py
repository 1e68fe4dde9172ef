"""The pages about one's own sign-ins: where one is signed in, and ending that elsewhere."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.accounts import session_queries as queries
from tracker.accounts import signing
from tracker.casework import password_rules, sign_in_sessions
from tracker.clock import now, today
from tracker.records.accounts import SessionEnd
from tracker.records.base import current_session
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _

bp = Blueprint("sign_ins", __name__)


@bp.route("/account/sessions")
@requires(Permission.ACCOUNT_OWN)
def index() -> ResponseReturnValue:
    """Show where one is signed in, the last sign-ins, and how the account is guarded."""
    me, session, moment = signed_in(), current_session(), now()
    expires = password_rules.expires_on(me.password_set_at, is_administrator=me.is_administrator)
    return render_template(
        "accounts/sessions.html",
        me=me,
        sessions=queries.open_sessions(session, me, moment),
        recent=queries.recent(session, me, moment),
        expires=expires,
        expires_soon=password_rules.soon(expires, today()),
    )


@bp.route("/account/sessions/<int:sign_in_id>/end", methods=["POST"])
@requires(Permission.ACCOUNT_OWN)
def end(sign_in_id: int) -> ResponseReturnValue:
    """End one session of one's own; ending this one is signing out."""
    me, session = signed_in(), current_session()
    row = queries.own_or_404(session, me, sign_in_id)
    if me.session is not None and row.id == me.session.id:
        signing.end()
        flash(_("Đã đăng xuất."))
        return redirect(url_for("accounts.sign_in"), 303)
    sign_in_sessions.end_one(session, row, SessionEnd.BY_OWNER, now())
    flash(_("Đã kết thúc phiên đó."))
    return redirect(url_for("sign_ins.index"), 303)


@bp.route("/account/sessions/end-others", methods=["POST"])
@requires(Permission.ACCOUNT_OWN)
def end_others() -> ResponseReturnValue:
    """End every session of one's own but this one."""
    me = signed_in()
    kept = me.session.id if me.session is not None else None
    sign_in_sessions.end_others(current_session(), me.id, kept, SessionEnd.BY_OWNER, now())
    flash(_("Đã kết thúc các phiên khác. Nếu thấy lần đăng nhập lạ, hãy đổi mật khẩu."))
    return redirect(url_for("sign_ins.index"), 303)
