"""What is done on a visit's page: the notice of refusal, papers taken, originals returned."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Row

from tracker.access import Permission
from tracker.casework.papers_taken import give_back, take_papers
from tracker.casework.refusals import issue_notice, last_notice, notice_of
from tracker.casework.visitors import number_of
from tracker.clock import now, today
from tracker.law.originals import copies_on, receipt_article
from tracker.law.refusal_grounds import IN_WRITING, article_of
from tracker.reception import notices, queries
from tracker.reception.visit_forms import NoticeForm, ReceiptForm, ReturnForm
from tracker.reception.visit_page import paper_of, receipts_of
from tracker.records.base import current_session
from tracker.records.calendar import calendar_in_use
from tracker.records.reception import Visit
from tracker.web.guard import requires, signed_in
from tracker.web.reading import Look, enter_look

bp = Blueprint("visits", __name__)


@bp.route("/visits/refusal-notices")
@requires(Permission.VISIT_READ)
def refusal_notices() -> ResponseReturnValue:
    """Show the refusals for which the head must still issue a notice, the earliest due first."""
    session, reach = current_session(), signed_in().reach
    rows = notices.awaited(session, reach, today=today(), calendar=calendar_in_use(session))
    return render_template("reception/refusal_notices.html", rows=rows)


@bp.route("/visits/<int:visit_id>/refusal-notice", methods=["GET", "POST"])
@requires(Permission.REFUSAL_ISSUE)
def refusal_notice(visit_id: int) -> ResponseReturnValue:
    """Let the head issue the notice of a refusal."""
    session, reach = current_session(), signed_in().reach
    row = _refused_or_404(visit_id)
    last = last_notice(session, reach.agency_id)
    form = NoticeForm(
        signer=signed_in().name,
        signer_post=last.signer_post if last else "",
        superior=last.superior if last else "",
        signed_at=last.signed_at if last else "",
    )
    if form.carry_out(lambda: issue_notice(session, row.Visit, form.notice(), by=reach, now=now())):
        flash(_("Đã ghi thông báo từ chối tiếp công dân số %(number)s.", number=form.number.data))
        return form.done(url_for("reception.visit_show", visit_id=visit_id))
    return render_template("reception/refusal_notice.html", form=form, visit=row.Visit), form.status


@bp.route("/visits/<int:visit_id>/refusal-notice/print")
@requires(Permission.VISIT_READ)
def print_refusal_notice(visit_id: int) -> ResponseReturnValue:
    """Show the notice on paper (Mẫu số 01/TCD); before it is issued, as a draft to be signed."""
    row = _refused_or_404(visit_id, Permission.VISIT_READ)
    _enter_number(row.Visit)
    return render_template(
        "reception/refusal_notice_print.html",
        row=row,
        visit=row.Visit,
        article=article_of(row.Visit.ground),
        notice=notice_of(current_session(), visit_id),
        number=number_of(row.Visit),
        agency_name=signed_in().agency_name,
    )


@bp.route("/visits/<int:visit_id>/papers", methods=["GET", "POST"])
@requires(Permission.VISIT_LOG)
def take(visit_id: int) -> ResponseReturnValue:
    """Take papers in with a receipt."""
    session, person = current_session(), signed_in()
    row = queries.visit_or_404(session, person.reach, visit_id, Permission.VISIT_LOG)
    visit: Visit = row.Visit
    form = ReceiptForm(
        giver=visit.acting_name or visit.visitor_name or "",
        place=row.place,
        received_at=f"{now():%H:%M}",
        copies=copies_on(visit.kind, visit.visited_on),
    )
    if form.carry_out(
        lambda: take_papers(
            session, visit, form.papers_typed(), form.receipt(), by=person.id, now=now()
        )
    ):
        receipt_id = form.result.id
        return form.done(url_for("visits.print_receipt", visit_id=visit_id, receipt_id=receipt_id))
    return render_template("reception/papers.html", form=form, row=row, visit=visit), form.status


@bp.route("/visits/<int:visit_id>/papers/<int:receipt_id>/print")
@requires(Permission.VISIT_READ)
def print_receipt(visit_id: int, receipt_id: int) -> ResponseReturnValue:
    """Show a receipt for papers on paper (Mẫu số 02/TCD)."""
    session, person = current_session(), signed_in()
    row = queries.visit_or_404(session, person.reach, visit_id)
    receipts = receipts_of(session, visit_id)
    receipt = next((r for r in receipts if r.id == receipt_id), None) or abort(404)
    if receipt.giver == row.visitor_name:
        _enter_number(row.Visit)
    return render_template(
        "reception/papers_print.html",
        row=row,
        visit=row.Visit,
        receipt=receipt,
        article=receipt_article(receipt.received_on),
        number=number_of(row.Visit) if receipt.giver == row.visitor_name else "",
        agency_name=person.agency_name,
    )


@bp.route("/visits/<int:visit_id>/papers/<int:paper_id>/return", methods=["GET", "POST"])
@requires(Permission.VISIT_LOG)
def return_paper(visit_id: int, paper_id: int) -> ResponseReturnValue:
    """Record that an original was given back."""
    session, person = current_session(), signed_in()
    row = queries.visit_or_404(session, person.reach, visit_id, Permission.VISIT_LOG)
    paper = paper_of(receipts_of(session, visit_id), paper_id) or abort(404)
    form = ReturnForm()
    if form.carry_out(
        lambda: give_back(
            session, paper, by=person.id, today=today(), returned_on=form.day, note=form.note.data
        )
    ):  # fmt: skip
        flash(_("Đã ghi việc trả bản gốc."))
        return form.done(url_for("reception.visit_show", visit_id=visit_id))
    return render_template(
        "reception/paper_return.html", form=form, visit=row.Visit, paper=paper
    ), form.status


def _refused_or_404(visit_id: int, permission: Permission = Permission.REFUSAL_ISSUE) -> Row[Any]:
    """Give a visit whose refusal needs a written notice; others have none to issue."""
    row = queries.visit_or_404(current_session(), signed_in().reach, visit_id, permission)
    if row.Visit.ground not in IN_WRITING:
        abort(404)
    return row


def _enter_number(visit: Visit) -> None:
    """Enter that a page shows the number of an identity paper as it is."""
    if visit.identity_number is not None:
        enter_look(Look.NUMBER, Visit.__tablename__, visit.id)
