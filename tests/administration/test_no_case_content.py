"""Whoever administers sees counts of cases and nothing that stands in one."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support import source, walks
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.walks import Demo
from tracker.access import Role
from tracker.casework.identity import Identity
from tracker.law.kinds import CaseKind
from tracker.records.cases import Case
from tracker.records.petitions import Petition

SENDER = Identity("Lục Thị Mận Rừng", "Bản Pá Khoang Xa", "0966123987", "014188007766")
MATTER = "Tranh chấp vườn quế đầu nguồn"
ADMINISTERED = ("administration.", "consents.", "reviews.", "settings.", "ladder.", "jobs.")


@pytest.fixture
def demo(session: Session, command: Callable[..., str], at: SetClock) -> Demo:
    at(walks.DAY)
    return walks.load_demo(session, command)


def test_no_page_of_an_administrator_shows_what_stands_in_a_case(
    sqlite_app: Flask, session: Session, demo: Demo, sign_in: Callable[..., InspectingClient]
) -> None:
    case = walks.register(session, demo, CaseKind.COMPLAINT, sender=SENDER, summary=MATTER)
    told = {case.code, case.title, MATTER, SENDER.full_name, SENDER.address, SENDER.phone}
    told |= set(session.scalars(select(Case.code)))
    told |= set(session.scalars(select(Petition.code)))
    session.commit()
    admin = sign_in(demo.people[Role.ADMINISTRATOR])

    found, seen = [], set()
    for place in walks.addresses(sqlite_app, session, "GET", agency_id=demo.agency_id):
        if not place.endpoint.startswith(ADMINISTERED):
            continue
        text = walks.text_of(admin, place.url, follow_redirects=True)
        seen.add(place.endpoint)
        found += [f"{place.url} shows {word!r}" for word in told if word and word in text]

    source.refuse(found, "An administrator sees no case content.", "show counts alone.")
    assert len(seen) > 25
    assert len(told) > 60
