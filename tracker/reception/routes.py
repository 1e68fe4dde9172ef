"""The desk's pages: a visit with its petition, a petition by post, the book of receptions."""

from functools import partial
from typing import TypeVar

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.casework.attachments import attach
from tracker.casework.cases import colleagues_in
from tracker.casework.corrections import corrections_of
from tracker.casework.intake import log_visit
from tracker.casework.registration import Logged, register_petition
from tracker.clock import now, today
from tracker.law.events import Trait
from tracker.reception import queries
from tracker.reception.details import petition_at_desk, petition_by_post, uploads_of, visit_of
from tracker.reception.forms import DeskForm, IntakeForm, PostForm, VisitFilter
from tracker.reception.hints import Beside, beside, why_linked
from tracker.reception.notices import awaited_count
from tracker.reception.visit_page import visit_page
from tracker.records.base import current_session
from tracker.records.calendar import calendar_in_use
from tracker.records.petitions import Channel, Petition
from tracker.records.reception import Visit
from tracker.web.chips import chips_of, kept_arguments
from tracker.web.guard import requires, signed_in
from tracker.web.purpose import PurposeNotice, purpose_notice
from tracker.web.reading import Look, enter_look_once
from tracker.web.requests import RESUMED
from tracker.web.stored_files import file_store, upload_limit
from tracker.web.transaction import reads_only
from tracker.web.words import current_language
from tracker.web.words import gettext as _

F = TypeVar("F", bound=IntakeForm)

bp = Blueprint("reception", __name__)

LINK = "link:"
UNLINK = "unlink"
AT_DESK = frozenset({Trait.AT_DESK})
PASSED_ON = frozenset({Trait.PASSED_ON})


@bp.route("/desk", methods=["GET", "POST"])
@requires(Permission.VISIT_LOG)
def desk() -> ResponseReturnValue:
    """Take in a visit and the petition that came with it."""
    form = _prepared(DeskForm())
    if form.carry_out(lambda: _log_visit(form)):
        return form.done(_place_of(form.result))
    return render_template(
        "reception/desk.html",
        form=form,
        beside=_beside(form, AT_DESK),
        resumed=RESUMED,
        notice=_notice(),
    ), form.status


@bp.route("/desk/hints", methods=["POST"])
@reads_only
@requires(Permission.VISIT_LOG)
def desk_hints() -> ResponseReturnValue:
    """Give what stands beside the desk's form, for what is typed so far."""
    form = DeskForm()
    return render_template("reception/hints.html", beside=_beside(form, AT_DESK), resumed=RESUMED)


@bp.route("/petitions/new", methods=["GET", "POST"])
@requires(Permission.VISIT_LOG)
def new_petition() -> ResponseReturnValue:
    """Take in a petition that came without a visit."""
    form = _prepared(PostForm())
    if form.carry_out(lambda: _register(form)):
        return form.done(_place_of(form.result))
    found = _beside(form, _traits(form))
    return render_template(
        "reception/new_petition.html", form=form, beside=found, resumed=RESUMED, notice=_notice()
    ), form.status


@bp.route("/petitions/new/hints", methods=["POST"])
@reads_only
@requires(Permission.VISIT_LOG)
def new_petition_hints() -> ResponseReturnValue:
    """Give what stands beside the form of a petition without a visit."""
    form = PostForm()
    return render_template(
        "reception/hints.html", beside=_beside(form, _traits(form)), resumed=RESUMED
    )


@bp.route("/visits")
@requires(Permission.VISIT_READ)
def visits() -> ResponseReturnValue:
    """Show the book of receptions."""
    filters = VisitFilter(request.args)
    filters.validate()
    page = queries.visits(
        current_session(), signed_in().reach, filters, after=request.args.get("after")
    )
    return render_template(
        "reception/visits.html",
        page=page,
        form=filters,
        chosen=chips_of(filters, "reception.visits"),
        kept=kept_arguments(filters),
        awaited=awaited_count(current_session(), signed_in().reach),
    )


