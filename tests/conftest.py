"""The fixtures that every test may ask for.

Databases. A test that asks for `app`, `session`, `client`, `sign_in` or `command` runs twice,
on SQLite and on PostgreSQL, each time on an empty migrated database. Ask for `sqlite_app` or
`postgresql_app` as well to run on that one only; browser tests run on SQLite only.
  app             the application (one for the whole run; its database is new in every test)
  session         the test's own session, allowed to write; `client` and `command` commit it first
  database_url    the address of this test's database
  empty_database  empty_database("name") -> address of a further database with nothing in it
  postgresql_url  the server itself; `engine_name` alone runs a test twice without an application
  set_settings    set_settings(idle_minutes=15) -> this test alone runs under other settings
  build_app       build_app(url=…, **settings) -> another application, for start-up tests
Requests. Each runs in a context of its own; each HTML page is inspected (support/pages.py).
  client          nobody signed in: client.get(url, status=200, max_queries=12, fragment=False)
                  client.submit(page, {"field": value}, action=None, status=303) sends that
                  page's form with its hidden fields; client.post(url, {…}); client.follow(page)
                  -> Page: .status .title .heading .words .links .every("td", class_="x") .text
  sign_in         sign_in(Role.HANDLER) or sign_in(user) -> a client of its own for that person
  command         command("law", "deadline", …, exit_code=0) -> what a flask command printed
  max_queries     with max_queries(8): … for work that is not a request
Time.
  at              at("2026-10-25"), at(date) or at(datetime): the clock runs on from 09:00 in
                  Viet Nam; again at will, but back or by a month and more ends a session.
Browser (Debian's chromium through Playwright, vi-VN, Asia/Ho_Chi_Minh; never skipped).
  live_server     the address of `app` on a real port, in this process, so `at` moves its clock
  page            a page at that address, nobody signed in: page.goto("/")
  page_as         page_as(Role.HANDLER) or page_as(user) -> a page of that person's own
  Commit the session before the browser asks: an open transaction of the test locks SQLite.
Rows come from tests/factories.py; `sign_in(Role.X)` calls its `person_with(session, role)`.
Markers set by themselves: `pytest -m "not browser and not postgresql"` is the quick round.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from contextvars import Context
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from flask import Flask

from tests.support import applications, queries
from tests.support.browser import keep_pictures, launched_browser, opened_context
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.databases import ENGINES, PostgresqlDatabase, SqliteDatabase
from tests.support.live_server import serve
from tests.support.postgresql import postgresql_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from sqlalchemy.orm import Session

    from tests.support.applications import PreparedApplication
    from tracker.access import Role
    from tracker.records.organisation import User

    Prepared = Callable[[str], PreparedApplication]
    SignIn = Callable[[Role | User], InspectingClient]

BROWSER_FIXTURES = {"browser", "live_server"}
FAILED = pytest.StashKey[bool]()
PICTURES = Path("test-results")

hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on each database that it is about, and mark what it needs."""
    asked = set(metafunc.fixturenames)
    if "engine_name" not in asked:
        return
    needs_browser = bool(asked & BROWSER_FIXTURES)
    only_sqlite = "sqlite_app" in asked or needs_browser
    only = ("sqlite",) if only_sqlite else ("postgresql",) if "postgresql_app" in asked else ENGINES
    marks = {
        "sqlite": [pytest.mark.browser] if needs_browser else [],
        "postgresql": [pytest.mark.postgresql],
    }
    metafunc.parametrize("engine_name", [pytest.param(e, marks=marks[e]) for e in only])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Remember whether the test failed, for the pictures."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def start_postgresql() -> Iterator[Callable[[], str]]:
    """Start the one PostgreSQL server of this process when somebody first needs it."""
    with ExitStack() as stack:
        yield cache(lambda: stack.enter_context(postgresql_server()))


@pytest.fixture(scope="session")
def postgresql_url(start_postgresql: Callable[[], str]) -> str:
    """Give the address of the server, for tests that make databases of their own."""
    return start_postgresql()


@pytest.fixture(scope="session")
def prepared(
    tmp_path_factory: pytest.TempPathFactory, start_postgresql: Callable[[], str]
) -> "Iterator[Prepared]":
    """Prepare each engine when it is first needed, and keep it."""
    with ExitStack() as stack:

        @cache
        def give(engine: str) -> "PreparedApplication":
            folder = tmp_path_factory.mktemp(engine)
            sqlite = engine == "sqlite"
            database = SqliteDatabase(folder) if sqlite else PostgresqlDatabase(start_postgresql())
            stack.callback(database.close)
            application = applications.prepare(database, folder)
            stack.callback(application.let_go)
            return application

        yield give


