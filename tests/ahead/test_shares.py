"""Shares in time, worked out by hand."""

from datetime import date

from tracker.ahead.shares import by_month, shares, whole
from tracker.ahead.weeks import past_months
from tracker.casework.punctuality import Share
from tracker.law.kinds import CaseKind

MONTHS = past_months(date(2026, 11, 20), 3)


def test_each_month_has_what_was_met_in_it() -> None:
    met = {date(2026, 9, 1): 3, date(2026, 9, 30): 1, date(2026, 11, 20): 2}
    late = {date(2026, 9, 30): 1}

    september, october, november = by_month(met, late, MONTHS)

    assert (september, september.percent) == (Share(4, 3), 75.0)
    assert (october, october.percent) == (Share(0, 0), None)
    assert (november, november.percent) == (Share(2, 2), 100.0)


def test_days_outside_the_months_count_nowhere() -> None:
    met = {date(2026, 8, 31): 5, date(2026, 11, 21): 5}

    assert by_month(met, {}, MONTHS) == [Share(0, 0)] * 3


def test_a_sort_that_was_never_met_has_no_share() -> None:
    found = shares({CaseKind.COMPLAINT: 3, CaseKind.FEEDBACK: 0}, {CaseKind.COMPLAINT: 1})

    assert found == {CaseKind.COMPLAINT: Share(3, 2)}
    assert found[CaseKind.COMPLAINT].percent == 66.7
    assert found[CaseKind.COMPLAINT].late == 1


def test_the_whole_is_the_sum_of_its_parts() -> None:
    assert whole([Share(4, 3), Share(0, 0), Share(2, 2)]) == Share(6, 5)
