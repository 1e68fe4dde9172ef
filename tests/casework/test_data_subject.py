"""What is held about who asks: found by name and number, never beyond one's sight, never sealed."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework.data_requests import About, RequestDetails, log_request
from tracker.casework.data_subject import Asked, Held, MatchedBy, Source, held_about
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails, log_visit
from tracker.casework.registration import PartyDetails
from tracker.law.data_rights import DataRight, Proof, RequestWay
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal
from tracker.records.audit import AuditEntry
from tracker.records.petitions import PartyRole
from tracker.records.privacy import DataRequest
from tracker.records.reception import VisitOutcome

DAY = date(2026, 11, 10)
MAN = Identity("Lý Thị Mận", "Thôn Đông, xã Suối Trăng", "0905 111 222", "051187001234")


def test_petitions_visits_and_requests_are_found_in_any_spelling_of_the_name(
    session: Session,
) -> None:
    _petition(session, CaseKind.COMPLAINT)
    visit = VisitDetails(DAY, MAN, "Hỏi về hồ sơ", VisitOutcome.GUIDED, outcome_note="Đã nói rõ")
    log_visit(session, factories.desk(session), visit, None, now=factories.moment(DAY))

    found = _held(session, Asked("ly thi man"))

    assert {each.source for each in found} == set(Source)
    assert {each.matched_by for each in found} == {MatchedBy.NAME}


def test_the_number_of_a_paper_finds_also_another_name_and_is_covered(session: Session) -> None:
    _petition(session, CaseKind.COMPLAINT)

    found = [h for h in _held(session, Asked("Lý Thị Mơ", "", "051 187 001 234")) if h.number]

    assert [(h.matched_by, h.full_name) for h in found] == [(MatchedBy.NUMBER, MAN.full_name)]
    assert MAN.identity_number not in found[0].number


def test_name_and_telephone_together_are_surer_than_the_name(session: Session) -> None:
    _petition(session, CaseKind.COMPLAINT)

    found = _held(session, Asked(MAN.full_name, "+84 905 111 222"))

    assert found[0].matched_by is MatchedBy.NAME_AND_PHONE


@pytest.mark.parametrize(
    "asked", [Asked(MAN.full_name, MAN.phone, MAN.identity_number), Asked("Ly Thi Man")]
)
def test_a_denouncer_is_never_found(session: Session, asked: Asked) -> None:
    _petition(session, CaseKind.DENUNCIATION)

    assert [h for h in _held(session, asked) if h.source is not Source.REQUEST] == []


def test_what_the_acting_person_may_not_see_is_not_found(session: Session) -> None:
    _petition(session, CaseKind.COMPLAINT)

    seen = {h.source for h in _held(session, Asked(MAN.full_name), Role.UNIT_HEAD)}

    assert Source.PETITION not in seen


def test_whom_a_petition_is_about_learns_of_it_but_not_what_it_says(session: Session) -> None:
    sender = Identity("Trần Văn Khế", "Thôn Tây")
    about = PartyDetails(PartyRole.RESPONDENT, MAN)
    details = factories.petition_details(sender=sender, respondents=(about,))
    factories.petition(session, parties=details.parties)

    [line] = [h for h in _held(session, Asked(MAN.full_name)) if h.source is Source.PETITION]

    assert line.role is PartyRole.RESPONDENT
    assert line.content == ""


def test_every_search_is_on_the_trail_without_the_name(session: Session) -> None:
    _held(session, Asked(MAN.full_name, "", MAN.identity_number))

    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "extract")).one()
    assert entry.subject == "data_request"
    assert "Mận" not in str(entry.changes)


def test_one_word_is_no_name(session: Session) -> None:
    with pytest.raises(Refusal) as refusal:
        _held(session, Asked("Mận"))

    assert refusal.value.field == "full_name"


def _petition(session: Session, kind: CaseKind) -> None:
    factories.petition(session, kind, parties=factories.petition_details(kind, sender=MAN).parties)


def _held(session: Session, asked: Asked, role: Role = Role.DIRECTOR) -> tuple[Held, ...]:
    by = factories.reach(session, factories.person_with(session, role))
    return held_about(session, _request(session), asked, by=by)


def _request(session: Session) -> DataRequest:
    typed = RequestDetails(
        DataRight.VIEW, DAY, RequestWay.DESK, MAN.full_name, Proof.PAPER, "Xem dữ liệu"
    )
    desk = factories.desk(session)
    by = factories.reach(session, factories.person_with(session, Role.RECEPTIONIST))
    return log_request(
        session, typed, About(), logged_unit_id=desk.unit_id, unit_id=desk.unit_id, by=by,
        now=factories.moment(DAY),
    )  # fmt: skip
