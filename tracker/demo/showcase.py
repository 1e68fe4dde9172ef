"""A few cases of these weeks, so that every screen of a new demo has something to show."""

from collections.abc import Iterator
from datetime import date
from random import Random

from tracker.demo.histories import Beginning, History
from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType
from tracker.law.kinds import CaseKind, Field, Level

E = EventType
Step = tuple[EventType, int, dict[str, object]]  # what, working days before today, particulars

STORIES: tuple[tuple[CaseKind, Field, bool, tuple[Step, ...]], ...] = (
    (CaseKind.COMPLAINT, Field.POLICY, True, (  # overdue: acceptance proposed, not yet signed
        (E.RECEIVED, 10, {}), (E.CLASSIFIED, 8, {}), (E.PROPOSED, 3, {"event": "accepted"}))),
    (CaseKind.COMPLAINT, Field.OTHER, True, (  # urgent: the settlement limit ends this week
        (E.RECEIVED, 26, {}), (E.CLASSIFIED, 25, {}), (E.ACCEPTED, 21, {}),
        (E.VERIFICATION_ORDERED, 20, {}), (E.VERIFICATION_REPORTED, 4, {}))),
    (CaseKind.COMPLAINT, Field.LAND, False, (  # paused
        (E.RECEIVED, 22, {}), (E.CLASSIFIED, 20, {}), (E.ACCEPTED, 17, {}),
        (E.VERIFICATION_ORDERED, 16, {}), (E.SUSPENDED, 9, {"ground": "tdc-b"}),
        (E.SUSPENSION_SENT, 8, {}))),
    (CaseKind.DENUNCIATION, Field.ADMINISTRATIVE, True, (  # at risk: being verified
        (E.RECEIVED, 19, {}), (E.CLASSIFIED, 17, {}), (E.ACCEPTED, 14, {}), (E.NOTIFIED, 12, {}),
        (E.VERIFICATION_ORDERED, 12, {}))),
    (CaseKind.DENUNCIATION, Field.OTHER, False, (  # conclusion to be sent and published
        (E.RECEIVED, 27, {}), (E.CLASSIFIED, 26, {}), (E.ACCEPTED, 23, {}), (E.NOTIFIED, 21, {}),
        (E.VERIFICATION_ORDERED, 21, {}), (E.VERIFICATION_REPORTED, 5, {}),
        (E.CONCLUDED, 3, {"outcome": "partly_right"}))),
    (CaseKind.FEEDBACK, Field.POLICY, True, (  # at risk: answer to the citizen
        (E.RECEIVED, 8, {}), (E.CLASSIFIED, 6, {}))),
    (CaseKind.FEEDBACK, Field.OTHER, True, (  # overdue: the citizen was not answered
        (E.RECEIVED, 14, {}), (E.CLASSIFIED, 12, {}))),
    (CaseKind.DENUNCIATION, Field.ADMINISTRATIVE, True, (  # overdue: acceptance
        (E.RECEIVED, 9, {}), (E.CLASSIFIED, 5, {}))),
    (CaseKind.COMPLAINT, Field.POLICY, False, (  # overdue: decided and sent, not published
        (E.RECEIVED, 40, {}), (E.CLASSIFIED, 38, {}), (E.ACCEPTED, 35, {}),
        (E.VERIFICATION_ORDERED, 34, {}), (E.VERIFICATION_REPORTED, 24, {}),
        (E.DIALOGUE_ANNOUNCED, 22, {}), (E.DIALOGUE_HELD, 17, {}),
        (E.DECIDED, 15, {"outcome": "partly_right"}), (E.DECISION_SENT, 13, {}),
        (E.DECISION_RECEIVED, 11, {}))),
    (CaseKind.RECOMMENDATION, Field.OTHER, True, (  # on track, new
        (E.RECEIVED, 1, {}),)),
    (CaseKind.COMPLAINT, Field.POLICY, True, (  # on track, new
        (E.RECEIVED, 2, {}), (E.CLASSIFIED, 1, {}))),
)  # fmt: skip


def stories(rng: Random, calendar: Calendar, today: date) -> Iterator[tuple[Beginning, History]]:
    """Give the cases of these weeks with their histories."""
    for kind, field, at_desk, steps in STORIES:
        days = [_before(calendar, today, back) for _, back, _ in steps]
        begins = Beginning(kind, field, days[0], at_desk)
        traits = frozenset({"at_desk"} if at_desk else set[str]())
        history = History(kind, Level.FIRST, rng, calendar, today, days[0], traits, field)
        told = {
            "kind": kind.value,
            "level": Level.FIRST.value,
            "field": field.value,
            "traits": sorted(traits),
        }
        history.events = [
            Event(place, type_, day, None, None, _told(type_, told, particulars))
            for place, ((type_, _, particulars), day) in enumerate(
                zip(steps, days, strict=True), start=1
            )
        ]
        yield begins, history


def _told(
    type_: EventType, told: dict[str, str | list[str]], particulars: dict[str, object]
) -> dict[str, object]:
    return {**told} if type_ in {E.RECEIVED, E.CLASSIFIED} else particulars


def _before(calendar: Calendar, today: date, working_days: int) -> date:
    return calendar.add_working_days(today, -working_days)
