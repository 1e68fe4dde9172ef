"""Planning, moving, cancelling and holding sessions: what is refused, what is asked, what stays."""

from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.planning import DECEMBER_15, NOVEMBER, planned
from tracker.access import Role
from tracker.casework import schedule
from tracker.casework.asking import UnansweredError
from tracker.casework.schedule import Described, HeldBy, NewTime
from tracker.law.session_grounds import ExtraordinaryGround, OnlineGround
from tracker.law.settlers import Profile
from tracker.law.terms import Refusal
from tracker.records.reception import Capacity, ReceptionForm, ReceptionMode
from tracker.records.schedule import PlannedSession, SessionStatus

D = date
AWAY = "Đi họp theo giấy mời"
URGENT = {"mode": ReceptionMode.EXTRAORDINARY, "ground": ExtraordinaryGround.HEATED}
ONLINE = {"form": ReceptionForm.ONLINE, "online_ground": OnlineGround.REMOTE}

REFUSED = {
    "that ends before it begins": ({"ends_at": time(7)}, "ends_at"),
    "on a day that has passed": ({"planned_on": D(2026, 10, 15)}, "planned_on"),
    "of the regular hours": ({"mode": ReceptionMode.REGULAR}, "mode"),
    "that is extraordinary without a ground": ({"mode": ReceptionMode.EXTRAORDINARY}, "ground"),
    "that is periodic with a ground": ({"ground": ExtraordinaryGround.GRAVE}, "ground"),
    "that is online without a case": ({"form": ReceptionForm.ONLINE}, "online_ground"),
    "in person with a case of online": ({"online_ground": OnlineGround.REMOTE}, "online_ground"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_session_is_refused(session: Session, what: str) -> None:
    told, field = REFUSED[what]

    with pytest.raises(Refusal) as refused:
        planned(session, told.get("planned_on", DECEMBER_15), **told_without_day(told))

    assert refused.value.field == field


def test_online_sessions_exist_only_since_the_law(session: Session) -> None:
    with pytest.raises(Refusal, match="chỉ có từ ngày 2026-07-01") as refused:
        planned(session, D(2026, 6, 30), today=D(2026, 6, 1), **ONLINE)

    assert refused.value.field == "form"
    assert planned(session, D(2026, 7, 15), today=D(2026, 6, 1), **ONLINE).id


OVERLAPS = {
    "the same hours": ({}, "begins_at"),
    "hours that begin within": ({"begins_at": time(10), "ends_at": time(12)}, "begins_at"),
    "another presider in the same room": ({"presider_id": 0}, "place"),
    "the same presider elsewhere": ({"place": "Hội trường"}, "begins_at"),
    "the same room spelt otherwise": ({"presider_id": 0, "place": "PHONG TIEP CONG DAN"}, "place"),
}


@pytest.mark.parametrize("what", OVERLAPS)
def test_overlapping_sessions_are_refused(session: Session, what: str) -> None:
    told, field = OVERLAPS[what]
    planned(session)
    other = factories.person(session, Role.UNIT_HEAD)

    with pytest.raises(Refusal) as refused:
        planned(session, **{n: v or other.id for n, v in told.items()})

    assert refused.value.field == field


@pytest.mark.parametrize(
    "told",
    [
        {"begins_at": time(11), "ends_at": time(12)},
        {"begins_at": time(7), "ends_at": time(8)},
        {"planned_on": D(2026, 12, 16)},
    ],
    ids=["right after", "right before", "on another day"],
)
def test_sessions_that_only_touch_do_not_overlap(session: Session, told: dict[str, object]) -> None:
    planned(session)

    assert planned(session, told.get("planned_on", DECEMBER_15), **told_without_day(told)).id


def test_a_session_on_a_day_off_is_asked_and_saved_only_after_a_yes(session: Session) -> None:
    saturday = D(2026, 12, 19)
    with pytest.raises(UnansweredError) as asked:
        planned(session, saturday)
    assert _count(session) == 0

    row = planned(session, saturday, agreed=planning.keys(asked.value))

    assert row.day_off_agreed


def test_a_yes_to_one_day_off_is_no_yes_to_another(session: Session) -> None:
    with pytest.raises(UnansweredError) as asked:
        planned(session, D(2026, 12, 19))

    with pytest.raises(UnansweredError):
        planned(session, D(2026, 12, 20), agreed=planning.keys(asked.value))


def test_a_made_up_saturday_is_not_asked_about(session: Session) -> None:
    row = planned(session, D(2026, 8, 22), today=D(2026, 8, 3))

    assert not row.day_off_agreed


def test_a_session_that_can_only_be_posted_late_is_asked(session: Session) -> None:
    with pytest.raises(UnansweredError) as asked:
        planned(session, today=D(2026, 12, 9))

    assert [q.words.params["due"] for q in asked.value.questions] == [D(2026, 12, 8)]
    assert planned(session, today=D(2026, 12, 8)).id


def test_an_extraordinary_session_needs_no_posting_and_may_lie_in_the_past(
    session: Session,
) -> None:
    row = planned(session, NOVEMBER, today=NOVEMBER, **URGENT)

    assert not row.has_posting_clock


def test_all_questions_are_asked_at_once(session: Session) -> None:
    with pytest.raises(UnansweredError) as asked:
        planned(session, D(2026, 11, 7), today=D(2026, 11, 6), **URGENT, **ONLINE)

    kinds = [question.key.partition(":")[0] for question in asked.value.questions]
    assert kinds == ["day_off", "posting", "notice"]


def test_a_moved_session_keeps_its_row_and_names_its_follower(session: Session) -> None:
    row = planned(session)
    new = _moved(session, row, D(2026, 12, 17))

    assert (row.status, row.change_reason) == (SessionStatus.MOVED, AWAY)
    assert row.planned_on == DECEMBER_15
    assert (new.moved_from_id, new.uid, new.sequence) == (row.id, row.uid, 1)
    assert (new.presider_id, new.status) == (row.presider_id, SessionStatus.PLANNED)


def test_put_off_after_posting_it_is_only_announced_on_the_spot(session: Session) -> None:
    row = planning.posted(session, planned(session))
    new = _moved(session, row, D(2026, 12, 18), today=D(2026, 12, 14))

    assert new.is_postponed
    assert not new.has_posting_clock


def test_brought_forward_after_posting_it_is_posted_in_time_again(session: Session) -> None:
    row = planning.posted(session, planned(session))
    new = _moved(session, row, D(2026, 12, 10), today=D(2026, 12, 1))

    assert new.has_posting_clock


def test_moved_before_posting_it_is_posted_in_time(session: Session) -> None:
    new = _moved(session, planned(session), D(2026, 12, 18))

    assert new.has_posting_clock


def test_a_move_out_of_the_month_that_leaves_it_short_is_asked(session: Session) -> None:
    row = planning.posted(session, planned(session))
    with pytest.raises(UnansweredError) as asked:
        _moved(session, row, D(2027, 1, 5), today=D(2026, 12, 14))
    assert [q.words.params["left"] for q in asked.value.questions] == [0]
    assert row.status is SessionStatus.PLANNED

    agreed = planning.keys(asked.value)
    assert _moved(session, row, D(2027, 1, 5), today=D(2026, 12, 14), agreed=agreed).id


def test_a_move_out_of_a_month_that_has_enough_is_not_asked(session: Session) -> None:
    planned(session, D(2026, 12, 22))
    row = planning.posted(session, planned(session))

    assert _moved(session, row, D(2027, 1, 5), today=D(2026, 12, 14)).id


def test_a_day_of_a_commune_that_leaves_its_week_is_asked(session: Session) -> None:
    factories.agency(session).profile = Profile.COMMUNE
    row = planned(session, D(2026, 5, 2), today=D(2026, 4, 1), agreed=["day_off:2026-05-02"])

    with pytest.raises(UnansweredError) as asked:
        _moved(session, row, D(2026, 5, 5), today=D(2026, 4, 1))

    assert [q.words.params["first"] for q in asked.value.questions] == [D(2026, 4, 27)]
    assert _moved(session, row, D(2026, 4, 29), today=D(2026, 4, 1)).id


def test_a_body_without_a_number_in_law_is_not_asked(session: Session) -> None:
    factories.agency(session).profile = Profile.SUB_DEPARTMENT

    assert _moved(session, planned(session), D(2027, 1, 5)).id


@pytest.mark.parametrize("told", [URGENT, {"capacity": Capacity.DELEGATED}])
def test_what_does_not_count_may_leave_its_month(session: Session, told: dict[str, object]) -> None:
    assert _moved(session, planned(session, **told), D(2027, 1, 5)).id


def test_a_cancelled_day_that_leaves_the_month_short_is_asked(session: Session) -> None:
    row = planned(session)
    with pytest.raises(UnansweredError) as asked:
        _cancelled(session, row)

    _cancelled(session, row, planning.keys(asked.value))

    assert (row.status, row.change_reason) == (SessionStatus.CANCELLED, AWAY)


@pytest.mark.parametrize("reason", ["", "bận", "    "])
def test_a_move_and_a_cancellation_need_a_reason(session: Session, reason: str) -> None:
    row = planned(session)
    to = NewTime(D(2026, 12, 17), time(8), time(11), planning.ROOM)
    now = factories.moment(NOVEMBER)

    with pytest.raises(Refusal, match="lý do"):
        schedule.move(session, row, to, reason=reason, agreed=(), now=now)
    with pytest.raises(Refusal, match="lý do"):
        schedule.cancel(session, row, reason=reason, agreed=(), now=now)


def test_a_move_to_the_same_time_and_place_is_none(session: Session) -> None:
    with pytest.raises(Refusal, match="chưa có gì thay đổi"):
        _moved(session, planned(session), DECEMBER_15)


def test_a_session_may_be_moved_within_its_own_hours(session: Session) -> None:
    row = planned(session)
    to = NewTime(DECEMBER_15, time(9), time(12), planning.ROOM)

    new = schedule.move(session, row, to, reason=AWAY, agreed=(), now=factories.moment(NOVEMBER))

    assert new.begins_at == time(9)


def test_a_moved_session_can_neither_be_moved_again_nor_held(session: Session) -> None:
    row = planned(session)
    _moved(session, row, D(2026, 12, 17))

    with pytest.raises(Refusal, match="không còn theo lịch"):
        _moved(session, row, D(2026, 12, 18))
    with pytest.raises(Refusal, match="không còn theo lịch"):
        schedule.hold(session, row, _by(row), today=D(2026, 12, 16))
    with pytest.raises(Refusal, match="không còn theo lịch"):
        schedule.describe(session, row, Described("Ai đó", ""))


def test_participants_and_content_are_described(session: Session) -> None:
    row = planned(session)
    schedule.describe(session, row, Described("Chánh Văn phòng", "Kiến nghị về đo lường"))

    assert (row.participants, row.content) == ("Chánh Văn phòng", "Kiến nghị về đo lường")


def told_without_day(told: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in told.items() if name != "planned_on"}


def _moved(
    session: Session, row: PlannedSession, on: date, *,
    today: date = NOVEMBER, agreed: frozenset[str] = frozenset(),
) -> PlannedSession:  # fmt: skip
    to = NewTime(on, row.begins_at, row.ends_at, row.place)
    now = factories.moment(today)
    return schedule.move(session, row, to, reason=AWAY, agreed=agreed, now=now)


def _cancelled(session: Session, row: PlannedSession, agreed: frozenset[str] = frozenset()) -> None:
    now = factories.moment(NOVEMBER)
    schedule.cancel(session, row, reason=AWAY, agreed=agreed, now=now)


def _by(row: PlannedSession, *, nobody_came: bool = False) -> HeldBy:
    return HeldBy(row.presider_id, Capacity.HEAD, row.unit_id, nobody_came)


def _count(session: Session) -> int:
    return session.query(PlannedSession).count()
