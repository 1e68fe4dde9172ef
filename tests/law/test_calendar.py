"""Days off, working Saturdays and counting in working days."""

import re
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.law.calendar import (
    Calendar,
    DayKind,
    DayMark,
    DayStatus,
    days_in,
    mark_from,
    proposed_days,
)
from tracker.law.terms import Refusal

OFFICIAL = Calendar.official()
YEARS = range(2014, 2028)
DAYS = st.dates(date(2014, 1, 1), date(2028, 12, 31))
A_DECISION = re.compile(
    r"Bộ luật Lao động (2012, Điều 115|2019, Điều 112|2019, Điều 111)( khoản 3)?"
    r"|((Công văn|Thông báo|Nghị quyết) [0-9]+/[0-9A-ZĐ/-]+(; )?)+"
)

# Where the independent package differs from the data, each with its decision.
DIFFERENCES = {
    date(2014, 1, 25): "làm bù cho 28/01/2014, Công văn 10525/VPCP-KGVX; gói holidays chưa có",
    date(2014, 1, 28): "nghỉ hoán đổi, Công văn 10525/VPCP-KGVX; gói holidays chưa có",
    date(2014, 2, 5): "nghỉ Tết đến hết 05/02, Công văn 10525/VPCP-KGVX; gói holidays tính 29/01",
    date(2014, 2, 8): "làm bù cho 29/01/2014, Công văn 10525/VPCP-KGVX; gói holidays chưa có",
    date(2026, 1, 2): "nghỉ hoán đổi, Công văn 12729/VPCP-KGVX; gói holidays chưa có",
    date(2026, 1, 10): "làm bù cho 02/01/2026, Công văn 12729/VPCP-KGVX; gói holidays chưa có",
    date(2027, 2, 4): "Tết Đinh Mùi chưa công bố: gói holidays đoán 04–10/02",
    date(2027, 2, 11): "Tết Đinh Mùi chưa công bố: dữ liệu dự kiến 05–11/02",
}


@pytest.mark.parametrize("year", YEARS)
def test_days_off_agree_with_an_independent_package(year: int) -> None:
    theirs = holidays.country_holidays("VN", years=year)

    different = {
        day
        for day in days_in(date(year, 1, 1), date(year, 12, 31))
        if OFFICIAL.is_working(day) is not theirs.is_working_day(day)
    }

    assert different == {day for day in DIFFERENCES if day.year == year}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2014, 1, 25), True),
        (date(2014, 1, 28), False),
        (date(2014, 2, 8), True),
        (date(2014, 9, 1), False),
        (date(2014, 12, 27), True),
        (date(2015, 1, 2), False),
        (date(2015, 2, 14), True),
        (date(2015, 4, 29), False),
        (date(2016, 5, 3), False),
        (date(2017, 2, 1), False),
        (date(2018, 9, 3), False),
        (date(2018, 12, 31), False),
        (date(2019, 1, 5), True),
        (date(2019, 4, 29), False),
        (date(2019, 5, 4), True),
        (date(2026, 11, 24), False),
        (date(2026, 11, 23), True),
        (date(2026, 11, 28), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2024, 5, 4), True),
        (date(2024, 4, 29), False),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2026, 4, 27), False),
        (date(2026, 11, 22), False),
        (date(2026, 11, 25), True),
    ],
)
def test_a_day_is_worked_or_off(day: date, works: bool) -> None:
    assert OFFICIAL.is_working(day) is works


def test_the_proposed_swap_of_november_2026_is_kept_in_sight_and_not_applied() -> None:
    assert [m.on for m in proposed_days()] == [date(2026, 11, 23), date(2026, 11, 28)]
    assert OFFICIAL.mark(date(2026, 11, 23)) is None


def test_a_decided_swap_entered_later_overrides_the_calendar() -> None:
    calendar = Calendar.official(proposed_days())

    assert not calendar.is_working(date(2026, 11, 23))
    assert calendar.is_working(date(2026, 11, 28))
    assert calendar.add_working_days(date(2026, 11, 20), 2) == date(2026, 11, 26)


