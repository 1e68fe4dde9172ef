"""A few cases of these weeks, so that every screen of a new demo has something to show."""

from collections.abc import Iterator
from datetime import date
from random import Random

from tracker.demo.histories import Beginning, History
from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType
from tracker.law.kinds import CaseKind, Field, Level

E = EventType
When = int | date  # Working days before today, or a day that matters itself.
Step = tuple[EventType, When, dict[str, object]]

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
    (CaseKind.COMPLAINT, Field.OTHER, True, (  # the citizen was told that acceptance takes longer
        (E.RECEIVED, 6, {}), (E.CLASSIFIED, 4, {}),
        (E.INFORMED, 1, {"answer": "b", "manner": "orally"}))),
    (CaseKind.RECOMMENDATION, Field.OTHER, True, (  # on track, new
        (E.RECEIVED, 1, {}),)),
    (CaseKind.COMPLAINT, Field.POLICY, True, (  # on track, new
        (E.RECEIVED, 2, {}), (E.CLASSIFIED, 1, {}))),
    (CaseKind.DISCIPLINE_COMPLAINT, Field.OTHER, False, (  # dialogue announced, to be held
        (E.RECEIVED, 15, {}), (E.CLASSIFIED, 13, {}), (E.ACCEPTED, 10, {}),
        (E.VERIFICATION_ORDERED, 9, {}), (E.VERIFICATION_REPORTED, 3, {}),
        (E.DIALOGUE_ANNOUNCED, 2, {}))),
    (CaseKind.DENUNCIATION, Field.ADMINISTRATIVE, False, (  # without a name, yet clear
        (E.RECEIVED, 6, {}), (E.CLASSIFIED, 4, {"traits": ["unnamed"]}),
        (E.TAKEN_AS_INFORMATION, 2, {"to": "Chi cục Tiêu chuẩn Đo lường Chất lượng"}))),
    (CaseKind.DENUNCIATION, Field.OTHER, True, (  # the denouncer asks for protection
        (E.RECEIVED, 12, {}), (E.CLASSIFIED, 10, {}), (E.ACCEPTED, 7, {}), (E.NOTIFIED, 5, {}),
        (E.PROTECTION_REQUESTED, 1, {}))),
    (CaseKind.RECOMMENDATION, Field.POLICY, False, (  # of the Ban Thanh tra nhân dân
        (E.RECEIVED, 6, {}), (E.CLASSIFIED, 5, {"traits": ["internal", "peoples_inspection"]}),
        (E.ACCEPTED, 4, {}))),
    (CaseKind.COMPLAINT, Field.OTHER, False, (  # received before, accepted after the law changed
        (E.RECEIVED, date(2026, 6, 30), {}), (E.CLASSIFIED, date(2026, 7, 1), {}),
        (E.TRANSITION_CHOSEN, date(2026, 7, 2), {"rule": "KN-27", "passage": "new"}),
        (E.ACCEPTED, date(2026, 7, 8), {}), (E.DECIDED, date(2026, 7, 30), {"outcome": "right"}),
        (E.DECISION_SENT, date(2026, 8, 3), {}), (E.DECISION_RECEIVED, date(2026, 8, 5), {}),
        (E.DECISION_PUBLISHED, date(2026, 8, 10), {"circumstances": ["posted"]}),
        (E.POSTING_ENDED, date(2026, 8, 27), {}))),
)  # fmt: skip


def stories(rng: Random, calendar: Calendar, today: date) -> Iterator[tuple[Beginning, History]]:
    """Give the cases of these weeks with their histories."""
    for kind, field, at_desk, steps in STORIES:
        days = [_day(calendar, today, when) for _, when, _ in steps]
        if days[-1] > today:
            continue
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
    return {**told, **particulars} if type_ in {E.RECEIVED, E.CLASSIFIED} else particulars


def _day(calendar: Calendar, today: date, when: When) -> date:
    return when if isinstance(when, date) else calendar.add_working_days(today, -when)
