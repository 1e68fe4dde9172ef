"""Time bars worked by hand from the page: both sides of the limit, Tết, obstacles, transitions."""

from datetime import date

import pytest

from tracker.law.calendar import Calendar
from tracker.law.eligibility import Finding, conditions_for, load
from tracker.law.events import Trait
from tracker.law.kinds import COMPLAINTS, CaseKind, Level, levels_of
from tracker.law.reckoning import Pause
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Refusal
from tracker.law.time_bar import TimeBar, bar_for, judge, with_time_bar

BOOK = Rulebook.load()
CALENDAR = Calendar.official()
COMPLAINT, DISCIPLINE = CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT
FIRST, SECOND = Level.FIRST, Level.SECOND
PLAIN: frozenset[str] = frozenset()
REMOTE, DISMISSAL = frozenset({Trait.REMOTE}), frozenset({Trait.DISMISSAL})


@pytest.mark.parametrize(
    ("kind", "level", "rule"),
    [
        (COMPLAINT, FIRST, "KN-9"),
        (COMPLAINT, SECOND, "KN-33"),
        (DISCIPLINE, FIRST, "KL-48.a"),
        (DISCIPLINE, SECOND, "KL-48.b"),
        (CaseKind.DENUNCIATION, FIRST, None),
        (CaseKind.RECOMMENDATION, FIRST, None),
        (CaseKind.FEEDBACK, FIRST, None),
    ],
)
def test_each_complaint_has_its_time_bar(kind: CaseKind, level: Level, rule: str | None) -> None:
    assert bar_for(kind, level) == rule


@pytest.mark.parametrize("kind", list(CaseKind), ids=str)
def test_the_check_list_asks_for_the_time_bar_of_the_kind(kind: CaseKind) -> None:
    for level in levels_of(kind):
        asked = [c.time_bar for c in conditions_for(kind, level, date(2026, 11, 23)) if c.time_bar]
        assert asked == [bar for bar in [bar_for(kind, level)] if bar]


def test_the_time_bars_of_the_check_lists_are_rules_with_the_same_article() -> None:
    for condition in load():
        if condition.time_bar:
            assert BOOK.rule(condition.time_bar).versions[-1].cite == condition.cite
            assert BOOK.rule(condition.id).id == condition.time_bar


