"""A planned session that was held becomes a reception, with its visits or without any."""

from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.planning import DECEMBER_15, planned
from tracker.access import Role
from tracker.casework import schedule
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails, log_visit
from tracker.casework.schedule import HeldBy
from tracker.law.terms import Refusal
from tracker.records.reception import Capacity, ReceptionMode, VisitOutcome
from tracker.records.schedule import PlannedSession, SessionStatus

D = date


def test_a_held_session_is_tied_to_a_reception_that_says_how_it_was(session: Session) -> None:
    row = planned(session)
    reception = schedule.hold(session, row, _by(row, nobody_came=True), today=DECEMBER_15)

    assert (row.status, row.reception_id) == (SessionStatus.HELD, reception.id)
    assert (reception.held_on, reception.capacity) == (DECEMBER_15, Capacity.HEAD)
    assert (reception.begins_at, reception.place) == (time(8), planning.ROOM)
    assert reception.nobody_came


def test_a_session_is_not_held_before_its_day(session: Session) -> None:
    row = planned(session)

    with pytest.raises(Refusal, match="mới diễn ra"):
        schedule.hold(session, row, _by(row), today=D(2026, 12, 14))


def test_the_reception_that_the_desk_opened_is_used_and_not_doubled(session: Session) -> None:
    row = planned(session)
    desk = factories.desk(session)
    mine = HeldBy(desk.user_id, Capacity.DELEGATED, desk.unit_id)
    visit = VisitDetails(
        DECEMBER_15, Identity("Trần Thị Hạnh"), "Hỏi về hồ sơ", VisitOutcome.GUIDED,
        mode=ReceptionMode.PERIODIC,
    )  # fmt: skip
    logged = log_visit(session, desk, visit, None, now=factories.moment(DECEMBER_15)).visit
    assert logged is not None

    nobody = HeldBy(desk.user_id, Capacity.DELEGATED, desk.unit_id, nobody_came=True)
    with pytest.raises(Refusal, match="đã có người đến"):
        schedule.hold(session, row, nobody, today=DECEMBER_15)
    assert schedule.hold(session, row, mine, today=DECEMBER_15) is logged.reception


@pytest.mark.parametrize(
    ("is_head", "capacity"), [(True, Capacity.DELEGATED), (False, Capacity.HEAD)]
)
def test_the_head_is_no_delegate_and_nobody_else_is_the_head(
    session: Session, is_head: bool, capacity: Capacity
) -> None:
    row = planned(session)
    receiver = row.presider_id if is_head else factories.person(session, Role.HANDLER).id

    with pytest.raises(Refusal) as refused:
        schedule.hold(session, row, HeldBy(receiver, capacity, row.unit_id), today=DECEMBER_15)

    assert refused.value.field == "capacity"


def _by(row: PlannedSession, *, nobody_came: bool = False) -> HeldBy:
    return HeldBy(row.presider_id, Capacity.HEAD, row.unit_id, nobody_came)
