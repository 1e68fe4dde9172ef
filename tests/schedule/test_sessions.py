"""The pages of the schedule: what they show, what they ask, who may change it."""

from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.planning import DECEMBER_15, NOVEMBER, planned, posted
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework import schedule
from tracker.casework.schedule import NewTime
from tracker.records.organisation import User
from tracker.records.reception import Reception
from tracker.records.schedule import PlannedSession, SessionStatus

SignIn = Callable[[Role | User], InspectingClient]
D = date
WHEN = {"begins_at": "8h", "ends_at": "11:30", "place": "Phòng họp A"}


@pytest.fixture(autouse=True)
def november(at: SetClock) -> None:
    at("2026-11-02")


def test_a_month_shows_its_sessions_and_its_days_off_with_their_decision(
    session: Session, sign_in: SignIn
) -> None:
    planned(session, D(2026, 11, 16))

    page = sign_in(Role.HANDLER).get("/schedule?month=2026-11", max_queries=8)

    assert "16/11/2026" in page.words
    assert "Sắp đến hạn" in page.words or "Còn hạn" in page.words
    assert "niêm yết chậm nhất 09/11/2026" in page.words
    assert "Ngày Văn hóa Việt Nam Nghị quyết 28/2026/QH16" in page.words


def test_swap_days_stand_in_their_month(sign_in: SignIn) -> None:
    page = sign_in(Role.INSPECTOR).get("/schedule?month=2026-08")

    assert "31/08" in page.words
    assert "22/08" in page.words
    assert "Ngày làm bù" in page.words


@pytest.mark.parametrize("month", ["", "2026-13", "0000-01", "٢٠٢٦-01", "khong"])
def test_a_month_that_is_none_is_this_month(sign_in: SignIn, month: str) -> None:
    assert sign_in(Role.HANDLER).get(f"/schedule?month={month}").heading.endswith("11/2026")


def test_who_only_reads_is_offered_no_change(session: Session, sign_in: SignIn) -> None:
    row = planned(session)
    place = f"/schedule/sessions/{row.id}"

    reader, clerk = sign_in(Role.INSPECTOR).get(place), sign_in(Role.RECEPTIONIST).get(place)

    assert f"{place}/move" not in reader.links
    assert f"{place}/move" in clerk.links


def test_an_extraordinary_session_is_planned_with_its_ground(
    session: Session, sign_in: SignIn
) -> None:
    client = sign_in(Role.RECEPTIONIST)
    planning.director(session)
    page = client.get("/schedule/sessions/new")

    answer = client.submit(page, {**WHEN, "planned_on": "3/11", "ground": "a"})

    shown = client.follow(answer)
    assert "Không phải niêm yết trước" in shown.words
    assert "gay gắt, phức tạp" in shown.words
    assert _only(session).begins_at == time(8)


def test_a_day_off_is_asked_and_saved_after_the_yes(session: Session, sign_in: SignIn) -> None:
    client = sign_in(Role.RECEPTIONIST)
    planning.director(session)
    typed = {**WHEN, "planned_on": "24/11/2026", "mode": "periodic"}

    asked = client.submit(client.get("/schedule/sessions/new"), typed, status=422)
    assert "24/11/2026 là ngày nghỉ (Ngày Văn hóa Việt Nam)" in asked.words
    assert session.scalars(select(PlannedSession)).all() == []
    client.submit(asked, {"agreed": True})

    assert _only(session).day_off_agreed


def test_a_yes_that_nobody_asked_for_saves_nothing(session: Session, sign_in: SignIn) -> None:
    client = sign_in(Role.RECEPTIONIST)
    planning.director(session)
    typed = {**WHEN, "planned_on": "24/11/2026", "mode": "periodic", "agreed": True}

    client.submit(client.get("/schedule/sessions/new"), typed, status=422)

    assert session.scalars(select(PlannedSession)).all() == []


@pytest.mark.parametrize("typed", ["", "sáng", "25h"])
def test_a_time_that_is_none_is_told_beside_it_and_kept(
    session: Session, sign_in: SignIn, typed: str
) -> None:
    planning.director(session)
    client = sign_in(Role.RECEPTIONIST)
    page = client.get("/schedule/sessions/new")

    answer = client.submit(page, {**WHEN, "begins_at": typed}, status=422)

    assert answer.every("p", id="begins_at-error")
    assert answer.form().values["begins_at"] == [typed]


def test_an_overlap_is_told_beside_the_hours(session: Session, sign_in: SignIn) -> None:
    planned(session)
    client = sign_in(Role.RECEPTIONIST)
    typed = {**WHEN, "planned_on": "15/12/2026", "mode": "periodic"}

    answer = client.submit(client.get("/schedule/sessions/new"), typed, status=422)

    told = answer.every("p", id="begins_at-error")
    assert len(told) == 1
    assert "Người chủ trì đã có buổi 08:00–11:00" in answer.words


def test_all_that_waits_is_posted_at_once(session: Session, sign_in: SignIn) -> None:
    for day in (D(2026, 11, 16), DECEMBER_15):
        planned(session, day)
    client = sign_in(Role.RECEPTIONIST)

    client.submit(client.get("/schedule/postings/new"))

    rows = session.scalars(select(PlannedSession)).all()
    assert [len(row.postings) for row in rows] == [3, 3]
    assert "đều" not in client.get("/schedule/postings/new").words


