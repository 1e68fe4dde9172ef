"""The head's days worked by hand, on both sides of 01/07/2026: what is enough, what is short."""

from datetime import date

import pytest

from tracker.law.calendar import Calendar
from tracker.law.duty_days import (
    Counting,
    DutyMonth,
    DutyStanding,
    Sitting,
    duty_of_month,
    reach_of_month,
    rule_for,
)
from tracker.law.settlers import Profile

CALENDAR = Calendar.official()
AFTERWARDS = date(2026, 12, 31)
D, S, P = date, DutyStanding, Profile

# Profile, month, days held by the head himself → minimum, kept, standing; worked by hand from
# Điều 12.5, 15.2, 18.2 Luật Tiếp công dân, Điều 4 NĐ 64/2014 and Điều 10 NĐ 154/2026.
BY_HAND = {
    "a department with its day before the change": (
        P.DEPARTMENT, (2026, 6), [D(2026, 6, 15)], 1, 1, S.MET),
    "a department without a day before the change": (P.DEPARTMENT, (2026, 6), [], 1, 0, S.SHORT),
    "a department with its day after the change": (
        P.DEPARTMENT, (2026, 7), [D(2026, 7, 15)], 1, 1, S.MET),
    "a department without a day after the change": (P.DEPARTMENT, (2026, 7), [], 1, 0, S.SHORT),
    "a department whose day came in the next month": (
        P.DEPARTMENT, (2026, 4), [D(2026, 5, 8)], 1, 0, S.SHORT),
    # The Mondays of May 2026 are 4, 11, 18 and 25: four weeks, a day each.
    "a commune with a day in every week": (
        P.COMMUNE, (2026, 5), [D(2026, 5, d) for d in (5, 12, 19, 26)], 4, 4, S.MET),
    "a commune with two days of one week and none of another": (
        P.COMMUNE, (2026, 5), [D(2026, 5, d) for d in (5, 6, 12, 19)], 4, 3, S.SHORT),
    "a commune with two days in a month of weeks": (
        P.COMMUNE, (2026, 5), [D(2026, 5, 5), D(2026, 5, 19)], 4, 2, S.SHORT),
    # 29/06/2026 is the last Monday under the old law; its week ends on 05/07.
    "the last week of the old law is met on 03/07": (
        P.COMMUNE, (2026, 6), [*(D(2026, 6, d) for d in (2, 9, 16, 23)), D(2026, 7, 3)],
        5, 5, S.MET),
    "the last week of the old law is missed": (
        P.COMMUNE, (2026, 6), [D(2026, 6, d) for d in (2, 9, 16, 23)], 5, 4, S.SHORT),
    "a commune with two days of a month of the new law": (
        P.COMMUNE, (2026, 7), [D(2026, 7, 3), D(2026, 7, 21)], 2, 2, S.MET),
    "a commune with one day of a month of the new law": (
        P.COMMUNE, (2026, 7), [D(2026, 7, 21)], 2, 1, S.SHORT),
    # In the week of 16/02/2026 nobody works (Tết Bính Ngọ): three weeks are left.
    "a commune owes no day in the week of Tết": (
        P.COMMUNE, (2026, 2), [D(2026, 2, d) for d in (3, 10, 24)], 3, 3, S.MET),
    "a province with its day": (P.PROVINCE, (2026, 8), [D(2026, 8, 20)], 1, 1, S.MET),
    "a province without a day": (P.PROVINCE, (2026, 8), [], 1, 0, S.SHORT),
    "a public service unit with its day before the change": (
        P.SERVICE_UNIT, (2026, 5), [D(2026, 5, 14)], 1, 1, S.MET),
    "a public service unit without a day after the change": (
        P.SERVICE_UNIT, (2026, 9), [], 1, 0, S.SHORT),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_HAND)
def test_a_month_is_judged_as_worked_by_hand(case: str) -> None:
    profile, month, days, minimum, kept, standing = BY_HAND[case]

    duty = _duty(profile, month, [Sitting(day) for day in days])

    assert (duty.minimum, duty.kept, duty.standing) == (minimum, kept, standing)


@pytest.mark.parametrize(
    ("profile", "day", "article"),
    [
        (P.DEPARTMENT, D(2026, 8, 3), "Điều 18 khoản 2 Luật Tiếp công dân"),
        (P.PROVINCE, D(2026, 8, 3), "Điều 12 khoản 5 Luật Tiếp công dân"),
        (P.COMMUNE, D(2026, 6, 1), "Điều 15 khoản 2 điểm d Luật Tiếp công dân"),
        (P.COMMUNE, D(2026, 7, 1), "Điều 15 khoản 2 điểm c Luật Tiếp công dân"),
        (P.SERVICE_UNIT, D(2026, 6, 1), "Điều 4 khoản 2 Nghị định 64/2014/NĐ-CP"),
        (P.SERVICE_UNIT, D(2026, 7, 1), "Điều 10 khoản 2 Nghị định 154/2026/NĐ-CP"),
    ],
)
def test_a_month_names_the_article_of_its_day(profile: Profile, day: date, article: str) -> None:
    duty = _duty(profile, (day.year, day.month), [])

    assert str(duty.spans[0].version.cite).startswith(article)


