"""The pages of the administration about days off and working Saturdays."""

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker.access import Permission
from tracker.administration import queries
from tracker.administration.blueprint import bp
from tracker.administration.day_forms import DayConfirmForm, DayForm
from tracker.administration.year import FIRST, LAST, year_of
from tracker.casework import calendar as days_off
from tracker.clock import now, today
from tracker.law.rulebook import Rulebook
from tracker.records.base import current_session
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _


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
