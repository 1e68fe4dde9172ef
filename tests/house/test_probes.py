"""What an attacker types: nothing of it runs, nothing of it reaches further than its field."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import BigInteger, Integer, String, Table, Text, func, select
from sqlalchemy.orm import Session

from tests.support import source, walks
from tests.support.client import InspectingClient
from tests.support.forms import Blank, Forms, action, blanks, sent
from tests.support.pages import Page
from tests.support.walks import Demo
from tracker.access import Role
from tracker.records.audit import AuditEntry
from tracker.records.base import Base

SignIn = Callable[..., InspectingClient]

ELEMENT = "<img src=x onerror=alert(7)>"
PROBE = f"\"'>{ELEMENT}{{{{7*7}}}}%(x)s${{7*7}}"
RUN = (ELEMENT, "49%(x)s", "alert(7)>{{")  # Unescaped, or worked out.
INJECTIONS = (
    "' OR 1=1 --", "\" OR \"\"=\"", "1; DROP TABLE case_file",
    "') UNION SELECT login FROM user_account --", "%_\\",
    "NEAR(a b)", "a* OR b", "9" * 40, "-1", "1e400", "\x00", "{}", "[]",
)  # fmt: skip
TODAY = "23/11/2026"
MARK = 918_273_645
SMUGGLED = "gui-kem-918273645"


def test_nothing_typed_into_any_form_runs_on_any_page(
    sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn, forms: Forms
) -> None:
    found, kept = [], 0
    for client, place, page in forms:
        typed = {b.name: _filled(b, page) for b in blanks(page) if b.kind != "file"}
        if not any(PROBE in str(value) for value in typed.values()):
            continue
        answer = walks.answer_of(client, action(page), data=sent(client, page, typed))
        kept += answer.status_code < 400
        found += [f"{place.endpoint} answered {answer.status_code}"] * (answer.status_code >= 500)
        found += [f"{place.endpoint}: {how}" for how in RUN if how in answer.text]
    for role, user in demo.people.items():
        client = sign_in(user)
        for place in walks.addresses(sqlite_app, session, "GET", agency_id=demo.agency_id):
            words = walks.text_of(client, place.url)
            found += [f"{place.url} as {role}: {how}" for how in RUN if how in words]
    source.refuse(sorted(set(found)), "What people type stays text.", "let the template escape it.")
    assert kept > 20
    assert _rows_with(session, ELEMENT) > 20


def test_fields_that_a_form_does_not_have_change_nothing(session: Session, forms: Forms) -> None:
    columns = {column.name: column for table in _tables() for column in table.columns}
    strange = {
        name: SMUGGLED if isinstance(column.type, String | Text) else MARK
        for name, column in columns.items()
    }
    for client, _place, page in forms:
        typed = {b.name: _filled(b, page) for b in blanks(page) if b.kind != "file"}
        given = sent(client, page, typed)
        more = {name: value for name, value in strange.items() if name not in given}
        walks.answer_of(client, action(page), data={**more, **given})

    assert _rows_with(session, SMUGGLED) == 0
    assert _rows_with(session, MARK) == 0


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.INSPECTOR, Role.ADMINISTRATOR], ids=str)
def test_no_search_and_no_filter_speaks_to_the_database(
    app: Flask, session: Session, demo: Demo, sign_in: SignIn, role: Role
) -> None:
    client = sign_in(demo.people[role])
    before, found, asked = walks.row_counts(session), [], 0
    for url, names in _filters(app, session, client, demo):
        for words in INJECTIONS:
            query = "&".join(f"{name}={quote(words)}" for name in names)
            status = walks.status_of(client, f"{url}?{query}")
            asked += 1
            if not isinstance(status, int) or status >= walks.BROKEN:
                found.append(f"{url}?{query}: {status}")
    source.refuse(found, "What people look for is a value.", "bind it, and check it first.")
    assert asked >= 5 * len(INJECTIONS)
    # That somebody looked is entered; nothing else is written.
    assert walks.added(before, walks.row_counts(session)).keys() <= {AuditEntry.__tablename__}


def _filled(blank: Blank, page: Page) -> str | None:
    """Fill in a field so that the form is likely to be taken, with the probe where text goes."""
    if blank.is_date:
        return TODAY
    if blank.is_line:
        return PROBE
    if blank.is_text:
        return "2"
    return _offered(blank, page) if blank.is_choice else None


def _offered(blank: Blank, page: Page) -> str:
    """Give the first choice that a field offers."""
    tag = "option" if blank.kind == "select" else "input"
    fields = page.root.iter(blank.kind if blank.kind == "select" else "input")
    named = [f for f in fields if f.get("name") == blank.name]
    choices = named[0].iter(tag) if tag == "option" else named
    return next((v for c in choices if (v := c.get("value", ""))), "")


def _filters(
    app: Flask, session: Session, client: InspectingClient, demo: Demo
) -> Iterator[tuple[str, list[str]]]:
    """Give each page that can be searched, with the names of its fields."""
    seen = set()
    for place in walks.addresses(app, session, "GET", agency_id=demo.agency_id):
        if place.endpoint in seen or walks.status_of(client, place.url) != 200:
            continue
        if not walks.text_of(client, place.url):
            continue
        names = {
            field.get("name", "")
            for form in client.get(place.url, max_queries=99).every("form", method="get")
            for field in form.iter()
            if field.get("name")
        }
        if names:
            seen.add(place.endpoint)
            yield place.url.partition("?")[0], [*sorted(names), "after", "tab", "page"]


def _tables() -> list[Table]:
    return [table for name, table in Base.metadata.tables.items() if not name.startswith("audit")]


def _rows_with(session: Session, value: str | int) -> int:
    """Count the fields of all tables in which a value stands."""
    session.rollback()
    number = isinstance(value, int)
    total = 0
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if number and isinstance(column.type, Integer | BigInteger):
                condition = column == value
            elif not number and isinstance(column.type, String | Text):
                condition = column.contains(value, autoescape=True)
            else:
                continue
            total += session.scalar(select(func.count()).where(condition)) or 0
    session.rollback()
    return total
