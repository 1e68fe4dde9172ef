"""Which stored duties stand still."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_

from tracker.casework.obligations import ALARMING
from tracker.law.obligations import Standing
from tracker.records.cases import StoredObligation


def paused_in(cases: Select[Any]) -> ColumnElement[bool]:
    """Look for paused duties through the few cases that are paused."""
    return and_(
        StoredObligation.case_id.in_(cases),
        StoredObligation.standing == Standing.PAUSED,
        StoredObligation.nature.in_(sorted(ALARMING)),
    )
