"""How many copies a receipt for papers needs, and when original papers must be given back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.law.events import Event, EventType, effective
from tracker.law.kinds import COMPLAINTS, CaseKind

E = EventType
DECREE_SINCE = date(2026, 7, 1)  # Nghị định 154/2026/NĐ-CP: Điều 15 khoản 4, Mẫu số 02/TCD
OLD_CIRCULAR = (date(2014, 12, 15), date(2021, 11, 15))  # Thông tư 06/2014/TT-TTCP
TO_GIVER_AND_FILE = 2
ALSO_TO_RECEIVER = 3  # Điều 20 Thông tư 06/2014/TT-TTCP, of denunciations
RETURN_ARTICLE = "Điều 10 Thông tư 07/2014/TT-TTCP, Thông tư 05/2021/TT-TTCP"
NOT_TAKEN_UP = frozenset({E.REFUSED, E.GUIDED, E.RETURNED, E.FILED_AWAY, E.FORWARDED})


@dataclass(frozen=True, slots=True)
class ReturnDue:
    """Since when originals must be given back, and after which step."""

    since: date
    step: EventType
    article: str = RETURN_ARTICLE


def copies_on(kind: CaseKind | None, day: date) -> int:
    """Give how many copies a receipt has: one for the giver, one for the file."""
    first, end = OLD_CIRCULAR
    if kind is CaseKind.DENUNCIATION and first <= day < end:
        return ALSO_TO_RECEIVER
    return TO_GIVER_AND_FILE


def receipt_article(day: date) -> str:
    """Give the provision on which a receipt of a day rests."""
    if day >= DECREE_SINCE:
        return "Điều 15 khoản 4 Nghị định 154/2026/NĐ-CP"
    if OLD_CIRCULAR[0] <= day < OLD_CIRCULAR[1]:
        return "Điều 12, Điều 20 Thông tư 06/2014/TT-TTCP"
    return "Thông tư 04/2021/TT-TTCP"


def return_due(kind: CaseKind, events: Iterable[Event]) -> ReturnDue | None:
    """Say since when originals of a complaint go back: not taken up, or right after the decision.

    The texts say so of complaints only; of other kinds nothing is claimed.
    """
    if kind not in COMPLAINTS:
        return None
    ending = NOT_TAKEN_UP | {E.DECIDED}
    first = next((e for e in effective(tuple(events)) if e.type in ending), None)
    return ReturnDue(first.legal_date, first.type) if first else None
