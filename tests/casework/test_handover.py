"""Split, merge and undo: no clock is lost on the way."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework import handover
from tracker.casework.handover import Part
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.moves import State
from tracker.law.terms import Refusal
from tracker.records.visibility import Reach

NOW = make.moment(date(2026, 11, 4))


@pytest.fixture
def director(session: Session) -> Reach:
    return make.reach(session, make.person_with(session, Role.DIRECTOR))


def test_a_petition_of_two_matters_becomes_two_cases(session: Session, director: Reach) -> None:
    case = make.case(session)

    opened = handover.split(
        session,
        case,
        [Part(CaseKind.FEEDBACK, "Thái độ phục vụ của bộ phận một cửa")],
        by=director,
        now=NOW,
    )

    assert [c.kind for c in opened] == [CaseKind.FEEDBACK]
    assert opened[0].received_on == case.received_on
    assert opened[0].origin is case
    assert case.events[-1].particulars["into"] == [opened[0].code]


def test_a_denunciation_is_not_split_off_an_open_petition(
    session: Session, director: Reach
) -> None:
    case = make.case(session)

    with pytest.raises(Refusal, match="viết đơn riêng"):
        handover.split(session, case, [Part(CaseKind.DENUNCIATION, "Tố cáo")], by=director, now=NOW)


def test_a_merged_case_hands_its_petition_over(session: Session, director: Reach) -> None:
    case, into = make.case(session), make.case(session)

    handover.merge(session, case, into, reason="Cùng nội dung", by=director, now=NOW)

    assert case.state is State.MERGED
    assert not case.is_open
    assert case.due_on is None
    session.refresh(into, ["links"])
    assert len([ln for ln in into.links if ln.ended_on is None]) == 2


def test_a_merger_can_be_undone_and_the_clock_runs_on_from_receipt(
    session: Session, director: Reach
) -> None:
    case, into = make.case(session), make.case(session)
    before = case.due_on
    handover.merge(session, case, into, reason="Cùng nội dung", by=director, now=NOW)
    session.refresh(into, ["links"])

    handover.unmerge(session, case, reason="Khác đối tượng", by=director, now=NOW)

    session.refresh(into, ["links"])
    session.refresh(case, ["links"])
    assert case.state is State.RECEIVED
    assert case.due_on == before
    assert len([ln for ln in into.links if ln.ended_on is None]) == 1
    assert len([ln for ln in case.links if ln.ended_on is None]) == 1


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "lý do"), ("Cùng nội dung", "chính nó")], ids=["reason", "self"]
)
def test_a_merger_that_makes_no_sense_is_refused(
    session: Session, director: Reach, reason: str, sentence: str
) -> None:
    case = make.case(session)

    with pytest.raises(Refusal, match=sentence):
        handover.merge(session, case, case, reason=reason, by=director, now=NOW)


def test_cases_of_different_kinds_are_not_merged(session: Session, director: Reach) -> None:
    case, into = make.case(session), make.case(session, CaseKind.FEEDBACK)

    with pytest.raises(Refusal, match="cùng loại"):
        handover.merge(session, case, into, reason="Cùng nội dung", by=director, now=NOW)


def test_an_accepted_case_is_no_longer_merged(session: Session, director: Reach) -> None:
    case, into = make.case(session), make.case(session)
    make.classified(session, case, date(2026, 11, 3))
    make.happen(session, case, EventType.ACCEPTED, date(2026, 11, 3))

    with pytest.raises(Refusal, match="Chưa thể ghi"):
        handover.merge(session, case, into, reason="Cùng nội dung", by=director, now=NOW)
