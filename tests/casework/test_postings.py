"""Posting in time and late, at each place once; the steps before an online session."""

from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.planning import NOVEMBER, planned, posted
from tracker.casework import postings, schedule
from tracker.casework.asking import UnansweredError
from tracker.casework.postings import OnlineDone
from tracker.casework.schedule import NewTime
from tracker.law.announcing import OnlineStep, online_clock
from tracker.law.session_grounds import OnlineGround, PostingPlace
from tracker.law.terms import Refusal
from tracker.records.calendar import calendar_in_use
from tracker.records.reception import ReceptionForm
from tracker.records.schedule import PlannedSession

D = date
P = PostingPlace


def test_a_posting_in_time_is_recorded_with_its_last_day(session: Session) -> None:
    row = posted(session, planned(session), D(2026, 12, 8))

    assert {p.place for p in row.postings} == set(PostingPlace)
    assert {(p.posted_on, p.due_on, p.is_late) for p in row.postings} == {
        (D(2026, 12, 8), D(2026, 12, 8), False)
    }


def test_a_late_posting_is_asked_and_then_kept_as_late(session: Session) -> None:
    row = planned(session)
    with pytest.raises(UnansweredError) as asked:
        posted(session, row, D(2026, 12, 9))
    assert row.postings == []
    assert [q.words.params["late"] for q in asked.value.questions] == [1]

    posted(session, row, D(2026, 12, 9), agreed=planning.keys(asked.value))

    assert all(p.is_late for p in row.postings)


def test_each_late_session_is_asked_about_once_whatever_the_places(session: Session) -> None:
    rows = [planned(session), planned(session, D(2026, 12, 16)), planned(session, D(2026, 12, 31))]

    with pytest.raises(UnansweredError) as asked:
        postings.post(
            session, rows, places=list(P), posted_on=D(2026, 12, 11), agreed=(),
            by=planning.director(session).id, now=factories.moment(D(2026, 12, 11)),
        )  # fmt: skip

    assert [q.words.params["day"] for q in asked.value.questions] == [
        D(2026, 12, 15), D(2026, 12, 16)
    ]  # fmt: skip


def test_a_place_is_posted_once_and_a_further_one_is_added(session: Session) -> None:
    row = posted(session, planned(session), places=[P.SEAT])
    posted(session, row, D(2026, 11, 3), places=[P.SEAT, P.WEBSITE])

    assert [(p.place, p.posted_on) for p in row.postings] == [
        (P.SEAT, NOVEMBER), (P.WEBSITE, D(2026, 11, 3))
    ]  # fmt: skip
    with pytest.raises(Refusal, match="đều đã ghi"):
        posted(session, row, D(2026, 11, 4), places=[P.SEAT])


@pytest.mark.parametrize(
    ("on", "now", "field"),
    [(D(2026, 11, 3), NOVEMBER, "posted_on"), (D(2026, 12, 16), D(2026, 12, 17), "posted_on")],
    ids=["in the future", "after the session"],
)
def test_a_posting_has_a_sensible_day(session: Session, on: date, now: date, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        posted(session, planned(session), on, now=factories.moment(now))

    assert refused.value.field == field


def test_nothing_is_posted_nowhere(session: Session) -> None:
    with pytest.raises(Refusal) as without_place:
        posted(session, planned(session), places=())
    with pytest.raises(Refusal) as without_session:
        postings.post(
            session, [], places=[P.SEAT], posted_on=NOVEMBER, agreed=(), by=1,
            now=factories.moment(NOVEMBER),
        )  # fmt: skip

    assert (without_place.value.field, without_session.value.field) == ("places", "sessions")


def test_a_moved_session_is_not_posted_but_its_follower_is(session: Session) -> None:
    row = posted(session, planned(session), places=[P.SEAT])
    to, today = NewTime(D(2026, 12, 17), time(8), time(11), planning.ROOM), D(2026, 12, 14)
    now = factories.moment(today)
    new = schedule.move(session, row, to, reason="Đi họp", agreed=(), now=now)

    with pytest.raises(Refusal, match="không còn theo lịch"):
        posted(session, row, today, places=[P.WEBSITE])
    posted(session, new, today, places=[P.RECEPTION_PLACE])

    assert [(p.posted_on, p.due_on, p.is_late) for p in new.postings] == [(today, None, False)]


def test_steps_in_time_are_kept(session: Session) -> None:
    row = _online(session)
    done = OnlineDone(D(2026, 12, 1), D(2026, 12, 7), time(12, 30))

    postings.prepare_online(session, row, done, agreed=(), today=D(2026, 12, 8))

    assert (row.notified_on, row.tested_on, row.connected_at) == (
        D(2026, 12, 1), D(2026, 12, 7), time(12, 30)
    )  # fmt: skip
    assert _late_steps(session, row) == []


def test_late_steps_are_asked_and_then_stay_late(session: Session) -> None:
    row = _online(session)
    late = OnlineDone(D(2026, 12, 2), D(2026, 12, 8), time(12, 31))
    with pytest.raises(UnansweredError) as asked:
        postings.prepare_online(session, row, late, agreed=(), today=D(2026, 12, 8))
    assert len(asked.value.questions) == 3

    agreed = planning.keys(asked.value)
    postings.prepare_online(session, row, late, agreed=agreed, today=D(2026, 12, 8))

    assert _late_steps(session, row) == list(OnlineStep)


@pytest.mark.parametrize(
    ("done", "field"),
    [
        (OnlineDone(notified_on=D(2026, 12, 2)), "notified_on"),
        (OnlineDone(tested_on=D(2026, 12, 2)), "tested_on"),
        (OnlineDone(connected_at=time(13, 31)), "connected_at"),
    ],
)
def test_a_step_has_a_sensible_moment(session: Session, done: OnlineDone, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        postings.prepare_online(session, _online(session), done, agreed=(), today=D(2026, 12, 1))

    assert refused.value.field == field


def test_a_cancelled_session_needs_no_steps(session: Session) -> None:
    row, now = _online(session), factories.moment(NOVEMBER)
    agreed = [f"short:{row.id}:None"]
    schedule.cancel(session, row, reason="Không còn cần", agreed=agreed, now=now)

    with pytest.raises(Refusal, match="không còn theo lịch"):
        postings.prepare_online(session, row, OnlineDone(), agreed=(), today=NOVEMBER)


def test_a_session_in_person_has_no_such_steps(session: Session) -> None:
    with pytest.raises(Refusal, match="không phải buổi trực tuyến"):
        postings.prepare_online(session, planned(session), OnlineDone(), agreed=(), today=NOVEMBER)


def _online(session: Session) -> PlannedSession:
    return planned(
        session, D(2026, 12, 8), begins_at=time(13, 30), ends_at=time(16),
        form=ReceptionForm.ONLINE, online_ground=OnlineGround.COMPLEX,
    )  # fmt: skip


def _late_steps(session: Session, row: PlannedSession) -> list[OnlineStep]:
    calendar = calendar_in_use(session)
    clocks = {s: online_clock(s, row.planned_on, row.begins_at, calendar) for s in OnlineStep}
    return [s for s, clock in clocks.items() if clock and postings.step_is_late(row, s, clock)]
