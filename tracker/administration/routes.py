"""The pages of the administration: people, units, the calendar, the table of rights."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker.access import GRANTS, Permission, Role
from tracker.administration import queries
from tracker.administration.forms import (
    ConfirmForm,
    DayConfirmForm,
    DayForm,
    EmailForm,
    EndRoleForm,
    NamesForm,
    PeopleFilterForm,
    PersonForm,
    RoleForm,
    UnitForm,
)
from tracker.administration.sign_in_routes import state_of
from tracker.administration.year import FIRST, LAST, year_of
from tracker.casework import calendar as days_off
from tracker.casework import people as staff
from tracker.clock import now, today
from tracker.law.rulebook import Rulebook
from tracker.records.base import current_session
from tracker.web.chips import chips_of, kept_arguments
from tracker.web.guard import requires, signed_in
from tracker.web.passwords import hashed, one_time_password
from tracker.web.words import gettext as _

bp = Blueprint("administration", __name__)


@bp.route("/administration/people")
@requires(Permission.PEOPLE_MANAGE)
def people() -> ResponseReturnValue:
    """List the people of the agency with their roles."""
    me, session = signed_in(), current_session()
    form = PeopleFilterForm(request.args)
    form.unit_id.offer(queries.unit_choices(session, me))
    found = queries.people(session, me, form.wanted(), today(), request.args.get("after"))
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
            session, me.agency_id, form.details(), form.post(), password_hash=hashed(password)
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
    if form.carry_out(lambda: staff.give_role(session, user, form.post(), by=me.id)):
        flash(_("Đã giao vai trò."))
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
        lambda: staff.end_role(session, post, last_day=form.day(), by=me.id, today=today())
    ):
        flash(_("Đã ghi ngày thôi giữ vai trò."))
        return form.done(url_for("administration.person", user_id=user.id))
    return render_template("administration/end_role.html", form=form, post=post), form.status


@bp.route("/administration/people/<int:user_id>/disable", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def disable(user_id: int) -> ResponseReturnValue:
    """Ask, then close an account."""
    me, session = signed_in(), current_session()
    user = queries.person_or_404(session, user_id, me)
    form = ConfirmForm()
    if form.carry_out(lambda: staff.disable(session, user, by=me.id, today=today())):
        flash(_("Đã khóa tài khoản %(login)s; các phiên đăng nhập đã kết thúc.", login=user.login))
        return form.done(url_for("administration.person", user_id=user.id))
    held = queries.open_cases(session, user)
    return render_template(
        "administration/disable.html", form=form, user=user, open_cases=held
    ), form.status


@bp.route("/administration/people/<int:user_id>/enable", methods=["POST"])
@requires(Permission.PEOPLE_MANAGE)
def enable(user_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    session = current_session()
    user = queries.person_or_404(session, user_id, signed_in())
    staff.enable(session, user)
    flash(_("Đã mở lại tài khoản %(login)s.", login=user.login))
    return redirect(url_for("administration.person", user_id=user.id), 303)


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


@bp.route("/administration/units")
@requires(Permission.PEOPLE_MANAGE)
def units() -> ResponseReturnValue:
    """Show the tree of units."""
    found = queries.units(current_session(), signed_in(), today())
    return render_template("administration/units.html", units=found)


@bp.route("/administration/units/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def new_unit() -> ResponseReturnValue:
    """Show and take a new unit."""
    me, session = signed_in(), current_session()
    form = UnitForm(parent_id=request.args.get("under", me.agency_id, type=int))
    form.parent_id.offer(queries.unit_choices(session, me))
    if form.carry_out(
        lambda: staff.new_unit(
            session, queries.unit_or_404(session, form.parent_id.data, me), form.details()
        )
    ):
        flash(_("Đã thêm đơn vị %(name)s.", name=form.result.name))
        return form.done(url_for("administration.units"))
    return render_template("administration/unit.html", form=form, unit=None), form.status


@bp.route("/administration/units/<int:unit_id>/rename", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def rename_unit(unit_id: int) -> ResponseReturnValue:
    """Show and take other names of a unit."""
    session = current_session()
    unit = queries.unit_or_404(session, unit_id, signed_in())
    form = NamesForm(obj=unit)
    if form.carry_out(lambda: staff.rename_unit(session, unit, form.details())):
        flash(_("Đã đổi tên đơn vị."))
        return form.done(url_for("administration.units"))
    return render_template("administration/unit.html", form=form, unit=unit), form.status


@bp.route("/administration/permissions")
@requires(Permission.PEOPLE_MANAGE)
def permissions() -> ResponseReturnValue:
    """Show who may do what and how far, as the program itself asks it."""
    return render_template("administration/permissions.html", grants=GRANTS, roles=tuple(Role))


@bp.route("/administration/calendar")
@bp.route("/administration/calendar/<int:year>")
@requires(Permission.CALENDAR_MANAGE)
def calendar(year: int | None = None) -> ResponseReturnValue:
    """Show the days off and the working Saturdays of a year."""
    number = today().year if year is None else year
    if not FIRST <= number <= LAST:
        abort(404)
    return render_template("administration/calendar.html", year=year_of(current_session(), number))


@bp.route("/administration/calendar/new-day", methods=["GET", "POST"])
@requires(Permission.CALENDAR_MANAGE)
def new_day() -> ResponseReturnValue:
    """Ask for a day, show what it would move, then save it."""
    me, session = signed_in(), current_session()
    asked, form = DayForm(request.args), DayConfirmForm()
    effect = asked.effect(session, me.agency_id) if "basis" in request.args else None
    if effect is not None and form.carry_out(
        lambda: (
            form.agreed(effect)
            and days_off.add_days(session, asked.days(), effect, by=me.id, now=now())
        )
    ):
        flash(_("Đã lưu vào lịch.") + " " + _moved(effect.moved))
        return form.done(url_for("administration.calendar", year=asked.days()[0].on.year))
    form.show(effect)
    return render_template(
        "administration/new_day.html",
        asked=asked,
        form=form,
        effect=effect,
        arguments={name: v for name, v in request.args.items() if name in asked},
        rulebook=Rulebook.load(),
    ), max(asked.status, form.status)


@bp.route("/administration/calendar/days/<int:day_id>/remove", methods=["GET", "POST"])
@requires(Permission.CALENDAR_MANAGE)
def remove_day(day_id: int) -> ResponseReturnValue:
    """Show what taking an added day away would move, then take it away."""
    session = current_session()
    rows = days_off.recorded_together(session, queries.added_day_or_404(session, day_id))
    year = rows[0].on.year
    form = DayConfirmForm()
    effect = days_off.effect_of_removing(session, rows, agency_id=signed_in().agency_id)
    if form.carry_out(lambda: form.agreed(effect) and days_off.remove_days(session, rows, effect)):
        flash(_("Đã bỏ khỏi lịch.") + " " + _moved(effect.moved))
        return form.done(url_for("administration.calendar", year=year))
    form.show(effect)
    return render_template(
        "administration/remove_day.html",
        form=form,
        rows=rows,
        effect=effect,
        rulebook=Rulebook.load(),
    ), form.status


def _moved(number: int) -> str:
    return str(
        ngettext(
            "Đã dời hạn %(num)d nghĩa vụ đang mở.", "Đã dời hạn %(num)d nghĩa vụ đang mở.", number
        )
    )


def _hand_over(user_id: int, password: str) -> ResponseReturnValue:
    """Show a one-time password; the same form sent again leads to the person without it."""
    user = queries.person_or_404(current_session(), user_id, signed_in())
    place = url_for("administration.person", user_id=user.id)
    shown = render_template("administration/one_time_password.html", user=user, password=password)
    return shown, 201, {"Location": place}
