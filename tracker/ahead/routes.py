"""The addresses of the look ahead: what falls due, the share in time, the lists behind them."""

from datetime import timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.ahead import duties as listed
from tracker.ahead import queries, wording
from tracker.ahead.columns import (
    duty_columns,
    pages,
    person_columns,
    share_columns,
    spans,
    unit_columns,
    week_columns,
)
from tracker.ahead.filters import MONTHS, WEEKS, Asked, chosen
from tracker.ahead.lines import outlook
from tracker.ahead.punctual import punctual
from tracker.clock import today
from tracker.records.base import current_session
from tracker.web.guard import requires, signed_in

bp = Blueprint("ahead", __name__)


@bp.get("/look-ahead")
@requires(Permission.BOARD_READ)
def show() -> ResponseReturnValue:
    """Show what falls due in the next weeks and how much of it is likely late."""
    weeks = chosen(request.args.get("weeks"), WEEKS)
    until = today() + timedelta(weeks=weeks)
    return render_template(
        "ahead/show.html",
        ahead=outlook(current_session(), signed_in().reach, today(), until),
        pages=pages("ahead.show"),
        spans=spans("ahead.show", "weeks", WEEKS, weeks),
        unit_columns=unit_columns(),
        person_columns=person_columns(),
        week_columns=week_columns,
    )


@bp.get("/look-ahead/on-time")
@requires(Permission.BOARD_READ)
def on_time() -> ResponseReturnValue:
    """Show how much was done in time, by month, kind and unit."""
    months = chosen(request.args.get("months"), MONTHS)
    return render_template(
        "ahead/on_time.html",
        found=punctual(current_session(), signed_in().reach, today(), months),
        pages=pages("ahead.on_time"),
        spans=spans("ahead.on_time", "months", MONTHS, months),
        columns=share_columns,
    )


@bp.get("/look-ahead/duties")
@requires(Permission.BOARD_READ)
def duties() -> ResponseReturnValue:
    """List the duties behind a number."""
    session, reach, day = current_session(), signed_in().reach, today()
    asked, after = Asked.read(request.args), request.args.get("after")
    page = listed.duties(session, reach, asked, after=after, today=day)
    units, people = queries.units(session, reach), queries.people(session, reach)
    return render_template(
        "ahead/duties.html",
        asked=asked,
        page=page,
        rows=[listed.duty(row, day) for row in page.rows],
        count=listed.count(session, reach, asked, today=day),
        columns=duty_columns(asked.part),
        chips=asked.chips(units=units, people=people),
        likelihood=wording.likelihood,
    )
