"""The stored copy equals what the law derives, and a rebuild brings it back."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.casework.obligations import rebuild
from tracker.casework.reminders import sweep
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.levels import Alarm
from tracker.records.cases import Case
from tracker.records.organisation import Submission


def lived(session: Session) -> Case:
    """Give a case with some history."""
    case = make.classified(session, make.case(session), date(2026, 11, 3))
    make.happen(session, case, EventType.ACCEPTED, date(2026, 11, 5))
    return case


def test_what_record_keeps_is_what_a_rebuild_derives(session: Session) -> None:
    for kind in CaseKind:
        make.classified(session, make.case(session, kind), date(2026, 11, 3))
    lived(session)

    found = rebuild(session, check=True)

    assert (found.cases, found.different) == (6, ())


def test_a_copy_that_was_tampered_with_is_found_and_brought_back(session: Session) -> None:
    case = lived(session)
    session.connection().execute(
        text("UPDATE obligation SET due_on = '2027-01-01' WHERE rule = 'KN-28'")
    )
    session.connection().execute(text("UPDATE case_file SET due_on = NULL"))
    session.expire_all()

    assert rebuild(session, check=True).different == (case.code,)
    rebuild(session, check=False)
    session.expire_all()

    assert case.due_on == date(2026, 12, 7)
    assert rebuild(session, check=True).different == ()


def test_the_command_says_how_many_differ(session: Session, command: Callable[..., str]) -> None:
    lived(session)

    assert "1 vụ việc, 0 khác" in command("deadlines", "rebuild", "--check")


def test_a_sweep_notes_each_level_once(session: Session) -> None:
    lived(session)
    day = date(2026, 12, 8)

    first, second = (sweep(session, at=make.moment(day)) for _ in range(2))

    assert first.noted[Alarm.OVERDUE] == first.standing[Alarm.OVERDUE] > 0
    assert sum(second.noted.values()) == 0


def test_a_sweep_of_another_day_notes_what_changed(session: Session) -> None:
    lived(session)

    levels = [sweep(session, at=make.moment(date(2026, 12, d))).noted for d in (1, 8)]

    assert levels[0][Alarm.URGENT] + levels[0][Alarm.AT_RISK] > 0
    assert levels[1][Alarm.OVERDUE] > 0


def test_a_sweep_forgets_the_tokens_of_forms_sent_long_ago(session: Session) -> None:
    for token, day in (("old", date(2026, 10, 1)), ("new", date(2026, 11, 20))):
        session.add(Submission(token=token, taken_at=make.moment(day)))
    session.flush()

    sweep(session, at=make.moment(date(2026, 11, 23)))

    assert session.scalars(select(Submission.token)).all() == ["new"]
