"""The pages of sessions: who sees what, and times as people write them."""

from collections.abc import Callable
from datetime import time

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.web.times import read_time

SignIn = Callable[[Role], InspectingClient]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7:30", time(7, 30)), ("07h30", time(7, 30)), ("0730", time(7, 30)), ("13h", time(13)),
        ("8 giờ", None), ("25:00", None), ("7:60", None), ("sáng", None), ("", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, read: time | None) -> None:
    assert read_time(typed) == read


def test_a_wrong_time_stays_in_the_field_with_a_sentence(sign_in: SignIn, at: SetClock) -> None:
    at("2026-11-16")
    client = sign_in(Role.RECEPTIONIST)
    page = client.submit(client.get("/sessions/new"), {"begins_at": "sáng"}, status=422)
    assert "Hãy ghi giờ như 7:30 hoặc 13h45." in page.words
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
