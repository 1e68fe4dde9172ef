"""Pages about posted texts: the list, one text, its posting, and what the public reads."""

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission
from tracker.casework import notices as texts
from tracker.clock import now, today
from tracker.law.postings import NoticeTopic
from tracker.notices import queries
from tracker.notices.forms import NoticeForm, PostingForm, RemovalForm, filled
from tracker.records.base import current_session
from tracker.web.guard import public, requires, signed_in

bp = Blueprint("notices", __name__)


@bp.route("/notices")
@requires(Permission.NOTICE_READ)
def index() -> ResponseReturnValue:
    """List what is posted, what is missing, drafts and earlier texts."""
    session, agency_id = current_session(), signed_in().agency_id
    return render_template(
        "notices/index.html",
        lines=queries.topics(session, agency_id, today()),
        others=queries.others(session, agency_id, today()),
        agency_id=agency_id,
    )


@bp.route("/notices/new", methods=["GET", "POST"])
@requires(Permission.NOTICE_MANAGE)
def new_notice() -> ResponseReturnValue:
    """Show and take a new text, begun from an earlier one where one is named."""
    session, me = current_session(), signed_in()
    earlier = request.args.get("after", type=int)
    beginning = filled(queries.notice_or_404(session, me.agency_id, earlier)) if earlier else {}
    topic = request.args.get("topic", "")
    if topic in {t.value for t in NoticeTopic}:
        beginning.setdefault("topic", NoticeTopic(topic))
    form = NoticeForm(**beginning)
    if form.carry_out(
        lambda: texts.draft(session, me.agency_id, form.details(), by=me.id, now=now())
    ):
        flash(_("Đã lưu bản nháp. Xem lại rồi niêm yết."))
        return form.done(url_for("notices.show", notice_id=form.result.id))
    return render_template("notices/edit.html", form=form, notice=None, differences=()), form.status


@bp.route("/notices/<int:notice_id>")
@requires(Permission.NOTICE_READ)
def show(notice_id: int) -> ResponseReturnValue:
    """Show a text and where it was posted."""
    notice = queries.notice_or_404(current_session(), signed_in().agency_id, notice_id)
    return render_template("notices/show.html", notice=notice)


@bp.route("/notices/<int:notice_id>/print")
@requires(Permission.NOTICE_READ)
def paper(notice_id: int) -> ResponseReturnValue:
    """Show a text as it is put up on the board."""
    session, me = current_session(), signed_in()
    notice = queries.notice_or_404(session, me.agency_id, notice_id)
    agency = queries.agency_or_404(session, me.agency_id)
    return render_template("notices/print.html", notice=notice, agency=agency)


@bp.route("/notices/<int:notice_id>/edit", methods=["GET", "POST"])
@requires(Permission.NOTICE_MANAGE)
def edit(notice_id: int) -> ResponseReturnValue:
    """Show and take changes of a text that was never posted."""
    session, me = current_session(), signed_in()
    notice = queries.notice_or_404(session, me.agency_id, notice_id)
    form = NoticeForm(version=notice.version, **filled(notice))
    if form.carry_out(
        lambda: texts.revise(
            session, notice, form.details(), version=form.expected_version, today=today()
        )
    ):
        flash(_("Đã lưu bản nháp. Xem lại rồi niêm yết."))
        return form.done(url_for("notices.show", notice_id=notice.id))
    differences = form.differences(filled(notice)) if form.conflict else ()
    if form.conflict:
        form.renew(notice.version)
    return render_template(
        "notices/edit.html", form=form, notice=notice, differences=differences
    ), form.status


@bp.route("/notices/<int:notice_id>/postings/new", methods=["GET", "POST"])
@requires(Permission.NOTICE_MANAGE)
def new_posting(notice_id: int) -> ResponseReturnValue:
    """Show and take where a text was posted."""
    session, me = current_session(), signed_in()
    notice = queries.notice_or_404(session, me.agency_id, notice_id)
    form = PostingForm()
    if form.carry_out(
        lambda: texts.post(
            session, notice, form.spot.data, place=form.place.data,
            posted_on=form.posted_on.data or today(), by=me.id, now=now(),
        )
    ):  # fmt: skip
        flash(_("Đã ghi niêm yết."))
        return form.done(url_for("notices.show", notice_id=notice.id))
    return render_template("notices/post.html", form=form, notice=notice), form.status


@bp.route("/notice-postings/<int:posting_id>/remove", methods=["GET", "POST"])
@requires(Permission.NOTICE_MANAGE)
def remove_posting(posting_id: int) -> ResponseReturnValue:
    """Show and take when a text came down."""
    session, me = current_session(), signed_in()
    posting = queries.posting_or_404(session, me.agency_id, posting_id)
    form = RemovalForm()
    if form.carry_out(
        lambda: texts.take_down(
            session, posting, removed_on=form.removed_on.data or today(),
            reason=form.reason.data, by=me.id, today=today(),
        )
    ):  # fmt: skip
        flash(_("Đã ghi gỡ niêm yết."))
        return form.done(url_for("notices.show", notice_id=posting.notice_id))
    return render_template("notices/remove.html", form=form, posting=posting), form.status


@bp.route("/public")
@public
def agencies() -> ResponseReturnValue:
    """Lead the public to its agency; where there is but one, show it."""
    found = queries.agencies(current_session())
    if len(found) == 1:
        return _place(found[0].id)
    return render_template("notices/agencies.html", agencies=found)


@bp.route("/public/<int:agency_id>")
@public
def place(agency_id: int) -> ResponseReturnValue:
    """Show the public what an agency posts: hotline, rules, guidance."""
    return _place(agency_id)


@bp.route("/public/<int:agency_id>/notices/<int:notice_id>")
@public
def read(agency_id: int, notice_id: int) -> ResponseReturnValue:
    """Show the public one text that stands on the website."""
    session = current_session()
    agency = queries.agency_or_404(session, agency_id)
    standing = queries.published(session, agency_id, today())
    notice = next((n for n in standing if n.id == notice_id), None) or abort(404)
    return render_template("notices/read.html", agency=agency, notice=notice)


def _place(agency_id: int) -> ResponseReturnValue:
    session = current_session()
    agency = queries.agency_or_404(session, agency_id)
    found = queries.published(session, agency_id, today())
    return render_template(
        "notices/place.html",
        agency=agency,
        hotlines=[n for n in found if n.topic is NoticeTopic.HOTLINE],
        notices=[n for n in found if n.topic is not NoticeTopic.HOTLINE],
    )