def test_an_added_day_off_beats_a_made_up_saturday() -> None:
    calendar = Calendar.official([_mark(date(2026, 8, 22), DayKind.HOLIDAY)])

    assert not calendar.is_working(date(2026, 8, 22))


@pytest.mark.parametrize("reverse", [False, True])
def test_a_made_up_saturday_beats_a_holiday_on_the_same_day(reverse: bool) -> None:
    saturday = date(2026, 5, 16)
    marks = [_mark(saturday, DayKind.WORKED_SATURDAY), _mark(saturday, DayKind.HOLIDAY)]

    calendar = Calendar(reversed(marks) if reverse else marks)

    assert calendar.is_working(saturday)


def test_counting_steps_over_a_made_up_saturday_and_a_holiday() -> None:
    assert OFFICIAL.add_working_days(date(2026, 8, 21), 1) == date(2026, 8, 22)
    assert OFFICIAL.add_working_days(date(2026, 8, 28), 1) == date(2026, 9, 3)
    assert OFFICIAL.add_working_days(date(2026, 11, 25), -1) == date(2026, 11, 23)
    assert OFFICIAL.add_working_days(date(2026, 11, 24), 0) == date(2026, 11, 24)


def test_a_day_off_rolls_to_the_next_working_day_and_a_working_day_stays() -> None:
    assert OFFICIAL.roll(date(2026, 2, 14)) == date(2026, 2, 23)
    assert OFFICIAL.roll(date(2026, 2, 23)) == date(2026, 2, 23)


def test_years_before_the_first_are_refused_with_the_years_covered() -> None:
    with pytest.raises(Refusal, match="2014–2027"):
        OFFICIAL.is_working(date(2013, 6, 3))


def test_a_count_from_the_last_day_before_the_calendar_is_possible_and_not_before_it() -> None:
    assert OFFICIAL.add_working_days(date(2013, 12, 31), 1) == date(2014, 1, 2)
    with pytest.raises(Refusal, match="2014–2027"):
        OFFICIAL.add_working_days(date(2014, 1, 6), -3)


def test_dates_far_ahead_are_refused() -> None:
    with pytest.raises(Refusal, match="9999"):
        OFFICIAL.roll(date(9999, 12, 31))
    with pytest.raises(Refusal, match="31/12/2037"):
        OFFICIAL.add_working_days(date(2037, 12, 31), 1)


@pytest.mark.parametrize("month_day", [(1, 1), (4, 30), (5, 1), (9, 2), (11, 24)])
def test_after_the_last_known_year_fixed_holidays_still_count(month_day: tuple[int, int]) -> None:
    day = date(2028, *month_day)

    mark = OFFICIAL.mark(day)

    assert not OFFICIAL.is_working(day)
    assert mark is not None
    assert mark.status is DayStatus.PROVISIONAL
    assert not OFFICIAL.known(2028)


def test_a_year_is_known_or_provisional() -> None:
    assert [y for y in range(2013, 2029) if OFFICIAL.known(y)] == list(YEARS)
    assert [y for y in range(2014, 2029) if OFFICIAL.provisional(y)] == [2027, 2028]


def test_a_day_added_for_an_unknown_year_does_not_make_that_year_known() -> None:
    calendar = Calendar.official([_mark(date(2028, 1, 25), DayKind.HOLIDAY)])

    assert not calendar.known(2028)
    assert not calendar.is_working(date(2028, 1, 25))
    assert not calendar.is_working(date(2028, 5, 1))


def test_the_official_calendar_is_read_once() -> None:
    assert Calendar.official() is Calendar.official()


def test_a_day_is_named_by_its_decision_or_its_weekday() -> None:
    culture = OFFICIAL.day_name(date(2026, 11, 24))

    assert culture.vi == "Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16)"
    assert culture.en == "Vietnam Culture Day (Nghị quyết 28/2026/QH16)"
    assert OFFICIAL.day_name(date(2026, 11, 22)).vi == "Chủ nhật"


