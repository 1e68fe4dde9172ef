"""The public pages of an agency's schedule: a page without script, and a calendar to subscribe."""

from datetime import timedelta

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from tracker.clock import today
from tracker.records.base import current_session
from tracker.schedule.sheet import WEEKS_SHOWN, public_sheet
from tracker.web.guard import public

bp = Blueprint("agencies", __name__)

KEPT_BEHIND = timedelta(days=62)  # Calendars forget what a feed no longer tells.
AHEAD = timedelta(days=366)


@bp.get("/agencies/<int:agency_id>/schedule")
@public
def schedule(agency_id: int) -> ResponseReturnValue:
    """Show citizens when and where an agency receives in the coming weeks."""
    day = today()
    sheet = public_sheet(current_session(), agency_id, day, day + timedelta(weeks=WEEKS_SHOWN))
    return render_template("schedule/public.html", sheet=sheet)


@bp.get("/agencies/<int:agency_id>/schedule.ics")
@public
def schedule_feed(agency_id: int) -> ResponseReturnValue:
    """Give an agency's schedule as an iCalendar feed."""
    from tracker.schedule.calendars import feed  # noqa: PLC0415 - heavy; few requests subscribe

    day = today()
    sheet = public_sheet(current_session(), agency_id, day - KEPT_BEHIND, day + AHEAD)
    headers = {"Content-Disposition": "inline; filename=lich-tiep-cong-dan.ics"}
    return Response(feed(sheet.agency, sheet.rows), mimetype="text/calendar", headers=headers)
