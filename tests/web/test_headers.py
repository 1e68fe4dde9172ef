"""What every answer tells the browser about safety."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.client import InspectingClient


def test_a_page_allows_nothing_inline_no_frame_and_no_keeping(stranger: InspectingClient) -> None:
    headers = stranger.get("/account/sign-in").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_an_error_is_protected_too(stranger: InspectingClient) -> None:
    assert "Content-Security-Policy" in stranger.get("/khong-co", status=404).headers


def test_tls_is_asked_for_where_it_is_used(stranger: InspectingClient) -> None:
    headers = stranger.get("/account/sign-in", base_url="https://localhost").headers

    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    stranger: InspectingClient,
) -> None:
    cookie = stranger.get("/account/sign-in").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_in_production_the_cookie_travels_over_tls_only(build_app: Callable[..., Flask]) -> None:
    app = build_app(environment="production", secret_key="0123456789abcdef" * 4)
    cookie = app.test_client().get("/account/sign-in").headers["Set-Cookie"]

    assert cookie.startswith("__Host-tracker=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert app.testing is False


def test_an_asset_may_be_kept_for_a_year_under_a_name_that_changes_with_it(
    stranger: InspectingClient,
) -> None:
    links = stranger.get("/account/sign-in").every("link", rel="stylesheet")
    answer = stranger.raw.get(links[0].get("href", ""))

    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer.close()


def test_a_trusted_proxy_may_say_where_a_request_came_from(build_app: Callable[..., Flask]) -> None:
    from flask import request

    from tracker.web.guard import public

    app = build_app(trusted_proxies=1)
    app.add_url_rule("/where", "where", public(lambda: f"{request.remote_addr} {request.scheme}"))
    answer = app.test_client().get(
        "/where", headers={"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https"}
    )

    assert answer.text == "10.1.2.3 https"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("tiepdan.vi-du.vn", 200),
        ("tiepdan.vi-du.vn:8443", 200),
        ("noibo.vi-du.vn", 200),
        ("localhost", 200),
        ("la.vi-du.vn", 400),
        ("tiepdan.vi-du.vn.la.vn", 400),
    ],
)
def test_once_its_address_is_set_the_tracker_answers_under_no_other(
    build_app: Callable[..., Flask], host: str, status: int
) -> None:
    app = build_app(public_url="https://tiepdan.vi-du.vn", trusted_hosts="noibo.vi-du.vn")

    answer = app.test_client().get("/account/sign-in", headers={"Host": host})

    assert answer.status_code == status
    assert status == 200 or "la." not in answer.text
