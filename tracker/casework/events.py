"""Turn recorded events into what the law looks at."""

from typing import Any

from tracker.law.events import Event
from tracker.records.cases import Case


def law_event(row: Any) -> Event:
    """Give what the law looks at of a recorded event."""
    return Event(
        row.sequence, row.type, row.legal_date, row.corrects, row.corrected_date, row.particulars
    )


def law_events(case: Case) -> tuple[Event, ...]:
    """Give the events of a case as the law looks at them."""
    return tuple(law_event(e) for e in case.events)
