"""Stops, extensions, added days off and corrections in any mix, against a slow second counting."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.law.lawful_histories import (
    NOT_MOVING,
    Events,
    added,
    grown,
    histories,
    judged,
    last_date,
    moving_histories,
    struck_out,
)
from tests.law.slow_counter import Diary
from tests.law.slow_reading import due_dates
from tests.law.test_obligations import events_of
from tracker.law.calendar import SATURDAY, Calendar, DayKind, DayMark
from tracker.law.events import EventType, effective
from tracker.law.kinds import CaseKind
from tracker.law.obligations import Obligation
from tracker.law.rules import Direction

E = EventType
DENUNCIATION = frozenset({CaseKind.DENUNCIATION})
STOPS = {E.SUSPENDED: E.RESUMED, E.EXPERT_REQUESTED: E.EXPERT_ANSWERED}
ANY_HISTORY = st.one_of(histories(), moving_histories())
OFFSETS = st.integers(0, 200)
MARKS = st.lists(st.tuples(OFFSETS, st.booleans()), max_size=5)
some = settings(max_examples=60)
few = settings(max_examples=40)


@some
@given(ANY_HISTORY, MARKS)
def test_every_last_day_equals_that_of_a_slow_count_whatever_days_off_were_added(
    events: Events, offsets: list[tuple[int, bool]]
) -> None:
    marks = [_mark(events, *offset) for offset in offsets]

    found = judged(events, Calendar.official(marks))

    counted = {key: (o.reckoning.unrolled_on, o.due_on) for key, o in found.items()}
    worked_last = sorted(marks, key=lambda m: m.kind is DayKind.WORKED_SATURDAY)
    assert counted == due_dates(events, Diary({m.on: m.kind for m in worked_last}))


@few
@given(moving_histories())
def test_a_further_stop_never_shortens(events: Events) -> None:
    assume(not _has_unasked_answer(events))
    stopped = judged(events)

    for stop in _stops(events):
        plain = judged(tuple(e for e in events if e.sequence not in stop))

        both = plain.keys() & stopped.keys()
        assert [k for k in both if stopped[k].due_on < plain[k].due_on] == []


@few
@given(moving_histories(DENUNCIATION), st.integers(0, 15), st.data())
def test_an_extension_struck_out_leaves_the_dates_of_a_case_never_extended(
    events: Events, days: int, data: st.DataObject
) -> None:
    extended = added(events, E.EXTENDED, last_date(events) + timedelta(days))
    assume(extended != events)
    sequence = len(extended)
    stopped = grown(data.draw, extended, 3, without=NOT_MOVING | {E.EXTENDED})
    never = tuple(e for e in stopped if e.sequence != sequence)

    assert judged(struck_out(stopped, sequence)) == judged(never)


@some
@given(ANY_HISTORY, OFFSETS, st.booleans())
def test_an_added_day_off_moves_only_what_counts_over_it(
    events: Events, offset: int, is_worked: bool
) -> None:
    mark = _mark(events, offset, is_worked)
    before, after = judged(events), judged(events, Calendar.official([mark]))

    moved = [o for key, o in before.items() if _dates_of(o) != _dates_of(after[key])]

    assert before.keys() == after.keys()
    assert [o for o in moved if not _begin(events, o) <= mark.on <= max(_dates_of(o))] == []


@few
@given(moving_histories(), OFFSETS, OFFSETS)
def test_two_days_off_added_one_after_the_other_count_as_if_added_together(
    events: Events, one: int, other: int
) -> None:
    marks = [_mark(events, one, is_worked=False), _mark(events, other, is_worked=False)]

    straight = judged(events, Calendar.official(marks))
    crossed = judged(events, Calendar.official(reversed(marks)))

    ahead = {k: o for k, o in judged(events).items() if o.reckoning.direction is Direction.AFTER}
    assert straight == crossed
    assert [k for k, o in ahead.items() if straight[k].due_on < o.due_on] == []


def test_the_clock_stands_until_every_expert_has_answered() -> None:
    accepted = (
        (E.RECEIVED, date(2026, 8, 25)),
        (E.CLASSIFIED, date(2026, 8, 26)),
        (E.ACCEPTED, date(2026, 9, 1)),
        (E.EXPERT_REQUESTED, date(2026, 9, 10)),
    )
    answered = (E.EXPERT_ANSWERED, date(2026, 9, 20))
    second = ((E.EXPERT_REQUESTED, date(2026, 9, 12)), (E.EXPERT_ANSWERED, date(2026, 9, 15)))

    one = judged(events_of(CaseKind.DENUNCIATION, *accepted, answered))
    two = judged(events_of(CaseKind.DENUNCIATION, *accepted, *second, answered))

    # Ten days from 10 September on are left out, whatever the second expert does meanwhile.
    assert one["TC-30", 3].reckoning.unrolled_on == date(2026, 10, 11)
    assert two["TC-30", 3].reckoning.unrolled_on == date(2026, 10, 11)


def test_what_expires_by_estimate_follows_the_rule_chosen_at_the_change_of_law() -> None:
    received = events_of(CaseKind.COMPLAINT, (E.RECEIVED, date(2026, 6, 29)))
    told = {"rule": "KN-27", "passage": "new"}

    chosen = judged(added(received, E.TRANSITION_CHOSEN, date(2026, 7, 1), told))

    assert chosen["KN-27", 1].due_on == date(2026, 7, 8)  # 10 days would end on 9 July.
    assert chosen["KN-33", 0].reckoning.start == date(2026, 8, 7)  # 30 days after 8 July.


def _mark(events: Events, offset: int, is_worked: bool) -> DayMark:
    """Make a day off, or the next Saturday a worked one."""
    day = events[0].legal_date + timedelta(offset)
    if is_worked:
        day += timedelta((SATURDAY - day.weekday()) % 7)
    kind = DayKind.WORKED_SATURDAY if is_worked else DayKind.HOLIDAY
    return DayMark(day, kind, "Ngày thêm", "Added day", "Thông báo")


def _stops(events: Events) -> list[set[int]]:
    """Give the numbers of each step that stops a clock and of the next that lets it go on."""
    steps = effective(events)
    return [
        {step.sequence, ended.sequence}
        for place, step in enumerate(steps)
        for ended in [e for e in steps[place:] if e.type is STOPS.get(step.type)][:1]
    ]


def _has_unasked_answer(events: Events) -> bool:
    """Say whether an expert answered whom nobody waited for."""
    out = 0
    for event in effective(events):
        out += (event.type is E.EXPERT_REQUESTED) - (event.type is E.EXPERT_ANSWERED)
        if out < 0:
            return True
    return False


def _dates_of(obligation: Obligation) -> tuple[date, date, date, date]:
    counted = obligation.reckoning
    return counted.start, counted.unrolled_on, counted.warn_on, counted.due_on


def _begin(events: Events, obligation: Obligation) -> date:
    """Give the first day that bears on a date; what an expiry opens begins with the receipt."""
    is_opened = obligation.started_by == 0 and obligation.rule.starts_on_expiry_of
    first = [effective(events)[0].legal_date] if is_opened else []
    return min(*_dates_of(obligation), *first)
