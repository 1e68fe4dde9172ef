"""The events of a case that still stand: a step struck out by a correction is as if never made."""

from collections.abc import Iterator

from tracker.law.events import EventType
from tracker.records.cases import Case, CaseEvent


def standing_events(case: Case) -> Iterator[CaseEvent]:
    """Give the events that were not struck out, in the order of recording."""
    struck = {e.corrects for e in case.events if e.corrects and e.corrected_date is None}
    return (e for e in case.events if e.sequence not in struck)


def last_of(case: Case, event: EventType) -> CaseEvent | None:
    """Give the last event of a type that still stands."""
    return max(
        (e for e in standing_events(case) if e.type is event),
        key=lambda e: (e.legal_date, e.sequence),
        default=None,
    )