def test_a_late_posting_is_asked_then_shown_as_late(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    row = planned(session)
    at("2026-12-10")
    client = sign_in(Role.RECEPTIONIST)

    asked = client.submit(client.get("/schedule/postings/new"), status=422)
    assert "chậm 2 ngày làm việc. Ghi nhận là niêm yết chậm?" in asked.words
    client.submit(asked, {"agreed": True})

    shown = client.get(f"/schedule/sessions/{row.id}")
    assert "niêm yết chậm 2 ngày làm việc" in shown.words
    assert "chậm, hạn 08/12/2026" in shown.words


def test_a_session_that_is_not_posted_after_its_last_day_is_overdue(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    planned(session)
    at("2026-12-09")

    assert "Quá hạn" in sign_in(Role.DIRECTOR).get("/schedule?month=2026-12").words


def test_a_session_is_moved_and_both_rows_say_so(session: Session, sign_in: SignIn) -> None:
    row = posted(session, planned(session))
    client = sign_in(Role.RECEPTIONIST)
    page = client.get(f"/schedule/sessions/{row.id}/move")

    answer = client.submit(page, {"planned_on": "17/12/2026", "reason": "Giám đốc đi họp"})

    new = client.follow(answer)
    assert "Buổi dời đến" in new.words
    assert "luật không ấn định số ngày" in new.words
    month = client.get("/schedule?month=2026-12")
    assert "Đã dời → 17/12/2026 Giám đốc đi họp" in month.words


def test_a_move_out_of_the_month_is_asked_on_the_page(session: Session, sign_in: SignIn) -> None:
    row = posted(session, planned(session))
    client = sign_in(Role.RECEPTIONIST)
    page = client.get(f"/schedule/sessions/{row.id}/move")
    typed = {"planned_on": "05/01/2027", "reason": "Giám đốc đi họp"}

    asked = client.submit(page, typed, status=422)
    assert "sẽ chỉ còn 0/1 ngày tiếp của người đứng đầu" in asked.words
    client.submit(asked, {"agreed": True})

    session.refresh(row)
    assert row.status is SessionStatus.MOVED


def test_a_session_is_cancelled_described_and_held(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    client = sign_in(Role.RECEPTIONIST)
    row, other = planned(session), planned(session, D(2026, 12, 8))
    described = f"/schedule/sessions/{row.id}/content"
    client.submit(client.get(described), {"participants": "Chánh Văn phòng", "content": "Đất đai"})
    client.submit(client.get(f"/schedule/sessions/{other.id}/cancel"), {"reason": "Trùng lịch"})
    at("2026-12-15")
    client = sign_in(Role.RECEPTIONIST)
    client.submit(client.get(f"/schedule/sessions/{row.id}/held"), {"nobody_came": True})

    session.expire_all()
    assert row.participants == "Chánh Văn phòng"
    assert other.status is SessionStatus.CANCELLED
    assert row.status is SessionStatus.HELD
    assert session.scalars(select(Reception)).one().nobody_came


def test_two_who_move_one_session_at_once_are_told(session: Session, sign_in: SignIn) -> None:
    row = planned(session)
    client = sign_in(Role.RECEPTIONIST)
    page = client.get(f"/schedule/sessions/{row.id}/move")
    to = NewTime(D(2026, 12, 18), time(8), time(11), planning.ROOM)
    now = factories.moment(NOVEMBER)
    schedule.move(session, row, to, reason="Đi họp xa", agreed=(), now=now)

    typed = {"planned_on": "17/12/2026", "reason": "Giám đốc đi họp"}
    answer = client.submit(page, typed, status=422)

    assert "Buổi này không còn theo lịch: Đã dời." in answer.words


def test_the_steps_before_an_online_session_are_recorded(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    client = sign_in(Role.RECEPTIONIST)
    planning.director(session)
    typed = {
        **WHEN, "planned_on": "08/12/2026", "ground": "b", "form": "online",
        "online_ground": "remote", "other_points": "Xã Ba Vì",
    }  # fmt: skip
    client.submit(client.get("/schedule/sessions/new"), typed)
    place = f"/schedule/sessions/{_only(session).id}"
    assert "chậm nhất 07:00 08/12/2026" in client.get(place).words
    at("2026-12-02")

    asked = client.submit(client.get(f"{place}/online"), {"notified_on": "02/12"}, status=422)
    client.submit(asked, {"agreed": True})

    assert "đã làm 02/12/2026 trễ" in client.get(place).words


def test_the_sheet_for_the_wall_puts_equal_sessions_together(
    session: Session, sign_in: SignIn
) -> None:
    planned(session)
    planned(session, D(2026, 12, 22))

    page = sign_in(Role.RECEPTIONIST).get("/schedule/print?month=2026-12&months=1")

    assert len(page.every("section", class_="paper-block")) == 1
    assert "15/12/2026 thứ Ba" in page.words
    assert "22/12/2026 thứ Ba" in page.words


def _only(session: Session) -> PlannedSession:
    session.expire_all()
    return session.scalars(select(PlannedSession)).one()
