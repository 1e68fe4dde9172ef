"""The hour clocks of breaches run from the minute of detection through nights and days off."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.clock import VIETNAM
from tracker.law.data_breach import BreachDeed, BreachTrait, breach_clocks, kept_until
from tracker.law.levels import Alarm
from tracker.law.standing import Status

T, D = BreachTrait, BreachDeed
FOUND = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)  # A Friday; 24/11 is a day off.
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("trait", "deeds"),
    [
        (T.HARM, {D.AUTHORITY_NOTICE}),
        (T.LOCATION, {D.SUBJECTS_TOLD}),
        (T.CYBER, {D.CAUSE_REPORT}),
        (T.SERIOUS, {D.FIRST_NOTICE, D.CAUSE_REPORT}),
        (T.SECURITY, {D.TOLD_AT_ONCE, D.CAUSE_REPORT}),
    ],
)
def test_each_trait_calls_for_its_notices(trait: BreachTrait, deeds: set[BreachDeed]) -> None:
    assert {c.deed for c in breach_clocks(FOUND, [trait], {}, now=FOUND)} == deeds


def test_a_breach_without_any_trait_need_not_be_told() -> None:
    assert breach_clocks(FOUND, [], {}, now=FOUND) == ()


@given(st.datetimes(datetime(2026, 9, 1), datetime(2027, 12, 31)))  # noqa: DTZ001 - the zone is added
def test_a_notice_is_due_as_many_minutes_later_as_its_hours_have(moment: datetime) -> None:
    found = moment.replace(tzinfo=VIETNAM)
    due = {c.deed: c.due_at for c in breach_clocks(found, list(T), {}, now=found)}

    assert due[D.FIRST_NOTICE] - found == timedelta(minutes=24 * 60)
    for deed in (D.CAUSE_REPORT, D.AUTHORITY_NOTICE, D.SUBJECTS_TOLD):
        assert due[deed] - found == timedelta(minutes=72 * 60)
    assert due[D.TOLD_AT_ONCE].date() == found.date()


@pytest.mark.parametrize(
    ("after", "level"),
    [
        (0, Alarm.ON_TRACK), (35, Alarm.ON_TRACK), (36, Alarm.AT_RISK), (53, Alarm.AT_RISK),
        (54, Alarm.URGENT), (72, Alarm.URGENT), (73, Alarm.OVERDUE),
    ],
)  # fmt: skip
def test_the_level_rises_with_the_hours_gone(after: int, level: Alarm) -> None:
    [clock] = breach_clocks(FOUND, [T.HARM], {}, now=FOUND + after * HOUR)

    assert clock.alarm is level
    assert clock.hours_left == abs(72 - after)


def test_what_is_due_at_once_is_urgent_from_the_first_minute() -> None:
    at_once = breach_clocks(FOUND, [T.SECURITY], {}, now=FOUND)[0]

    assert (at_once.deed, at_once.alarm) == (D.TOLD_AT_ONCE, Alarm.URGENT)


@pytest.mark.parametrize(("hours", "status"), [(72, Status.MET), (72.1, Status.MET_LATE)])
def test_a_notice_sent_is_judged_by_its_minute(hours: float, status: Status) -> None:
    sent = {D.AUTHORITY_NOTICE: FOUND + hours * HOUR}
    [clock] = breach_clocks(FOUND, [T.HARM], sent, now=FOUND + 100 * HOUR)

    assert (clock.status, clock.alarm) == (status, None)


def test_the_earliest_due_leads() -> None:
    due = [c.due_at for c in breach_clocks(FOUND, list(T), {}, now=FOUND)]

    assert due == sorted(due)


def test_no_rule_reaches_back_before_its_law() -> None:
    early = datetime(2026, 2, 1, 8, tzinfo=VIETNAM)

    found = {c.deed for c in breach_clocks(early, list(T), {}, now=early)}

    assert found == {D.AUTHORITY_NOTICE, D.SUBJECTS_TOLD}


def test_the_file_is_kept_five_years_from_putting_right() -> None:
    assert kept_until(date(2026, 11, 23)) == date(2031, 11, 23)
    assert kept_until(date(2028, 2, 29)) == date(2033, 2, 28)
    assert kept_until(None) is None
