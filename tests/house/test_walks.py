"""Walk the loaded demo as each role: nothing breaks, no page asks too much of the database."""

from collections.abc import Callable, Mapping
from functools import partial

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.support import source, walks
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.walks import Demo
from tracker.access import Role

SignIn = Callable[..., InspectingClient]

LIST, CASE, FILE, ONWARD = 8, 12, 12, 8
EXPECTED = (200, 302, 303, 403, 404)
WHOLE = (*EXPECTED, 400, 422)
FOR_PROGRAMS = "/api/"  # Such an address says with 422 what it must be asked.

# The most statements of every address that answers GET: lists 8, pages about one thing 12.
PAGES: Mapping[str, int] = {
    "accounts.home": ONWARD,
    "accounts.password": CASE,
    "accounts.rights": LIST,
    "accounts.sign_in": LIST,
    "administration.calendar": LIST,
    "administration.disable": CASE,
    "administration.email": CASE,
    "administration.end_role": CASE,
    "administration.new_day": CASE,
    "administration.new_person": CASE,
    "administration.new_role": CASE,
    "administration.new_unit": CASE,
    "administration.password": CASE,
    "administration.people": LIST,
    "administration.permissions": LIST,
    "administration.person": CASE,
    "administration.remove_day": CASE,
    "administration.rename_unit": CASE,
    "administration.units": LIST,
    "agencies.schedule": LIST,
    "agencies.schedule_feed": FILE,
    "ahead.duties": LIST,
    "ahead.on_time": LIST,
    "ahead.show": CASE,
    "board.show": CASE,
    "books.close": CASE,
    "books.closings": LIST,
    "books.correct": CASE,
    "books.petitions": LIST,
    "books.petitions_workbook": FILE,
    "books.print_petitions": CASE,
    "books.print_receptions": CASE,
    "books.receptions": LIST,
    "books.receptions_workbook": FILE,
    "books.reopen": CASE,
    "cases.assign": CASE,
    "cases.correct_event": CASE,
    "cases.index": LIST,
    "cases.my_work": LIST,
    "cases.new_substitution": CASE,
    "cases.record_event": CASE,
    "cases.sheet": CASE,
    "cases.show": CASE,
    "cases.substitutions": LIST,
    "cases.why": CASE,
    "duty.explain": CASE,
    "duty.index": LIST,
    "duty.month": CASE,
    "forecasts.show": LIST,
    "findings.answer": CASE,
    "findings.ask": CASE,
    "findings.checks": LIST,
    "findings.close": CASE,
    "findings.follow_up": CASE,
    "findings.index": LIST,
    "findings.show": CASE,
    "inspection.anchor_file": FILE,
    "inspection.audit": LIST,
    "inspection.corrections": LIST,
    "inspection.index": LIST,
    "inspection.late_extensions": LIST,
    "inspection.late_records": LIST,
    "inspection.verify_chain": CASE,
    "jobs.index": LIST,
    "jobs.metrics": CASE,
    "ladder.edit": CASE,
    "ladder.hour": CASE,
    "ladder.index": LIST,
    "inspections.checklist": CASE,
    "inspections.index": LIST,
    "inspections.minutes": CASE,
    "inspections.new_inspection": CASE,
    "inspections.new_minutes": CASE,
    "inspections.show": CASE,
    "lookup.calendar_data": LIST,
    "lookup.deadline": LIST,
    "lookup.deadline_data": LIST,
    "lookup.rules": LIST,
    "lookup.rules_data": LIST,
    "lookup.timeline": LIST,
    "lookup.timeline_data": LIST,
    "lookup.workdays_data": LIST,
    "notices.agencies": LIST,
    "notices.edit": CASE,
    "notices.index": LIST,
    "notices.new_notice": CASE,
    "notices.new_posting": CASE,
    "notices.paper": CASE,
    "notices.place": LIST,
    "notices.read": CASE,
    "notices.remove_posting": CASE,
    "notices.show": CASE,
    "periodic.end_hours": CASE,
    "periodic.end_rule": CASE,
    "periodic.fill": CASE,
    "periodic.index": LIST,
    "periodic.new_hours": CASE,
    "periodic.new_rule": CASE,
    "permits.new_permit": CASE,
    "petitions.attachment": FILE,
    "petitions.files": CASE,
    "petitions.index": LIST,
    "petitions.merge": CASE,
    "petitions.receipt": CASE,
    "petitions.same_matter": CASE,
    "petitions.search": LIST,
    "petitions.show": CASE,
    "petitions.split": CASE,
    "petitions.undo_same_matter": CASE,
    "petitions.unmerge": CASE,
    "petitions.unseal": CASE,
    "reception.desk": LIST,
    "reception.new_petition": LIST,
    "reception.visit_show": CASE,
    "reception.visits": LIST,
    "sessions.amend": CASE,
    "reminders.index": LIST,
    "sessions.close": CASE,
    "sessions.conclusion": CASE,
    "sessions.index": LIST,
    "sessions.minutes": CASE,
    "sessions.new_conclusion": CASE,
    "sessions.new_session": CASE,
    "sessions.new_task": CASE,
    "sessions.show": CASE,
    "sessions.statement": CASE,
    "sessions.statement_paper": CASE,
    "sessions.task": CASE,
    "sessions.tasks": LIST,
    "visits.print_receipt": CASE,
    "visits.print_refusal_notice": CASE,
    "visits.refusal_notice": CASE,
    "visits.refusal_notices": LIST,
    "visits.return_paper": CASE,
    "visits.take": CASE,
    "schedule.cancel": CASE,
    "schedule.describe": CASE,
    "schedule.hold": CASE,
    "schedule.index": LIST,
    "schedule.move": CASE,
    "schedule.new_session": CASE,
    "schedule.online": CASE,
    "schedule.paper": LIST,
    "schedule.post": CASE,
    "schedule.show": CASE,
}
ASKED = "tab kind unit state role outcome subject deed handler field due_by q text person first"
ASKED += " rule variant extensions pause chosen event fact received today words"
ASKED += " span book_day"
ASKED += " last row visited_from received_to after case under into move year on basis next"
ASKED += " month months session part since until weeks"
ASKED += " month months session check"
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
