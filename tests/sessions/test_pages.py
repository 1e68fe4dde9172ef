"""The pages of sessions: who sees what, and what is asked about."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from tests import factories, planning
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role

SignIn = Callable[[Role], InspectingClient]


def test_a_wrong_time_stays_in_the_field_with_a_sentence(sign_in: SignIn, at: SetClock) -> None:
    at("2026-11-16")
    client = sign_in(Role.RECEPTIONIST)
    page = client.submit(client.get("/sessions/new"), {"begins_at": "sáng"}, status=422)
    assert "Không đọc được giờ" in page.words
    assert page.form("/sessions/new").values["begins_at"] == ["sáng"]


def test_a_day_off_is_asked_about(sign_in: SignIn, session: Session, at: SetClock) -> None:
    at("2026-11-26")
    director = factories.person_with(session, Role.DIRECTOR)
    session.commit()
    client = sign_in(Role.RECEPTIONIST)
    typed = {"receiver_id": director.id, "held_on": "24/11/2026", "begins_at": "7:30"}

    page = client.submit(client.get("/sessions/new"), typed, status=422)
    client.submit(page, {"on_day_off": "y"})

    assert "24/11/2026 là ngày nghỉ" in page.words


def test_a_handler_sees_tasks_but_no_sessions(sign_in: SignIn) -> None:
    client = sign_in(Role.HANDLER)
    client.get("/tasks", max_queries=8)
    client.get("/sessions", status=403)


def test_the_session_of_the_schedule_is_opened_filled_in(
    sign_in: SignIn, session: Session, at: SetClock
) -> None:
    at("2026-12-15")
    row = planning.planned(session, participants="Lê Văn Tám, Thanh tra; Phòng Hành chính")
    session.commit()
    client = sign_in(Role.RECEPTIONIST)

    listed = client.get("/sessions", max_queries=8)
    opening = client.get(f"/sessions/new?planned={row.id}")
    opened = client.follow(client.submit(opening))

    assert "Theo lịch hôm nay" in listed.words
    assert "Lê Văn Tám, Thanh tra" in opened.words
    assert "Theo lịch hôm nay" not in client.get("/sessions").words


def test_a_running_session_is_put_right(sign_in: SignIn, session: Session, at: SetClock) -> None:
    at("2026-12-15")
    planning.planned(session, participants="Lê Văn Tám, Thanh tra")
    session.commit()
    client = sign_in(Role.RECEPTIONIST)
    row = client.get("/sessions").links
    opening = client.get(next(link for link in row if "planned=" in link))
    place = client.submit(opening).headers["Location"]

    form = client.get(f"{place}/present")
    wrong = client.submit(form, {"begins_at": "sáng"}, status=422)
    client.submit(form, {"interpreter": "Đinh Thị Hrê, tiếng Hrê", "place": "Hội trường A"})

    assert "Không đọc được giờ" in wrong.words
    page = client.get(place)
    assert "Đinh Thị Hrê, tiếng Hrê" in page.words
    assert "Hội trường A" in page.words
    assert "Lê Văn Tám, Thanh tra" in page.words
