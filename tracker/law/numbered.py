"""Which steps stand on a numbered paper: without its number nobody can find the proof."""

from tracker.law.events import EventType as E

NUMBERED = frozenset(
    {
        E.ACCEPTED, E.REFUSED, E.FORWARDED, E.RETURNED, E.FOUND_COMPLEX, E.EXTENDED, E.SUSPENDED,
        E.RESUMED, E.DISCONTINUED, E.DECIDED, E.CONCLUDED, E.ANSWERED, E.TAKEN_AS_INFORMATION,
        E.INSPECTED, E.EXPERT_REQUESTED, E.EXECUTION_HELD, E.HOLD_LIFTED, E.GOES_ON,
        E.NOT_REOPENED, E.REPORT_REQUESTED, E.REPORT_MADE, E.CRIME_REFERRED,
        E.PROTECTION_DECIDED, E.PROTECTION_ENDED,
    }
)  # fmt: skip
