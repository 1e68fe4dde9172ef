"""What is due when, from the events of a case; dates worked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.test_workflow import history
from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.obligations import Obligation, Standing, Status, obligations
from tracker.law.rulebook import Rulebook
from tracker.law.workflow import replay

E = EventType
DESK = (Trait.AT_DESK.value,)


def told(kind: CaseKind, *, level: Level = Level.FIRST, traits: tuple[str, ...] = DESK) -> dict:  # type: ignore[type-arg]  # plain particulars
    return {"kind": kind.value, "level": level.value, "traits": list(traits)}


def events_of(
    kind: CaseKind, *dated: tuple[EventType, date], traits: tuple[str, ...] = DESK, **more: object
) -> tuple[Event, ...]:
    """Give dated events, the first one the receipt."""
    particulars = told(kind, traits=traits, **more)  # type: ignore[arg-type]  # only a level
    typed = {E.RECEIVED, E.CLASSIFIED}
    return tuple(
        Event(place, type_, on, None, None, particulars if type_ in typed else {})
        for place, (type_, on) in enumerate(dated, start=1)
    )


def due(events: tuple[Event, ...]) -> dict[str, Obligation]:
    """Give the obligations by rule; the last one where a rule ran more than once."""
    return {o.rule.id: o for o in obligations(events, Rulebook.load(), Calendar.official())}


def test_the_complaint_of_december_2022_was_accepted_in_time_and_decided_45_days_late() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2022, 12, 8)),
        (E.CLASSIFIED, date(2022, 12, 12)),
        (E.ACCEPTED, date(2022, 12, 16)),
        (E.DECIDED, date(2023, 3, 2)),
    )
    today = date(2023, 3, 2)

    found = due(events)

    assert found["KN-27"].due_on == date(2022, 12, 19)
    assert found["KN-27"].status(today) is Status.MET
    assert found["KN-28"].due_on == date(2023, 1, 16)
    assert found["KN-28"].status(today) is Status.MET_LATE
    assert found["KN-28"].days_late(today) == 45


def test_the_same_complaint_found_complex_was_31_days_late() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2022, 12, 8)),
        (E.CLASSIFIED, date(2022, 12, 12)),
        (E.ACCEPTED, date(2022, 12, 16)),
        (E.FOUND_COMPLEX, date(2022, 12, 20)),
        (E.DECIDED, date(2023, 3, 2)),
    )

    found = due(events)["KN-28"]

    assert found.due_on == date(2023, 1, 30)
    assert found.days_late(date(2023, 3, 2)) == 31


def test_a_complaint_left_lying_in_2020_is_overdue_and_opens_the_second_level() -> None:
    events = events_of(CaseKind.COMPLAINT, (E.RECEIVED, date(2020, 2, 14)))
    today = date(2020, 5, 20)

    found = due(events)

    assert found["KN-27"].due_on == date(2020, 2, 24)
    assert found["KN-27"].status(today) is Status.OVERDUE
    assert found["KN-33"].reckoning.start == date(2020, 3, 25)
    assert found["KN-33"].is_estimated
    assert found["KN-33"].status(today) is Status.PENDING


def test_the_way_to_second_level_runs_from_receipt_of_the_decision() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 9, 1)),
        (E.CLASSIFIED, date(2026, 9, 3)),
        (E.ACCEPTED, date(2026, 9, 4)),
        (E.DECIDED, date(2026, 10, 1)),
        (E.DECISION_SENT, date(2026, 10, 2)),
        (E.DECISION_RECEIVED, date(2026, 10, 5)),
    )

    way = due(events)["KN-33"]

    assert way.due_on == date(2026, 11, 4)
    assert way.status(date(2026, 11, 5)) is Status.VOID


def test_an_accepted_complaint_never_decided_opens_the_way_when_its_limit_ends() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 9, 1)),
        (E.CLASSIFIED, date(2026, 9, 3)),
        (E.ACCEPTED, date(2026, 9, 4)),
    )

    way = due(events)["KN-33"]

    assert way.reckoning.start == date(2026, 10, 5)  # 04/10 is a Sunday
    assert not way.is_estimated


def test_a_refused_complaint_opens_no_way_by_expiry() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 9, 1)),
        (E.CLASSIFIED, date(2026, 9, 3)),
        (E.REFUSED, date(2026, 9, 7)),
    )

    assert "KN-33" not in due(events)


def test_a_denunciation_outside_competence_must_be_forwarded_in_five_working_days() -> None:
    traits = (*DESK, Trait.OUTSIDE_COMPETENCE.value)
    events = events_of(
        CaseKind.DENUNCIATION,
        (E.RECEIVED, date(2026, 11, 16)),
        (E.CLASSIFIED, date(2026, 11, 17)),
        traits=traits,
    )

    found = due(events)

    assert found["TC-24.2"].due_on == date(2026, 11, 23)
    assert "TC-24.1" not in found


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [(date(2026, 6, 30), date(2026, 7, 10)), (date(2026, 7, 1), date(2026, 7, 10))],
    ids=["10 calendar days", "07 working days"],
)
def test_the_day_of_receipt_picks_the_version(received_on: date, due_on: date) -> None:
    assert due(events_of(CaseKind.COMPLAINT, (E.RECEIVED, received_on)))["KN-27"].due_on == due_on


def test_a_petition_by_post_needs_no_answer_of_the_reception_desk() -> None:
    by_post = due(events_of(CaseKind.FEEDBACK, (E.RECEIVED, date(2026, 11, 2)), traits=()))

    assert "TCD-28.1" not in by_post
    assert "ND154-41.3b" in by_post


def test_filing_away_ends_the_duty_to_answer() -> None:
    events = events_of(
        CaseKind.FEEDBACK,
        (E.RECEIVED, date(2026, 11, 2)),
        (E.CLASSIFIED, date(2026, 11, 3)),
        (E.FILED_AWAY, date(2026, 11, 4)),
    )

    assert due(events)["TCD-28.1"].standing is Standing.VOID


def test_a_line_of_liability_exists_only_since_july_2026() -> None:
    assert "ND154-41.3b" not in due(events_of(CaseKind.COMPLAINT, (E.RECEIVED, date(2026, 6, 30))))


def test_a_decision_takes_effect_and_is_never_overdue() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 9, 1)),
        (E.CLASSIFIED, date(2026, 9, 3)),
        (E.ACCEPTED, date(2026, 9, 4)),
        (E.DECIDED, date(2026, 9, 30)),
    )
    effect = due(events)["KN-44"]

    assert effect.due_on == date(2026, 10, 30)
    assert effect.status(date(2026, 10, 30)) is Status.PENDING
    assert effect.status(date(2026, 10, 31)) is Status.MET
    assert effect.days_late(date(2026, 12, 31)) == 0


def test_second_level_complaints_have_longer_limits_of_their_own() -> None:
    events = events_of(
        CaseKind.COMPLAINT,
        (E.RECEIVED, date(2026, 9, 1)),
        (E.CLASSIFIED, date(2026, 9, 3)),
        (E.ACCEPTED, date(2026, 9, 4)),
        level=Level.SECOND,
    )

    found = due(events)

    assert found["KN-37"].due_on == date(2026, 10, 19)
    assert not {"KN-28", "KN-33"} & set(found)


@given(st.integers(min_value=0, max_value=6), st.sampled_from(sorted(CaseKind, key=str)))
def test_any_beginning_of_a_history_can_be_judged(steps: int, kind: CaseKind) -> None:
    path = (E.CLASSIFIED, E.ACCEPTED, E.VERIFICATION_ORDERED, E.SUSPENDED, E.RESUMED, E.ARCHIVED)
    events = history(*path[:steps], kind=kind)

    assert replay(events).facts.kind is kind
    assert all(o.due_on >= o.reckoning.unrolled_on for o in due(events).values())


@given(st.permutations([E.NOTIFIED, E.FOUND_COMPLEX, E.WITHDRAWN_PARTLY]))
def test_independent_events_of_one_day_may_be_recorded_in_any_order(
    order: list[EventType],
) -> None:
    begin = (
        (E.RECEIVED, date(2026, 9, 1)),
        (E.CLASSIFIED, date(2026, 9, 3)),
        (E.ACCEPTED, date(2026, 9, 4)),
    )
    day = date(2026, 9, 10)
    plain = events_of(CaseKind.DENUNCIATION, *begin, *((t, day) for t in sorted(order, key=str)))
    mixed = events_of(CaseKind.DENUNCIATION, *begin, *((t, day) for t in order))

    assert {r: (o.due_on, o.standing) for r, o in due(plain).items()} == {
        r: (o.due_on, o.standing) for r, o in due(mixed).items()
    }


def test_complexity_found_after_the_end_leaves_the_case_as_late_as_it_was() -> None:
    accepted = ((E.RECEIVED, date(2026, 8, 25)), (E.CLASSIFIED, date(2026, 8, 26)),
                (E.ACCEPTED, date(2026, 9, 1)))  # fmt: skip
    in_time, late = (date(2026, 10, 1), date(2026, 10, 2))  # 30 days after 01/09 is 01/10.

    limits = [
        due(events_of(CaseKind.COMPLAINT, *accepted, (E.FOUND_COMPLEX, day)))["KN-28"].due_on
        for day in (in_time, late)
    ]

    assert limits == [date(2026, 10, 16), date(2026, 10, 1)]
