"""Obligations whose end moves: suspended, extended, or counted back from what is to come."""

from datetime import date

import pytest

from tests.law.test_obligations import due, events_of
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.obligations import Standing, Status

E = EventType


def test_suspension_stops_the_clock_until_the_case_goes_on() -> None:
    dated = (
        (E.RECEIVED, date(2026, 8, 25)),
        (E.CLASSIFIED, date(2026, 8, 26)),
        (E.ACCEPTED, date(2026, 9, 1)),
        (E.SUSPENDED, date(2026, 9, 15)),
    )

    paused = due(events_of(CaseKind.COMPLAINT, *dated))["KN-28"]
    resumed = due(events_of(CaseKind.COMPLAINT, *dated, (E.RESUMED, date(2026, 10, 6))))["KN-28"]

    assert paused.status(date(2026, 12, 1)) is Status.PAUSED
    assert resumed.due_on == date(2026, 10, 22)


def test_a_suspension_after_the_last_day_leaves_the_case_overdue() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 8, 25)),
        (E.CLASSIFIED, date(2026, 8, 26)),
        (E.ACCEPTED, date(2026, 9, 1)),
        (E.SUSPENDED, date(2026, 10, 20)),
    )

    found = due(events)["KN-28"]

    assert found.due_on == date(2026, 10, 1)
    assert found.standing is Standing.RUNNING
    assert found.status(date(2026, 10, 25)) is Status.OVERDUE


def test_each_extension_of_a_denunciation_counts_from_the_unrolled_end() -> None:
    dated = (
        (E.RECEIVED, date(2026, 11, 25)),
        (E.CLASSIFIED, date(2026, 11, 26)),
        (E.ACCEPTED, date(2026, 12, 2)),
        (E.FOUND_COMPLEX, date(2026, 12, 10)),
        (E.EXTENDED, date(2026, 12, 28)),
    )

    found = due(events_of(CaseKind.DENUNCIATION, *dated))["TC-30"]

    assert found.due_on == date(2027, 2, 1)
    assert found.reckoning.unrolled_on == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("announced_on", "status"),
    [(date(2026, 9, 16), Status.MET), (date(2026, 9, 17), Status.MET_LATE)],
    ids=["5 days before", "4 days before"],
)
def test_a_dialogue_is_announced_five_days_before_it(announced_on: date, status: Status) -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 9, 1)),
        (E.CLASSIFIED, date(2026, 9, 3)),
        (E.ACCEPTED, date(2026, 9, 4)),
        (E.DIALOGUE_ANNOUNCED, announced_on),
        (E.DIALOGUE_HELD, date(2026, 9, 21)),
    )

    assert due(events)["KN-30.a"].status(date(2026, 9, 30)) is status


def test_a_dialogue_that_was_never_announced_leaves_nothing_to_do() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 9, 1)),
        (E.CLASSIFIED, date(2026, 9, 3)),
        (E.ACCEPTED, date(2026, 9, 4)),
        (E.DIALOGUE_HELD, date(2026, 9, 21)),
    )

    assert "KN-30.a" not in due(events)


def test_while_a_complaint_is_suspended_no_way_opens_by_expiry() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 8, 25)),
        (E.CLASSIFIED, date(2026, 8, 26)),
        (E.ACCEPTED, date(2026, 9, 1)),
        (E.SUSPENDED, date(2026, 9, 15)),
    )

    assert "KN-33" not in due(events)


def test_a_discontinued_complaint_has_nothing_left_to_settle() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 8, 25)),
        (E.CLASSIFIED, date(2026, 8, 26)),
        (E.ACCEPTED, date(2026, 9, 1)),
        (E.DISCONTINUED, date(2026, 9, 15)),
    )

    assert due(events)["KN-28"].status(date(2026, 12, 1)) is Status.VOID


def test_a_paused_duty_is_paused_before_and_after_its_last_day() -> None:
    events = events_of(
        CaseKind.DENUNCIATION,
        (E.RECEIVED, date(2026, 8, 25)),
        (E.CLASSIFIED, date(2026, 8, 26)),
        (E.ACCEPTED, date(2026, 9, 1)),
        (E.SUSPENDED, date(2026, 9, 15)),
    )
    paused = due(events)["TC-30"]

    assert {paused.status(date(2026, 9, 20)), paused.status(date(2026, 12, 1))} == {Status.PAUSED}


def test_a_merger_that_was_undone_leaves_the_duties_as_if_it_had_never_been() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 9, 1)),
        (E.MERGED, date(2026, 9, 2)),
        (E.UNMERGED, date(2026, 9, 4)),
    )

    assert due(events)["KN-27"].standing is Standing.RUNNING