def test_every_marked_day_says_on_what_it_rests() -> None:
    marks = [m for year in YEARS for m in OFFICIAL.marks(year)]

    assert len(marks) > 200
    assert [m.on for m in marks if not (m.name_vi and m.name_en)] == []
    assert [m.on for m in marks if not A_DECISION.fullmatch(m.basis)] == []
    assert {m.confidence for m in marks if m.on.year < 2027} == {"confirmed"}
    assert {m.status for m in marks if m.on.year < 2027} == {DayStatus.DECIDED}
    assert {m.status for m in marks if m.on.year == 2027} == {DayStatus.PROVISIONAL}


def test_no_day_rests_on_a_decision_that_came_after_it() -> None:
    announced = [m for year in YEARS for m in OFFICIAL.marks(year) if m.announced_on]

    assert len(announced) > 50
    assert [m.on for m in announced if m.announced_on and m.announced_on >= m.on] == []


def test_every_swap_has_its_made_up_saturday_by_the_same_decision() -> None:
    marks = [m for year in YEARS for m in OFFICIAL.marks(year)]
    made_up = {m.name_vi[-10:]: m for m in marks if m.kind is DayKind.WORKED_SATURDAY}
    swaps = {f"{m.on:%d/%m/%Y}": m for m in marks if m.kind is DayKind.SWAPPED_OFF}

    assert made_up.keys() == swaps.keys()
    assert {m.on.weekday() for m in made_up.values()} == {5}
    for day, saturday in made_up.items():
        assert swaps[day].name_vi.endswith(f"làm bù ngày {saturday.on:%d/%m/%Y}")
        assert swaps[day].basis == saturday.basis


@pytest.mark.parametrize("year", YEARS)
def test_each_holiday_on_a_weekend_gives_a_day_off_in_lieu(year: int) -> None:
    marks = OFFICIAL.marks(year)
    holidays_of_the_year = [m for m in marks if m.kind is DayKind.HOLIDAY]
    at_weekends = [m for m in holidays_of_the_year if m.on.weekday() >= 5]

    in_lieu = [m for m in marks if m.kind is DayKind.COMPENSATORY]

    assert len(in_lieu) == len(at_weekends)
    assert len([m for m in holidays_of_the_year if m.name_en == "Lunar New Year"]) == 5


@pytest.mark.parametrize(
    "change", [{"kind": "holidayy"}, {"status": "maybe"}, {"colour": "red"}, {"basis": None}]
)
def test_a_mistaken_row_stops_the_reading(change: dict[str, str | None]) -> None:
    row = {
        "on": date(2026, 5, 1),
        "kind": "holiday",
        "name_vi": "x",
        "name_en": "x",
        "basis": "x",
        "status": "decided",
    }
    wrong = {k: v for k, v in (row | change).items() if v is not None}

    with pytest.raises((ValueError, TypeError)):
        mark_from(wrong)


@given(DAYS, st.integers(1, 120))
def test_counting_forward_is_undone_by_counting_between(start: date, number: int) -> None:
    end = OFFICIAL.add_working_days(start, number)

    assert OFFICIAL.is_working(end)
    assert OFFICIAL.working_days_between(start, end) == number
    assert OFFICIAL.working_days_between(end, start) == -number


@given(st.dates(date(2015, 1, 1), date(2028, 12, 31)), st.integers(1, 120))
def test_counting_back_is_undone_by_counting_between(start: date, number: int) -> None:
    end = OFFICIAL.add_working_days(start, -number)

    assert OFFICIAL.is_working(end)
    assert OFFICIAL.working_days_between(end - timedelta(1), start - timedelta(1)) == number


def _mark(day: date, kind: DayKind) -> DayMark:
    return DayMark(day, kind, "Ngày thử", "Test day", "Quyết định thử")
