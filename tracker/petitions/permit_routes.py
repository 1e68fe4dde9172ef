"""The director names who else may open the identities of a case, and takes that back."""

from datetime import date
from typing import cast

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.permits import give_permit, nameable, permits_of, revoke
from tracker.clock import now, today
from tracker.petitions import queries
from tracker.petitions.forms import PermitForm
from tracker.records.base import current_session
from tracker.records.cases import Case
from tracker.records.organisation import User
from tracker.records.petitions import Petition
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _

bp = Blueprint("permits", __name__)


@bp.route("/petitions/<int:petition_id>/permits/new", methods=["GET", "POST"])
@requires(Permission.IDENTITY_PERMIT)
def new_permit(petition_id: int) -> ResponseReturnValue:
    """Name a person for the identities of the case of a petition."""
    session = current_session()
    petition, case = _sealed_or_404(petition_id)
    form = PermitForm()
    form.user_id.offer(_named(session, nameable(session, case, today())))
    if form.carry_out(
        lambda: give_permit(
            session, case, user_id=form.user_id.data, ends_on=cast("date", form.ends_on.data),
            reason=form.reason.data, by=signed_in().reach, now=now(),
        )
    ):  # fmt: skip
        flash(_("Đã cho phép mở danh tính; người này vẫn phải ghi lý do mỗi lần mở."))
        return form.done(url_for("petitions.show", petition_id=petition.id))
    return render_template(
        "petitions/permit.html", petition=petition, case=case, form=form
    ), form.status


@bp.route("/petitions/<int:petition_id>/permits/<int:permit_id>/revocation", methods=["POST"])
@requires(Permission.IDENTITY_PERMIT)
def revoke_permit(petition_id: int, permit_id: int) -> ResponseReturnValue:
    """Take a permit back; what was opened by it closes at once."""
    session = current_session()
    petition, case = _sealed_or_404(petition_id)
    permits = permits_of(session, [case.id])
    permit = next((p for p in permits if p.id == permit_id), None) or abort(404)
    revoke(session, permit, case, by=signed_in().reach, now=now())
    flash(_("Đã thu lại giấy phép; danh tính đang mở theo giấy phép này đã đóng."))
    return redirect(url_for("petitions.show", petition_id=petition.id), 303)


def _sealed_or_404(petition_id: int) -> tuple[Petition, Case]:
    """Give a petition with sealed identities and the first case that it belongs to."""
    session, reach = current_session(), signed_in().reach
    petition = queries.petition_or_404(session, reach, petition_id)
    cases = queries.cases_linked(session, reach, petition)
    if not cases or not any(p.sealed_identity for p in petition.parties):
        abort(404)
    return petition, cases[0]


def _named(session: Session, people: list[int]) -> list[tuple[int, str]]:
    rows = session.execute(
        select(User.id, User.full_name).where(User.id.in_(people)).order_by(User.full_name)
    )
    return [cast("tuple[int, str]", tuple(row)) for row in rows]