# The last day in time, worked by hand; one day later is late.
LAST_DAYS = {
    "90 days end on the first of Tết, rolled over the holidays of 14–22/02/2026": (
        COMPLAINT, FIRST, PLAIN, date(2025, 11, 19), (), date(2026, 2, 23),
    ),
    "90 days end on a Monday": (
        COMPLAINT, FIRST, PLAIN, date(2026, 9, 1), (), date(2026, 11, 30),
    ),
    "20 days of illness move the end from 30/11 to Sunday 20/12": (
        COMPLAINT, FIRST, PLAIN, date(2026, 9, 1),
        ((date(2026, 9, 10), date(2026, 9, 30)),), date(2026, 12, 21),
    ),
    "two periods that touch, 10 and 5 days: from 30/11 to 15/12": (
        COMPLAINT, FIRST, PLAIN, date(2026, 9, 1),
        ((date(2026, 9, 10), date(2026, 9, 20)), (date(2026, 9, 20), date(2026, 9, 25))),
        date(2026, 12, 15),
    ),
    "an obstacle on the day of learning: that day is not counted anyway, 4 days move the end": (
        COMPLAINT, FIRST, PLAIN, date(2026, 9, 1),
        ((date(2026, 9, 1), date(2026, 9, 6)),), date(2026, 12, 4),
    ),
    "an obstacle after the end comes too late": (
        COMPLAINT, FIRST, PLAIN, date(2026, 9, 1),
        ((date(2026, 12, 1), date(2026, 12, 9)),), date(2026, 11, 30),
    ),
    "30 days end on Saturday 14/02/2026 before Tết": (
        COMPLAINT, SECOND, PLAIN, date(2026, 1, 15), (), date(2026, 2, 23),
    ),
    "45 days in a remote area end on Sunday 01/03/2026": (
        COMPLAINT, SECOND, REMOTE, date(2026, 1, 15), (), date(2026, 3, 2),
    ),
    "the second level leaves no obstacle out": (
        COMPLAINT, SECOND, PLAIN, date(2026, 3, 2),
        ((date(2026, 3, 5), date(2026, 3, 15)),), date(2026, 4, 1),
    ),
    "15 days end on 24/11/2026, Vietnam Culture Day": (
        DISCIPLINE, FIRST, PLAIN, date(2026, 11, 9), (), date(2026, 11, 25),
    ),
    "15 days and 10 of illness": (
        DISCIPLINE, FIRST, PLAIN, date(2026, 3, 2),
        ((date(2026, 3, 5), date(2026, 3, 15)),), date(2026, 3, 27),
    ),
    "10 days": (DISCIPLINE, SECOND, PLAIN, date(2026, 12, 1), (), date(2026, 12, 11)),
    "30 days after a dismissal": (
        DISCIPLINE, SECOND, DISMISSAL, date(2026, 12, 1), (), date(2026, 12, 31),
    ),
    "10 days and 3 abroad": (
        DISCIPLINE, SECOND, PLAIN, date(2026, 12, 1),
        ((date(2026, 12, 2), date(2026, 12, 5)),), date(2026, 12, 14),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LAST_DAYS)
def test_the_last_day_is_in_time_and_the_next_is_late(case: str) -> None:
    kind, level, traits, learnt_on, obstacles, last = LAST_DAYS[case]

    on_time = _judged(kind, level, traits, learnt_on, last, obstacles)
    late = _judged(
        kind, level, traits, learnt_on, date.fromordinal(last.toordinal() + 1), obstacles
    )

    assert on_time.reckoning.due_on == last
    assert (on_time.is_late, on_time.days_late) == (False, 0)
    assert (late.is_late, late.days_late) == (True, 1)
    assert (on_time.finding, late.finding) == (Finding.MET, Finding.NOT_MET)


def test_days_late_are_counted_from_the_rolled_day() -> None:
    late = _judged(COMPLAINT, FIRST, PLAIN, date(2025, 11, 19), date(2026, 3, 5))

    assert late.reckoning.unrolled_on == date(2026, 2, 17)
    assert late.days_late == 10


def test_obstacles_that_do_not_count_are_said() -> None:
    ill = ((date(2026, 3, 5), date(2026, 3, 15)),)

    first = _judged(COMPLAINT, FIRST, PLAIN, date(2026, 3, 2), date(2026, 4, 1), ill)
    second = _judged(COMPLAINT, SECOND, PLAIN, date(2026, 3, 2), date(2026, 4, 1), ill)
    unhindered = _judged(COMPLAINT, SECOND, PLAIN, date(2026, 3, 2), date(2026, 4, 1))

    assert first.reckoning.pauses == first.obstacles == ill
    assert (second.reckoning.pauses, second.obstacles) == ((), ill)
    assert [b.is_deaf_to_obstacles for b in (first, second, unhindered)] == [False, True, False]


def test_a_matter_learnt_of_on_the_day_of_the_complaint_is_in_time() -> None:
    assert not _judged(COMPLAINT, FIRST, PLAIN, date(2026, 3, 2), date(2026, 3, 2)).is_late


@pytest.mark.parametrize(
    ("kind", "learnt_on"),
    [
        (CaseKind.DENUNCIATION, date(2026, 3, 2)),
        (COMPLAINT, None),
        (COMPLAINT, date(2012, 6, 30)),
        (COMPLAINT, date(2013, 12, 31)),
    ],
    ids=["no time bar", "day unknown", "before the law", "before the calendar"],
)
def test_what_cannot_be_counted_is_left_to_the_clerk(
    kind: CaseKind, learnt_on: date | None
) -> None:
    bar = judge(
        kind, FIRST, PLAIN,
        learnt_on=learnt_on, received_on=date(2026, 4, 1), rulebook=BOOK, calendar=CALENDAR,
    )  # fmt: skip

    assert bar is None


@pytest.mark.parametrize(
    ("learnt_on", "obstacles", "field", "told"),
    [
        (date(2026, 4, 2), (), "learnt_on", "không thể sau ngày nhận đơn"),
        (
            date(2026, 1, 5), ((date(2026, 2, 9), date(2026, 2, 5)),),
            "obstacles", "phải kết thúc sau ngày bắt đầu",
        ),
        (
            date(2026, 1, 5), ((date(2026, 2, 9), date(2026, 2, 9)),),
            "obstacles", "phải kết thúc sau ngày bắt đầu",
        ),
        (
            date(2026, 1, 5),
            ((date(2026, 2, 9), date(2026, 2, 12)), (date(2026, 2, 1), date(2026, 2, 3))),
            "obstacles", "theo thứ tự và không chồng lên nhau",
        ),
        (
            date(2026, 1, 5),
            ((date(2026, 2, 1), date(2026, 2, 9)), (date(2026, 2, 8), date(2026, 2, 12))),
            "obstacles", "theo thứ tự và không chồng lên nhau",
        ),
        (
            date(2026, 1, 5), ((date(2026, 1, 4), date(2026, 1, 9)),),
            "obstacles", "trước ngày bắt đầu tính thời hiệu",
        ),
    ],
    ids=["learnt after", "ends before", "no day", "out of order", "overlap", "too early"],
)  # fmt: skip
def test_days_that_cannot_be_true_are_refused(
    learnt_on: date, obstacles: tuple[Pause, ...], field: str, told: str
) -> None:
    with pytest.raises(Refusal, match=told) as refused:
        _judged(COMPLAINT, FIRST, PLAIN, learnt_on, date(2026, 4, 1), obstacles)

    assert refused.value.field == field


@pytest.mark.parametrize("kind", sorted(COMPLAINTS), ids=str)
@pytest.mark.parametrize("level", [FIRST, SECOND], ids=str)
def test_the_count_answers_the_condition_of_the_time_bar(kind: CaseKind, level: Level) -> None:
    asked = next(c.id for c in conditions_for(kind, level, date(2026, 11, 2)) if c.time_bar)
    late = _judged(kind, level, PLAIN, date(2026, 3, 2), date(2026, 11, 2))
    said = {asked: Finding.MET, "KN-11.1": Finding.MET}

    assert with_time_bar(said, late) == {asked: Finding.NOT_MET, "KN-11.1": Finding.MET}
    assert with_time_bar({}, late) == {asked: Finding.NOT_MET}


def test_without_a_count_the_clerk_answers() -> None:
    said = {"KN-9": Finding.UNCLEAR}

    assert with_time_bar(said, None) == said


def _judged(
    kind: CaseKind,
    level: Level,
    traits: frozenset[str],
    learnt_on: date,
    received_on: date,
    obstacles: tuple[Pause, ...] = (),
) -> TimeBar:
    bar = judge(
        kind, level, traits, learnt_on=learnt_on, received_on=received_on,
        obstacles=obstacles, rulebook=BOOK, calendar=CALENDAR,
    )  # fmt: skip
    assert bar is not None
    return bar
