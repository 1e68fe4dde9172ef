"""Extensions that stand out: written down after the end, or many on one day."""

from datetime import date, timedelta

from tests.law.test_workflow import after, history
from tracker.law.calendar import Calendar
from tracker.law.checks import extensions_recorded_late, many_in_one_day
from tracker.law.events import Event, EventType
from tracker.law.kinds import CaseKind
from tracker.law.rulebook import Rulebook

E = EventType
EXTENDED_ON = date(2026, 9, 30)
DUE_ON = date(2026, 10, 5)  # 30 days after 03/09/2026 is Saturday 03/10.


def test_an_extension_written_down_in_time_is_no_finding() -> None:
    assert found(recorded_on=DUE_ON) == []


def test_an_extension_dated_before_and_written_down_after_the_end_is_found() -> None:
    late = DUE_ON + timedelta(1)

    assert found(recorded_on=late) == [(5, DUE_ON, late)]


def test_two_extensions_by_one_person_are_nothing_and_three_are_found() -> None:
    day = date(2026, 11, 23)

    assert many_in_one_day([(day, 1), (day, 1), (day, 2), (day + timedelta(1), 1)]) == frozenset()
    assert many_in_one_day([(day, 1)] * 3 + [(day, 2)] * 2) == {(day, 1)}


def found(*, recorded_on: date) -> list[tuple[int, date, date]]:
    events = _extended()
    days = {e.sequence: e.legal_date for e in events} | {5: recorded_on}
    late = extensions_recorded_late(events, days, Rulebook.load(), Calendar.official())
    return [(each.sequence, each.due_on, each.recorded_on) for each in late]


def _extended() -> tuple[Event, ...]:
    events = history(E.CLASSIFIED, E.ACCEPTED, kind=CaseKind.DENUNCIATION)
    events = (*events, after(events, E.FOUND_COMPLEX, date(2026, 9, 10), criteria=["1"]))
    return (*events, after(events, E.EXTENDED, EXTENDED_ON))