@bp.route("/visits/<int:visit_id>")
@requires(Permission.VISIT_READ)
def visit_show(visit_id: int) -> ResponseReturnValue:
    """Show one visit."""
    session = current_session()
    row = queries.visit_or_404(session, signed_in().reach, visit_id)
    if row.Visit.visitor_name:
        enter_look_once(Look.PERSON, Visit.__tablename__, visit_id)
    shown = visit_page(
        session, row, signed_in().reach, today=today(), calendar=calendar_in_use(session)
    )
    return render_template(
        "reception/visit_show.html",
        row=row,
        visit=row.Visit,
        shown=shown,
        corrections=corrections_of(session, [visit_id]),
    )


def _notice() -> PurposeNotice:
    return purpose_notice(current_session(), signed_in().agency_id, today())


def _prepared(form: F) -> F:
    """Offer the people and units of the agency, and link or unlink an earlier petition."""
    agency_id = signed_in().agency_id
    form.offer_respondents(partial(queries.respondents, current_session(), agency_id))
    wish = request.form.get(RESUMED, "")
    if wish == UNLINK:
        form.same_matter_id.data = ""
    elif wish.startswith(LINK):
        form.same_matter_id.data = wish.removeprefix(LINK)
    return form


def _log_visit(form: DeskForm) -> Logged:
    """Log the visit; files come last, since they go to the disk."""
    session, person, moment = current_session(), signed_in(), now()
    petition = petition_at_desk(form, why_linked(session, person.reach, form))
    logged = log_visit(session, queries.desk_of(person), visit_of(form), petition, now=moment)
    _attach(logged, form)
    _warn(form)
    return logged


def _register(form: PostForm) -> Logged:
    """Enter the petition in the register; files come last, since they go to the disk."""
    session, person, moment = current_session(), signed_in(), now()
    petition = petition_by_post(form, why_linked(session, person.reach, form))
    logged = register_petition(session, queries.desk_of(person), petition, now=moment)
    _attach(logged, form)
    _warn(form)
    return logged


def _attach(logged: Logged, form: IntakeForm) -> None:
    if logged.petition is not None:
        attach(
            current_session(),
            logged.petition,
            uploads_of(form),
            store=file_store(),
            limit=upload_limit(),
            by=signed_in().id,
            now=now(),
        )


def _warn(form: IntakeForm) -> None:
    """Say what does not look right about a number that was saved all the same."""
    for doubt in form.number_doubts + form.acting_doubts:
        flash(_("Xem lại số giấy tờ: %(doubt)s", doubt=doubt.label(current_language())))


def _place_of(logged: Logged) -> str:
    """Lead to the receipt; a petition about the desk itself is kept from it at once."""
    if logged.petition is None:
        assert logged.visit is not None  # noqa: S101 - one of the two was made
        return url_for("reception.visit_show", visit_id=logged.visit.id, new=1)
    if _may_open(logged.petition):
        return url_for("petitions.receipt", petition_id=logged.petition.id, new=1)
    flash(
        _(
            "Đã vào sổ đơn %(code)s, mã tra cứu %(receipt)s. Đơn nói về bạn hoặc đơn vị của bạn nên"
            " bạn không mở được hồ sơ; hãy nhờ lãnh đạo in giấy biên nhận.",
            code=logged.petition.code,
            receipt=logged.petition.receipt_code,
        )
    )
    return url_for("reception.desk", done=1)


def _may_open(petition: Petition) -> bool:
    """Say whether who took a petition in may see it: only whom it is about may not."""
    if not colleagues_in(petition):
        return True
    return queries.is_visible(current_session(), signed_in().reach, petition.id)


def _beside(form: IntakeForm, traits: frozenset[Trait]) -> Beside:
    return beside(current_session(), signed_in().reach, form, traits=traits)


def _traits(form: PostForm) -> frozenset[Trait]:
    return PASSED_ON if form.channel.data is Channel.PASSED_ON else frozenset()
