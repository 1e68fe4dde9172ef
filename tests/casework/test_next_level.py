"""A matter goes to the next level: who stands on it, from when, under which clock."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework.identity import Identity, identity_of
from tracker.casework.next_level import NextPetition, go_on, learnt_before
from tracker.casework.recording import Act
from tracker.casework.registration import PartyDetails
from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.terms import Refusal
from tracker.records.cases import Case
from tracker.records.petitions import PartyRole

E = EventType
NEXT = NextPetition("Không đồng ý với kết quả giải quyết lần đầu")


def advance(
    session: Session, subject: Case, on: date, petition: NextPetition | None
) -> Case | None:
    who = make.reach(session, make.person_with(session, Role.DIRECTOR))
    return go_on(session, subject, petition, act=Act(on), by=who, now=make.moment(on))


def decided(session: Session, kind: CaseKind = CaseKind.COMPLAINT) -> Case:
    subject = make.case(session, kind, received_on=date(2026, 8, 3))
    make.classified(session, subject, date(2026, 8, 5))
    make.happen(session, subject, E.ACCEPTED, date(2026, 8, 10))
    make.happen(session, subject, E.DIALOGUE_HELD, date(2026, 8, 25))
    make.happen(session, subject, E.DECIDED, date(2026, 9, 1), outcome="wrong")
    make.happen(session, subject, E.DECISION_SENT, date(2026, 9, 3))
    make.happen(session, subject, E.DECISION_RECEIVED, date(2026, 9, 7))
    return subject


@pytest.mark.parametrize("kind", [CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT], ids=str)
def test_a_second_complaint_opens_a_case_of_its_own(session: Session, kind: CaseKind) -> None:
    first = decided(session, kind)

    second = advance(session, first, date(2026, 9, 10), NEXT)

    assert second is not None
    assert (second.kind, second.level, second.origin) == (kind, Level.SECOND, first)
    assert second.received_on == date(2026, 9, 10)
    assert second.sender_label == first.sender_label
    assert learnt_before(second) == date(2026, 9, 7)


def test_the_second_case_runs_under_the_clocks_of_the_second_level(session: Session) -> None:
    second = advance(session, decided(session), date(2026, 9, 10), NEXT)
    assert second is not None
    make.classified(session, second, date(2026, 9, 11))
    make.happen(session, second, E.ACCEPTED, date(2026, 9, 14))

    due = {o.rule: o.due_on for o in second.obligations}

    assert due["KN-27"] == date(2026, 9, 21)  # 07 working days.
    assert due["KN-37"] == date(2026, 10, 29)  # 45 days.
    assert "KN-28" not in due


def test_before_the_limit_has_passed_nobody_complains_a_second_time(session: Session) -> None:
    subject = make.case(session, received_on=date(2026, 8, 3))
    make.classified(session, subject, date(2026, 8, 5))
    make.happen(session, subject, E.ACCEPTED, date(2026, 8, 10))

    with pytest.raises(Refusal, match="Chưa hết thời hạn giải quyết lần đầu"):
        advance(session, subject, date(2026, 9, 8), NEXT)

    # 30 days after 10/08/2026 is 09/09/2026; from the next day the way is open.
    opened = advance(session, subject, date(2026, 9, 10), NEXT)
    assert opened is not None
    assert learnt_before(opened) == date(2026, 9, 9)


def test_where_another_body_settles_no_case_opens(session: Session) -> None:
    first = decided(session)

    assert advance(session, first, date(2026, 9, 10), None) is None
    assert any(e.type is E.APPEALED for e in first.events)


def denounced(session: Session) -> Case:
    subject = make.case(session, CaseKind.DENUNCIATION, received_on=date(2026, 8, 3))
    make.classified(session, subject, date(2026, 8, 5))
    make.happen(session, subject, E.ACCEPTED, date(2026, 8, 10))
    return subject


def test_an_overdue_denunciation_made_again_asks_for_a_report(session: Session) -> None:
    subject = denounced(session)
    with pytest.raises(Refusal, match=r"Chưa hết thời hạn giải quyết tố cáo \(ngày 09/09/2026\)"):
        advance(session, subject, date(2026, 9, 9), NEXT)

    again = advance(session, subject, date(2026, 9, 10), NEXT)

    assert again is not None
    assert again.level is Level.CONTINUED
    assert Trait.LIMIT_EXPIRED in again.traits
    due = {o.rule: o.due_on for o in again.obligations}
    assert due["TC-38.a"] == date(2026, 9, 17)  # 05 working days.
    assert "TC-24.1" not in due


def test_after_a_conclusion_the_upper_head_decides_in_20_days(session: Session) -> None:
    subject = denounced(session)
    make.happen(session, subject, E.VERIFICATION_ORDERED, date(2026, 8, 11))
    make.happen(session, subject, E.VERIFICATION_REPORTED, date(2026, 8, 20))
    make.happen(session, subject, E.CONCLUDED, date(2026, 8, 25), outcome="wrong")

    again = advance(session, subject, date(2026, 9, 4), NEXT)

    assert again is not None
    assert Trait.LIMIT_EXPIRED not in again.traits
    assert {o.rule: o.due_on for o in again.obligations}["TC-37"] == date(2026, 9, 24)


def test_the_denouncer_is_sealed_anew_and_nothing_is_readable(session: Session) -> None:
    subject = denounced(session)

    again = advance(session, subject, date(2026, 9, 10), NEXT)

    assert again is not None
    party = again.links[0].petition.parties[0]
    assert party.pseudonym is not None
    assert party.full_name is None
    assert identity_of(party) == make.HANH
    assert again.sender_label == party.pseudonym


def test_a_new_text_that_names_the_denouncer_is_refused(session: Session) -> None:
    subject = denounced(session)
    naming = NextPetition(f"Tôi là {make.HANH.full_name}, tố cáo tiếp")

    with pytest.raises(Refusal, match="để lộ họ tên"):
        advance(session, subject, date(2026, 9, 10), naming)


def test_whoever_the_matter_is_about_is_kept_away_again(session: Session) -> None:
    handler = make.person(session, Role.HANDLER)
    about = PartyDetails(PartyRole.RESPONDENT, Identity(handler.full_name), user_id=handler.id)
    subject = make.case(
        session, CaseKind.DENUNCIATION, received_on=date(2026, 8, 3),
        parties=(PartyDetails(PartyRole.SENDER, make.HANH), about),
    )  # fmt: skip
    make.classified(session, subject, date(2026, 8, 5))
    make.happen(session, subject, E.ACCEPTED, date(2026, 8, 10))

    again = advance(session, subject, date(2026, 9, 10), NEXT)

    assert again is not None
    assert handler.id in [p.user_id for p in again.links[0].petition.parties]
