"""Nothing done for a quarter of an hour, or five minutes as an administrator: sign in again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.clock import now
from tracker.config import ConfigError
from tracker.records.accounts import SignInSession
from tracker.records.organisation import User

SignIn = Callable[[User | Role], InspectingClient]
SetSettings = Callable[..., None]


@pytest.fixture(autouse=True)
def locks(set_settings: SetSettings) -> None:
    set_settings(idle_minutes=15, administrator_idle_minutes=5, session_hours=12)


@pytest.mark.parametrize(
    ("role", "minutes", "status"),
    [
        (Role.HANDLER, 14, 200),
        (Role.HANDLER, 16, 302),
        (Role.DIRECTOR, 14, 200),
        (Role.ADMINISTRATOR, 4, 200),
        (Role.ADMINISTRATOR, 6, 302),
    ],
)
def test_a_session_locks_after_its_minutes(
    sign_in: SignIn, at: SetClock, role: Role, minutes: int, status: int
) -> None:
    client = sign_in(role)
    at(now() + timedelta(minutes=minutes))

    client.get("/account/permissions", status=status)


def test_whoever_clicks_stays_in_until_the_day_is_over(
    sign_in: SignIn, user: User, at: SetClock
) -> None:
    client, begun = sign_in(user), now()
    for minutes in range(10, 12 * 60, 10):
        at(begun + timedelta(minutes=minutes))
        client.get("/account/permissions")
    at(begun + timedelta(hours=12, minutes=1))

    client.get("/account/permissions", status=302)


def test_a_locked_session_is_not_woken_by_asking_again(
    sign_in: SignIn, user: User, at: SetClock
) -> None:
    client, begun = sign_in(user), now()
    at(begun + timedelta(minutes=16))
    client.get("/account/permissions", status=302)
    client.get("/account/sign-in")
    at(begun + timedelta(minutes=17))

    client.get("/account/permissions", status=302)


def test_what_a_script_sends_by_itself_keeps_no_session_alive(
    sign_in: SignIn, user: User, at: SetClock
) -> None:
    client, begun = sign_in(user), now()
    for minutes in (5, 10, 14):
        at(begun + timedelta(minutes=minutes))
        client.get("/account/permissions", headers={"X-Outbox": "1"})
    at(begun + timedelta(minutes=16))

    client.get("/account/permissions", status=302)


def test_a_session_is_written_to_have_been_seen_once_a_minute_at_most(
    sign_in: SignIn, session: Session, user: User, at: SetClock
) -> None:
    client, begun = sign_in(user), now()
    seen = []
    for seconds in (20, 50, 70, 100, 140):
        at(begun + timedelta(seconds=seconds))
        client.get("/account/permissions")
        session.rollback()
        row = session.scalars(select(SignInSession)).one()
        session.refresh(row)
        seen.append(round((row.seen_at - begun).total_seconds()))

    assert [abs(a - b) <= 2 for a, b in zip(seen, [0, 0, 70, 70, 140], strict=True)] == [True] * 5


def test_knowing_a_session_costs_no_statement_more(
    sign_in: SignIn, user: User, at: SetClock
) -> None:
    client = sign_in(user)
    at(now() + timedelta(minutes=3))

    assert len(client.get("/account/still-here", max_queries=1).statements) == 1


def test_a_form_sent_after_the_lock_comes_back_but_for_its_passwords(
    sign_in: SignIn, user: User, at: SetClock
) -> None:
    client = sign_in(user)
    page = client.get("/account/password")
    at(now() + timedelta(minutes=16))
    locked = client.submit(page, {"current": "bí mật 1", "new": "bí mật 2"}, status=401)

    assert "Phiên làm việc đã kết thúc" in locked.words
    assert "form_token" in locked.form("/account/sign-in").values
    assert "bí mật" not in locked.text


def test_a_page_asked_for_after_the_lock_says_why_it_asks(
    sign_in: SignIn, user: User, at: SetClock
) -> None:
    client = sign_in(user)
    at(now() + timedelta(minutes=16))

    asked = client.follow(client.get("/account/permissions", status=302))

    assert "Phiên đăng nhập trước đã kết thúc" in asked.words


def test_a_locked_session_is_shown_as_timed_out(
    sign_in: SignIn, session: Session, user: User, at: SetClock
) -> None:
    factories.session_name(session, user)
    at(now() + timedelta(minutes=16))
    words = sign_in(user).get("/account/sessions").words

    assert words.count("(phiên này)") == 1
    assert "Hết giờ" in words
    assert "Kết thúc các phiên khác" not in words


def test_a_page_knows_after_how_long_it_locks(sign_in: SignIn, user: User) -> None:
    page = sign_in(Role.ADMINISTRATOR).get("/account/permissions")

    assert [body.get("data-idle") for body in page.every("body")] == ["5"]


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"idle_minutes": 16}, "IDLE_MINUTES"),
        ({"administrator_idle_minutes": 6}, "ADMINISTRATOR_IDLE_MINUTES"),
        ({"sign_in_lock_hours": 11}, "SIGN_IN_LOCK_HOURS"),
    ],
    ids=str,
)
def test_production_takes_nothing_weaker_than_the_standard(
    sqlite_app: Flask, build_app: Callable[..., Flask], changes: dict[str, int], name: str
) -> None:
    strict = {"idle_minutes": 15, "administrator_idle_minutes": 5, "sign_in_lock_hours": 12}

    with pytest.raises(ConfigError, match=name):
        build_app(environment="production", **(strict | changes))


def test_production_asks_administrators_for_a_second_factor(
    sqlite_app: Flask, build_app: Callable[..., Flask]
) -> None:
    strict = {"idle_minutes": 15, "administrator_idle_minutes": 5}

    settings = build_app(environment="production", **strict).config["TRACKER"]

    assert settings.second_factor == "administrators"
    assert (settings.idle_minutes, settings.sign_in_lock_hours) == (15, 12)
