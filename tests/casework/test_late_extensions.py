"""An extension written down after the end needs a second person; after the end none is lawful."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework.recording import Act, record
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal
from tracker.records.cases import Case
from tracker.records.organisation import User

E = EventType
DUE_ON = date(2026, 12, 9)  # 30 days after 09/11/2026.
AFTER = date(2026, 12, 15)


def complex_denunciation(session: Session) -> Case:
    subject = make.case(session, CaseKind.DENUNCIATION)
    make.classified(session, subject, date(2026, 11, 4))
    make.happen(session, subject, E.ACCEPTED, date(2026, 11, 9))
    make.happen(session, subject, E.FOUND_COMPLEX, date(2026, 11, 20), criteria=["1"])
    return subject


def write_down(
    session: Session, subject: Case, event: EventType, on: date, by: User, proposes: str = ""
) -> None:
    act = Act(on, document_number="01/QĐ", particulars={"event": proposes} if proposes else {})
    record(session, subject, event, act=act, by=make.reach(session, by), now=make.moment(AFTER))


def test_no_extension_is_dated_after_the_end(session: Session) -> None:
    subject = complex_denunciation(session)
    director = make.person_with(session, Role.DIRECTOR)

    with pytest.raises(Refusal, match="Thời hạn đã hết ngày 09/12/2026: chỉ gia hạn được trước"):
        write_down(session, subject, E.EXTENDED, AFTER, director)


def test_a_late_entry_is_refused_without_a_second_person(session: Session) -> None:
    subject = complex_denunciation(session)
    director = make.person_with(session, Role.DIRECTOR)

    with pytest.raises(Refusal, match="phải có người khác đề xuất gia hạn trước"):
        write_down(session, subject, E.EXTENDED, DUE_ON, director)


def test_ones_own_proposal_is_no_second_person(session: Session) -> None:
    subject = complex_denunciation(session)
    director = make.person_with(session, Role.DIRECTOR)
    write_down(session, subject, E.PROPOSED, DUE_ON, director, proposes="extended")

    with pytest.raises(Refusal, match="phải có người khác đề xuất"):
        write_down(session, subject, E.EXTENDED, DUE_ON, director)


def test_proposed_by_another_it_is_taken(session: Session) -> None:
    subject = complex_denunciation(session)
    head = make.person(session, Role.UNIT_HEAD)
    handler = make.person(session, Role.HANDLER)
    make.assigned(session, subject, handler, date(2026, 11, 10))
    write_down(session, subject, E.PROPOSED, DUE_ON, head, proposes="extended")

    write_down(session, subject, E.EXTENDED, DUE_ON, make.person_with(session, Role.DIRECTOR))

    limit = next(o for o in subject.obligations if o.rule == "TC-30")
    assert limit.due_on == date(2027, 1, 8)


def test_an_extension_written_down_in_time_asks_for_nobody_else(session: Session) -> None:
    subject = complex_denunciation(session)

    make.happen(session, subject, E.EXTENDED, DUE_ON)

    assert any(e.type is E.EXTENDED for e in subject.events)
