"""Which duties count as met, which of them as met late, and the share in time."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_

from tracker.access import Permission, Scope
from tracker.casework.obligations import ALARMING
from tracker.records.cases import StoredObligation
from tracker.records.visibility import Reach, subtree

MET_LATE = StoredObligation.met_on > StoredObligation.due_on


@dataclass(frozen=True, slots=True)
class Share:
    """Duties met in a span of time, and those of them in time."""

    met: int
    in_time: int

    @property
    def late(self) -> int:
        """Give the number of those met late."""
        return self.met - self.in_time

    @property
    def percent(self) -> float | None:
        """Give the share in time, None where nothing was met."""
        return round(100 * self.in_time / self.met, 1) if self.met else None


def met_between(since: date, until: date) -> ColumnElement[bool]:
    """Give the condition that a duty was met within a span of days, both ends counted."""
    return and_(
        StoredObligation.met_on >= since,
        StoredObligation.met_on <= until,
        StoredObligation.nature.in_(sorted(ALARMING)),
    )


def led(reach: Reach) -> ColumnElement[bool]:
    """Give the condition that a duty lies with those whom this person leads."""
    scopes = reach.scopes(Permission.BOARD_READ)
    if any(scope is Scope.AGENCY for scope, _ in scopes):
        return StoredObligation.agency_id == reach.agency_id
    # Without the agency beside it: the units imply it, and their own index is the smaller one.
    units = [StoredObligation.unit_id.in_(subtree(holding)) for _, holding in scopes]
    return or_(false(), *units)
