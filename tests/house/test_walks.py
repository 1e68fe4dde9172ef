"""Walk the loaded demo as each role: nothing breaks, no page asks too much of the database."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support import source, walks
from tests.support.asking import PAGES
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.walks import Demo
from tracker.access import Role

SignIn = Callable[..., InspectingClient]

EXPECTED, WHOLE = (200, 302, 303, 403, 404), (200, 302, 303, 400, 403, 404, 422)
FOR_PROGRAMS = "/api/"  # Such an address says with 422 what it must be asked.
ASKED = "tab kind unit state role outcome subject deed handler field due_by q text person first"
ASKED += " rule variant extensions pause chosen event fact received today words"
ASKED += " span book_day"
ASKED += " last row visited_from received_to after case under into move year on basis next"
ASKED += " month months session part since until weeks"
ASKED += " month months session check asked_right received_from"
ASKED = """tab kind unit state role outcome subject deed handler field due_by q text person first
    rule variant extensions pause chosen event fact received today words span book_day last row
    visited_from received_to after case under into move year on basis next month months session
    part since until weeks check code iss error"""
NONSENSE = ("khong-co", "31/02/2026", "9" * 30, "-1", "\x00", "%00", "\u202eab", "' OR 1=1 --", "[")
FARTHEST = 2**70


@pytest.fixture
def demo(session: Session, command: Callable[..., str], at: SetClock) -> Demo:
    at(walks.DAY)
    return walks.load_demo(session, command)


def test_every_address_that_answers_get_has_its_number_of_statements(sqlite_app: Flask) -> None:
    there = {rule.endpoint for rule in walks.rules(sqlite_app, "GET")}
    source.refuse(
        sorted(there ^ set(PAGES)), "PAGES names every page and no other.", "add LIST or CASE."
    )


@pytest.mark.parametrize("role", Role, ids=str)
def test_every_page_of_the_demo_answers_as_it_should(
    sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn, role: Role
) -> None:
    found = _faults(sqlite_app, session, demo, sign_in(demo.people[role]))
    source.refuse(found, f"Every page answers {role}.", "look at its view.")


def test_every_page_answers_the_director_on_postgresql_too(
    postgresql_app: Flask, session: Session, demo: Demo, sign_in: SignIn
) -> None:
    found = _faults(postgresql_app, session, demo, sign_in(demo.people[Role.DIRECTOR]))
    source.refuse(found, "Every page answers on PostgreSQL.", "look at its statements.")


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.DIRECTOR, Role.ADMINISTRATOR], ids=str)
def test_no_address_breaks_on_nonsense_behind_the_question_mark(
    app: Flask, session: Session, demo: Demo, sign_in: SignIn, role: Role
) -> None:
    client = sign_in(demo.people[role])
    pages = {a.endpoint: a for a in walks.addresses(app, session, "GET", agency_id=demo.agency_id)}
    found = [
        f"{page.url} with {words!r}: {answer}"
        for page in pages.values()
        for words in NONSENSE
        if (answer := walks.status_of(client, page.url, query_string=_asked(words))) not in WHOLE
    ]
    source.refuse(found, "What is asked in the address never breaks a page.", "check it first.")


def test_no_address_breaks_on_a_number_larger_than_the_database_knows(
    app: Flask, session: Session, demo: Demo, sign_in: SignIn
) -> None:
    clients = [sign_in(user) for user in demo.people.values()]
    found = {
        f"{url}: {status}"
        for url in _with_farthest_numbers(app)
        for client in clients
        if (status := walks.status_of(client, url)) not in (403, 404)
    }
    source.refuse(sorted(found), "A number that cannot exist is not found.", "answer 404.")


def test_nobody_reads_a_sealed_paper_without_opening_it(
    app: Flask, session: Session, demo: Demo, sign_in: SignIn
) -> None:
    places = walks.addresses(app, session, "GET", agency_id=demo.agency_id)
    papers = [a.url for a in places if a.endpoint == "petitions.attachment"]

    handed_out = {
        url for url in papers for user in demo.people.values()
        if walks.status_of(sign_in(user), url) == 200
    }  # fmt: skip

    assert len(papers) == 5
    assert len(handed_out) == 4


def _faults(app: Flask, session: Session, demo: Demo, client: InspectingClient) -> list[str]:
    """Fetch every page and give what is wrong, each fault of an endpoint once."""
    found: dict[str, str] = {}
    for place in walks.addresses(app, session, "GET", agency_id=demo.agency_id):
        limit = PAGES[place.endpoint]
        status = WHOLE if place.url.startswith(FOR_PROGRAMS) else EXPECTED
        fault = walks.collected(partial(client.get, place.url, status=status, max_queries=limit))
        if fault:
            found.setdefault(f"{place.endpoint} {_without_place(fault)}", fault)
    return sorted(found.values())


def _asked(words: str) -> dict[str, str]:
    return dict.fromkeys(ASKED.split(), words)


def _with_farthest_numbers(app: Flask) -> list[str]:
    with app.test_request_context():
        adapter = app.url_map.bind("")
        return [
            adapter.build(rule.endpoint, values)
            for rule in walks.rules(app, "GET")
            if rule.arguments
            for values in [{n: _farthest(rule, n) for n in rule.arguments}]
        ]


def _farthest(rule: object, name: str) -> object:
    converters = getattr(rule, "_converters")  # noqa: B009 - not part of what Rule shows
    return FARTHEST if type(converters[name]).__name__ == "IntegerConverter" else "accepted"


def _without_place(fault: str) -> str:
    """Give a fault without its address, so that the same one is told once."""
    return fault.split("\n", 1)[-1][:80]
