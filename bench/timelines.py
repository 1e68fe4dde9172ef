"""Time the law alone: what is due in so many timelines of twelve events, on one core."""

import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bench.figures import Figure
from tracker.law.calendar import Calendar
from tracker.law.events import Circumstance, Event, EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.obligations import obligations
from tracker.law.rulebook import Rulebook

E = EventType
Timeline = tuple[Event, ...]
Plot = tuple[tuple[EventType, int], ...]  # Each step, with the days since the one before it.

STEPS = 12
CHUNK = 1000  # Timelines held at a time, so that memory does not grow with their number.
FIRST_DAY = date(2026, 7, 1)
DAYS = 400
PER_SECONDS = 60 / 100_000  # So many seconds a timeline may take.
MICRO = 1_000_000
TOLD: Mapping[EventType, Mapping[str, object]] = {
    E.CHECKED: {"learnt_on": "2026-06-15", "obstacles": [["2026-06-20", "2026-06-25"]]},
    E.FOUND_COMPLEX: {"criteria": ["a", "b"]},
    E.DECISION_PUBLISHED: {"circumstances": [Circumstance.POSTED.value]},
    E.CONCLUSION_PUBLISHED: {"circumstances": [Circumstance.POSTED.value]},
    E.INTERNALLY_PUBLISHED: {"circumstances": [Circumstance.POSTED.value]},
}
TRAITS = ((Trait.AT_DESK,), (Trait.AT_DESK, Trait.REMOTE), (Trait.PASSED_ON, Trait.INTERNAL), ())
PLOTS: tuple[tuple[CaseKind, Level, Plot], ...] = (
    (CaseKind.COMPLAINT, Level.FIRST, (
        (E.RECEIVED, 0), (E.CLASSIFIED, 2), (E.CHECKED, 1), (E.ACCEPTED, 4),
        (E.VERIFICATION_ORDERED, 2), (E.DOCUMENTS_REQUESTED, 3), (E.DOCUMENTS_PROVIDED, 6),
        (E.VERIFICATION_REPORTED, 9), (E.DIALOGUE_ANNOUNCED, 1), (E.DIALOGUE_HELD, 5),
        (E.DECIDED, 6), (E.DECISION_SENT, 2),
    )),
    (CaseKind.COMPLAINT, Level.SECOND, (
        (E.RECEIVED, 0), (E.CLASSIFIED, 1), (E.ACCEPTED, 5), (E.FOUND_COMPLEX, 9),
        (E.VERIFICATION_ORDERED, 2), (E.SUSPENDED, 10), (E.SUSPENSION_SENT, 2), (E.RESUMED, 20),
        (E.VERIFICATION_REPORTED, 15), (E.COUNCIL_ADVISED, 4), (E.DIALOGUE_HELD, 4), (E.DECIDED, 3),
    )),
    (CaseKind.DISCIPLINE_COMPLAINT, Level.FIRST, (
        (E.RECEIVED, 0), (E.CLASSIFIED, 1), (E.CHECKED, 1), (E.ACCEPTED, 3),
        (E.STATEMENT_TAKEN, 9), (E.DIALOGUE_ANNOUNCED, 2), (E.DIALOGUE_HELD, 6), (E.DECIDED, 9),
        (E.DECISION_SENT, 3), (E.DECISION_RECEIVED, 3), (E.DECISION_PUBLISHED, 5), (E.ARCHIVED, 20),
    )),
    (CaseKind.DENUNCIATION, Level.FIRST, (
        (E.RECEIVED, 0), (E.CLASSIFIED, 2), (E.ACCEPTED, 6), (E.NOTIFIED, 3),
        (E.VERIFICATION_ORDERED, 1), (E.FOUND_COMPLEX, 9), (E.EXPERT_REQUESTED, 3),
        (E.EXPERT_ANSWERED, 14), (E.EXTENDED, 6), (E.VERIFICATION_REPORTED, 24), (E.CONCLUDED, 6),
        (E.CONCLUSION_SENT, 4),
    )),
    (CaseKind.DENUNCIATION, Level.CONTINUED, (
        (E.RECEIVED, 0), (E.CLASSIFIED, 3), (E.ACCEPTED, 10), (E.CORRECTED, 1), (E.NOTIFIED, 3),
        (E.VERIFICATION_ORDERED, 2), (E.SUSPENDED, 5), (E.RESUMED, 30),
        (E.VERIFICATION_REPORTED, 20), (E.CONCLUDED, 9), (E.CONCLUSION_HANDLED, 6),
        (E.CONCLUSION_PUBLISHED, 4),
    )),
    (CaseKind.RECOMMENDATION, Level.FIRST, (
        (E.RECEIVED, 0), (E.CLASSIFIED, 2), (E.INFORMED, 2), (E.PROPOSED, 1), (E.ACCEPTED, 2),
        (E.VERIFICATION_ORDERED, 2), (E.VERIFICATION_REPORTED, 9), (E.ANSWERED, 4),
        (E.PASSER_INFORMED, 3), (E.INTERNALLY_PUBLISHED, 2), (E.INTERNAL_POSTING_ENDED, 21),
        (E.ARCHIVED, 5),
    )),
    (CaseKind.FEEDBACK, Level.FIRST, (
        (E.RECEIVED, 0), (E.MERGED, 1), (E.UNMERGED, 6), (E.CLASSIFIED, 1), (E.INFORMED, 3),
        (E.PROPOSED, 1), (E.ACCEPTED, 2), (E.VERIFICATION_ORDERED, 2),
        (E.VERIFICATION_REPORTED, 6), (E.ANSWERED, 5), (E.PASSER_INFORMED, 4), (E.ARCHIVED, 9),
    )),
)  # fmt: skip


