"""Sign-in through a real OpenID Connect provider: who gets in, who does not, what it leaves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.live_server import serve
from tests.support.oidc_client import (
    RETURN,
    SECRET,
    START,
    Build,
    back,
    begun,
    entries,
    failed,
    state,
    visitor,
)
from tests.support.oidc_provider import Provider, asked_of, real_provider
from tracker.access import Role
from tracker.casework import lockout
from tracker.clock import now
from tracker.records.accounts import SignInFailure
from tracker.records.organisation import User
from tracker.web.requests import SIGN_IN

if TYPE_CHECKING:
    from playwright.sync_api import Page as BrowserPage
    from playwright.sync_api import Route

STALE = "không còn hiệu lực"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with real_provider() as started:
        yield started


@pytest.fixture
def handler(session: Session) -> User:
    return factories.person(session, Role.HANDLER)


def test_somebody_known_at_the_provider_gets_in(
    build_app: Build, session: Session, provider: Provider, handler: User
) -> None:
    provider.know("u1", preferred_username=handler.login)
    client = visitor(build_app, session, provider.issuer)
    button = client.get("/account/sign-in").links

    page = back(client, provider.agree(begun(client), "u1"))

    assert START in button
    assert page.headers["Location"] == "/"
    client.get("/account/permissions")
    session.refresh(handler)
    assert handler.last_signed_in_at is not None
    entry = entries(session, "sign_in")[0]
    assert (entry.actor_id, entry.subject_id) == (handler.id, str(handler.id))
    assert entry.changes == {"way": "provider"}


def test_whoever_wanted_a_page_is_led_there(
    build_app: Build, session: Session, provider: Provider, handler: User
) -> None:
    provider.know("u1", preferred_username=handler.login)
    client = visitor(build_app, session, provider.issuer)

    page = back(client, provider.agree(begun(client, "/account/permissions"), "u1"))

    assert page.headers["Location"] == "/account/permissions"


def test_nobody_is_led_elsewhere(
    build_app: Build, session: Session, provider: Provider, handler: User
) -> None:
    provider.know("u1", preferred_username=handler.login)
    client = visitor(build_app, session, provider.issuer)

    page = back(client, provider.agree(begun(client, "https://evil.example/"), "u1"))

    assert page.headers["Location"] == "/"


def test_off_by_default(client: InspectingClient) -> None:
    assert START not in client.get("/account/sign-in").links
    client.get(START, status=404)
    client.get(RETURN, status=404)


def test_nobody_unknown_gets_an_account(
    build_app: Build, session: Session, provider: Provider, handler: User
) -> None:
    provider.know("u2", preferred_username="nguoi.la", email=f"{handler.login}@so.example")
    client = visitor(build_app, session, provider.issuer)

    page = back(client, provider.agree(begun(client), "u2"), status=422)

    assert "chưa có tài khoản nào mang tên đó" in page.words
    assert len(session.scalars(select(User)).all()) == 1
    assert failed(session) == "unknown"
    client.get("/account/permissions", status=302)


def test_a_closed_account_stays_closed(
    build_app: Build, session: Session, provider: Provider, handler: User
) -> None:
    provider.know("u1", preferred_username=handler.login)
    handler.is_active = False
    client = visitor(build_app, session, provider.issuer)

    page = back(client, provider.agree(begun(client), "u1"), status=422)

    assert "đang bị khóa" in page.words
    assert failed(session) == "closed"
    assert entries(session, "sign_in_failed")[0].agency_id == handler.agency_id


def test_the_lock_of_failures_holds_here_too(
    build_app: Build, session: Session, provider: Provider, handler: User
) -> None:
    provider.know("u1", preferred_username=handler.login)
    here = lockout.Origin("192.0.2.1", "")
    for _ in range(lockout.MOST_FAILURES):
        lockout.fail(session, handler.login, here, SignInFailure.PASSWORD, now=now(), lock_hours=12)
    client = visitor(build_app, session, provider.issuer)

    page = back(client, provider.agree(begun(client), "u1"), status=422)

    assert "tạm khóa" in page.words
    assert failed(session) == "locked"


def test_whoever_cancels_at_the_provider_stays_outside(
    build_app: Build, session: Session, provider: Provider
) -> None:
    client = visitor(build_app, session, provider.issuer)

    address = provider.agree(begun(client), None)
    page = client.get(f"{RETURN}?{address.partition('?')[2]}&{state(client)}", status=422)

    assert page.every("form")
    client.get("/account/permissions", status=302)


def test_the_same_return_a_second_time_is_no_sign_in(
    build_app: Build, session: Session, provider: Provider, handler: User
) -> None:
    provider.know("u1", preferred_username=handler.login)
    client = visitor(build_app, session, provider.issuer)
    address = provider.agree(begun(client), "u1")
    back(client, address)
    client.sign_out()

    page = back(client, address, status=422)

    assert STALE in page.words


def test_a_stolen_code_is_worth_nothing_in_another_sign_in(
    build_app: Build, session: Session, provider: Provider, handler: User
) -> None:
    provider.know("u1", preferred_username=handler.login)
    victim = visitor(build_app, session, provider.issuer)
    thief = visitor(build_app, session, provider.issuer)
    stolen = asked_of(provider.agree(begun(victim), "u1"))["code"]
    own = asked_of(begun(thief))["state"]

    page = thief.get(f"{RETURN}?code={stolen}&state={own}", status=422, max_queries=40)

    # The provider at hand does not compare the verifier of PKCE; the nonce gives it away.
    assert "một lượt đăng nhập khác" in page.words
    assert failed(session) == "nonce"


@pytest.mark.parametrize("query", ["", "code=x", "code=x&state=wrong", "state=&error=x"])
def test_an_answer_of_another_state_is_refused(
    build_app: Build, session: Session, provider: Provider, query: str
) -> None:
    client = visitor(build_app, session, provider.issuer)
    begun(client)

    page = client.get(f"{RETURN}?{query}", status=422)

    assert STALE in page.words
    assert failed(session) == "state"


def test_an_answer_to_nothing_fills_no_trail(
    build_app: Build, session: Session, provider: Provider
) -> None:
    client = visitor(build_app, session, provider.issuer)

    page = client.get(f"{RETURN}?code=x&state=y", status=422)

    assert STALE in page.words
    assert entries(session, "sign_in_failed") == []


def test_with_the_provider_down_the_password_still_works(
    build_app: Build, session: Session, handler: User
) -> None:
    client = visitor(build_app, session, "http://127.0.0.1:9")

    page = client.get(START, status=503)

    assert "Chưa nối được nhà cung cấp" in page.words
    typed = {f"{SIGN_IN}login": handler.login, f"{SIGN_IN}password": factories.PASSWORD}
    client.submit(page, typed)
    client.get("/account/permissions")


def test_a_sign_in_in_the_browser(
    sqlite_app: Flask,
    build_app: Build,
    session: Session,
    provider: Provider,
    handler: User,
    page: "BrowserPage",
) -> None:
    provider.know("u9", preferred_username=handler.login)
    name = handler.full_name
    session.commit()
    app = build_app(
        oidc_issuer=provider.issuer,
        oidc_client_id="tracker",
        oidc_client_secret=SECRET,
        oidc_label="Tài khoản của tỉnh",
    )
    with serve(app) as address:
        page.route("**/*", _stay_near)
        page.goto(f"{address}/account/sign-in?next=/account/permissions")
        page.get_by_role("link", name="Tài khoản của tỉnh").click()
        page.locator("input[name=sub]").fill("u9")
        page.get_by_role("button", name="Authorize").click()
        page.wait_for_url(f"{address}/account/permissions")

        assert name in page.locator(".account-name").inner_text()
        page.locator(".account summary").click()
        page.get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url(f"{address}/account/sign-in")


def _stay_near(route: "Route") -> None:
    """Let the pages of the provider ask for nothing from far away."""
    if "//127.0.0.1:" in route.request.url:
        route.continue_()
    else:
        route.fulfill(status=200, body="", content_type="text/css")
