"""Rules fill a year once, however often they are asked; hours begin, end and do not overlap."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.planning import NOVEMBER
from tracker.casework import periodic, regular_hours, schedule
from tracker.casework.asking import UnansweredError
from tracker.casework.periodic import Filled
from tracker.casework.regular_hours import HoursDraft
from tracker.casework.schedule import NewTime
from tracker.law.periodic import Pattern, Recurrence, Weekday
from tracker.law.terms import Refusal
from tracker.records.schedule import PeriodicRule, PlannedSession, SessionStatus

D = date
MONDAYS = (Weekday.MONDAY, Weekday.WEDNESDAY)


def test_a_rule_fills_the_rest_of_its_first_year(session: Session) -> None:
    filled = _added(session)

    assert len(filled.made) == 12
    assert filled.left_out == ()
    assert {row.planned_on.year for row in filled.made} == {2027}
    assert all(row.place == planning.ROOM for row in filled.made)


def test_to_fill_a_year_again_makes_nothing_twice(session: Session) -> None:
    made = _added(session).made
    row = made[5]
    to = NewTime(D(2027, 6, 17), time(8), time(11), planning.ROOM)
    now = factories.moment(NOVEMBER)
    schedule.move(session, row, to, reason="Trùng họp", agreed=(), now=now)

    again = periodic.fill(session, _rule(session), 2027, agreed=(), now=now)

    assert again == Filled((), ())
    assert len(_sessions(session)) == 13


def test_the_next_year_is_filled_when_it_is_asked_for(session: Session) -> None:
    _added(session)
    now = factories.moment(NOVEMBER)

    made = periodic.fill(session, _rule(session), 2028, agreed=(), now=now).made

    assert {row.planned_on.year for row in made} == {2028}
    with pytest.raises(Refusal, match="hai năm liền kề"):
        periodic.fill(session, _rule(session), 2029, agreed=(), now=now)


def test_nothing_is_made_for_days_that_have_passed(session: Session) -> None:
    draft = planning.rule(session, starts_on=D(2026, 1, 1))

    made = _added(session, draft, agreed=()).made

    assert [row.planned_on for row in made] == [D(2026, 11, 16), D(2026, 12, 15)]


def test_a_year_with_a_day_that_can_only_be_posted_late_is_asked(session: Session) -> None:
    draft = planning.rule(session, starts_on=D(2026, 12, 1))
    with pytest.raises(UnansweredError) as asked:
        _added(session, draft, today=D(2026, 12, 10))

    made = _added(session, draft, today=D(2026, 12, 10), agreed=planning.keys(asked.value)).made

    assert [row.planned_on for row in made] == [D(2026, 12, 15)]


def test_a_day_that_rolls_into_the_next_month_is_asked(session: Session) -> None:
    draft = planning.rule(
        session, Recurrence(Pattern.DAY_OF_MONTH, 31), starts_on=D(2027, 1, 1),
        ends_on=D(2027, 1, 31),
    )  # fmt: skip
    with pytest.raises(UnansweredError) as asked:
        _added(session, draft)

    assert [q.words.params["on"] for q in asked.value.questions] == [D(2027, 2, 1)]


def test_a_day_that_is_taken_is_left_out_and_told(session: Session) -> None:
    planning.planned(session, D(2027, 1, 15), begins_at=time(10), ends_at=time(12))

    filled = _added(session)

    assert len(filled.made) == 11
    assert [f.occurrence.on for f in filled.left_out] == [D(2027, 1, 15)]


def test_a_rule_gives_nothing_for_a_year_after_its_end(session: Session) -> None:
    _added(session, planning.rule(session, ends_on=D(2027, 12, 31)))
    now = factories.moment(NOVEMBER)

    assert periodic.fill(session, _rule(session), 2028, agreed=(), now=now).made == ()


LACKING = {
    "day_of_month": Recurrence(Pattern.DAY_OF_MONTH),
    "weekday": Recurrence(Pattern.WEEKLY),
    "week": Recurrence(Pattern.WEEKDAY_OF_MONTH, weekday=Weekday.MONDAY),
}


@pytest.mark.parametrize("field", LACKING)
def test_a_rule_says_what_its_pattern_needs(session: Session, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        _added(session, planning.rule(session, LACKING[field]))

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("told", "field"),
    [({"ends_at": time(8)}, "ends_at"), ({"ends_on": D(2026, 12, 31)}, "ends_on")],
)
def test_a_rule_has_sensible_times(session: Session, told: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        _added(session, planning.rule(session, **told))

    assert refused.value.field == field


def test_a_rule_that_ends_cancels_what_nobody_has_posted(session: Session) -> None:
    made = _added(session).made
    planning.posted(session, made[7])

    kept = periodic.end_rule(
        session, _rule(session), last_day=D(2027, 6, 30), now=factories.moment(NOVEMBER)
    )

    assert kept == [made[7]]
    statuses = [row.status for row in made]
    assert statuses.count(SessionStatus.CANCELLED) == 5
    assert statuses[:6] == [SessionStatus.PLANNED] * 6


def test_nothing_ends_before_it_began(session: Session) -> None:
    _added(session)
    hours = _hours(session)[0]

    with pytest.raises(Refusal):
        periodic.end_rule(
            session, _rule(session), last_day=D(2026, 6, 30), now=factories.moment(NOVEMBER)
        )
    with pytest.raises(Refusal):
        regular_hours.end_hours(session, hours, last_day=D(2025, 1, 1))


def test_hours_are_set_for_several_weekdays_and_end_together(session: Session) -> None:
    monday, wednesday = _hours(session)

    regular_hours.end_hours(session, monday, last_day=D(2026, 12, 31))

    assert (monday.ends_on, wednesday.ends_on) == (D(2026, 12, 31), D(2026, 12, 31))


HOURS = {
    "without a weekday": ({"weekdays": ()}, "weekdays"),
    "that end before they begin": ({"ends_at": time(7)}, "ends_at"),
    "that end before their first day": ({"ends_on": D(2026, 1, 1)}, "ends_on"),
    "that overlap with others at that place": ({"begins_at": time(10)}, "begins_at"),
}


@pytest.mark.parametrize("what", HOURS)
def test_hours_are_refused(session: Session, what: str) -> None:
    told, field = HOURS[what]
    _hours(session)

    with pytest.raises(Refusal) as refused:
        _hours(session, **told)

    assert refused.value.field == field


@pytest.mark.parametrize(
    "told",
    [
        {"place": "Trung tâm"},
        {"begins_at": time(13), "ends_at": time(17)},
        {"weekdays": (Weekday.FRIDAY,)},
    ],
)
def test_hours_at_another_place_time_or_weekday_stand_beside(
    session: Session, told: dict[str, object]
) -> None:
    _hours(session)

    assert _hours(session, **told)


def test_hours_may_follow_those_that_ended(session: Session) -> None:
    regular_hours.end_hours(session, _hours(session)[0], last_day=D(2026, 12, 31))

    assert _hours(session, starts_on=D(2027, 1, 1))


def _added(
    session: Session, draft: periodic.RuleDraft | None = None, *,
    today: date = NOVEMBER, agreed: frozenset[str] | tuple[()] = (),
) -> Filled:  # fmt: skip
    rule = draft or planning.rule(session)
    with session.begin_nested():
        return periodic.add_rule(
            session, rule, agency_id=rule.unit_id, agreed=agreed, now=factories.moment(today)
        )


def _hours(session: Session, **told: object) -> list[regular_hours.RegularHours]:
    head = planning.director(session)
    usual = HoursDraft(head.agency_id, MONDAYS, time(8), time(11), planning.ROOM, D(2026, 6, 1))
    draft = replace(usual, **told)  # type: ignore[arg-type]  # the test says which
    return regular_hours.add_hours(session, draft, agency_id=head.agency_id)


def _rule(session: Session) -> PeriodicRule:
    return session.scalars(select(PeriodicRule).order_by(PeriodicRule.id.desc())).first()


def _sessions(session: Session) -> list[PlannedSession]:
    return list(session.scalars(select(PlannedSession)))
