"""What holds for every lawful history: its order, its beginnings, its dates, its way out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.law.lawful_histories import (
    BOOK,
    ONE_CRITERION,
    TODAY,
    Events,
    Key,
    added,
    both,
    histories,
    judged,
    last_date,
    moving_histories,
    shown,
)
from tracker.law.events import Event, EventType, effective
from tracker.law.moves import ENDED, MOVES, Move
from tracker.law.obligations import Obligation
from tracker.law.rulebook import Rule
from tracker.law.workflow import Situation, advance, open_moves, replay

E = EventType
TWO_YEARS = timedelta(2 * 365)
ANY_HISTORY = st.one_of(histories(), moving_histories())
NEEDED = {event for move in MOVES for event in move.requires} | {E.DIALOGUE_HELD, E.RESUMED}
few = settings(max_examples=40)


@few
@given(ANY_HISTORY, st.data())
def test_the_order_in_which_events_of_other_days_are_recorded_does_not_matter(
    events: Events, data: st.DataObject
) -> None:
    mixed, old_numbers = _recorded_otherwise(events, data)

    assert _all_shown(mixed, old_numbers) == _all_shown(events)


@few
@given(ANY_HISTORY, st.integers(1, 20), st.data())
def test_independent_events_of_one_day_may_be_recorded_in_either_order(
    events: Events, days: int, data: st.DataObject
) -> None:
    day = last_date(events) + timedelta(days)
    types = sorted({m.event for m in open_moves(replay(events), day) if m.to is None})
    assume(len(types) > 1)
    one, other = data.draw(st.lists(st.sampled_from(types), min_size=2, max_size=2, unique=True))
    straight, crossed = both(events, one, other, day), both(events, other, one, day)
    assume(straight and crossed and _are_independent(one, other))

    swapped = {len(events) + 1: len(events) + 2, len(events) + 2: len(events) + 1}
    assert _all_shown(crossed, swapped) == _all_shown(straight)


@few
@given(ANY_HISTORY)
def test_every_beginning_of_a_history_can_be_judged_and_no_date_is_far_away(
    events: Events,
) -> None:
    for length in range(1, len(events) + 1):
        told = events[:length]
        days = [d for e in told for d in (e.legal_date, e.corrected_date) if d]
        near = (min(days) - TWO_YEARS, max(days) + TWO_YEARS)

        found = judged(told).values()

        assert [o for o in found for d in _dates_of(o) if not near[0] < d < near[1]] == []
        assert replay(told).last_date == last_date(told)


@few
@given(ANY_HISTORY, st.lists(st.integers(0, 900), min_size=1, max_size=8))
def test_whoever_asks_and_in_whatever_order_a_day_has_one_answer(
    events: Events, offsets: list[int]
) -> None:
    days = [events[0].legal_date + timedelta(offset) for offset in offsets]
    one, other = judged(events), judged(tuple(reversed(events)))

    asked = {(key, day): o.status(day) for key, o in one.items() for day in days}
    asked_again = {(k, d): o.status(d) for d in reversed(days) for k, o in other.items()}

    assert asked == asked_again
    assert one == judged(events)


@few
@given(ANY_HISTORY)
def test_every_step_that_is_offered_is_accepted(events: Events) -> None:
    day = last_date(events)

    offered = {move.event for move in open_moves(replay(events), day)}

    refused = [t for t in offered if added(events, t, day, ONE_CRITERION) == events]
    assert refused == []


@few
@given(ANY_HISTORY)
def test_from_anywhere_a_way_leads_to_an_end_without_discontinuing(events: Events) -> None:
    assert _end_reached_from(replay(events)) is not None


def _all_shown(events: Events, numbers: Mapping[int, int] | None = None) -> dict[Key, Any]:
    """Give what is due, under the numbers that the events had at first."""
    renamed = numbers or {}
    return {(r, renamed.get(began, began)): shown(o) for (r, began), o in judged(events).items()}


def _recorded_otherwise(events: Events, data: st.DataObject) -> tuple[Events, dict[int, int]]:
    """Number the events otherwise; those of one day, and the corrections, keep their order."""
    days = {e.sequence: e.legal_date for e in effective(events)}
    groups = [days.get(e.sequence, e.type) for e in events]
    waiting = {g: [e for e, own in zip(events, groups, strict=True) if own == g] for g in groups}
    mixed = [waiting[g].pop(0) for g in data.draw(st.permutations(groups))]
    new = {e.sequence: number for number, e in enumerate(mixed, start=1)}
    renumbered = (
        replace(e, sequence=new[e.sequence], corrects=e.corrects and new[e.corrects]) for e in mixed
    )
    return tuple(renumbered), {number: old for old, number in new.items()}


def _are_independent(one: EventType, other: EventType) -> bool:
    """Say whether no clock is touched by both, or each by both in the same way."""
    touched = ((_roles(rule, one), _roles(rule, other)) for rule in BOOK.rules)
    return all(not a or not b or len(a | b) == 1 for a, b in touched)


def _roles(rule: Rule, type_: EventType) -> set[str]:
    named = {
        "starts": rule.starts,
        "ends": rule.ends,
        "voids": rule.voids,
        "stops": {pause.starts for pause in rule.pauses},
        "goes on": {pause.ends for pause in rule.pauses},
        "extends": {E.EXTENDED} if rule.extends else set(),
    }
    return {role for role, types in named.items() if type_ in types}


def _dates_of(obligation: Obligation) -> list[date]:
    counted = obligation.reckoning
    days = [counted.start, counted.unrolled_on, counted.due_on, counted.warn_on]
    return days + [d for d in (counted.transition_on, obligation.met_on) if d]


def _end_reached_from(situation: Situation) -> Situation | None:
    """Try the moves that lead on, or that others ask for; what changes the state is tried first."""
    seen, waiting = set(), [situation]
    while waiting:
        here = waiting.pop()
        if here.state in ENDED:
            return here
        for move in sorted(filter(_leads_on, open_moves(here, TODAY)), key=_changes_state):
            there = advance(here, Event(0, move.event, TODAY, None, None, ONE_CRITERION))
            if (there.state, there.happened) not in seen:
                seen.add((there.state, there.happened))
                waiting.append(there)
    return None


def _leads_on(move: Move) -> bool:
    return move.event is not E.DISCONTINUED and (move.to is not None or move.event in NEEDED)


def _changes_state(move: Move) -> bool:
    return move.to is not None and move.event is not E.SUSPENDED
