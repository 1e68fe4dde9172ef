"""Refusals, suspensions and discontinuations name a listed ground."""

from datetime import date

import pytest

from tracker.law.events import EventType
from tracker.law.grounds import Ground, grounds_for
from tracker.law.kinds import CaseKind, Level

BEFORE, SINCE = date(2026, 6, 30), date(2026, 7, 1)
TWO = (Level.FIRST, Level.SECOND)


def test_a_complaint_is_refused_on_one_of_nine_grounds() -> None:
    assert len(grounds_for(EventType.REFUSED, CaseKind.COMPLAINT, SINCE)) == 9


def test_before_july_2026_only_withdrawal_discontinued_a_complaint() -> None:
    assert grounds_for(EventType.DISCONTINUED, CaseKind.COMPLAINT, BEFORE) == (Ground.DC_WITHDRAWN,)
    assert len(grounds_for(EventType.DISCONTINUED, CaseKind.COMPLAINT, SINCE)) == 4


@pytest.mark.parametrize("kind", list(CaseKind), ids=str)
def test_steps_without_a_list_ask_for_no_ground(kind: CaseKind) -> None:
    assert grounds_for(EventType.ACCEPTED, kind, SINCE) == ()


@pytest.mark.parametrize("kind", list(CaseKind), ids=str)
@pytest.mark.parametrize("event", [EventType.DISCONTINUED, EventType.FILED_AWAY], ids=str)
def test_every_kind_has_grounds_to_end_without_a_decision(event: EventType, kind: CaseKind) -> None:
    assert grounds_for(event, kind, SINCE)


def test_a_withdrawn_first_decision_ends_the_second_level_alone() -> None:
    first, second = (
        grounds_for(EventType.DISCONTINUED, CaseKind.COMPLAINT, SINCE, level) for level in TWO
    )

    assert Ground.DC_FIRST_WITHDRAWN not in first
    assert Ground.DC_FIRST_WITHDRAWN in second


def test_a_withdrawn_denunciation_goes_on_in_three_cases() -> None:
    assert len(grounds_for(EventType.GOES_ON, CaseKind.DENUNCIATION, BEFORE)) == 3


def test_protection_ends_for_a_breach_since_july_2026_only() -> None:
    before, since = (
        grounds_for(EventType.PROTECTION_ENDED, CaseKind.DENUNCIATION, day)
        for day in (BEFORE, SINCE)
    )

    assert set(since) - set(before) == {Ground.BV_BREACH}
