"""The pages of regular hours and of the rules by which periodic days are set."""

from collections.abc import Sequence

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission
from tracker.casework import periodic, regular_hours
from tracker.clock import now, today
from tracker.law.periodic import Pattern
from tracker.records.base import current_session
from tracker.records.schedule import PlannedSession
from tracker.schedule import queries
from tracker.schedule.previewing import Preview, preview_of, preview_wanted
from tracker.schedule.rule_forms import FillForm, HoursForm, LastDayForm, RuleForm
from tracker.schedule.shown import hours_groups, rule_words
from tracker.web.guard import requires, signed_in
from tracker.web.requests import RESUMED
from tracker.web.words import vn_date

bp = Blueprint("periodic", __name__)


@bp.get("/schedule/rules")
@requires(Permission.SCHEDULE_READ)
def index() -> ResponseReturnValue:
    """List the regular hours and the rules of periodic days."""
    session, agency_id = current_session(), signed_in().agency_id
    rules = queries.rules(session, agency_id)
    hours = queries.hours_on(session, agency_id, today(), None)
    return render_template(
        "schedule/rules.html",
        rules=[(rule, rule_words(periodic.draft_of(rule).recurrence)) for rule in rules],
        groups=hours_groups(hours),
    )


@bp.route("/schedule/hours/new", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def new_hours() -> ResponseReturnValue:
    """Set regular hours."""
    session, agency_id = current_session(), signed_in().agency_id
    form = HoursForm(starts_on=today(), unit_id=agency_id)
    form.unit_id.offer(queries.body_choices(session, agency_id))
    if form.carry_out(lambda: regular_hours.add_hours(session, form.draft(), agency_id=agency_id)):
        flash(_("Đã lưu giờ tiếp thường xuyên."))
        return form.done(url_for("periodic.index"))
    return render_template(
        "schedule/plain_form.html", form=form, shown=form.SHOWN,
        title=_("Thêm giờ tiếp thường xuyên"), lead="", action=url_for("periodic.new_hours"),
        preview=None,
    ), form.status  # fmt: skip


@bp.route("/schedule/hours/<int:hours_id>/end", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def end_hours(hours_id: int) -> ResponseReturnValue:
    """End regular hours."""
    session = current_session()
    hours = queries.hours_or_404(session, signed_in(), hours_id)
    form = LastDayForm(last_day=today())
    if form.carry_out(lambda: regular_hours.end_hours(session, hours, last_day=form.day())):
        flash(_("Đã ghi ngày kết thúc."))
        return form.done(url_for("periodic.index"))
    lead = f"{hours.begins_at:%H:%M}–{hours.ends_at:%H:%M}, {hours.place}"
    return render_template(
        "schedule/plain_form.html", form=form, shown=form.SHOWN,
        title=_("Kết thúc giờ tiếp"), lead=lead,
        action=url_for("periodic.end_hours", hours_id=hours.id), preview=None,
    ), form.status  # fmt: skip


@bp.route("/schedule/rules/new", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def new_rule() -> ResponseReturnValue:
    """Set a rule; its dates of the year are seen before it is saved."""
    session, agency_id = current_session(), signed_in().agency_id
    people = queries.people_choices(session, agency_id, today())
    form = RuleForm(
        starts_on=today(), unit_id=agency_id, presider_id=people[0][0],
        pattern=Pattern.DAY_OF_MONTH, place=queries.usual_place(session, agency_id),
    )  # fmt: skip
    form.unit_id.offer(queries.body_choices(session, agency_id))
    form.presider_id.offer(people)
    agreed = form.agreed_to()
    if form.carry_out(
        lambda: periodic.add_rule(
            session, form.draft(), agency_id=agency_id, agreed=agreed, now=now()
        )
    ):
        flash(_filled(form.result))
        return form.done(url_for("schedule.index"))
    return render_template(
        "schedule/new_rule.html", form=form, resumed=RESUMED, preview=_preview(form)
    ), form.status


@bp.route("/schedule/rules/<int:rule_id>/fill", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def fill(rule_id: int) -> ResponseReturnValue:
    """Fill another year with the sessions of a rule; what is there already stays as it is."""
    session = current_session()
    rule = queries.rule_or_404(session, signed_in(), rule_id)
    form = FillForm(year=today().year + 1)
    agreed = form.agreed_to()
    if form.carry_out(
        lambda: periodic.fill(session, rule, form.year.data or 0, agreed=agreed, now=now())
    ):
        flash(_filled(form.result))
        return form.done(url_for("schedule.index", month=f"{form.year.data}-01"))
    draft = periodic.draft_of(rule)
    return render_template(
        "schedule/plain_form.html", form=form, shown=form.SHOWN,
        title=_("Lập lịch theo quy tắc"), lead=rule_words(draft.recurrence),
        action=url_for("periodic.fill", rule_id=rule.id),
        preview=preview_of(session, draft, today().year + 1, rule.agency_id, today()),
    ), form.status  # fmt: skip


@bp.route("/schedule/rules/<int:rule_id>/end", methods=["GET", "POST"])
@requires(Permission.SCHEDULE_MANAGE)
def end_rule(rule_id: int) -> ResponseReturnValue:
    """End a rule; what it planned later and nobody has posted is cancelled."""
    session = current_session()
    rule = queries.rule_or_404(session, signed_in(), rule_id)
    form = LastDayForm(last_day=today())
    if form.carry_out(lambda: periodic.end_rule(session, rule, last_day=form.day(), now=now())):
        flash(_ended(form.result))
        return form.done(url_for("periodic.index"))
    return render_template(
        "schedule/plain_form.html", form=form, shown=form.SHOWN,
        title=_("Kết thúc quy tắc"), lead=rule_words(periodic.draft_of(rule).recurrence),
        action=url_for("periodic.end_rule", rule_id=rule.id), preview=None,
    ), form.status  # fmt: skip


def _preview(form: RuleForm) -> Preview | None:
    """Give the dates of the year where they are asked for and the form can tell them."""
    if not preview_wanted() or not form.validate():
        return None
    draft = form.draft()
    return preview_of(
        current_session(), draft, draft.starts_on.year, signed_in().agency_id, today()
    )


def _filled(filled: periodic.Filled) -> str:
    words = str(_("Đã lập %(count)s buổi tiếp.", count=len(filled.made)))
    if filled.left_out:
        days = ", ".join(vn_date(each.occurrence.on) for each in filled.left_out)
        words += " " + str(_("Không lập vì trùng với buổi khác: %(days)s.", days=days))
    return words


def _ended(posted: Sequence[PlannedSession]) -> str:
    words = str(_("Đã kết thúc quy tắc; các buổi sau đó chưa niêm yết đã hủy."))
    if posted:
        days = ", ".join(vn_date(row.planned_on) for row in posted)
        words += " " + str(_("Đã niêm yết nên vẫn giữ: %(days)s.", days=days))
    return words
