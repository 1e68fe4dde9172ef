"""The pages of the administration about people, their roles and accounts."""

from flask import current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import GUARDED, Permission
from tracker.administration import calendar_routes, consents, queries, unit_routes
from tracker.administration.blueprint import bp
from tracker.administration.forms import (
    CloseForm,
    ConfirmForm,
    EmailForm,
    EndRoleForm,
    PeopleFilterForm,
    PersonForm,
    ReopenForm,
    RoleForm,
)
from tracker.administration.sign_in_routes import state_of
from tracker.casework import people as staff
from tracker.clock import now, today
from tracker.records.administration import RoleProposal
from tracker.records.base import current_session
from tracker.web.chips import chips_of, kept_arguments
from tracker.web.guard import requires, signed_in
from tracker.web.passwords import hashed, one_time_password
from tracker.web.words import gettext as _

__all__ = ["bp", "calendar_routes", "unit_routes"]  # Those two add their pages to `bp`.


@bp.route("/administration/people")
@requires(Permission.PEOPLE_MANAGE)
def people() -> ResponseReturnValue:
    """List the people of the agency with their roles."""
    me, session = signed_in(), current_session()
    form = PeopleFilterForm(request.args)
    form.unit_id.offer(queries.unit_choices(session, me))
    found = queries.people(session, me, form.wanted(), now(), request.args.get("after"))
    return render_template(
        "administration/people.html",
        form=form,
        page=found,
        roles=queries.roles_of(session, [row.id for row in found.rows], today()),
        chips=chips_of(form, "administration.people"),
        filters=kept_arguments(form),
    )


@bp.route("/administration/people/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def new_person() -> ResponseReturnValue:
    """Show and take a new person; the one-time password is shown in the answer only."""
    me, session = signed_in(), current_session()
    form = PersonForm(starts_on=today())
    form.unit_id.offer(queries.unit_choices(session, me))
    password = one_time_password()
    if form.carry_out(
        lambda: staff.hire(
            session,
            me.agency_id,
            form.details(),
            form.post(),
            password_hash=hashed(password),
            by=me.id,
            now=now(),
            reason=form.reason.data,
        )
    ):
        return _hand_over(form.result.id, password)
    return render_template("administration/new_person.html", form=form), form.status


@bp.route("/administration/people/<int:user_id>")
@requires(Permission.PEOPLE_MANAGE)
def person(user_id: int) -> ResponseReturnValue:
    """Show a person with all roles, now and earlier."""
    me, session = signed_in(), current_session()
    user = queries.person_or_404(session, user_id, me)
    return render_template(
        "administration/person.html",
        user=user,
        posts=queries.posts_of(session, user),
        waiting=consents.waiting_of(session, user, today()),
        last_day=queries.last_day(session, user, now()),
        open_cases=queries.open_cases(session, user),
        is_me=user.id == me.id,
        sign_in=state_of(session, user, now()),
    )


@bp.route("/administration/people/<int:user_id>/email", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def email(user_id: int) -> ResponseReturnValue:
    """Show and take where a person's reminders go by mail."""
    session = current_session()
    user = queries.person_or_404(session, user_id, signed_in())
    form = EmailForm(email=user.email)
    if form.carry_out(lambda: staff.change_email(session, user, form.email.data)):
        flash(_("Đã lưu thư điện tử."))
        return form.done(url_for("administration.person", user_id=user.id))
    mails = bool(current_app.config["TRACKER"].smtp_url)
    return render_template(
        "administration/email.html", form=form, user=user, mails=mails
    ), form.status


@bp.route("/administration/people/<int:user_id>/roles/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def new_role(user_id: int) -> ResponseReturnValue:
    """Show and take a further role of a person."""
    me, session = signed_in(), current_session()
    user = queries.person_or_404(session, user_id, me)
    form = RoleForm(starts_on=today())
    form.unit_id.offer(queries.unit_choices(session, me))
    if form.carry_out(
        lambda: staff.give_role(
            session, user, form.post(), by=me.id, now=now(), reason=form.reason.data
        )
    ):
        flash(_waits() if isinstance(form.result, RoleProposal) else _("Đã giao vai trò."))
        return form.done(url_for("administration.person", user_id=user.id))
    return render_template("administration/new_role.html", form=form, user=user), form.status


@bp.route("/administration/roles/<int:membership_id>/end", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def end_role(membership_id: int) -> ResponseReturnValue:
    """Show and take the last day of a role."""
    me, session = signed_in(), current_session()
    post = queries.post_or_404(session, membership_id, me)
    user = post.user
    form = EndRoleForm(last_day=post.ends_on or today())
    if form.carry_out(
        lambda: staff.end_role(
            session, post, last_day=form.day(), by=me.id, now=now(), reason=form.reason.data
        )
    ):
        flash(_("Đã ghi ngày thôi giữ vai trò.") if form.result is None else _waits())
        return form.done(url_for("administration.person", user_id=user.id))
    return render_template(
        "administration/end_role.html", form=form, post=post, is_guarded=post.role in GUARDED
    ), form.status


@bp.route("/administration/people/<int:user_id>/disable", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def disable(user_id: int) -> ResponseReturnValue:
    """Ask, then close an account."""
    me, session = signed_in(), current_session()
    user = queries.person_or_404(session, user_id, me)
    form = CloseForm()
    if form.carry_out(
        lambda: staff.disable(session, user, by=me.id, now=now(), reason=form.reason.data)
    ):
        flash(_("Đã khóa tài khoản %(login)s; các phiên đăng nhập đã kết thúc.", login=user.login))
        return form.done(url_for("administration.person", user_id=user.id))
    held = queries.open_cases(session, user)
    return render_template(
        "administration/disable.html", form=form, user=user, open_cases=held
    ), form.status


@bp.route("/administration/people/<int:user_id>/enable", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def enable(user_id: int) -> ResponseReturnValue:
    """Ask why, then open a closed account again."""
    session = current_session()
    user = queries.person_or_404(session, user_id, signed_in())
    form = ReopenForm()
    if form.carry_out(lambda: staff.enable(session, user, now=now(), reason=form.reason.data)):
        flash(_("Đã mở lại tài khoản %(login)s.", login=user.login))
        return form.done(url_for("administration.person", user_id=user.id))
    return render_template("administration/enable.html", form=form, user=user), form.status


@bp.route("/administration/people/<int:user_id>/password", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def password(user_id: int) -> ResponseReturnValue:
    """Ask, then replace a forgotten password; the new one is shown in the answer only."""
    me, session = signed_in(), current_session()
    user = queries.person_or_404(session, user_id, me)
    form, new = ConfirmForm(), one_time_password()
    if form.carry_out(
        lambda: staff.reset_password(session, user, password_hash=hashed(new), by=me.id)
    ):
        return _hand_over(user.id, new)
    return render_template("administration/password.html", form=form, user=user), form.status


def _waits() -> str:
    return _("Đã ghi đề xuất: vai trò có hiệu lực khi một quản trị hệ thống khác đồng ý.")


def _hand_over(user_id: int, password: str) -> ResponseReturnValue:
    """Show a one-time password; the same form sent again leads to the person without it."""
    user = queries.person_or_404(current_session(), user_id, signed_in())
    place = url_for("administration.person", user_id=user.id)
    shown = render_template("administration/one_time_password.html", user=user, password=password)
    return shown, 201, {"Location": place}
