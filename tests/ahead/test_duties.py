"""The list behind a number: what is counted apart, who is kept out, what narrows it."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tests import factories
from tests.ahead.conftest import TODAY, count_in, figure, numbers, rows_behind, running
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import words
from tracker.access import Role
from tracker.casework.registration import PartyDetails
from tracker.law.events import EventType
from tracker.records.cases import Case
from tracker.records.organisation import User
from tracker.records.petitions import PartyRole

SignIn = Callable[[Role | User], InspectingClient]


def test_an_estimated_date_is_no_date_that_falls_due(
    session: Session, sign_in: SignIn, busy: list[Case]
) -> None:
    last = TODAY + timedelta(days=14)
    due = [o for o in running(session) if TODAY <= o.due_on <= last]
    due[0].is_estimated = True
    client = sign_in(Role.DIRECTOR)

    page = client.get("/look-ahead")

    assert figure(page, "nghĩa vụ đến hạn") == str(len(due) - 1)
    assert figure(page, "ngày hạn ước tính") == "1"
    (row,) = rows_behind(client, f"/look-ahead/duties?part=estimated&until={last}")
    assert "ước tính" in row


def test_paused_duties_are_counted_apart(session: Session, sign_in: SignIn, at: SetClock) -> None:
    at("2026-11-12")
    subject = factories.classified(session, factories.case(session), date(2026, 11, 4))
    factories.happen(session, subject, EventType.ACCEPTED, date(2026, 11, 9))
    factories.happen(session, subject, EventType.SUSPENDED, date(2026, 11, 11), ground="tdc-b")
    client = sign_in(Role.DIRECTOR)

    found = numbers(client.get("/look-ahead"))

    (written,) = found["/look-ahead/duties?part=paused"]
    assert int(written) == len(list(rows_behind(client, "/look-ahead/duties?part=paused"))) > 0
    paused = {o.id for o in subject.obligations if o.standing.value == "paused"}
    assert len(paused) == int(written)
    assert paused.isdisjoint(o.id for o in running(session))


def test_a_denouncer_stays_a_code_on_the_list(
    session: Session, sign_in: SignIn, busy: list[Case]
) -> None:
    page = sign_in(Role.DIRECTOR).get("/look-ahead/duties?part=open&kind=denunciation")

    assert "NTC-2026-0001" in page.words
    assert "Trần Thị Hạnh" not in page.text


def test_a_filter_of_the_list_is_taken_off_alone(
    session: Session, sign_in: SignIn, busy: list[Case]
) -> None:
    unit = busy[0].unit_id
    asked = f"part=open&unit={unit}&handler=none&kind=feedback&since=2026-11-01&until=khong"

    page = sign_in(Role.DIRECTOR).get(f"/look-ahead/duties?{asked}", max_queries=8)

    chips = {
        words(a).removeprefix("Bỏ lọc "): a.get("href") for a in page.every("a", class_="chip")
    }
    assert set(chips) == {"Phòng A", "Chưa giao người", "Phản ánh", "từ 01/11/2026"}
    assert chips["Phản ánh"] == (
        f"/look-ahead/duties?part=open&unit={unit}&handler=none&since=2026-11-01"
    )
    assert "Không có nghĩa vụ nào khớp." in page.words


def test_the_list_of_cases_can_be_asked_for_what_lies_with_nobody(
    session: Session, sign_in: SignIn, busy: list[Case]
) -> None:
    page = sign_in(Role.DIRECTOR).get("/cases?unit=none&handler=none&asked=1", max_queries=8)

    assert busy[4].code in page.words
    assert not any(case.code in page.words for case in busy[:4])
    chosen = [o.get("value") for o in page.every("option") if o.get("selected") is not None]
    assert chosen.count("none") == 2


def test_whom_a_case_is_about_neither_counts_nor_finds_it(
    session: Session, sign_in: SignIn, busy: list[Case]
) -> None:
    before = len(running(session))
    director = factories.person_with(session, Role.DIRECTOR)
    about = PartyDetails(PartyRole.RESPONDENT, factories.HANH, user_id=director.id)
    typed = factories.petition_details(received_on=TODAY, respondents=(about,))
    subject = factories.case(session, parties=typed.parties, received_on=TODAY)
    client = sign_in(director)

    page = client.get("/look-ahead")

    assert len(running(session)) > before
    assert count_in(page, "Cộng", "Nghĩa vụ đang mở") == before
    assert subject.code not in " ".join(rows_behind(client, "/look-ahead/duties?part=open"))
