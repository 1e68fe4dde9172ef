"""Counting a limit: forward, backward, with pauses and extensions, against a slow witness."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.slow_counter import Diary, days_from, ends_of, last_day_before
from tracker.law.calendar import Calendar, proposed_days
from tracker.law.events import Trait
from tracker.law.reckoning import Pause, Reckoning, merge, reckon
from tracker.law.rulebook import Direction, Roll, Rulebook, Unit

BOOK = Rulebook.load()
CALENDAR = Calendar.official()
DIARY = Diary()
ONE_DAY = timedelta(1)

STARTS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
OFFSETS = st.lists(st.tuples(st.integers(-5, 90), st.integers(0, 40)), max_size=4)
PAUSABLE = st.sampled_from(["KN-28", "KN-37", "KL-50.b", "TC-30", "KN-9"])
FORWARD = st.sampled_from([r.id for r in BOOK.rules if r.direction is Direction.AFTER])
BACKWARD = st.sampled_from([r.id for r in BOOK.rules if r.direction is Direction.BEFORE])
TRAITS = st.frozensets(st.sampled_from(list(Trait)))


@given(FORWARD, STARTS, TRAITS, OFFSETS)
def test_a_limit_ends_where_a_slow_count_day_by_day_ends(
    rule_id: str, start: date, traits: frozenset[Trait], offsets: list[tuple[int, int]]
) -> None:
    pauses = _pauses(start, offsets)
    stopped = [day for pause in pauses for day in days_from(*pause)]

    found = _reckoned(rule_id, start, traits, pauses=pauses)

    rolls = found.version.roll is Roll.NEXT_WORKING_DAY
    counted = ends_of(start, found.total, found.unit, DIARY, stopped, is_rolled=rolls)
    assert (found.unrolled_on, found.due_on) == counted


@given(BACKWARD, st.dates(date(2020, 2, 1), date(2027, 12, 31)))
def test_a_backward_limit_ends_where_a_slow_count_ends_and_is_never_moved(
    rule_id: str, start: date
) -> None:
    reckoning = _reckoned(rule_id, start)

    counted = last_day_before(start, reckoning.total, reckoning.unit, DIARY)
    assert reckoning.unrolled_on == reckoning.due_on == counted
    assert reckoning.warn_on <= reckoning.due_on
    assert (reckoning.due_on < start) is (reckoning.unit is not Unit.HOURS)


@given(PAUSABLE, STARTS, OFFSETS, st.tuples(st.integers(-5, 90), st.integers(0, 40)))
def test_a_further_pause_never_shortens(
    rule_id: str, start: date, offsets: list[tuple[int, int]], further: tuple[int, int]
) -> None:
    fewer = _reckoned(rule_id, start, pauses=_pauses(start, offsets))
    more = _reckoned(rule_id, start, pauses=_pauses(start, [*offsets, further]))

    assert fewer.unrolled_on <= more.unrolled_on
    assert fewer.due_on <= more.due_on


@given(STARTS, st.integers(0, 2), OFFSETS)
def test_an_extension_adds_its_days_to_the_unrolled_end(
    start: date, extensions: int, offsets: list[tuple[int, int]]
) -> None:
    early = [(a, b) for a, b in _pauses(start, offsets) if a <= start + timedelta(30)]

    plain = _reckoned("TC-30", start, pauses=early)
    extended = _reckoned("TC-30", start, pauses=early, extensions=extensions)

    assert extended.unrolled_on == plain.unrolled_on + timedelta(30 * extensions)


@given(FORWARD, STARTS)
def test_the_day_to_warn_on_is_worked_and_not_after_the_unrolled_end(
    rule_id: str, start: date
) -> None:
    reckoning = _reckoned(rule_id, start)

    assert CALENDAR.is_working(reckoning.warn_on)
    assert reckoning.warn_on <= reckoning.unrolled_on <= reckoning.due_on


@pytest.mark.parametrize(
    ("pauses", "merged"),
    [
        ([(10, 20), (15, 25)], [(10, 25)]),
        ([(15, 25), (10, 20)], [(10, 25)]),
        ([(10, 20), (20, 25)], [(10, 25)]),
        ([(10, 25), (12, 14)], [(10, 25)]),
        ([(10, 12), (20, 25)], [(10, 12), (20, 25)]),
        ([(10, 10)], []),
    ],
)
def test_pauses_that_meet_are_joined_and_empty_ones_dropped(
    pauses: list[tuple[int, int]], merged: list[tuple[int, int]]
) -> None:
    assert list(merge(map(_september, pauses))) == [_september(p) for p in merged]


def test_a_pause_before_the_start_takes_nothing_from_the_count() -> None:
    start = date(2026, 9, 10)

    reckoning = _reckoned("KN-28", start, pauses=[(date(2026, 9, 1), start + ONE_DAY)])

    assert reckoning.unrolled_on == date(2026, 10, 10)


def test_a_pause_of_a_limit_in_working_days_leaves_out_its_working_days_only() -> None:
    # Fri 18 to Mon 21 September: two of the four days are working days.
    pause = (date(2026, 9, 18), date(2026, 9, 22))

    reckoning = _reckoned("TCD-28.1", date(2026, 9, 14), pauses=[pause])

    assert reckoning.due_on == date(2026, 9, 30)


def test_remoteness_does_not_lengthen_a_disciplinary_complaint() -> None:
    start = date(2026, 12, 1)

    assert _reckoned("KL-50.b", start, {Trait.REMOTE}).due_on == _reckoned("KL-50.b", start).due_on


def test_complexity_alone_does_not_lengthen_a_denunciation() -> None:
    start = date(2026, 12, 2)

    assert _reckoned("TC-30", start, {Trait.COMPLEX}).due_on == _reckoned("TC-30", start).due_on


def test_a_decided_swap_moves_a_date_already_reckoned() -> None:
    swapped = Calendar.official(proposed_days())
    version = BOOK.rule("TCD-28.1").on(date(2026, 11, 13))

    moved = reckon(version, date(2026, 11, 13), frozenset(), swapped)

    assert _reckoned("TCD-28.1", date(2026, 11, 13)).due_on == date(2026, 11, 30)
    assert moved.due_on == date(2026, 11, 30)
    assert _reckoned("TCD-28.1", date(2026, 11, 12)).due_on == date(2026, 11, 27)
    assert reckon(version, date(2026, 11, 12), frozenset(), swapped).due_on == date(2026, 11, 28)


def test_the_new_law_gives_no_second_date_once_it_is_in_force() -> None:
    assert _reckoned("KN-27", date(2026, 7, 1)).transition_on is None


@pytest.mark.parametrize(
    ("start", "other", "warn"),
    [
        (date(2026, 6, 20), None, date(2026, 6, 30)),  # Nothing of the old limit reaches July.
        (date(2026, 6, 22), date(2026, 7, 1), date(2026, 7, 1)),
        (date(2026, 6, 30), date(2026, 7, 9), date(2026, 7, 9)),
    ],
)
def test_around_the_change_of_law_the_earlier_date_is_warned_on(
    start: date, other: date | None, warn: date
) -> None:
    reckoning = _reckoned("KN-27", start)

    assert (reckoning.transition_on, reckoning.warn_on) == (other, warn)


def _reckoned(rule_id: str, start: date, traits: Any = (), **options: Any) -> Reckoning:
    rule = BOOK.rule(rule_id)
    version = rule.in_force(start) or rule.versions[0]
    return reckon(version, start, frozenset(traits), CALENDAR, direction=rule.direction, **options)


def _pauses(start: date, offsets: list[tuple[int, int]]) -> list[Pause]:
    return [(start + timedelta(a), start + timedelta(a + length)) for a, length in offsets]


def _september(pause: tuple[int, int]) -> Pause:
    return date(2026, 9, pause[0]), date(2026, 9, pause[1])
