"""What was late stays late, and what stood still is not late, whatever becomes of the case."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.law.lawful_histories import (
    ALL_MATTERS,
    MOVING,
    Events,
    Key,
    added,
    grown,
    histories,
    judged,
    last_date,
    moving_histories,
    shown,
)
from tests.law.test_obligations import events_of
from tests.law.test_workflow import history
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind, Level
from tracker.law.obligations import Obligation, Standing, Status

E = EventType
ANY_HISTORY = st.one_of(histories(), moving_histories())
DAYS = st.integers(1, 90)
# These say that the limit itself was another one; corrections do too, and are not drawn here. An
# extension is no excuse: all that is drawn here comes after the end.
CHANGES_OF_THE_LIMIT = frozenset({E.CLASSIFIED, E.FOUND_COMPLEX, E.TRANSITION_CHOSEN})
STOPS = [E.SUSPENDED, E.EXPERT_REQUESTED]
GOING_ON = [E.RESUMED, E.EXPERT_ANSWERED, E.CONCLUDED, E.DECIDED, E.DISCONTINUED]
ACCEPTED = (
    (E.RECEIVED, date(2026, 8, 25)),
    (E.CLASSIFIED, date(2026, 8, 26)),
    (E.ACCEPTED, date(2026, 9, 1)),
)
some = settings(max_examples=60)
few = settings(max_examples=40)


@some
@given(ANY_HISTORY, DAYS, st.data())
def test_what_was_late_stays_late_by_at_least_as_many_days(
    events: Events, days: int, data: st.DataObject
) -> None:
    day = last_date(events) + timedelta(days)
    late = _late_on(day, events)
    assume(late)

    more = grown(data.draw, events, 4, after=day, without=CHANGES_OF_THE_LIMIT)

    still_late = _late_on(max(day, last_date(more)), more)
    assert [key for key, days in late.items() if still_late.get(key, 0) < days] == []


@some
@given(ANY_HISTORY, st.lists(DAYS, min_size=2, max_size=6))
def test_as_days_go_by_nothing_overdue_comes_back_into_time(
    events: Events, offsets: list[int]
) -> None:
    days = sorted(last_date(events) + timedelta(offset) for offset in offsets)

    for obligation in judged(events).values():
        lateness = [obligation.days_late(day) for day in days]
        overdue = [obligation.status(day) is Status.OVERDUE for day in days]

        assert lateness == sorted(lateness)
        assert overdue == sorted(overdue)


@few
@given(moving_histories(), DAYS, st.sampled_from(STOPS), st.data())
def test_a_stop_that_begins_after_the_last_day_stops_nothing(
    events: Events, days: int, stop: EventType, data: st.DataObject
) -> None:
    day = last_date(events) + timedelta(days)
    stopped = added(events, stop, day)
    assume(stopped != events)
    more = grown(data.draw, stopped, 1, after=day, without=frozenset(E) - MOVING)

    ended = {k: shown(o) for k, o in judged(events).items() if _has_run_out(o, day)}
    for longer in (stopped, more):
        after = {k: shown(o) for k, o in judged(longer).items()}

        assert {k: after.get(k) for k in ended} == ended


@few
@given(moving_histories(), DAYS, DAYS, st.sampled_from(STOPS), st.sampled_from(GOING_ON))
def test_what_stood_still_is_not_late_on_the_day_on_which_it_goes_on_or_ends(
    events: Events, days: int, more_days: int, stop: EventType, step: EventType
) -> None:
    stopped = added(events, stop, last_date(events) + timedelta(days // 3))
    day = last_date(stopped) + timedelta(more_days)
    still = [k for k, o in judged(stopped).items() if o.status(day) is Status.PAUSED]

    more = judged(added(stopped, step, day))

    assert [k for k in still if more[k].days_late(day)] == []


@pytest.mark.parametrize(("kind", "level"), ALL_MATTERS, ids=str)
def test_no_kind_and_no_level_can_lie_untouched_without_becoming_overdue(
    kind: CaseKind, level: Level
) -> None:
    received = history(kind=kind, level=level)
    accepted = history(E.CLASSIFIED, E.ACCEPTED, kind=kind, level=level)

    assert _late_on(date(2027, 6, 1), received)
    assert [1 for _, began in _late_on(date(2027, 6, 1), accepted) if began == len(accepted)]


@pytest.mark.parametrize(("kind", "level"), ALL_MATTERS, ids=str)
def test_a_matter_merged_in_time_never_becomes_late_by_itself(kind: CaseKind, level: Level) -> None:
    merged = history(E.CLASSIFIED, E.MERGED, kind=kind, level=level, traits=("at_desk",))

    assert _late_on(date(2027, 6, 1), merged) == {}


def test_a_complaint_discontinued_while_it_was_suspended_is_void_and_not_late() -> None:
    ended = ((E.SUSPENDED, date(2026, 9, 15)), (E.DISCONTINUED, date(2026, 12, 1)))

    found = judged(events_of(CaseKind.COMPLAINT, *ACCEPTED, *ended))["KN-28", 3]

    assert (found.standing, found.days_late(date(2026, 12, 31))) == (Standing.VOID, 0)


def test_a_denunciation_concluded_before_the_expert_answered_is_not_late() -> None:
    ended = (
        (E.VERIFICATION_ORDERED, date(2026, 9, 2)),
        (E.EXPERT_REQUESTED, date(2026, 9, 15)),
        (E.VERIFICATION_REPORTED, date(2026, 11, 30)),
        (E.CONCLUDED, date(2026, 12, 1)),
    )

    found = judged(events_of(CaseKind.DENUNCIATION, *ACCEPTED, *ended))["TC-30", 3]

    assert found.status(date(2026, 12, 31)) is Status.MET


def test_an_extension_after_the_end_leaves_the_case_as_late_as_it_was() -> None:
    steps = ((E.FOUND_COMPLEX, date(2026, 9, 10)), (E.EXTENDED, date(2026, 10, 21)))

    found = judged(events_of(CaseKind.DENUNCIATION, *ACCEPTED, *steps))["TC-30", 3]

    assert found.due_on == date(2026, 10, 1)
    assert found.days_late(date(2026, 10, 21)) == 20


def test_a_suspension_after_the_expiry_does_not_close_the_way_that_it_opened() -> None:
    late = (E.SUSPENDED, date(2026, 10, 20))

    found = judged(events_of(CaseKind.COMPLAINT, *ACCEPTED, late))

    assert found["KN-33", 0].reckoning.start == date(2026, 10, 1)


def test_a_complexity_found_after_the_expiry_moves_neither_the_limit_nor_the_way_on() -> None:
    late = (E.FOUND_COMPLEX, date(2026, 10, 2))

    found = judged(events_of(CaseKind.COMPLAINT, *ACCEPTED, late))

    assert found["KN-28", 3].due_on == date(2026, 10, 1)
    assert found["KN-33", 0].reckoning.start == date(2026, 10, 1)


@pytest.mark.parametrize("outcome", [E.REFUSED, E.GUIDED, E.RETURNED, E.FILED_AWAY, E.DISCONTINUED])
def test_archiving_opens_no_way_that_the_outcome_did_not_open(outcome: EventType) -> None:
    ended = ((outcome, date(2026, 8, 28)), (E.ARCHIVED, date(2026, 9, 28)))

    assert ("KN-33", 0) not in judged(events_of(CaseKind.COMPLAINT, *ACCEPTED[:2], *ended))


def _late_on(day: date, events: Events) -> dict[Key, int]:
    return {key: days for key, o in judged(events).items() if (days := o.days_late(day))}


def _has_run_out(obligation: Obligation, day: date) -> bool:
    """Say whether the clock had run out before a day; a way opened by an expiry is then open."""
    is_opened = obligation.started_by == 0 and obligation.rule.starts_on_expiry_of
    last = obligation.reckoning.start if is_opened else obligation.due_on
    return last < day and obligation.standing is not Standing.PAUSED
