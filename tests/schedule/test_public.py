"""What the public sees: only what was posted, moves told, and a calendar that follows them."""

from datetime import date, datetime, time

import icalendar
import pytest
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.planning import planned, posted
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.casework import schedule
from tracker.casework.schedule import NewTime
from tracker.clock import VIETNAM
from tracker.law.session_grounds import ExtraordinaryGround, PostingPlace
from tracker.records.reception import ReceptionMode
from tracker.records.schedule import PlannedSession

D = date
LATER = D(2026, 12, 17)
AWAY = "Giám đốc đi họp"


@pytest.fixture(autouse=True)
def november(at: SetClock) -> None:
    at("2026-11-02")


def test_only_what_was_posted_is_public(session: Session, client: InspectingClient) -> None:
    posted(session, planned(session, content="Kiến nghị về đo lường"))
    planned(session, D(2026, 12, 22))
    urgent = {"mode": ReceptionMode.EXTRAORDINARY, "ground": ExtraordinaryGround.GRAVE}
    planned(session, D(2026, 11, 3), **urgent)

    page = client.get(_place(session), max_queries=8)

    assert "15/12/2026" in page.words
    assert "Kiến nghị về đo lường" in page.words
    assert "22/12/2026" not in page.words
    assert "03/11/2026" not in page.words


def test_a_session_put_off_tells_its_new_time(session: Session, client: InspectingClient) -> None:
    _put_off(session, posted(session, planned(session)))

    page = client.get(_place(session))

    assert "Dời sang 08:00–11:00 ngày 17/12/2026" in page.words
    assert AWAY not in page.words


def test_an_agency_that_does_not_exist_has_no_page(client: InspectingClient) -> None:
    client.get("/agencies/987654/schedule", status=404)
    client.get("/agencies/987654/schedule.ics", status=404)


def test_a_unit_is_no_agency(session: Session, client: InspectingClient) -> None:
    client.get(f"/agencies/{factories.unit(session).id}/schedule", status=404)


def test_the_feed_gives_hours_of_vietnam_under_a_lasting_name(
    session: Session, client: InspectingClient
) -> None:
    told = {"participants": "Chánh Văn phòng", "content": "Đo lường"}
    row = posted(session, planned(session, **told))
    first = _events(session, client)
    session.refresh(row)

    assert "Chánh Văn phòng" in str(first[0]["description"])
    assert "Đo lường" in str(first[0]["description"])

    assert [str(e["uid"]).partition("@")[0] for e in first] == [row.uid]
    assert first[0].decoded("dtstart") == datetime(2026, 12, 15, 8, tzinfo=VIETNAM)
    assert (int(first[0]["sequence"]), str(first[0]["status"])) == (0, "CONFIRMED")
    assert [e["uid"] for e in _events(session, client)] == [e["uid"] for e in first]


def test_a_moved_session_moves_its_entry(session: Session, client: InspectingClient) -> None:
    row = posted(session, planned(session))
    before = _events(session, client)
    _put_off(session, row)

    after = _events(session, client)

    assert [e["uid"] for e in after] == [e["uid"] for e in before]
    assert int(after[0]["sequence"]) > int(before[0]["sequence"])
    assert after[0].decoded("dtstart").date() == D(2026, 12, 17)
    assert str(after[0]["status"]) == "CONFIRMED"


def test_a_cancelled_session_cancels_its_entry(session: Session, client: InspectingClient) -> None:
    row, _other = posted(session, planned(session)), planned(session, D(2026, 12, 22))
    schedule.cancel(session, row, reason=AWAY, agreed=(), now=factories.moment(planning.NOVEMBER))

    cancelled = _events(session, client)

    assert [(str(e["status"]), int(e["sequence"])) for e in cancelled] == [("CANCELLED", 1)]


def test_moved_to_a_time_that_is_not_public_the_entry_is_off(
    session: Session, client: InspectingClient
) -> None:
    row = posted(session, planned(session), places=[PostingPlace.SEAT])
    _put_off(session, row, D(2026, 12, 10))  # Brought forward, and not posted yet.

    assert [str(e["status"]) for e in _events(session, client)] == ["CANCELLED"]


def _put_off(session: Session, row: PlannedSession, on: date = LATER) -> None:
    to = NewTime(on, time(8), time(11), planning.ROOM)
    now = factories.moment(planning.NOVEMBER)
    schedule.move(session, row, to, reason=AWAY, agreed=(), now=now)


def _events(session: Session, client: InspectingClient) -> list[icalendar.Event]:
    answer = client.get(f"{_place(session)}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return list(icalendar.Calendar.from_ical(answer.text).walk("VEVENT"))


def _place(session: Session) -> str:
    return f"/agencies/{factories.agency(session).id}/schedule"
