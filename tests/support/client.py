"""A client that inspects every page it fetches."""

from collections.abc import Callable, Mapping
from contextvars import Context
from typing import Any, Literal, TypeVar

from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from tests.support.pages import Page, faults
from tests.support.queries import recorded_statements, refuse_more_than

T = TypeVar("T")
Values = Mapping[str, object]

DEFAULT_LIMIT = 12
CHANGE_LIMIT = 60


class InspectingClient:
    """Fetch pages as one person would, and refuse a page that breaks a rule of the house.

    Each request runs in a context of its own, as on a server, so nothing that a test set up
    (the application context, `g`, the write flag) leaks into it.
    """

    def __init__(self, app: Flask, before_request: Callable[[], None] = lambda: None) -> None:
        self.app = app
        self.raw: FlaskClient = app.test_client()
        self._before_request = before_request

    def get(
        self,
        url: str,
        *,
        status: int | tuple[int, ...] = 200,
        max_queries: int = DEFAULT_LIMIT,
        fragment: bool = False,
        **options: Any,
    ) -> Page:
        """Fetch a page, or with `fragment` the piece of a page that a script would ask for."""
        if fragment:
            options["headers"] = {"HX-Request": "true", **options.get("headers", {})}
        return self._fetch("GET", url, status, max_queries, fragment, options)

    def post(
        self,
        url: str,
        data: Values | None = None,
        *,
        status: int | tuple[int, ...] = 303,
        max_queries: int = CHANGE_LIMIT,
        csrf: bool = True,
        **options: Any,
    ) -> Page:
        """Send a form with a good CSRF token; read the answer, do not follow it."""
        token = {"csrf_token": self.csrf_token()} if csrf else {}
        options["data"] = {**token, **_text(data or {})}
        return self._fetch("POST", url, status, max_queries, False, options)

    def submit(
        self,
        page: Page,
        data: Values | None = None,
        *,
        action: str | None = None,
        without: tuple[str, ...] = (),
        status: int | tuple[int, ...] = 303,
        max_queries: int = CHANGE_LIMIT,
    ) -> Page:
        """Fill in a page's form and send it with its hidden fields, as a browser would."""
        form = page.form(action)
        sent = {**form.values, **_text(data or {})}
        options = {"data": {name: value for name, value in sent.items() if name not in without}}
        return self._fetch("POST", form.action, status, max_queries, False, options)

    def follow(self, page: Page, *, max_queries: int = DEFAULT_LIMIT) -> Page:
        """Go where an answer sends the browser."""
        return self.get(page.headers["Location"], max_queries=max_queries)

    def csrf_token(self) -> str:
        """Give a token that the application will take from this client."""

        def make() -> str:
            with self.raw.session_transaction() as kept, self.app.test_request_context():
                session.update(kept)
                token: str = generate_csrf()
                kept["csrf_token"] = session["csrf_token"]
            return token

        return self._apart(make)

    def sign_in(self, session_id: str) -> None:
        """Be the person whom the session cookie names, without the sign-in page."""

        def put() -> None:
            with self.raw.session_transaction() as kept:
                kept.clear()
                kept.update(_user_id=session_id, _fresh=True)

        self._apart(put)

    def session_cookie(self) -> tuple[str, str]:
        """Give the name and value of the session cookie, to hand them to a browser."""
        name: str = self.app.config["SESSION_COOKIE_NAME"]
        cookie = self.raw.get_cookie(name)
        assert cookie, "nobody is signed in"
        return name, cookie.value

    def sign_out(self) -> None:
        """Forget every cookie."""
        self.raw = self.app.test_client()

    def _fetch(
        self,
        method: str,
        url: str,
        status: int | tuple[int, ...],
        limit: int,
        fragment: bool,
        options: dict[str, Any],
    ) -> Page:
        self._before_request()
        with recorded_statements() as statements:
            answer = self._apart(lambda: self.raw.open(url, method=method, **options))
        page = _page(url, answer, tuple(statements), fragment)
        self._apart(answer.close)  # As a server does: what comes after the answer comes now.
        where = f"{method} {url}"
        expected = status if isinstance(status, tuple) else (status,)
        if page.status not in expected:
            message = f"{where} answered {page.status}, not {status}.\n{_gist(page)}"
            raise AssertionError(message)
        refuse_more_than(limit, statements, where=where)
        if answer.mimetype == "text/html" and not 300 <= page.status < 400:
            inspect(page, where)
        return page

    def _apart(self, work: Callable[[], T]) -> T:
        return Context().run(work)


def inspect(page: Page, where: str) -> None:
    """Fail with every rule that a page breaks."""
    if found := faults(page):
        listed = "\n".join(f"  - {fault}" for fault in found)
        message = f"{where} answered a page that\n{listed}"
        raise AssertionError(message)


def _page(url: str, answer: TestResponse, statements: tuple[str, ...], fragment: bool) -> Page:
    kind: Literal["ignore", "strict"] = "strict" if answer.mimetype == "text/html" else "ignore"
    text = answer.get_data().decode("utf-8", errors=kind)
    return Page(url, answer.status_code, text, dict(answer.headers), statements, fragment)


def _text(data: Values) -> dict[str, Any]:
    """Write values as a form field would: True as a tick, None as nothing, files as they are."""
    written = {True: "y", None: ""}
    return {
        name: written[value] if value is True or value is None else _one(value)
        for name, value in data.items()
        if value is not False
    }


def _one(value: object) -> object:
    if isinstance(value, list):
        return [_one(item) for item in value]
    return value if isinstance(value, tuple) or hasattr(value, "read") else str(value)


def _gist(page: Page) -> str:
    """Give what a reader of the failure wants to know first: where to, or what it said."""
    if location := page.headers.get("Location"):
        return f"It sends to {location}"
    return page.words[:1500] if "html" in page.headers.get("Content-Type", "") else page.text[:500]
