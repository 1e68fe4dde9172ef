"""Who came to a visit is kept as stated, encrypted, and not at all of a denunciation."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.casework import intake
from tracker.casework.identity import Identity, identity_of
from tracker.casework.intake import VisitDetails
from tracker.casework.registration import PartyDetails
from tracker.casework.visitors import (
    Acting,
    Visitors,
    acting_number_of,
    number_of,
    representative_number_of,
)
from tracker.law.acting import ActingAs, ShownPaper
from tracker.law.identity_number import IdentityPaper
from tracker.law.kinds import CaseKind
from tracker.law.refusal_grounds import ReceptionRefusal
from tracker.law.terms import Refusal
from tracker.records.petitions import Party, PartyRole
from tracker.records.reception import Visit, VisitOutcome
from tracker.records.visits import VisitRepresentative

DAY = date(2026, 11, 20)
AN, BINH = Identity("Lê Văn An", identity_number="051088001122"), Identity("Phạm Thị Bình")
GUIDED = VisitDetails(
    DAY, factories.HANH, "Hỏi thủ tục", VisitOutcome.GUIDED,
    outcome_note="Đã hướng dẫn", kind=CaseKind.COMPLAINT,
)  # fmt: skip
LAWYER = Acting(
    ActingAs.LAWYER, Identity("Đỗ Chí", "Phố Hoa", identity_number="B7654321"),
    "số 12", frozenset({ShownPaper.CARD}),
)  # fmt: skip


def logged(session: Session, details: VisitDetails, **petition: Any) -> Visit:
    """Log a visit, with a petition where something of one is told."""
    typed = replace(factories.petition_details(received_on=DAY), **petition) if petition else None
    now = factories.moment(DAY)
    made = intake.log_visit(session, factories.desk(session), details, typed, now=now)
    assert made.visit is not None
    session.expire_all()
    return made.visit


def test_the_number_is_kept_with_its_paper_and_not_readable(session: Session) -> None:
    visit = logged(session, GUIDED)

    assert visit.identity_paper is IdentityPaper.CITIZEN_CARD
    assert b"051185001234" not in (visit.identity_number or b"")
    assert number_of(visit) == "051185001234"


@pytest.mark.parametrize("number", ["12345", "099985001234"])
def test_a_number_that_looks_wrong_is_kept_all_the_same(session: Session, number: str) -> None:
    who = replace(factories.HANH, identity_number=number)

    assert number_of(logged(session, replace(GUIDED, visitor=who))) == number


def test_a_passport_keeps_its_letters_on_the_petition_too(session: Session) -> None:
    who = Identity("John Smith", identity_number="c 1234567")
    sender = (PartyDetails(PartyRole.SENDER, who),)
    taken = replace(GUIDED, visitor=who, outcome=VisitOutcome.PETITION_TAKEN)

    visit = logged(session, taken, parties=sender)

    assert number_of(visit) == "C1234567"
    assert identity_of(session.scalars(select(Party)).one()).identity_number == "C1234567"


def test_who_came_for_another_is_kept_with_the_papers_shown(session: Session) -> None:
    visit = logged(session, replace(GUIDED, visitors=Visitors(acting=LAWYER)))

    assert (visit.acting_as, visit.acting_name) == (ActingAs.LAWYER, "Đỗ Chí")
    assert (visit.papers_shown, acting_number_of(visit)) == (["card"], "B7654321")


def test_representatives_are_kept_in_their_order_with_their_numbers(session: Session) -> None:
    group = Visitors(representatives=(AN, BINH), appointed_on=DAY, appointed_by_all=True)
    visit = logged(session, replace(GUIDED, head_count=6, visitors=group))

    rows = session.scalars(select(VisitRepresentative).order_by(VisitRepresentative.position))
    assert [(r.full_name, representative_number_of(visit, r)) for r in rows] == [
        ("Lê Văn An", "051088001122"), ("Phạm Thị Bình", ""),
    ]  # fmt: skip


def test_of_a_denunciation_nothing_is_kept_that_says_who_came(session: Session) -> None:
    parent = Acting(ActingAs.LAWFUL_REPRESENTATIVE, AN, "Giấy khai sinh")
    group = Visitors(acting=parent, representatives=(BINH,), appointment="Bà Hạnh ký")
    sealed = replace(
        GUIDED, kind=CaseKind.DENUNCIATION, is_sealed=True, head_count=6, visitors=group
    )

    visit = logged(session, sealed)

    kept = (visit.identity_number, visit.acting_name, visit.acting_number, visit.visitor_name)
    assert kept == (None, None, None, None)
    assert (visit.authorisation, visit.appointment) == ("", "")
    assert session.scalars(select(VisitRepresentative)).all() == []


def test_a_petition_is_not_taken_without_the_papers(session: Session) -> None:
    taken = replace(GUIDED, outcome=VisitOutcome.PETITION_TAKEN, visitors=Visitors(acting=LAWYER))

    with pytest.raises(Refusal, match="Còn thiếu: giấy yêu cầu trợ giúp pháp lý"):
        logged(session, taken, head_count=1)


def test_who_lacks_the_papers_may_be_turned_away_for_it(session: Session) -> None:
    refused = replace(
        GUIDED, outcome=VisitOutcome.REFUSED, refusal_ground=ReceptionRefusal.UNAUTHORISED,
        visitors=Visitors(acting=LAWYER),
    )  # fmt: skip

    assert logged(session, refused).ground is ReceptionRefusal.UNAUTHORISED


def test_a_denunciation_through_a_lawyer_is_not_taken(session: Session) -> None:
    lawyer = PartyDetails(PartyRole.AUTHORISED, LAWYER.who, acting_as=ActingAs.LAWYER)
    sender = PartyDetails(PartyRole.SENDER, factories.HANH)

    with pytest.raises(Refusal, match="chính cá nhân thực hiện, không qua"):
        factories.petition(session, CaseKind.DENUNCIATION, parties=(sender, lawyer))
