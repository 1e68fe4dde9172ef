"""Sessions stand on the server: seen, ended one by one or all, and dead at once when ended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.accounts.conftest import sign_in as sign_in_by_page
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.accounts import signing
from tracker.casework import people
from tracker.clock import now, today
from tracker.records.accounts import SessionEnd, SignInSession, Way
from tracker.records.audit import AuditEntry
from tracker.records.base import current_session
from tracker.records.organisation import User
from tracker.web.guard import person_in, public

SignIn = Callable[[User], InspectingClient]
NewClient = Callable[[], InspectingClient]
SetSettings = Callable[..., None]
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"


def test_a_sign_in_is_a_row_that_does_not_hold_the_token(
    client: InspectingClient, session: Session, user: User
) -> None:
    sign_in_by_page(client, user.login)
    row = session.scalars(select(SignInSession)).one()
    with client.raw.session_transaction() as kept:
        token = kept["_user_id"].partition(".")[2]

    assert (row.user_id, row.way, row.address) == (user.id, Way.PASSWORD, "127.0.0.1")
    assert len(token) > 40
    assert token not in (row.token_digest, row.device)


def test_the_cookie_of_an_ended_session_is_worth_nothing(
    sign_in: SignIn, session: Session, user: User
) -> None:
    client = sign_in(user)
    client.get("/account/permissions")
    row = session.scalars(select(SignInSession)).one()
    row.ended_at, row.end = now(), SessionEnd.BY_OWNER

    client.get("/account/permissions", status=302)


def test_a_cookie_copied_before_the_sign_out_is_dead_after_it(
    sign_in: SignIn, new_client: NewClient, user: User
) -> None:
    client, thief = sign_in(user), new_client()
    name, value = client.session_cookie()
    thief.raw.set_cookie(name, value)
    thief.get("/account/permissions")

    client.post("/account/sign-out")

    thief.get("/account/permissions", status=302)


def test_a_token_opens_no_other_persons_session(
    new_client: NewClient, session: Session, user: User
) -> None:
    other = factories.person(session, Role.DIRECTOR)
    token = factories.session_name(session, user).partition(".")[2]
    client = new_client()
    client.sign_in(f"{other.id}.{token}")

    client.get("/account/permissions", status=302)


def test_signing_in_again_ends_what_this_browser_had(
    client: InspectingClient, session: Session, user: User, set_settings: SetSettings, at: SetClock
) -> None:
    set_settings(idle_minutes=15)
    sign_in_by_page(client, user.login)
    at(now() + timedelta(minutes=16))
    sign_in_by_page(client, user.login)

    rows = session.scalars(select(SignInSession).order_by(SignInSession.id)).all()
    assert [row.end for row in rows] == [SessionEnd.REPLACED, None]


def test_the_way_back_from_a_provider_opens_a_session_though_it_comes_by_get(
    build_app: Callable[..., Flask], session: Session, user: User
) -> None:
    app, number = build_app(), user.id

    @public
    def back() -> ResponseReturnValue:
        person = person_in(current_session(), number, today())
        assert person is not None
        signing.open_session(person, way=Way.PROVIDER)
        return redirect("/account/sessions")

    app.add_url_rule("/back", "back", back)
    client = InspectingClient(app, before_request=session.commit)
    client.get("/back", status=302)

    assert "Tài khoản dùng chung" in client.get("/account/sessions").words
    assert session.scalars(select(SignInSession.way)).all() == [Way.PROVIDER]


def test_the_page_names_devices_and_marks_this_one(
    sign_in: SignIn, new_client: NewClient, user: User
) -> None:
    other = new_client()
    page = other.get("/account/sign-in")
    form = page.form()
    sent = {
        **{name: values[0] for name, values in form.values.items()},
        "sign-in-login": user.login,
        "sign-in-password": factories.PASSWORD,
    }
    other.post(
        "/account/sign-in", sent, csrf=False,
        headers={"User-Agent": IPHONE}, environ_base={"REMOTE_ADDR": "203.0.113.9"},
    )  # fmt: skip

    words = sign_in(user).get("/account/sessions", max_queries=8).words

    assert "Chrome trên Windows (phiên này)" in words
    assert "Safari trên iPhone" in words
    assert "203.0.113.9" in words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (EDGE, "Edge trên Windows"),
        (IPHONE, "Safari trên iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox trên"),
        ("curl/8.0", "Thiết bị không rõ"),
        ("", "Thiết bị không rõ"),
    ],
)
def test_a_device_is_named_by_browser_and_system(name: str, words: str) -> None:
    from tracker.web.devices import device_words

    assert words in device_words(name)


def test_one_session_is_ended_from_another(sign_in: SignIn, session: Session, user: User) -> None:
    lost, mine = sign_in(user), sign_in(user)
    first = session.scalars(select(SignInSession.id).order_by(SignInSession.id)).first()
    mine.post(f"/account/sessions/{first}/end")

    lost.get("/account/permissions", status=302)
    mine.get("/account/permissions")


def test_all_other_sessions_are_ended_and_this_one_goes_on(
    sign_in: SignIn, session: Session, user: User
) -> None:
    others = [sign_in(user), sign_in(user)]
    mine = sign_in(user)
    mine.submit(mine.get("/account/sessions"), action="/account/sessions/end-others")

    for other in others:
        other.get("/account/permissions", status=302)
    mine.get("/account/permissions")
    told = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert told is not None
    assert (told.action, told.actor_id) == ("session_end", user.id)
    assert told.changes == {"end": "by_owner", "sessions": 2}


def test_ending_this_session_is_signing_out(sign_in: SignIn, session: Session, user: User) -> None:
    client = sign_in(user)
    own = session.scalars(select(SignInSession.id)).one()
    answer = client.post(f"/account/sessions/{own}/end")

    assert answer.headers["Location"] == "/account/sign-in"
    client.get("/account/permissions", status=302)


@pytest.mark.parametrize("number", [987_654, 2**70])
def test_a_session_that_does_not_exist_is_not_found(
    sign_in: SignIn, user: User, number: int
) -> None:
    sign_in(user).post(f"/account/sessions/{number}/end", status=404)


def test_the_session_of_somebody_else_is_not_found_and_goes_on(
    sign_in: SignIn, session: Session, user: User
) -> None:
    theirs = sign_in(factories.person(session, Role.DIRECTOR))
    number = session.scalars(select(SignInSession.id)).one()

    sign_in(user).post(f"/account/sessions/{number}/end", status=404)

    theirs.get("/account/permissions")


def test_a_changed_password_says_why_the_others_ended(
    sign_in: SignIn, session: Session, user: User
) -> None:
    sign_in(user)
    client = sign_in(user)
    new = "Con trâu đi trước, cái cày 2."
    client.submit(
        client.get("/account/password"),
        {"current": factories.PASSWORD, "new": new, "again": new},
    )

    ends = [row.end for row in session.scalars(select(SignInSession).order_by(SignInSession.id))]
    assert ends == [SessionEnd.PASSWORD_CHANGED, SessionEnd.PASSWORD_CHANGED, None]


def test_a_role_that_ends_ends_the_sessions_begun_with_it(
    sign_in: SignIn, session: Session, user: User
) -> None:
    client = sign_in(user)
    held = user.memberships[0]
    people.end_role(session, held, last_day=today(), by=0, now=now())

    client.get("/account/permissions", status=302)


def test_the_last_twenty_sign_ins_stand_there_with_what_failed(
    client: InspectingClient, session: Session, user: User
) -> None:
    sign_in_by_page(client, user.login, "sai mật khẩu rồi", status=422)
    sign_in_by_page(client, user.login.upper(), "sai mật khẩu rồi", status=422)
    sign_in_by_page(client, user.login)
    page = client.get("/account/sessions")

    results = ["".join(cell.itertext()).split() for cell in page.every("td", data_label="Kết quả")]
    assert [" ".join(words) for words in results] == [
        "Đã vào bằng mật khẩu", "Sai mật khẩu", "Sai mật khẩu",
    ]  # fmt: skip


def test_of_many_sign_ins_the_last_twenty_are_shown(
    sign_in: SignIn, session: Session, user: User
) -> None:
    for _ in range(23):
        factories.session_name(session, user)
    page = sign_in(user).get("/account/sessions", max_queries=8)

    assert len(page.every("td", data_label="Kết quả")) == 20


def test_failures_under_other_logins_are_not_shown(
    client: InspectingClient, sign_in: SignIn, user: User
) -> None:
    sign_in_by_page(client, "khong.ai", "sai mật khẩu rồi", status=422)

    assert "Sai mật khẩu" not in sign_in(user).get("/account/sessions").words


def test_sessions_and_attempts_are_kept_for_a_year(session: Session, user: User) -> None:
    from tracker.casework.clean_up import clean_up

    factories.session_name(session, user)
    list(clean_up(session, now=now() + timedelta(days=360)))
    kept = session.scalars(select(SignInSession.id)).all()
    list(clean_up(session, now=now() + timedelta(days=370)))

    assert len(kept) == 1
    assert session.scalars(select(SignInSession.id)).all() == []
