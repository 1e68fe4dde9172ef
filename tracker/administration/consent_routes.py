"""The pages about consent: roles that wait for a second administrator."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.administration import consents
from tracker.administration.forms import ConfirmForm, RejectForm
from tracker.casework import role_proposals as roles
from tracker.clock import now, today
from tracker.records.administration import ProposalState
from tracker.records.base import current_session
from tracker.web.fields import BaseForm
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _

bp = Blueprint("consents", __name__)


@bp.get("/administration/consents")
@requires(Permission.PEOPLE_MANAGE)
def index() -> ResponseReturnValue:
    """List what waits for consent and what became of the rest."""
    me, session, day = signed_in(), current_session(), today()
    return render_template(
        "administration/consents.html",
        waiting=consents.waiting(session, me, day),
        over=consents.over(session, me, day),
        me=me,
        day=day,
    )


@bp.get("/administration/consents/<int:proposal_id>")
@requires(Permission.PEOPLE_MANAGE)
def show(proposal_id: int) -> ResponseReturnValue:
    """Show one proposal, and what this person may do about it."""
    return _page(proposal_id, None, "show")


@bp.route("/administration/consents/<int:proposal_id>/agreement", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def agree(proposal_id: int) -> ResponseReturnValue:
    """Ask, then give the role."""
    me = signed_in().id
    return _decide(
        proposal_id, ConfirmForm(), "agree", _("Đã đồng ý; vai trò đã được giao."),
        lambda _form: roles.agree(current_session(), proposal_id, by=me, now=now()),
    )  # fmt: skip


@bp.route("/administration/consents/<int:proposal_id>/rejection", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def reject(proposal_id: int) -> ResponseReturnValue:
    """Ask why, then turn the proposal down."""
    me = signed_in().id
    return _decide(
        proposal_id, RejectForm(), "reject", _("Đã ghi không đồng ý."),
        lambda form: roles.reject(
            current_session(), proposal_id, by=me, now=now(), reason=form.reason.data
        ),
    )  # fmt: skip


@bp.route("/administration/consents/<int:proposal_id>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def withdraw(proposal_id: int) -> ResponseReturnValue:
    """Ask, then take an own proposal back."""
    me = signed_in().id
    return _decide(
        proposal_id, ConfirmForm(), "withdraw", _("Đã rút đề xuất."),
        lambda _form: roles.withdraw(current_session(), proposal_id, by=me, now=now()),
    )  # fmt: skip


def _decide(
    proposal_id: int, form: BaseForm, act: str, done: str, verb: Callable[[Any], object]
) -> ResponseReturnValue:
    consents.proposal_or_404(current_session(), proposal_id, signed_in())
    if form.carry_out(lambda: verb(form)):
        flash(done)
        return form.done(url_for("consents.index"))
    return _page(proposal_id, form, act)


def _page(proposal_id: int, form: BaseForm | None, act: str) -> ResponseReturnValue:
    me = signed_in()
    proposal = consents.proposal_or_404(current_session(), proposal_id, me)
    state = proposal.state_on(today())
    waits = state is ProposalState.WAITING
    return render_template(
        "administration/consent.html",
        proposal=proposal,
        state=state,
        form=form,
        act=act,
        waits=waits,
        may_decide=waits and me.id not in (proposal.proposed_by_id, proposal.user_id),
        may_withdraw=waits and me.id == proposal.proposed_by_id,
    ), 200 if form is None else form.status
