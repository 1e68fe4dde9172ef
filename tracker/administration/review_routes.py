"""The pages about reviews of the accounts: start one, judge line by line, sign, print."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.administration import reviews
from tracker.administration.forms import ConfirmForm
from tracker.administration.review_forms import SignForm, judged, lines_form
from tracker.casework import account_reviews as verbs
from tracker.clock import now, today
from tracker.law.account_care import REVIEW_ITEM, REVIEW_MONTHS
from tracker.law.terms import Refusal
from tracker.records.base import current_session
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _
from tracker.web.words import sentence

bp = Blueprint("reviews", __name__)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/administration/reviews", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def index() -> ResponseReturnValue:
    """List the reviews and say when the next is due; start one."""
    me, session, form = signed_in(), current_session(), ConfirmForm()
    if form.carry_out(lambda: verbs.start(session, me.agency_id, by=me.id, now=now())):
        return form.done(url_for("reviews.show", review_id=form.result.id))
    found = reviews.reviews(session, me)
    return render_template(
        "administration/reviews.html",
        form=form,
        reviews=found,
        due=reviews.due(session, me, today()),
        running=next((each for each, _every, _open in found if each.signed_on is None), None),
        months=REVIEW_MONTHS,
        item=REVIEW_ITEM,
    ), form.status


@bp.route("/administration/reviews/<int:review_id>", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def show(review_id: int) -> ResponseReturnValue:
    """Show a review; take what is said of one page of its lines."""
    me, session = signed_in(), current_session()
    review = reviews.review_or_404(session, review_id, me)
    every = reviews.lines(session, review)
    page = reviews.cut(every, request.args.get("after"))
    form = lines_form(page.rows)
    if form.carry_out(
        lambda: verbs.judge(session, review, judged(form, page.rows), by=me.id, now=now())
    ):
        flash(_("Đã lưu %(count)s kết quả rà soát.", count=form.result))
        after = page.next or request.args.get("after")
        return form.done(url_for("reviews.show", review_id=review.id, after=after))
    return render_template(
        "administration/review.html",
        review=review,
        page=page,
        form=form,
        tally=reviews.tally(every),
        here=request.args.get("after"),
    ), form.status


@bp.post("/administration/reviews/<int:review_id>/completion")
@requires(Permission.PEOPLE_MANAGE)
def complete(review_id: int) -> ResponseReturnValue:
    """Add the accounts that were made after the review began."""
    session = current_session()
    review = reviews.review_or_404(session, review_id, signed_in())
    try:
        added = verbs.complete(session, review, today=today())
    except Refusal as refusal:
        flash(sentence(refusal))
    else:
        flash(_("Đã bổ sung %(count)s tài khoản.", count=added))
    return redirect(url_for("reviews.show", review_id=review.id), 303)


@bp.route("/administration/reviews/<int:review_id>/signature", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def sign(review_id: int) -> ResponseReturnValue:
    """Ask, then sign a review."""
    me, session = signed_in(), current_session()
    review = reviews.review_or_404(session, review_id, me)
    form = SignForm()
    if form.carry_out(
        lambda: verbs.sign(session, review, by=me.id, now=now(), remark=form.remark.data)
    ):
        flash(_("Đã ký rà soát tài khoản."))
        return form.done(url_for("reviews.show", review_id=review_id))
    return render_template(
        "administration/review_sign.html",
        review=review,
        form=form,
        tally=reviews.tally(reviews.lines(session, review)),
    ), form.status


@bp.get("/administration/reviews/<int:review_id>/print")
@requires(Permission.PEOPLE_MANAGE)
def paper(review_id: int) -> ResponseReturnValue:
    """Show a review as it goes on paper."""
    session = current_session()
    review = reviews.review_or_404(session, review_id, signed_in())
    return render_template(
        "administration/review_print.html",
        review=review,
        lines=reviews.lines(session, review),
        agency=signed_in().agency_name,
        item=REVIEW_ITEM,
    )


@bp.get("/administration/reviews/<int:review_id>/list.xlsx")
@requires(Permission.PEOPLE_MANAGE)
def workbook(review_id: int) -> ResponseReturnValue:
    """Hand out a review as a workbook."""
    from tracker.administration.review_workbook import written  # noqa: PLC0415 - openpyxl is heavy

    session = current_session()
    review = reviews.review_or_404(session, review_id, signed_in())
    data = written(review, reviews.lines(session, review), signed_in().agency_name)
    name = f"ra-soat-tai-khoan-{review.id}.xlsx"
    return Response(
        data,
        mimetype=WORKBOOK,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
