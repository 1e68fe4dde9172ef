"""The addresses of the look-up: one limit, a typed-in case, the rules; pages and plain data."""

from datetime import date

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.clock import today
from tracker.law import answers
from tracker.law.asking import Asked, answer
from tracker.law.kinds import CaseKind
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Refusal
from tracker.law.timeline import timeline as case_timeline
from tracker.law.typed_words import typed_case
from tracker.law.written import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    day_written,
    number_written,
    pause_written,
)
from tracker.lookup import rule_list, shown
from tracker.lookup.forms import DeadlineForm, RulesForm, TimelineForm
from tracker.records.base import current_session
from tracker.records.calendar import calendar_in_use
from tracker.web.guard import requires
from tracker.web.programs import answering

bp = Blueprint("lookup", __name__)


@bp.get("/law/deadline")
@requires(Permission.LAW_READ)
def deadline() -> ResponseReturnValue:
    """Show one limit counted and explained."""
    calendar = calendar_in_use(current_session())
    form = DeadlineForm.read(request.args)
    limit = None
    if "from" in request.args:
        limit = form.answered(lambda: shown.shown_limit(form.limit(calendar), calendar))
    return render_template("lookup/deadline.html", form=form, limit=limit), form.status


@bp.get("/law/timeline")
@requires(Permission.LAW_READ)
def timeline() -> ResponseReturnValue:
    """Show every obligation of a case that is only typed in."""
    calendar = calendar_in_use(current_session())
    kinds = {kind.value: kind for kind in CaseKind}
    kind = kinds.get(request.args.get("kind", CaseKind.COMPLAINT.value)) or abort(404)
    form = TimelineForm.read(request.args, kind)
    found = None
    if "received" in request.args:
        found = form.answered(lambda: shown.shown_case(form.case(calendar), form.day, calendar))
    return render_template(
        "lookup/timeline.html", form=form, kinds=tuple(CaseKind), found=found
    ), form.status


@bp.get("/law/rules")
@requires(Permission.LAW_READ)
def rules() -> ResponseReturnValue:
    """Show the rules in force on a day."""
    form, book = RulesForm(request.args), Rulebook.load()
    good = form.answered(lambda: True)
    day = form.on.data or today()
    asked = (book, day, form.kind.data, form.words.data)
    lines = rule_list.rule_lines(*asked) if good else []
    gone = rule_list.repealed(*asked) if good else []
    return render_template(
        "lookup/rules.html", form=form, lines=lines, repealed=gone, day=day
    ), form.status


@bp.get("/api/v1/law/deadline")
@requires(Permission.LAW_READ)
@answering
def deadline_data() -> answers.Answer:
    """Give one limit, asked for as the command is."""
    calendar, args = calendar_in_use(current_session()), request.args
    asked = Asked(
        rule=_asked("rule"),
        start=_day("from"),
        variants=tuple(args.getlist("variant")),
        extensions=number_written(args.get("extensions", "0"), "extensions"),
        pauses=tuple(pause_written(p, "pause") for p in args.getlist("pause")),
        chosen=args.get("chosen", ""),
    )
    return answers.deadline(answer(asked, Rulebook.load(), calendar), calendar)


@bp.get("/api/v1/law/timeline")
@requires(Permission.LAW_READ)
@answering
def timeline_data() -> answers.Answer:
    """Give every obligation of a typed-in case, asked for as the command is."""
    calendar, args = calendar_in_use(current_session()), request.args
    case = typed_case(_asked("kind"), args.getlist("event"), args.getlist("fact"))
    found = case_timeline(case.kind, case.level, case.steps, case.facts, Rulebook.load(), calendar)
    day = _day("today") if args.get("today") else today()
    return answers.timeline(found, day, calendar)


@bp.get("/api/v1/law/rules")
@requires(Permission.LAW_READ)
@answering
def rules_data() -> list[answers.Answer]:
    """Give the rules in force on a day, or every version."""
    return answers.rules(Rulebook.load(), _day("on") if request.args.get("on") else None)


@bp.get("/api/v1/law/workdays")
@requires(Permission.LAW_READ)
@answering
def workdays_data() -> answers.Answer:
    """Count the working days between two days."""
    calendar = calendar_in_use(current_session())
    return answers.workdays(_day("from"), _day("to"), calendar)


@bp.get("/api/v1/law/calendar/<int:year>")
@requires(Permission.LAW_READ)
@answering
def calendar_data(year: int) -> answers.Answer:
    """Give the marked days of a year."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        abort(404)
    return answers.year(year, calendar_in_use(current_session()))


def _asked(name: str) -> str:
    """Give what the address must say."""
    value = request.args.get(name, "").strip()
    if not value:
        raise Refusal("Thiếu %(name)s.", field=name, name=name)
    return value


def _day(name: str) -> date:
    return day_written(_asked(name), name)
