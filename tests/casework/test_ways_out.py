"""When a matter that was not settled may go on: to court, or to be denounced again."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework.offer import offer
from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.terms import Refusal
from tracker.records.cases import Case

E = EventType
COMPLAINT, DISCIPLINE = CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT
DISMISSAL = {"traits": [Trait.DISMISSAL.value]}


def received(session: Session, kind: CaseKind, level: Level = Level.FIRST) -> Case:
    subject = make.case(session, kind, level=level, received_on=date(2026, 8, 3))
    return make.classified(session, subject, date(2026, 8, 5), **DISMISSAL)


def accepted(session: Session, kind: CaseKind, level: Level = Level.FIRST) -> Case:
    subject = received(session, kind, level)
    make.happen(session, subject, E.ACCEPTED, date(2026, 8, 10))
    return subject


@pytest.mark.parametrize(
    ("kind", "level", "last_day"),
    [
        (COMPLAINT, Level.FIRST, date(2026, 9, 9)),  # 30 days.
        (COMPLAINT, Level.SECOND, date(2026, 9, 24)),  # 45 days.
        (DISCIPLINE, Level.FIRST, date(2026, 9, 9)),  # 30 days at both levels.
        (DISCIPLINE, Level.SECOND, date(2026, 9, 9)),
    ],
)
def test_without_a_decision_the_court_is_open_from_the_day_after_the_limit(
    session: Session, kind: CaseKind, level: Level, last_day: date
) -> None:
    subject = accepted(session, kind, level)

    with pytest.raises(Refusal, match=f"Chưa hết thời hạn giải quyết .*{last_day:%d/%m/%Y}"):
        make.happen(session, subject, E.SUED, last_day)
    make.happen(session, subject, E.SUED, date.fromordinal(last_day.toordinal() + 1))

    assert subject.events[-1].type is E.SUED


@pytest.mark.parametrize("kind", [COMPLAINT, DISCIPLINE], ids=str)
def test_a_second_complaint_never_accepted_goes_to_court_after_the_limit_to_accept_it(
    session: Session, kind: CaseKind
) -> None:
    subject = received(session, kind, Level.SECOND)  # 07 working days: 12/08/2026.

    with pytest.raises(Refusal, match=r"Chưa hết thời hạn giải quyết .*12/08/2026"):
        make.happen(session, subject, E.SUED, date(2026, 8, 12))
    make.happen(session, subject, E.SUED, date(2026, 8, 13))

    assert subject.events[-1].type is E.SUED


def test_while_the_clock_stands_the_court_is_not_open(session: Session) -> None:
    subject = accepted(session, COMPLAINT, Level.SECOND)
    make.happen(session, subject, E.SUSPENDED, date(2026, 8, 20), ground="tdc-a")
    make.happen(session, subject, E.RESUMED, date(2026, 10, 20))  # 61 days later.

    assert E.SUED not in opened(session, subject, date(2026, 11, 24))  # 24/09 and 61 days.
    assert E.SUED not in opened(session, subject, date(2026, 11, 25))  # 24/11 is a day off.
    assert E.SUED in opened(session, subject, date(2026, 11, 26))


def test_a_disciplinary_complaint_goes_to_the_second_level_only_after_a_decision(
    session: Session,
) -> None:
    subject = accepted(session, DISCIPLINE)

    with pytest.raises(Refusal, match="chưa có quyết định giải quyết"):
        make.happen(session, subject, E.APPEALED, date(2026, 12, 1))


def test_a_suspended_denunciation_is_not_denounced_again_for_its_delay(session: Session) -> None:
    subject = accepted(session, CaseKind.DENUNCIATION)
    make.happen(session, subject, E.SUSPENDED, date(2026, 8, 20), ground="tdc-b")

    with pytest.raises(Refusal, match="đang tạm dừng") as refused:
        make.happen(session, subject, E.CONTINUED, date(2026, 12, 1))
    make.happen(session, subject, E.RESUMED, date(2026, 12, 1))

    assert "Điều 34 khoản 2" in refused.value.article
    # 20 days were left on 20/08: 103 days later they run from 01/12 to 21/12.
    with pytest.raises(Refusal, match="ngày 21/12/2026"):
        make.happen(session, subject, E.CONTINUED, date(2026, 12, 21))
    make.happen(session, subject, E.CONTINUED, date(2026, 12, 22))


def opened(session: Session, subject: Case, today: date) -> set[EventType]:
    """Give the steps that the director may make on a day."""
    who = make.reach(session, make.person_with(session, Role.DIRECTOR))
    return {move.event for move in offer(subject, by=who, today=today).open}
