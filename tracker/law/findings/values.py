"""From what size on something stands out: values of the house, none of them law."""

from tracker.law.checks import MANY

__all__ = [
    "BURST_FACTOR",
    "BURST_LEAST",
    "BURST_USUAL_DAYS",
    "BURST_WINDOW",
    "GAPS_SHOWN",
    "LATE_AFTER",
    "LONGEST_SUSPENSION",
    "MANY",
    "MOST_HANDOVERS",
    "NEAR_THE_END",
    "NOT_ENFORCED_AFTER",
    "OPENED_OFTEN",
    "QUIET_AFTER",
    "SHORTEST_TEXT",
    "UNASSIGNED_AFTER",
]

LATE_AFTER = 7  # Days between what happened and its recording.
UNASSIGNED_AFTER = 10  # Days for which a case may lie with nobody.
QUIET_AFTER = 30  # Days without any step.
LONGEST_SUSPENSION = 90  # Days after which a suspension should have been looked at again.
NOT_ENFORCED_AFTER = 60  # Days after the force of law without a word on the execution.
MOST_HANDOVERS = 3  # Times that a case may change hands or be passed on.
NEAR_THE_END = 3  # Days before the last day.
OPENED_OFTEN = 3  # Openings of one identity by one person within one case.
BURST_WINDOW = 3  # Days up to the one on which the data close.
BURST_USUAL_DAYS = 60  # Days before, by which the usual number is known.
BURST_FACTOR = 3  # Times the usual number.
BURST_LEAST = 10  # Fewer closings than that are no burst.
GAPS_SHOWN = 10  # Numbers that a sentence names.
SHORTEST_TEXT = 60  # Letters below which equal texts say nothing.
