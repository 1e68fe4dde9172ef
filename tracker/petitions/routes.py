"""The register's pages: list, one petition, receipt, papers, identity, split and merge, search."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.casework.attachments import attach, content_of
from tracker.casework.handover import merge as merge_cases
from tracker.casework.handover import split as split_case
from tracker.casework.handover import unmerge as unmerge_case
from tracker.casework.matters import undo as undo_link
from tracker.casework.unsealing import unseal as unseal_identity
from tracker.clock import now, today
from tracker.law.terms import Refusal
from tracker.petitions import links, queries
from tracker.petitions import search as finding
from tracker.petitions.dossier import dossier_of, enter_look_at
from tracker.petitions.forms import (
    FilesForm,
    LinkForm,
    MergeForm,
    RegisterFilter,
    SearchForm,
    SplitForm,
    UnlinkForm,
    UnmergeForm,
    UnsealForm,
)
from tracker.petitions.receipt import receipt_of
from tracker.records.audit import note
from tracker.records.base import current_session
from tracker.records.cases import Case
from tracker.records.petitions import Attachment
from tracker.web.chips import chips_of, kept_arguments
from tracker.web.guard import requires, signed_in
from tracker.web.purpose import purpose_notice
from tracker.web.stored_files import download, file_store, upload_limit
from tracker.web.words import gettext as _

bp = Blueprint("petitions", __name__)


@bp.route("/petitions")
@requires(Permission.PETITION_READ)
def index() -> ResponseReturnValue:
    """Show the register of petitions."""
    session, person = current_session(), signed_in()
    filters = RegisterFilter(request.args)
    filters.unit.offer(queries.units(session, person.agency_id))
    filters.validate()
    page = queries.register(session, person.reach, filters, after=request.args.get("after"))
    cases = queries.cases_of(session, person.reach, [row.id for row in page.rows])
    return render_template(
        "petitions/index.html",
        page=page,
        cases=cases,
        form=filters,
        chosen=chips_of(filters, "petitions.index"),
        kept=kept_arguments(filters),
    )


@bp.route("/search")
@requires(Permission.PETITION_READ)
def search() -> ResponseReturnValue:
    """Find petitions by words; a code leads straight to what it names."""
    session, person = current_session(), signed_in()
    form = SearchForm(request.args)
    form.validate()
    if place := finding.place_of_code(session, person.reach, form.q.data):
        return redirect(place, 302)
    page = finding.found(session, person.reach, form.q.data, after=request.args.get("after"))
    cases = queries.cases_of(session, person.reach, [row.id for row in page.rows] if page else ())
    return render_template("petitions/search.html", form=form, page=page, cases=cases)


@bp.route("/petitions/<int:petition_id>")
@requires(Permission.PETITION_READ)
def show(petition_id: int) -> ResponseReturnValue:
    """Show one petition."""
    session, reach = current_session(), signed_in().reach
    petition = queries.petition_or_404(session, reach, petition_id)
    dossier = dossier_of(session, reach, petition, now=now())
    enter_look_at(petition, dossier)
    return render_template("petitions/show.html", petition=petition, dossier=dossier)


@bp.route("/petitions/<int:petition_id>/receipt")
@requires(Permission.PETITION_READ)
def receipt(petition_id: int) -> ResponseReturnValue:
    """Show the receipt, to be printed."""
    session, person = current_session(), signed_in()
    petition = queries.petition_or_404(session, person.reach, petition_id)
    return render_template(
        "petitions/receipt.html",
        petition=petition,
        receipt_given=receipt_of(session, petition),
        agency_name=person.agency_name,
        notice=purpose_notice(session, person.agency_id, today()),
    )


@bp.route("/petitions/<int:petition_id>/files", methods=["GET", "POST"])
@requires(Permission.VISIT_LOG)
def files(petition_id: int) -> ResponseReturnValue:
    """Take in papers that came later."""
    session, person = current_session(), signed_in()
    petition = queries.petition_or_404(session, person.reach, petition_id, Permission.VISIT_LOG)
    form = FilesForm()
    if form.carry_out(
        lambda: attach(
            session,
            petition,
            form.uploads(),
            store=file_store(),
            limit=upload_limit(),
            by=person.id,
            now=now(),
        )
    ):
        flash(_("Đã nhận thêm %(count)s tài liệu.", count=len(form.result)))
        return form.done(url_for("petitions.show", petition_id=petition.id))
    return render_template("petitions/files.html", petition=petition, form=form), form.status


@bp.route("/petitions/<int:petition_id>/attachments/<int:attachment_id>")
@requires(Permission.PETITION_READ)
def attachment(petition_id: int, attachment_id: int) -> ResponseReturnValue:
    """Hand out a paper that is not sealed."""
    found = queries.attachment_or_404(
        current_session(), signed_in().reach, petition_id, attachment_id
    )
    if found.is_sealed:
        return redirect(url_for("petitions.show", petition_id=petition_id), 302)
    return _handed_out(found)


@bp.route("/petitions/<int:petition_id>/attachments/<int:attachment_id>/open", methods=["POST"])
@requires(Permission.IDENTITY_UNSEAL)
def open_attachment(petition_id: int, attachment_id: int) -> ResponseReturnValue:
    """Hand out a sealed paper while its opening lasts, and enter that in the audit."""
    session, reach = current_session(), signed_in().reach
    found = queries.attachment_or_404(session, reach, petition_id, attachment_id)
    if not dossier_of(session, reach, found.petition, now=now()).is_open:
        return redirect(url_for("petitions.unseal", petition_id=petition_id), 303)
    note(
        session,
        action="open_file",
        subject="attachment",
        subject_id=found.id,
        agency_id=found.agency_id,
        details={"petition": found.petition.code, "file": found.name},
    )
    return _handed_out(found)


@bp.route("/petitions/<int:petition_id>/unseal", methods=["GET", "POST"])
@requires(Permission.IDENTITY_UNSEAL)
def unseal(petition_id: int) -> ResponseReturnValue:
    """Open the sealed identities with a reason and for a time."""
    session, reach = current_session(), signed_in().reach
    petition = queries.petition_or_404(session, reach, petition_id)
    case = queries.unsealable_case_or_404(session, reach, petition, now().date())
    form = UnsealForm()
    if form.carry_out(
        lambda: unseal_identity(
            session, petition, case, reason=form.reason.data, by=reach, now=now()
        )
    ):
        return form.done(url_for("petitions.show", petition_id=petition.id))
    return render_template("petitions/unseal.html", petition=petition, form=form), form.status


@bp.route("/petitions/<int:petition_id>/split", methods=["GET", "POST"])
@requires(Permission.CASE_CLASSIFY)
def split(petition_id: int) -> ResponseReturnValue:
    """Open a case for each further matter of a petition."""
    session, reach = current_session(), signed_in().reach
    petition = queries.petition_or_404(session, reach, petition_id)
    case = queries.case_or_404(session, reach, petition, _case_id())
    form = SplitForm(version=case.version)
    if form.carry_out(
        lambda: split_case(
            session, case, form.parts_typed(), by=reach, now=now(), version=form.expected_version
        )
    ):
        flash(_("Đã tách thành: %(codes)s.", codes=", ".join(c.code for c in form.result)))
        return form.done(url_for("petitions.show", petition_id=petition.id))
    return render_template(
        "petitions/split.html", petition=petition, case=case, form=form
    ), form.status


@bp.route("/petitions/<int:petition_id>/merge", methods=["GET", "POST"])
@requires(Permission.CASE_CLASSIFY)
def merge(petition_id: int) -> ResponseReturnValue:
    """Join a case to another one of the same matter."""
    session, reach = current_session(), signed_in().reach
    petition = queries.petition_or_404(session, reach, petition_id)
    case = queries.case_or_404(session, reach, petition, _case_id())
    form = MergeForm(version=case.version, into=request.args.get("into", ""))
    if form.carry_out(lambda: _merge(case, form)):
        flash(_("Đã nhập %(code)s vào %(into)s.", code=case.code, into=form.result.code))
        return form.done(url_for("petitions.show", petition_id=petition.id))
    alike = links.alike(session, reach, petition)
    return render_template(
        "petitions/merge.html", petition=petition, case=case, form=form, alike=alike
    ), form.status


@bp.route("/petitions/<int:petition_id>/unmerge", methods=["GET", "POST"])
@requires(Permission.CASE_CLASSIFY)
def unmerge(petition_id: int) -> ResponseReturnValue:
    """Undo a merger."""
    session, reach = current_session(), signed_in().reach
    petition = queries.petition_or_404(session, reach, petition_id)
    case = queries.case_or_404(session, reach, petition, _case_id(), merged=True)
    form = UnmergeForm(version=case.version)
    if form.carry_out(
        lambda: unmerge_case(
            session,
            case,
            reason=form.reason.data,
            by=reach,
            now=now(),
            version=form.expected_version,
        )
    ):
        flash(_("Đã tách lại vụ việc %(code)s.", code=case.code))
        return form.done(url_for("petitions.show", petition_id=petition.id))
    return render_template(
        "petitions/unmerge.html", petition=petition, case=case, form=form
    ), form.status


@bp.route("/petitions/<int:petition_id>/same-matter", methods=["GET", "POST"])
@requires(Permission.PETITION_LINK)
def same_matter(petition_id: int) -> ResponseReturnValue:
    """Link a petition to another one of the same matter."""
    session, reach = current_session(), signed_in().reach
    petition = queries.petition_or_404(session, reach, petition_id, Permission.PETITION_LINK)
    chosen = {name: request.args.get(name, "") for name in ("code", "reason")}
    form = LinkForm(**chosen)
    if form.carry_out(lambda: links.link_by_code(session, petition, form, by=reach, now=now())):
        flash(_("Đã liên kết với %(code)s.", code=form.result.code))
        return form.done(url_for("petitions.show", petition_id=petition.id))
    alike = links.of_same_person_or_matter(session, reach, petition)
    return render_template(
        "petitions/same_matter.html", petition=petition, form=form, alike=alike
    ), form.status


@bp.route("/petitions/<int:petition_id>/same-matter/<int:link_id>/undo", methods=["GET", "POST"])
@requires(Permission.PETITION_LINK)
def undo_same_matter(petition_id: int, link_id: int) -> ResponseReturnValue:
    """Undo a link that was made by mistake."""
    session, reach = current_session(), signed_in().reach
    petition = queries.petition_or_404(session, reach, petition_id, Permission.PETITION_LINK)
    made = links.link_or_404(session, reach, petition, link_id)
    other = made.earlier if made.petition_id == petition.id else made.petition
    form = UnlinkForm()
    if form.carry_out(
        lambda: undo_link(session, made, reason=form.reason.data, by=reach, now=now())
    ):
        flash(_("Đã bỏ liên kết với %(code)s.", code=other.code))
        return form.done(url_for("petitions.show", petition_id=petition.id))
    return render_template(
        "petitions/undo_same_matter.html", petition=petition, made=made, other=other, form=form
    ), form.status


def _merge(case: Case, form: MergeForm) -> Case:
    session, reach = current_session(), signed_in().reach
    into = queries.case_by_code(session, reach, form.into.data)
    if into is None:
        raise Refusal("Không tìm thấy vụ việc này.", field="into")
    merge_cases(
        session,
        case,
        into,
        reason=form.reason.data,
        by=reach,
        now=now(),
        version=form.expected_version,
    )
    return into


def _handed_out(found: Attachment) -> ResponseReturnValue:
    store = file_store()
    if not store.exists(found.storage_key):
        raise Refusal("Tệp này không còn trong kho lưu. Hãy báo quản trị hệ thống.")
    return download(content_of(found, store), name=found.name, media_type=found.media_type)


def _case_id() -> int | None:
    return request.args.get("case", type=int)
