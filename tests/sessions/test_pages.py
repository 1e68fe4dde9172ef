"""The pages of sessions: who sees what, and what is asked about."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from tests import factories
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
