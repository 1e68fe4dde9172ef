"""What falls due, counted by hand: no duty in two parts, none lost."""

from dataclasses import dataclass
from datetime import date

from tracker.ahead.tallies import Tally, by_person, by_unit, tally
from tracker.ahead.weeks import coming_weeks

TODAY = date(2026, 11, 9)
UNTIL = date(2026, 11, 23)


@dataclass(frozen=True)
class Some:
    """Some open duties that end on the same day."""

    due_on: date
    duties: int = 1
    foretold: int = 0
    expected: float | None = None
    likely: int = 0
    is_estimated: bool = False
    unit_id: int | None = 1
    handler_id: int | None = 7


def counted(*groups: Some) -> Tally:
    return tally(groups, today=TODAY, until=UNTIL, weeks=coming_weeks(TODAY, 3))


def test_today_and_the_last_day_fall_due_and_yesterday_is_overdue() -> None:
    found = counted(
        Some(date(2026, 11, 8), duties=2), Some(TODAY), Some(UNTIL, duties=3),
        Some(date(2026, 11, 24), duties=5),
    )  # fmt: skip

    assert (found.overdue, found.due, found.open) == (2, 4, 11)


def test_estimated_dates_are_counted_apart() -> None:
    found = counted(
        Some(TODAY, duties=2, is_estimated=True), Some(date(2026, 11, 8), is_estimated=True),
        Some(date(2027, 1, 4), is_estimated=True), Some(TODAY),
    )  # fmt: skip

    assert (found.estimated, found.due, found.overdue, found.open) == (3, 1, 0, 5)


def test_forecasts_of_what_falls_due_are_added_up() -> None:
    found = counted(
        Some(TODAY, duties=4, foretold=3, expected=1.2, likely=1),
        Some(UNTIL, duties=1, foretold=1, expected=0.5, likely=1),
        Some(date(2026, 11, 8), foretold=1, expected=1.0, likely=1),
        Some(date(2026, 11, 24), foretold=1, expected=0.9, likely=1),
    )

    assert (found.due, found.foretold, found.unforetold, found.likely) == (5, 4, 1, 2)
    assert round(found.expected, 6) == 1.7


def test_each_week_has_what_ends_in_it_and_nothing_overdue_or_estimated() -> None:
    found = counted(
        Some(date(2026, 11, 8)), Some(date(2026, 11, 15), duties=2), Some(date(2026, 11, 16)),
        Some(date(2026, 11, 29), duties=4), Some(date(2026, 11, 30)),
        Some(date(2026, 11, 16), is_estimated=True),
    )  # fmt: skip

    assert found.weeks == (2, 1, 4)


def test_nothing_open_is_nothing() -> None:
    assert counted() == Tally(weeks=(0, 0, 0))


def test_the_parts_by_unit_and_by_person_hold_every_duty_once() -> None:
    groups = [
        Some(TODAY, duties=1), Some(TODAY, duties=2, handler_id=None),
        Some(TODAY, duties=4, unit_id=2), Some(TODAY, duties=8, unit_id=None, handler_id=None),
    ]  # fmt: skip

    units = {unit: sum(g.duties for g in part) for unit, part in by_unit(groups).items()}
    people = {key: sum(g.duties for g in part) for key, part in by_person(groups).items()}

    assert units == {1: 3, 2: 4, None: 8}
    assert people == {(1, 7): 1, (1, None): 2, (2, 7): 4, (None, None): 8}
