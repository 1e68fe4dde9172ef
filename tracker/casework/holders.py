"""With whom a row lies: a unit or a person by number, or nobody yet."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

NOBODY = -1
"""Stands where a unit or a person is asked for, for the rows that lie with none."""


def lies_with(column: InstrumentedAttribute[Any], holder: int) -> ColumnElement[bool]:
    """Give the condition that a row lies with a unit or a person, or with nobody yet."""
    return column.is_(None) if holder == NOBODY else column == holder