def test_a_body_under_a_department_has_no_number_in_law() -> None:
    assert rule_for(Profile.SUB_DEPARTMENT) is None


@pytest.mark.parametrize(
    ("sitting", "counting"),
    [
        (Sitting(D(2026, 8, 3)), Counting.COUNTS),
        (Sitting(D(2026, 8, 3), is_extraordinary=True), Counting.EXTRAORDINARY),
        (Sitting(D(2026, 8, 3), by_head=False), Counting.DELEGATED),
        (Sitting(D(2026, 8, 3), by_head=False, is_extraordinary=True), Counting.DELEGATED),
    ],
)
def test_only_the_heads_own_periodic_session_counts(sitting: Sitting, counting: Counting) -> None:
    duty = _duty(Profile.DEPARTMENT, (2026, 8), [sitting])

    assert sitting.counting is counting
    assert (duty.standing is S.MET) is (counting is Counting.COUNTS)


def test_what_does_not_count_is_shown_apart() -> None:
    delegated, urgent = D(2026, 8, 3), D(2026, 8, 10)
    seen = [Sitting(delegated, by_head=False), Sitting(urgent, is_extraordinary=True)]

    duty = _duty(Profile.DEPARTMENT, (2026, 8), seen)

    assert (duty.held, duty.delegated, duty.extraordinary) == ((), (delegated,), (urgent,))


def test_two_sessions_of_one_day_are_one_day() -> None:
    duty = _duty(Profile.COMMUNE, (2026, 7), [Sitting(D(2026, 7, 14))] * 2)

    assert (duty.kept, duty.standing) == (1, S.SHORT)


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (D(2026, 7, 31), S.COMING), (D(2026, 8, 1), S.RUNNING), (D(2026, 8, 31), S.RUNNING),
        (D(2026, 9, 1), S.SHORT),
    ],
)  # fmt: skip
def test_a_month_is_short_only_once_it_is_over(today: date, standing: DutyStanding) -> None:
    assert _duty(Profile.DEPARTMENT, (2026, 8), [], today).standing is standing


def test_what_is_planned_is_no_day_held_but_leaves_nothing_lacking() -> None:
    planned = [Sitting(D(2026, 8, 20), is_held=False)]
    duty = _duty(Profile.DEPARTMENT, (2026, 8), planned, D(2026, 8, 3))

    assert (duty.kept, duty.lacking, duty.standing) == (0, 0, S.RUNNING)


def test_what_was_planned_and_never_recorded_as_held_does_not_count() -> None:
    planned = [Sitting(D(2026, 8, 20), is_held=False)]
    duty = _duty(Profile.DEPARTMENT, (2026, 8), planned)

    assert (duty.lacking, duty.standing) == (1, S.SHORT)
    assert [span.first for span in duty.missed] == [D(2026, 8, 1)]


def test_before_the_law_no_month_asks_for_a_day() -> None:
    assert _duty(Profile.DEPARTMENT, (2014, 6), []).spans == ()
    assert _duty(Profile.DEPARTMENT, (2014, 6), []).standing is S.WAIVED


def test_a_rule_that_begins_within_a_month_asks_for_its_day_from_there_on() -> None:
    before = _duty(Profile.SERVICE_UNIT, (2014, 8), [Sitting(D(2014, 8, 14))])
    after = _duty(Profile.SERVICE_UNIT, (2014, 8), [Sitting(D(2014, 8, 15))])

    assert (before.standing, after.standing) == (S.SHORT, S.MET)


def test_a_commune_of_july_2014_is_judged_from_the_first_monday_of_the_law() -> None:
    duty = _duty(Profile.COMMUNE, (2014, 7), [])

    assert [span.first.day for span in duty.spans] == [7, 14, 21, 28]
    assert duty.is_weekly


def test_half_a_month_of_weeks_is_running_although_some_are_still_to_come() -> None:
    held = [Sitting(D(2026, 5, 5))]

    duty = _duty(Profile.COMMUNE, (2026, 5), held, D(2026, 5, 11))

    assert [s.standing for s in duty.spans] == [S.MET, S.RUNNING, S.COMING, S.COMING]
    assert duty.standing is S.RUNNING


def test_a_week_of_days_off_lacks_nothing() -> None:
    duty = _duty(Profile.COMMUNE, (2026, 2), [])

    assert [(s.standing, s.lacking) for s in duty.spans] == [
        (S.SHORT, 1), (S.SHORT, 1), (S.WAIVED, 0), (S.SHORT, 1)
    ]  # fmt: skip


def test_a_month_reaches_to_the_end_of_its_last_week() -> None:
    assert reach_of_month(2026, 6) == (D(2026, 6, 1), D(2026, 7, 5))


def _duty(
    profile: Profile, month: tuple[int, int], seen: list[Sitting], today: date = AFTERWARDS
) -> DutyMonth:
    rule = rule_for(profile)
    assert rule is not None
    return duty_of_month(rule, *month, seen, calendar=CALENDAR, today=today)
