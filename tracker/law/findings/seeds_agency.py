"""Agencies seeded with one fault each, and their lawful neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from tracker.law.calendar import Calendar
from tracker.law.duty_days import Sitting, duty_of_month, rule_for
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.record import (
    AgencyRecord,
    Extension,
    Incomplete,
    MonthOfHead,
    Numbers,
    PlannedDay,
    SameText,
)
from tracker.law.findings.tales import TODAY, UNIT, day
from tracker.law.postings import missing
from tracker.law.settlers import Profile

C = CheckCode
CLOSE = day("14/09")
CALENDAR = Calendar.official()


@dataclass(frozen=True, slots=True)
class SeededAgency:
    """Agencies in which a check must find something, and those in which it must not."""

    true: tuple[AgencyRecord, ...]
    false: tuple[AgencyRecord, ...]


def _month(*held: date, by_head: bool = True) -> tuple[MonthOfHead, ...]:
    """Give October of a head of department who received on some days."""
    rule = rule_for(Profile.DEPARTMENT)
    assert rule is not None  # noqa: S101 - the law sets a number for departments
    sittings = [Sitting(on, by_head=by_head) for on in held]
    duty = duty_of_month(rule, 2026, 10, sittings, calendar=CALENDAR, today=TODAY)
    return (MonthOfHead(UNIT, duty),)


def _closings(before: int, at_the_end: int) -> dict[date, int]:
    """Give so many closings a day for two months, and so many on the day the data close."""
    usual = {CLOSE - timedelta(n): before for n in range(3, 63)}
    return {**usual, CLOSE: at_the_end}


def _extended(*who: int) -> tuple[Extension, ...]:
    return tuple(Extension(day("05/10"), by, f"TC-{n}") for n, by in enumerate(who))


def _quiet(**changes: Any) -> AgencyRecord:
    return replace(QUIET, **changes)


QUIET = AgencyRecord(
    UNIT,
    TODAY,
    CALENDAR,
    has_hours=True,
    receivers=1,
    months=_month(day("15/10")),
    planned=(PlannedDay(1, day("15/10"), day("01/10")),),
    extensions=_extended(1, 1, 2),
    closings=_closings(1, 1),
    series=(Numbers("KN-2026", 3, frozenset({1, 2, 3})),),
    texts=(SameText("a", (("KN-2026-0001", "wrong"), ("KN-2026-0002", "wrong"))),),
)

AGENCY_SEEDS: Mapping[CheckCode, SeededAgency] = {
    C.NOBODY_RECEIVES: SeededAgency(
        (_quiet(receivers=0), _quiet(receivers=0, months=())),
        (_quiet(receivers=2), _quiet(receivers=0, has_hours=False)),
    ),
    C.HEAD_DAYS: SeededAgency(
        (_quiet(months=_month()), _quiet(months=_month(day("15/10"), by_head=False))),
        (_quiet(months=_month(day("15/10"), day("22/10"))), _quiet(months=())),
    ),
    C.SCHEDULE: SeededAgency(
        (
            _quiet(schedules=False, planned=()),
            _quiet(planned=(PlannedDay(1, day("15/10"), None),)),
            _quiet(planned=(PlannedDay(1, day("15/10"), day("14/10")),)),
        ),
        (
            _quiet(planned=(PlannedDay(1, day("30/12"), None),)),
            _quiet(planned=(PlannedDay(1, day("15/10"), day("02/10")),)),
        ),
    ),
    C.POSTED_TEXTS: SeededAgency(
        (
            _quiet(unposted=missing(Profile.DEPARTMENT, TODAY, ())),
            _quiet(unposted=missing(Profile.COMMUNE, TODAY, ())[:1]),
        ),
        (_quiet(unposted=()), _quiet(unposted=missing(Profile.DEPARTMENT, date(2014, 6, 30), ()))),
    ),
    C.BOOK_INCOMPLETE: SeededAgency(
        (
            _quiet(incomplete=(Incomplete(UNIT, "10/2026", ("LT-2026-0001",)),)),
            _quiet(incomplete=(Incomplete(UNIT, "09/2026", ("LT-2026-0002", "LT-2026-0009")),)),
        ),
        (_quiet(), _quiet(incomplete=())),
    ),
    C.MANY_EXTENSIONS: SeededAgency(
        (_quiet(extensions=_extended(1, 1, 1)), _quiet(extensions=_extended(1, 2, 2, 2, 2))),
        (_quiet(extensions=_extended(1, 1, 2, 2)), _quiet(extensions=())),
    ),
    C.CLOSING_BURST: SeededAgency(
        (_quiet(closings=_closings(0, 10)), _quiet(closings=_closings(2, 19))),
        (
            _quiet(closings=_closings(0, 9)),
            _quiet(closings=_closings(2, 18)),
            _quiet(closings={CLOSE + timedelta(1): 40}),
        ),
    ),
    C.NUMBER_GAPS: SeededAgency(
        (
            _quiet(series=(Numbers("KN-2026", 3, frozenset({1, 3})),)),
            _quiet(series=(Numbers("DT-2026", 4, frozenset({1, 2, 3})),)),
        ),
        (_quiet(series=()), _quiet(series=(Numbers("LT-2026", 1, frozenset({1})),))),
    ),
    C.SAME_TEXT: SeededAgency(
        (
            _quiet(texts=(SameText("a", (("KN-1", "wrong"), ("KN-2", "right"))),)),
            _quiet(texts=(SameText("b", (("PA-1", "answered"), ("PA-2", "forwarded"))),)),
        ),
        (_quiet(texts=()), _quiet(texts=(SameText("c", (("KN-1", "wrong"),)),))),
    ),
}