def timeline(number: int) -> Timeline:
    """Give the timeline of a number: the plots in turn, on other days and with other traits."""
    kind, level, plot = PLOTS[number % len(PLOTS)]
    drawn = {trait.value for trait in TRAITS[number // len(PLOTS) % len(TRAITS)]}
    traits = sorted(drawn | {Trait.PASSED_ON.value})  # Some plots tell whoever passed it on.
    matter = {"kind": kind.value, "level": level.value, "traits": traits}
    told = {**TOLD, E.RECEIVED: matter, E.CLASSIFIED: matter}
    day, events = FIRST_DAY + timedelta(number * 7 % DAYS), []
    for sequence, (type_, gap) in enumerate(plot, start=1):
        day += timedelta(gap + (number + sequence) % 3 if gap else 0)
        corrected = {"corrects": sequence - 1, "corrected_date": day - timedelta(1)}
        more = corrected if type_ is E.CORRECTED else {}
        events.append(Event(sequence, type_, day, particulars=told.get(type_, {}), **more))
    return tuple(events)


def figures(count: int, only: str = "") -> list[Figure]:
    """Time what is due in so many timelines beside an empty loop over them."""
    name = f"{count} timelines of {STEPS} events, one core"
    if only not in name:
        return []
    base, ours = _seconds_of(count)
    return [
        Figure(name, base, ours, ours / base, PER_SECONDS * count, "s", limits_ratio=False),
        Figure(f"… each of the {count}", base / count * MICRO, ours / count * MICRO, ours / base,
               None, "µs"),
    ]  # fmt: skip


def _seconds_of(count: int) -> tuple[float, float]:
    """Go through the timelines twice, chunk by chunk: once for nothing, once to judge them."""
    rulebook, calendar = Rulebook.load(), Calendar.official()

    def judge(events: Timeline) -> None:
        obligations(events, rulebook, calendar)

    base = ours = 0.0
    for first in range(0, count, CHUNK):
        chunk = [timeline(number) for number in range(first, min(first + CHUNK, count))]
        base += _seconds(_look_at, chunk)
        ours += _seconds(judge, chunk)
    return base, ours


def _look_at(events: Timeline) -> None:
    for _event in events:
        pass


def _seconds(treat: Callable[[Timeline], None], chunk: list[Timeline]) -> float:
    """Take the time of the processor alone, which other programs on the machine do not use up."""
    began = time.process_time()
    for events in chunk:
        treat(events)
    return time.process_time() - began
