"""Where the law is silent, a person chooses; both dates stay in sight, who chose is recorded."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework.recording import Act, record
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal
from tracker.records.cases import Case, StoredObligation

E = EventType
RECEIVED_ON = date(2026, 6, 30)
OLD, NEW = date(2026, 7, 10), date(2026, 7, 9)  # 10 days; 07 working days.
CHOSEN_ON = date(2026, 7, 2)


def limit(subject: Case, rule: str = "KN-27") -> StoredObligation:
    return next(o for o in subject.obligations if o.rule == rule)


def choose(
    session: Session,
    subject: Case,
    passage: str,
    rule: str = "KN-27",
    note: str = "Ý kiến chỉ đạo số 5",
) -> None:
    act = Act(CHOSEN_ON, note=note, particulars={"rule": rule, "passage": passage})
    who = make.reach(session, make.person_with(session, Role.DIRECTOR))
    record(
        session, subject, E.TRANSITION_CHOSEN, act=act, by=who, now=make.moment(CHOSEN_ON)
    )  # fmt: skip


def test_undecided_both_dates_stand_and_the_earlier_is_warned_on(session: Session) -> None:
    found = limit(make.case(session, received_on=RECEIVED_ON))

    assert (found.due_on, found.transition_on, found.warn_on) == (OLD, NEW, NEW)


@pytest.mark.parametrize(
    ("passage", "due_on", "other"), [("new", NEW, OLD), ("old", OLD, NEW)], ids=["new", "old"]
)
def test_the_choice_counts_and_the_other_date_stays_in_sight(
    session: Session, passage: str, due_on: date, other: date
) -> None:
    subject = make.case(session, received_on=RECEIVED_ON)

    choose(session, subject, passage)

    found = limit(subject)
    assert (found.due_on, found.transition_on) == (due_on, other)
    assert subject.events[-1].recorded_by_id is not None


def test_a_disciplinary_complaint_chooses_for_its_own_rule(session: Session) -> None:
    subject = make.case(session, CaseKind.DISCIPLINE_COMPLAINT, received_on=RECEIVED_ON)

    choose(session, subject, "new", "KL-50.a")

    assert limit(subject, "KL-50.a").due_on == NEW


def test_a_later_choice_stands(session: Session) -> None:
    subject = make.case(session, received_on=RECEIVED_ON)

    choose(session, subject, "new")
    choose(session, subject, "old")

    assert limit(subject).due_on == OLD


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"passage": "new", "rule": "KN-28"}, "Hãy chọn thời hạn"),
        ({"passage": "newest"}, "quy định cũ hoặc quy định mới"),
        ({"passage": "new", "note": " "}, "lý do"),
    ],
    ids=["another rule", "no such passage", "no reason"],
)
def test_a_choice_says_what_and_why(session: Session, told: dict[str, str], why: str) -> None:
    subject = make.case(session, received_on=RECEIVED_ON)

    with pytest.raises(Refusal, match=why):
        choose(session, subject, **told)


def test_where_the_law_is_clear_there_is_nothing_to_choose(session: Session) -> None:
    subject = make.case(session, received_on=date(2026, 7, 1))

    with pytest.raises(Refusal, match="Không có thời hạn nào"):
        choose(session, subject, "new")
