"""How accounts are looked after: when an idle one is closed, how often all are reviewed.

The items are those of TCVN 14423:2026 for levels 2 and 3, as `privacy-security` §4 gives them.
"""

from datetime import date, timedelta

from tracker.law.reckoning import months_later

STANDARD = "TCVN 14423:2026"
IDLE_ITEM = f"{STANDARD}, mục 4.6.2.3, 5.6.2.3"
REVIEW_ITEM = f"{STANDARD}, mục 4.6.2.1, 5.6.2.1"
MATRIX_ITEM = f"{STANDARD}, mục 4.6.2.4, 5.6.2.4"

IDLE_DAYS = 45  # An account idle for longer is closed; an agency may set fewer, never more.
REVIEW_MONTHS = 6  # At level 3; level 2 asks for one a year.

# Values of the house.
SHORTEST_IDLE_DAYS = 15
WARNING_DAYS = 7
CONSENT_DAYS = 7
MOST_CONSENT_DAYS = 30


def idle_until(used_on: date, idle_days: int) -> date:
    """Give the last day on which an account last used on a day stays open."""
    return used_on + timedelta(days=idle_days)


def next_review(signed_on: date) -> date:
    """Give the last day of the next review of the accounts."""
    return months_later(signed_on, REVIEW_MONTHS)
