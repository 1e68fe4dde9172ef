"""Every address states who may go there, and lets in exactly those whom GRANTS names."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Rule

from tests.support import source
from tests.support.client import InspectingClient
from tracker.access import GRANTS, Permission, Role
from tracker.web.guard import PUBLIC, permission_of

PART = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?$")
TYPED = re.compile(r"^<[a-z_]+(\(.*\))?:[a-z_]+>$")
NOBODY = 987_654
SENT_TO_SIGN_IN = {302, 303, 401}
FORBIDDEN = 403
BROKEN = 500


def test_every_view_states_a_permission_or_is_public(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        stated = {endpoint: permission_of(endpoint) for endpoint in sqlite_app.view_functions}
    silent = [e for e, p in stated.items() if p != PUBLIC and not isinstance(p, Permission)]
    source.refuse(silent, "A view states its permission.", "add @requires(…) or @public.")


def test_every_address_is_kebab_case_with_typed_parameters(sqlite_app: Flask) -> None:
    found = [
        f"{rule.rule} ({rule.endpoint})"
        for rule in sqlite_app.url_map.iter_rules()
        for part in rule.rule.strip("/").split("/")
        if part and not (TYPED.match(part) if part.startswith("<") else PART.match(part))
    ]
    source.refuse(found, "Addresses are kebab-case and typed.", "write /visit-log/<int:visit_id>.")


def test_every_permission_is_granted_to_someone() -> None:
    assert set(GRANTS) == set(Permission)
    assert [p for p, grants in GRANTS.items() if not grants] == []


def test_nobody_gets_past_sign_in(sqlite_app: Flask, client: InspectingClient) -> None:
    found = []
    for rule, url, stated in _walk(sqlite_app, "GET"):
        status = client.get(url, status=ANY).status
        if (status in SENT_TO_SIGN_IN) is (stated == PUBLIC and rule.endpoint not in HOME):
            found.append(f"{url} ({rule.endpoint}, {stated}): {status}")
    source.refuse(found, "Only public views open without sign-in.", "look at the view's mark.")


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_role_reads_exactly_what_it_was_granted(
    sqlite_app: Flask, sign_in: Callable[[Role], InspectingClient], role: Role
) -> None:
    client = sign_in(role)
    found = []
    for rule, url, stated in _walk(sqlite_app, "GET"):
        status = client.get(url, status=ANY).status
        refused = isinstance(stated, Permission) and role not in GRANTS[stated]
        if (status == FORBIDDEN) is not refused or status >= BROKEN:
            found.append(f"{url} ({rule.endpoint}, {stated}): {status}")
    source.refuse(found, f"{role} sees what GRANTS says.", "look at GRANTS and the view's mark.")


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_role_changes_nothing_that_it_was_not_granted(
    sqlite_app: Flask, sign_in: Callable[[Role], InspectingClient], role: Role
) -> None:
    client = sign_in(role)
    found = [
        f"{url} ({rule.endpoint}, {stated}): {status}"
        for rule, url, stated in _walk(sqlite_app, "POST")
        if isinstance(stated, Permission) and role not in GRANTS[stated]
        if (status := client.post(url, status=ANY).status) != FORBIDDEN
    ]
    source.refuse(found, f"{role} is refused with 403.", "look at the view's mark.")


ANY = tuple(range(200, 600))
# These send everybody on, also those who are not signed in.
HOME = {"accounts.home", "accounts.code", "home"}


def _walk(app: Flask, method: str) -> Iterator[tuple[Rule, str, Permission | str | None]]:
    """Give every address of a method, filled with numbers and names that do not exist."""
    with app.test_request_context():
        adapter = app.url_map.bind("")
        for rule in app.url_map.iter_rules():
            if method not in (rule.methods or ()) or rule.endpoint == "static":
                continue
            values = {name: _sample(converter) for name, converter in rule._converters.items()}
            yield rule, adapter.build(rule.endpoint, values, method), permission_of(rule.endpoint)


def _sample(converter: BaseConverter) -> object:
    if isinstance(converter, IntegerConverter):
        return NOBODY
    term = getattr(converter, "term", None)
    return next(iter(term)) if term else "khong-co"
