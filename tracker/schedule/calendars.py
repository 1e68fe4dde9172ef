"""The schedule as an iCalendar feed: stable names, moved and cancelled entries told as such."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import gettext as _
from icalendar import Calendar, Event, Timezone

from tracker.clock import VIETNAM
from tracker.records.organisation import OrgUnit
from tracker.records.schedule import PlannedSession, SessionStatus
from tracker.web.words import term

HOST = "lich-tiep-cong-dan"
REFRESH = timedelta(hours=6)


def feed(agency: OrgUnit, rows: Iterable[PlannedSession]) -> bytes:
    """Give the sessions as a calendar to subscribe to; of moved ones only the newest time."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{HOST}//{agency.id}//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Lịch tiếp công dân – %(agency)s", agency=agency.name))
    calendar.add("x-wr-timezone", str(VIETNAM))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add_component(Timezone.from_tzinfo(VIETNAM))
    newest: dict[str, PlannedSession] = {}
    for row in sorted(rows, key=lambda r: r.sequence):
        newest[row.uid] = row
    for row in sorted(newest.values(), key=lambda r: (r.planned_on, r.begins_at, r.id)):
        calendar.add_component(_event(row))
    return bytes(calendar.to_ical())


def _event(row: PlannedSession) -> Event:
    # Moved to a time that is not public yet, it is off as far as anybody may know.
    cancelled = row.status in {SessionStatus.CANCELLED, SessionStatus.MOVED}
    event = Event()
    event.add("uid", f"{row.uid}@{HOST}")
    event.add("sequence", 2 * row.sequence + cancelled)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("dtstamp", row.changed_at or row.created_at)
    event.add("dtstart", datetime.combine(row.planned_on, row.begins_at, VIETNAM))
    event.add("dtend", datetime.combine(row.planned_on, row.ends_at, VIETNAM))
    event.add("summary", f"{_('Tiếp công dân')} – {row.presider.full_name}")
    event.add("location", row.place)
    told = [f"{term(row.capacity)}, {term(row.form)}"]
    if row.participants:
        told.append(str(_("Thành phần tham dự: %(who)s", who=row.participants)))
    if row.content:
        told.append(str(_("Dự kiến nội dung: %(what)s", what=row.content)))
    event.add("description", "\n".join(told))
    return event
