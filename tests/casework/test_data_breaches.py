"""The register of breaches: nothing of the future, no end while a notice is owed."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework.data_breaches import (
    BreachDetails,
    BreachStepDetails,
    assess,
    clocks_of,
    log_breach,
    take_step,
)
from tracker.clock import VIETNAM
from tracker.law.data_breach import BreachDeed, BreachTrait
from tracker.law.terms import Refusal, Stale
from tracker.records.privacy import DataBreach
from tracker.records.visibility import Reach

FOUND = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
NOW = FOUND + timedelta(hours=10)
TYPED = BreachDetails(
    "Mất sổ ghi chép", FOUND, "Sổ để quên trên xe.", "Văn thư", "Họ tên, địa chỉ",
    (BreachTrait.HARM,), 12, 12,
)  # fmt: skip
SENT = BreachStepDetails(NOW, "", "Cơ quan chuyên trách", "5/SKHCN")
WRITTEN = BreachStepDetails(NOW, "Ba người có mặt đã ký.")
D = BreachDeed


def test_breaches_are_numbered_without_gaps(session: Session) -> None:
    assert [_logged(session).code for _ in range(2)] == ["SCDL-2026-0001", "SCDL-2026-0002"]


def test_a_breach_of_the_future_is_refused(session: Session) -> None:
    with pytest.raises(Refusal, match="chưa đến") as refusal:
        _logged(session, replace(TYPED, detected_at=NOW + timedelta(minutes=1)))

    assert refusal.value.field == "detected_time"


@pytest.mark.parametrize(
    ("deed", "details", "field"),
    [
        (D.AUTHORITY_NOTICE, replace(SENT, done_at=NOW + timedelta(minutes=1)), "done_time"),
        (D.AUTHORITY_NOTICE, replace(SENT, done_at=FOUND - timedelta(minutes=1)), "done_time"),
        (D.AUTHORITY_NOTICE, replace(SENT, recipient="  "), "recipient"),
        (D.MINUTED, replace(WRITTEN, words="Đã lập"), "words"),
    ],
)
def test_a_step_that_cannot_be_meant_is_refused(
    session: Session, deed: BreachDeed, details: BreachStepDetails, field: str
) -> None:
    breach = _logged(session)

    with pytest.raises(Refusal) as refusal:
        _step(session, breach, deed, details)

    assert refusal.value.field == field
    assert breach.steps == []


def test_a_breach_is_not_closed_while_a_notice_is_owed(session: Session) -> None:
    breach = _logged(session)

    with pytest.raises(Refusal, match="thông báo vi phạm cho cơ quan bảo vệ dữ liệu"):
        _step(session, breach, D.CLOSED, WRITTEN)


def test_a_breach_is_not_closed_without_its_minute(session: Session) -> None:
    breach = _logged(session)
    _step(session, breach, D.AUTHORITY_NOTICE, SENT)

    with pytest.raises(Refusal, match="biên bản"):
        _step(session, breach, D.CLOSED, WRITTEN)


def test_a_closed_breach_takes_no_further_step(session: Session) -> None:
    breach = _logged(session)
    for deed, details in ((D.AUTHORITY_NOTICE, SENT), (D.MINUTED, WRITTEN), (D.CLOSED, WRITTEN)):
        _step(session, breach, deed, details)

    assert not breach.is_open
    with pytest.raises(Refusal, match="đã kết thúc"):
        _step(session, breach, D.MEASURE, WRITTEN)


def test_an_assessment_changes_the_clocks_and_keeps_its_reason(session: Session) -> None:
    breach = _logged(session)
    serious = replace(TYPED, traits=(BreachTrait.SERIOUS,), people=None)

    assess(session, breach, serious, reason="Máy chủ bị chiếm quyền.", by=_by(session), now=NOW)

    owed = [clock.deed for clock in clocks_of(breach, now=NOW)]
    assert owed == [D.FIRST_NOTICE, D.CAUSE_REPORT]
    assert [(s.deed, s.words) for s in breach.steps] == [(D.ASSESSED, "Máy chủ bị chiếm quyền.")]
    assert (breach.people, breach.detected_at) == (None, FOUND)


def test_an_assessment_without_a_reason_is_refused(session: Session) -> None:
    with pytest.raises(Refusal) as refusal:
        assess(session, _logged(session), TYPED, reason="vì", by=_by(session), now=NOW)

    assert refusal.value.field == "reason"


def test_two_people_at_once_do_not_overwrite_each_other(session: Session) -> None:
    breach = _logged(session)
    seen = breach.version
    assess(session, breach, replace(TYPED, people=13), reason="Đếm lại trên sổ gốc.",
           by=_by(session), now=NOW)  # fmt: skip

    with pytest.raises(Stale):
        _step(session, breach, D.MINUTED, WRITTEN, version=seen)


def test_the_first_notice_of_a_sort_counts(session: Session) -> None:
    breach = _logged(session)
    _step(session, breach, D.AUTHORITY_NOTICE, SENT)
    _step(session, breach, D.AUTHORITY_NOTICE, replace(SENT, done_at=NOW - timedelta(hours=2)))

    assert clocks_of(breach, now=NOW)[0].met_at == NOW - timedelta(hours=2)


def test_the_database_refuses_to_change_a_step(session: Session) -> None:
    _step(session, _logged(session), D.MINUTED, WRITTEN)
    session.commit()

    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(text("DELETE FROM breach_step"))


def test_the_database_refuses_a_number_below_nothing(session: Session) -> None:
    with pytest.raises(DatabaseError):
        _logged(session, replace(TYPED, people=-1))


def _logged(session: Session, typed: BreachDetails = TYPED) -> DataBreach:
    return log_breach(session, typed, by=_by(session), now=NOW)


def _step(session: Session, breach: DataBreach, deed: BreachDeed, details: BreachStepDetails,
          **options: Any) -> None:  # fmt: skip
    take_step(session, breach, deed, details, by=_by(session), now=NOW, **options)


def _by(session: Session) -> Reach:
    return factories.reach(session, factories.person_with(session, Role.DIRECTOR))
