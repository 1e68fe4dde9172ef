"""Whoever sees what is sealed or personal stands in the trail, before the page is shown."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.law.kinds import CaseKind
from tracker.records.audit import AuditEntry, verify
from tracker.records.organisation import User
from tracker.records.petitions import Petition
from tracker.web import reading

SignIn = Callable[[Role | User], InspectingClient]
REASON = {"reason": "Mời người tố cáo làm việc ngày 25/11"}


@pytest.fixture(autouse=True)
def _monday(at: SetClock) -> None:
    at("2026-11-23")


@pytest.fixture
def sealed(session: Session) -> Petition:
    found = make.petition(session, CaseKind.DENUNCIATION).petition
    assert found is not None
    return found


def test_each_look_at_an_opened_identity_is_entered(
    sign_in: SignIn, session: Session, sealed: Petition
) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    desk.get(f"/petitions/{sealed.id}")
    assert looks(session, "view_identity") == []

    desk.submit(desk.get(f"/petitions/{sealed.id}/unseal"), REASON)
    desk.get(f"/petitions/{sealed.id}")
    desk.get(f"/petitions/{sealed.id}")

    found = looks(session, "view_identity")
    receptionist = make.person_with(session, Role.RECEPTIONIST)
    assert [(e.subject, e.subject_id) for e in found] == [("petition", str(sealed.id))] * 2
    assert {e.actor_id for e in found} == {receptionist.id}
    assert verify(session, found[0].chain).ok


def test_an_identity_is_not_shown_where_the_look_cannot_be_entered(
    sign_in: SignIn, session: Session, sealed: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    desk.submit(desk.get(f"/petitions/{sealed.id}/unseal"), REASON)

    def fail(*_: Any, **__: Any) -> None:
        raise OperationalError("", None, Exception("database is locked"))

    monkeypatch.setattr(reading, "note", fail)
    page = desk.get(f"/petitions/{sealed.id}", status=503)

    assert make.HANH.full_name not in page.text


def test_a_look_at_a_persons_data_is_entered_once_a_sitting(
    sign_in: SignIn, session: Session, at: SetClock
) -> None:
    petition = make.petition(session).petition
    assert petition is not None
    desk, director = sign_in(Role.RECEPTIONIST), sign_in(Role.DIRECTOR)

    for client in (desk, desk, director):
        client.get(f"/petitions/{petition.id}")
    assert len(looks(session, "view_person")) == 2

    at("2026-11-23T09:20")
    desk.get(f"/petitions/{petition.id}")
    assert len(looks(session, "view_person")) == 3


def test_whoever_is_refused_saw_nothing(sign_in: SignIn, session: Session) -> None:
    petition = make.petition(session).petition
    assert petition is not None

    sign_in(make.person(session, Role.HANDLER)).get(f"/petitions/{petition.id}", status=404)

    assert looks(session, "view_person") == []


@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("/books/receptions/workbook.xlsx", "export"),
        ("/books/petitions/workbook.xlsx", "export"),
        ("/books/receptions/print", "print"),
        ("/books/petitions/print", "print"),
    ],
)
def test_a_book_that_leaves_the_screen_is_entered(
    sign_in: SignIn, session: Session, address: str, action: str
) -> None:
    make.petition(session)

    sign_in(Role.RECEPTIONIST).get(address)

    (entry,) = looks(session, action)
    assert entry.subject == "org_unit"
    assert {"kind", "starts_on", "ends_on"} <= set(entry.changes)


def looks(session: Session, action: str) -> list[AuditEntry]:
    session.rollback()
    found = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    return list(session.scalars(found))
