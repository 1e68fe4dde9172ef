"""record() is the only door: it asks the law, the competence and the version."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework import recording
from tracker.casework.offer import offer
from tracker.casework.recording import Act
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import State
from tracker.law.obligations import Standing
from tracker.law.terms import Refusal, Stale
from tracker.records.cases import Case

E = EventType
RECEIVED = date(2026, 11, 2)


def rule(case: Case, name: str) -> Standing:
    """Give how the obligation of a rule stands."""
    return next(o.standing for o in case.obligations if o.rule == name)


def test_a_step_derives_state_and_obligations_anew(session: Session) -> None:
    case = make.classified(session, make.case(session), date(2026, 11, 3))

    make.happen(session, case, E.ACCEPTED, date(2026, 11, 5))

    assert case.state is State.ACCEPTED
    assert rule(case, "KN-27") is Standing.MET
    assert rule(case, "KN-28") is Standing.RUNNING
    assert case.leading_rule == "KN-28"
    assert case.due_on == date(2026, 12, 7)


def test_a_handler_may_not_accept(session: Session) -> None:
    handler = make.person(session, Role.HANDLER)
    case = make.classified(session, make.case(session), date(2026, 11, 3))
    make.assigned(session, case, handler, date(2026, 11, 3))

    with pytest.raises(Refusal, match="do lãnh đạo thực hiện"):
        make.happen(session, case, E.ACCEPTED, date(2026, 11, 5), by=handler)

    assert case.state is State.CLASSIFIED


def test_a_handler_works_only_on_what_is_assigned(session: Session) -> None:
    stranger = make.person(session, Role.HANDLER)
    case = make.case(session)

    with pytest.raises(Refusal, match="thực hiện"):
        make.happen(session, case, E.CLASSIFIED, date(2026, 11, 3), by=stranger, kind="complaint")


def test_two_people_on_one_case_the_second_is_told(session: Session) -> None:
    case = make.case(session)
    seen = case.version
    make.classified(session, case, date(2026, 11, 3))
    director = make.reach(session, make.person_with(session, Role.DIRECTOR))

    with pytest.raises(Stale):
        recording.record(
            session,
            case,
            E.ACCEPTED,
            act=Act(date(2026, 11, 5), "1/TB"),
            by=director,
            now=make.moment(date(2026, 11, 5)),
            version=seen,
        )


def test_a_ruling_needs_the_number_of_its_paper(session: Session) -> None:
    case = make.classified(session, make.case(session), date(2026, 11, 3))
    director = make.reach(session, make.person_with(session, Role.DIRECTOR))

    with pytest.raises(Refusal, match="số, ký hiệu") as no:
        recording.record(
            session,
            case,
            E.ACCEPTED,
            act=Act(date(2026, 11, 5)),
            by=director,
            now=make.moment(date(2026, 11, 5)),
        )

    assert no.value.field == "document_number"


def test_a_refusal_needs_a_listed_ground(session: Session) -> None:
    case = make.classified(session, make.case(session), date(2026, 11, 3))

    with pytest.raises(Refusal, match="Hãy chọn căn cứ"):
        make.happen(session, case, E.REFUSED, date(2026, 11, 5), ground="không thích")

    make.happen(session, case, E.REFUSED, date(2026, 11, 5), ground="KN-11.6")
    assert case.state is State.REFUSED
    assert case.closed_on == date(2026, 11, 5)


def test_an_extension_after_the_limit_is_refused(session: Session) -> None:
    case = make.case(session, CaseKind.DENUNCIATION, received_on=date(2026, 9, 1))
    make.classified(session, case, date(2026, 9, 3))
    make.happen(session, case, E.ACCEPTED, date(2026, 9, 7))
    make.happen(session, case, E.FOUND_COMPLEX, date(2026, 9, 14), criteria=["1"])

    with pytest.raises(Refusal, match="Thời hạn đã hết ngày 07/10/2026"):
        make.happen(session, case, E.EXTENDED, date(2026, 10, 8))

    make.happen(session, case, E.EXTENDED, date(2026, 10, 7))
    assert next(o for o in case.obligations if o.rule == "TC-30").due_on == date(2026, 11, 6)


def test_a_correction_recomputes_what_is_due(session: Session) -> None:
    case = make.classified(session, make.case(session), date(2026, 11, 3))
    make.happen(session, case, E.ACCEPTED, date(2026, 11, 5))
    director = make.reach(session, make.person_with(session, Role.DIRECTOR))

    recording.correct(
        session,
        case,
        3,
        right_date=date(2026, 11, 4),
        act=Act(date(2026, 11, 6), note="Ghi nhầm ngày trên thông báo"),
        by=director,
        now=make.moment(date(2026, 11, 6)),
    )

    assert case.due_on == date(2026, 12, 4)
    assert len(case.events) == 4


def test_a_correction_needs_a_reason(session: Session) -> None:
    case = make.classified(session, make.case(session), date(2026, 11, 3))
    director = make.reach(session, make.person_with(session, Role.DIRECTOR))

    with pytest.raises(Refusal, match="lý do đính chính"):
        recording.correct(
            session,
            case,
            2,
            right_date=None,
            act=Act(date(2026, 11, 6)),
            by=director,
            now=make.moment(date(2026, 11, 6)),
        )


def test_the_way_to_second_level_is_shut_while_the_limit_runs(session: Session) -> None:
    case = make.classified(session, make.case(session), date(2026, 11, 3))
    make.happen(session, case, E.ACCEPTED, date(2026, 11, 5))
    director = make.reach(session, make.person_with(session, Role.DIRECTOR))

    before = offer(case, by=director, today=date(2026, 12, 7))
    after = offer(case, by=director, today=date(2026, 12, 8))

    assert "Chưa hết thời hạn" in str(
        next(s.reason for s in before.shut if s.move.event is E.APPEALED)
    )
    assert E.APPEALED in {m.event for m in after.open}


def test_a_complaint_left_lying_opens_the_second_level(session: Session) -> None:
    case = make.case(session, received_on=date(2020, 2, 14))
    director = make.reach(session, make.person_with(session, Role.DIRECTOR))

    offered = offer(case, by=director, today=date(2020, 5, 20))

    assert E.APPEALED in {m.event for m in offered.open}


def test_the_inspector_is_offered_nothing_and_told_who_may(session: Session) -> None:
    case = make.case(session)
    inspector = make.reach(session, make.person(session, Role.INSPECTOR))

    offered = offer(case, by=inspector, today=RECEIVED)

    assert offered.open == ()
    assert all("thực hiện" in str(s.reason) for s in offered.shut)


@pytest.mark.parametrize("kind", list(CaseKind), ids=str)
def test_every_kind_can_be_opened_and_classified(session: Session, kind: CaseKind) -> None:
    case = make.case(session, kind)

    make.classified(session, case, date(2026, 11, 3))

    assert case.state is State.CLASSIFIED
    assert case.level is Level.FIRST


def test_a_step_that_changes_nothing_else_still_makes_a_new_version(session: Session) -> None:
    case = make.classified(session, make.case(session), date(2026, 11, 3))
    seen = case.version

    make.happen(session, case, E.PROPOSED, date(2026, 11, 4), move="accepted")

    assert case.version > seen
