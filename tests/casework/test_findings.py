"""What the inspector asks and the unit answers: in order, by the right people, naming nobody."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.walks import DENOUNCER
from tracker.access import Role
from tracker.casework.findings import WAYS, Said, act_on_finding, open_deeds, people_concerned
from tracker.casework.inspection import run_checks
from tracker.casework.registration import PartyDetails
from tracker.law.findings.codes import CheckCode
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal, Stale
from tracker.records.cases import Case
from tracker.records.inspection import Finding, FindingDeed, FindingState
from tracker.records.organisation import User
from tracker.records.petitions import PartyRole

TODAY = date(2026, 11, 23)
SENDER = PartyDetails(PartyRole.SENDER, DENOUNCER)
SOON = TODAY + timedelta(7)
D, S = FindingDeed, FindingState
WORDS = "Nội dung đủ dài để ghi."
ORDER = ((D.ASKED, SOON), (D.ANSWERED, None), (D.FOLLOWED_UP, SOON), (D.ANSWERED, None),
         (D.CLOSED, None))  # fmt: skip


@pytest.fixture
def late(session: Session) -> Finding:
    """Give a finding about a case that a unit let lie."""
    return late_in(session, factories.case(session, received_on=date(2026, 10, 1)))


def test_a_finding_goes_from_question_to_end_each_act_on_record(
    session: Session, late: Finding
) -> None:
    states = []
    for deed, due_on in ORDER:
        act(session, late, deed, due_on=due_on)
        states.append(late.state)

    assert states == [S.ASKED, S.ANSWERED, S.FOLLOW_UP, S.ANSWERED, S.CLOSED]
    assert [(a.deed, a.due_on) for a in late.acts] == list(ORDER)
    assert open_deeds(late) == ()


@pytest.mark.parametrize("deed", WAYS)
def test_an_act_out_of_turn_is_refused(session: Session, late: Finding, deed: FindingDeed) -> None:
    late.state = next(s for s in FindingState if s not in WAYS[deed][0])

    with pytest.raises(Refusal, match="chưa thể"):
        act(session, late, deed, due_on=SOON)

    assert late.acts == []


@pytest.mark.parametrize("due_on", [None, TODAY - timedelta(1)])
def test_what_is_asked_needs_a_day_to_come(
    session: Session, late: Finding, due_on: date | None
) -> None:
    with pytest.raises(Refusal) as refused:
        act(session, late, D.ASKED, due_on=due_on)

    assert refused.value.field == "due_on"


def test_a_word_is_no_answer(session: Session, late: Finding) -> None:
    act(session, late, D.ASKED, due_on=SOON)

    with pytest.raises(Refusal, match="rõ hơn"):
        act(session, late, D.ANSWERED, words="Đã rõ")


def test_two_at_once_are_told_apart(session: Session, late: Finding) -> None:
    version = late.version
    act(session, late, D.ASKED, due_on=SOON)

    with pytest.raises(Stale):
        act(session, late, D.CLOSED, version=version)


def test_whoever_handles_the_case_does_not_answer_for_it(session: Session) -> None:
    case = factories.case(session, received_on=date(2026, 10, 1))
    head = factories.person(session, Role.UNIT_HEAD)
    factories.assigned(session, case, head, date(2026, 10, 2))
    found = late_in(session, case)
    act(session, found, D.ASKED, due_on=SOON)

    assert people_concerned(session, found) == {head.id}
    with pytest.raises(Refusal, match="chính việc làm của bạn"):
        act(session, found, D.ANSWERED, by=head)
    act(session, found, D.ANSWERED, by=factories.person_with(session, Role.DIRECTOR))

    assert found.state is S.ANSWERED


def test_the_head_of_another_unit_does_not_answer(session: Session, late: Finding) -> None:
    act(session, late, D.ASKED, due_on=SOON)
    elsewhere = factories.unit(session, "Phòng Kế hoạch")
    stranger = factories.person(session, Role.UNIT_HEAD, at=elsewhere)

    with pytest.raises(Refusal, match="Trưởng đơn vị"):
        act(session, late, D.ANSWERED, by=stranger)


@pytest.mark.parametrize("deed", [D.ASKED, D.CLOSED])
def test_nothing_said_names_who_denounced(session: Session, deed: FindingDeed) -> None:
    case = factories.case(
        session, CaseKind.DENUNCIATION, received_on=date(2026, 10, 1), parties=(SENDER,)
    )
    found = late_in(session, case)

    with pytest.raises(Refusal, match="người tố cáo"):
        act(session, found, deed, due_on=SOON, words="Theo lời hoang thi ngoc huyen kể lại")


def late_in(session: Session, case: Case) -> Finding:
    run_checks(session, case.agency_id, now=factories.moment(TODAY), full=True)
    code = Finding.check_code == CheckCode.LATE_ACCEPTANCE
    return session.scalars(select(Finding).where(Finding.case_id == case.id, code)).one()


def act(
    session: Session,
    found: Finding,
    deed: FindingDeed,
    *,
    due_on: date | None = None,
    words: str = WORDS,
    by: User | None = None,
    version: int | None = None,
) -> None:
    role = Role.DIRECTOR if deed is D.ANSWERED else Role.INSPECTOR
    who = factories.reach(session, by or factories.person_with(session, role))
    said, now = Said(words, due_on), factories.moment(TODAY)
    act_on_finding(session, found, deed, said, by=who, now=now, version=version)
