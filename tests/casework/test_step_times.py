"""Step times: measured on own cases, kept by kind and step, and every open duty warned by them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.obligations import rebuild
from tracker.casework.risk import train_agencies
from tracker.casework.step_times import realign
from tracker.clock import VIETNAM
from tracker.law.calendar import Calendar
from tracker.law.levels import own_lead
from tracker.law.moves import State
from tracker.law.obligations import Standing
from tracker.records.cases import Case, CaseEvent, StoredObligation
from tracker.records.forecasts import StepTime, step_times

AT = datetime(2026, 11, 23, 7, tzinfo=VIETNAM)
CALENDAR = Calendar.official()


@pytest.fixture
def demo(session: Session, command: Callable[..., str]) -> Session:
    command("demo", "load", "--cases", "160", "--today", "2026-11-23")
    return session


def test_the_copy_is_exactly_what_a_rebuild_would_make(demo: Session) -> None:
    assert demo.scalars(select(StepTime.id)).all()
    assert rebuild(demo, check=True).different == ()


def test_open_duties_are_warned_of_by_what_own_cases_needed(demo: Session) -> None:
    agency_id = demo.scalars(select(StepTime.agency_id)).first() or 0
    leads = step_times(demo, agency_id)
    row = StoredObligation
    found = demo.execute(select(row, Case).join(Case).where(row.is_running)).all()

    assert found
    for duty, case in found:
        lead = own_lead(duty.rule, case.kind, case.state, leads)
        assert duty.at_risk_from == CALENDAR.add_working_days(duty.warn_on, -lead.at_risk)
        assert duty.urgent_from == CALENDAR.add_working_days(duty.warn_on, -lead.urgent)


def test_the_cases_counted_are_those_whose_duty_was_met_without_a_stop(demo: Session) -> None:
    row = StoredObligation
    met = demo.scalars(
        select(row).where(row.rule == "NB-KNPA", row.standing == Standing.MET, row.due_on < AT)
    ).all()
    stopped = set(demo.scalars(select(CaseEvent.case_id).where(CaseEvent.type.in_(["suspended"]))))
    learnt = demo.scalars(
        select(StepTime).where(StepTime.rule == "NB-KNPA", StepTime.state == State.ACCEPTED)
    ).all()

    assert sum(s.cases for s in learnt) == len([o for o in met if o.case_id not in stopped])


def test_new_step_times_move_the_warnings_and_their_case(demo: Session) -> None:
    duty, case = demo.execute(
        select(StoredObligation, Case)
        .join(Case)
        .where(StoredObligation.is_running, Case.leading_rule == StoredObligation.rule)
    ).first() or (None, None)
    assert duty is not None
    assert case is not None
    key = {"agency_id": case.agency_id, "rule": duty.rule, "kind": case.kind, "state": case.state}
    demo.query(StepTime).filter_by(**key).delete()
    demo.add(StepTime(**key, typical=2, slow=9, cases=50, learnt_on=AT.date()))
    demo.flush()

    assert realign(demo, case.agency_id, CALENDAR) >= 1
    assert duty.at_risk_from == CALENDAR.add_working_days(duty.warn_on, -9)
    assert (case.at_risk_from, case.urgent_from) == (duty.at_risk_from, duty.urgent_from)
    assert realign(demo, case.agency_id, CALENDAR) == 0


def test_learning_again_learns_the_same(demo: Session) -> None:
    before = _kept(demo)

    train_agencies(demo, AT + timedelta(hours=1))

    assert _kept(demo) == before


def _kept(session: Session) -> list[tuple[object, ...]]:
    row = StepTime
    columns = select(row.agency_id, row.rule, row.kind, row.state, row.typical, row.slow, row.cases)
    return sorted((tuple(found) for found in session.execute(columns)), key=str)
