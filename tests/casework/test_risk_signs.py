"""The signs of a duty: what was known on a day, and nothing that came later."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.casework.risk_moments import is_late, moments
from tracker.casework.risk_signs import Loads, Owed, Path, Span, foretold_rules, signs
from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType
from tracker.law.forecast import Foretold
from tracker.law.kinds import CaseKind, Level
from tracker.law.obligations import Standing, obligations
from tracker.law.rulebook import Rulebook

E = EventType
CALENDAR = Calendar.official()
FIRST = date(2026, 3, 2)
NOBODY = Loads(())


def test_the_duties_foretold_are_acceptance_settlement_and_conclusion() -> None:
    found = foretold_rules()

    assert {r for r, d in found.items() if d is Foretold.CONCLUSION} == {"TC-30"}
    assert {"KN-28", "KN-37", "KL-50.b", "NB-KNPA"} <= {
        r for r, d in found.items() if d is Foretold.SETTLEMENT
    }
    assert {"KN-27", "TC-24.1", "KL-50.a"} <= {
        r for r, d in found.items() if d is Foretold.ACCEPTANCE
    }
    assert "KN-33" not in found


@given(
    st.integers(5, 60), st.integers(1, 40), st.sampled_from([E.EXTENDED, E.SUSPENDED, E.DECIDED])
)
def test_events_after_a_day_change_nothing_of_what_was_known(
    day: int, later: int, event: EventType
) -> None:
    looked_at = FIRST + timedelta(days=day)
    known = [*STORY, *_events([(event, day + later)], first=len(STORY) + 1)]
    seen = [e for e in STORY if e.legal_date <= looked_at] or STORY[:1]

    assert _told(known, looked_at) == _told(seen, looked_at)


def test_a_later_extension_is_not_seen_in_the_due_date() -> None:
    story = [
        *_events([(E.RECEIVED, 0), (E.CLASSIFIED, 1), (E.ACCEPTED, 4)], kind="denunciation"),
        *_events([(E.FOUND_COMPLEX, 20), (E.EXTENDED, 21)], first=4, criteria=["1"]),
    ]
    duty = _owed(story, "TC-30")

    before, after = (duty.due_as_of(FIRST + timedelta(days=d), CALENDAR) for d in (10, 30))
    assert before < after == duty.due_on


def test_the_load_is_what_lay_with_a_person_on_that_day() -> None:
    spans = [Span(FIRST, FIRST + timedelta(days=n), 7, 3) for n in (2, 5, 9)]
    loads = Loads([*spans, Span(FIRST + timedelta(days=4), date.max, 8, 3)])

    assert [loads.of_user(7, FIRST + timedelta(days=d)) for d in (-1, 0, 2, 5, 9)] == [
        0,
        3,
        2,
        1,
        0,
    ]
    assert loads.of_unit(3, FIRST + timedelta(days=4)) == 3
    assert loads.of_user(None, FIRST) == 0


def test_days_off_ahead_and_the_new_year_are_counted() -> None:
    told = signs(_owed(STORY, "KN-28"), date(2026, 2, 10), date(2026, 3, 5), NOBODY, CALENDAR)

    off = [date(2026, 2, 11) + timedelta(days=n) for n in range(23)]
    expected = sum(d.weekday() < 5 and not CALENDAR.is_working(d) for d in off)
    assert (told["days_off"], told["new_year"]) == (expected, "yes")
    assert expected > 3


@pytest.mark.parametrize(
    ("standing", "met_after", "late"),
    [
        (Standing.MET, 0, False), (Standing.MET, 1, True), (Standing.RUNNING, None, True),
        (Standing.VOID, None, False), (Standing.VOID_LATE, 3, True),
    ],
)  # fmt: skip
def test_a_duty_is_late_when_its_date_was_missed(
    standing: Standing, met_after: int | None, late: bool
) -> None:
    duty = _owed(STORY, "KN-28", standing=standing, met_after=met_after)

    assert is_late(duty) is late


def test_a_duty_is_looked_at_only_while_it_was_open() -> None:
    duty = _owed(STORY, "KN-28", standing=Standing.MET, met_after=-15)
    found = moments([duty], NOBODY, CALENDAR)

    met = (duty.due_on - timedelta(days=15) - duty.started_on).days
    limit = (duty.due_on - duty.started_on).days
    assert found
    assert all(round(m.share * limit) <= met for m in found)
    assert not any(m.is_late for m in found)


def _told(events: list[Event], day: date) -> dict[str, object]:
    duty = _owed(events, "KN-28")
    return dict(signs(duty, day, duty.due_as_of(day, CALENDAR), NOBODY, CALENDAR))


def _owed(
    events: list[Event],
    rule: str,
    *,
    standing: Standing = Standing.RUNNING,
    met_after: int | None = None,
) -> Owed:
    found = obligations(tuple(events), Rulebook.load(), CALENDAR)
    due = next((o for o in found if o.rule.id == rule), None)
    due_on = due.due_on if due else FIRST + timedelta(days=40)
    return Owed(
        1, 1, foretold_rules()[rule], rule, due.started_by if due else 1,
        due.reckoning.start if due else FIRST, due_on, standing,
        None if met_after is None else due_on + timedelta(days=met_after),
        CaseKind.COMPLAINT, Level.FIRST, "land", Path.of(events), (),
    )  # fmt: skip


def _events(
    steps: Iterable[tuple[EventType, int]],
    *,
    first: int = 1,
    kind: str = "complaint",
    criteria: list[str] | None = None,
) -> list[Event]:
    told: dict[str, object] = {"kind": kind, "level": "first", "traits": []}
    if criteria:
        told["criteria"] = criteria
    return [
        Event(number, event, FIRST + timedelta(days=day), particulars=told)
        for number, (event, day) in enumerate(steps, start=first)
    ]


STORY = _events([(E.RECEIVED, 0), (E.CLASSIFIED, 2), (E.ACCEPTED, 5), (E.VERIFICATION_ORDERED, 8)])