@pytest.fixture
def prepared_app(prepared: "Prepared", engine_name: str) -> "PreparedApplication":
    """Give the engine's application with an empty database."""
    application = prepared(engine_name)
    application.renew()
    return application


@pytest.fixture
def app(prepared_app: "PreparedApplication") -> Flask:
    """Give the application."""
    return prepared_app.app


@pytest.fixture
def set_settings(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give the way to run one test under other settings."""
    return partial(applications.change_settings, app, monkeypatch)


@pytest.fixture
def sqlite_app(app: Flask) -> Flask:
    """Run the test on SQLite only."""
    return app


@pytest.fixture
def postgresql_app(app: Flask) -> Flask:
    """Run the test on PostgreSQL only."""
    return app


@pytest.fixture
def database_url(prepared_app: "PreparedApplication") -> str:
    """Give the address of the test's database."""
    return prepared_app.database.url


@pytest.fixture
def empty_database(prepared_app: "PreparedApplication") -> Callable[[str], str]:
    """Give the way to a further database with nothing in it."""
    return prepared_app.database.empty


@pytest.fixture
def build_app(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Give the way to a further application, with other settings; its connections are closed."""
    with ExitStack() as stack:

        def build(url: str = database_url, **settings: object) -> Flask:
            app = applications.build(url, tmp_path, **settings)
            stack.callback(applications.disconnect, app)
            return app

        yield build


@pytest.fixture
def session(app: Flask) -> "Iterator[Session]":
    """Give the test's own session, in an application context and allowed to write."""
    from tracker.records.base import db

    with app.app_context(), applications.written():
        yield db.session()
        db.session.remove()


@pytest.fixture
def new_client(app: Flask, session: "Session") -> Callable[[], InspectingClient]:
    """Give the way to a client that first commits what the test has built."""
    return partial(InspectingClient, app, before_request=session.commit)


@pytest.fixture
def client(new_client: Callable[[], InspectingClient]) -> InspectingClient:
    """Give a client as which nobody is signed in."""
    return new_client()


@pytest.fixture
def sign_in(new_client: Callable[[], InspectingClient], session: "Session") -> "SignIn":
    """Give the way to a client of a person or of someone with a role."""
    from tests import factories
    from tracker.access import Role

    def sign_in_as(who: "Role | User") -> InspectingClient:
        client = new_client()
        user = factories.person_with(session, who) if isinstance(who, Role) else who
        session.commit()
        client.sign_in(factories.session_name(session, user))
        session.commit()
        return client

    return sign_in_as


@pytest.fixture
def command(app: Flask, session: "Session") -> Callable[..., str]:
    """Give the way to run a command of `flask`."""

    def run(*words: str, exit_code: int = 0) -> str:
        session.commit()
        result = Context().run(partial(app.test_cli_runner().invoke, args=list(words)))
        assert result.exit_code == exit_code, f"{words}: {result.output}{result.exception!r}"
        return result.output

    return run


@pytest.fixture
def max_queries() -> Callable[[int], Any]:
    """Give the guard that counts statements."""
    return queries.max_queries


@pytest.fixture
def at() -> Iterator[SetClock]:
    """Give the way to set the clock."""
    with ExitStack() as stack:
        yield SetClock(stack)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Start the browser once for all tests."""
    with launched_browser() as browser:
        yield browser


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """Serve the application on a real port."""
    with serve(app) as address:
        yield address


@pytest.fixture
def open_page(
    browser: "Browser", live_server: str, request: pytest.FixtureRequest
) -> "Iterator[Callable[[], Page]]":
    """Give the way to pages in profiles of their own; if the test fails, keep their pictures."""
    with ExitStack() as stack:
        contexts: list[BrowserContext] = []

        def open_one() -> "Page":
            contexts.append(stack.enter_context(opened_context(browser, live_server)))
            return contexts[-1].new_page()

        yield open_one
        if request.node.stash.get(FAILED, False):
            for number, context in enumerate(contexts, 1):
                keep_pictures(context, PICTURES, f"{request.node.name}-{number}")


@pytest.fixture
def page(open_page: "Callable[[], Page]") -> "Page":
    """Give a page as which nobody is signed in."""
    return open_page()


@pytest.fixture
def page_as(
    open_page: "Callable[[], Page]", live_server: str, sign_in: "SignIn"
) -> "Callable[[Role | User], Page]":
    """Give the way to a page of a person or of someone with a role."""

    def open_for(who: "Role | User") -> "Page":
        name, value = sign_in(who).session_cookie()
        page = open_page()
        page.context.add_cookies([{"name": name, "value": value, "url": live_server}])
        return page

    return open_for
