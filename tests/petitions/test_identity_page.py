"""Opening a denouncer's identity: with a reason, for a time, by those who may."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.law.kinds import CaseKind
from tracker.records.audit import AuditEntry
from tracker.records.petitions import Petition

REASON = "Mời người tố cáo làm việc ngày 25/11"


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


@pytest.fixture
def petition(session: Session) -> Petition:
    """Give a denunciation."""
    sealed = factories.petition(session, CaseKind.DENUNCIATION).petition
    assert sealed is not None
    return sealed


def test_an_opening_shows_the_identity_until_it_closes(
    sign_in: Any, session: Session, petition: Petition, at: Any
) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    before = desk.get(f"/petitions/{petition.id}")
    opened = desk.follow(
        desk.submit(desk.get(f"/petitions/{petition.id}/unseal"), {"reason": REASON})
    )
    at("2026-11-23T09:31")
    after = desk.get(f"/petitions/{petition.id}")

    assert ("Trần Thị Hạnh" in before.words, "Trần Thị Hạnh" in after.words) == (False, False)
    assert "Trần Thị Hạnh" in opened.words
    assert REASON in after.words
    acts = session.scalars(select(AuditEntry).where(AuditEntry.action == "unseal")).all()
    assert len(acts) == 1


def test_an_opening_is_for_one_person(sign_in: Any, petition: Petition) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    desk.submit(desk.get(f"/petitions/{petition.id}/unseal"), {"reason": REASON})

    assert "Trần Thị Hạnh" not in sign_in(Role.DIRECTOR).get(f"/petitions/{petition.id}").words


def test_a_reason_is_needed(sign_in: Any, petition: Petition) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    page = desk.submit(desk.get(f"/petitions/{petition.id}/unseal"), {"reason": "xem"}, status=422)

    assert "Hãy ghi rõ lý do mở danh tính." in page.words


def test_the_desk_may_not_open_it_once_the_case_was_handed_over(
    sign_in: Any, session: Session, petition: Petition
) -> None:
    case = factories.case(session, CaseKind.DENUNCIATION)
    handler = factories.person_with(session, Role.HANDLER)
    factories.classified(session, case, date(2026, 11, 3))
    factories.assigned(session, case, handler, date(2026, 11, 4))
    number = case.links[0].petition_id

    sign_in(Role.RECEPTIONIST).get(f"/petitions/{number}/unseal", status=404)
    sign_in(handler).get(f"/petitions/{number}/unseal")


def test_what_is_not_sealed_has_nothing_to_open(sign_in: Any, session: Session) -> None:
    open_one = factories.petition(session).petition

    sign_in(Role.RECEPTIONIST).get(f"/petitions/{open_one.id}/unseal", status=404)
