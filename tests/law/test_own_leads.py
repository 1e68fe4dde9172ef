"""Leads learnt from own cases: drawn to the starting values, more where cases are few."""

from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.law.kinds import CaseKind
from tracker.law.levels import NO_LEADS, SHORT, Lead, lead_for, learnt_lead, own_lead
from tracker.law.moves import State

START = Lead(urgent=5, at_risk=10)


def test_without_cases_the_starting_value_stands() -> None:
    assert learnt_lead(START, []) == START


def test_many_cases_speak_for_themselves() -> None:
    needed = list(range(1, 31)) * 40

    learnt = learnt_lead(START, needed)

    cuts = quantiles(needed, n=10)
    assert learnt.urgent == pytest.approx(cuts[4], abs=1)
    assert learnt.at_risk == pytest.approx(cuts[7], abs=1.5)
    assert learnt.cases == 1200


def test_twenty_cases_weigh_as_much_as_the_starting_value() -> None:
    assert learnt_lead(START, [15] * 20) == Lead(10, 12, 20)


@given(st.lists(st.integers(0, 200), max_size=80))
def test_a_lead_lies_between_the_starting_value_and_what_was_needed(needed: list[int]) -> None:
    learnt = learnt_lead(START, needed)

    assert 1 <= learnt.urgent < learnt.at_risk
    assert min([*needed, START.urgent]) - 1 <= learnt.urgent <= max([*needed, START.urgent])


def test_a_learnt_lead_takes_the_place_of_the_starting_one() -> None:
    leads = {("KN-28", CaseKind.COMPLAINT, State.VERIFYING): Lead(7, 12, 30)}

    assert own_lead("KN-28", CaseKind.COMPLAINT, State.VERIFYING, leads) == Lead(7, 12, 30)
    assert own_lead("KN-28", CaseKind.COMPLAINT, State.REPORTED, leads) == lead_for(
        "KN-28", State.REPORTED
    )
    assert own_lead("KN-32", CaseKind.COMPLAINT, State.DECIDED, NO_LEADS) == SHORT
