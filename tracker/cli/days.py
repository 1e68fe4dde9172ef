"""Days, periods and numbers as they are typed on the command line."""

from datetime import date
from typing import Any

import click

from tracker.law.reckoning import Pause
from tracker.law.written import day_written, number_written, pause_written


class DayType(click.ParamType[date]):
    """A date, typed 2026-10-25 or 25/10/2026."""

    name = "ngày"

    def convert(self, value: Any, _param: Any, _ctx: Any) -> date:
        """Read the date or refuse with the two spellings."""
        return value if isinstance(value, date) else day_written(value)


class PauseType(click.ParamType[Pause]):
    """A pause, typed from:to, where `to` is the day of the decision to continue."""

    name = "ngày:ngày"

    def convert(self, value: Any, _param: Any, _ctx: Any) -> Pause:
        """Read both days or refuse."""
        return pause_written(value)


class NumberType(click.ParamType[int]):
    """A whole number."""

    name = "số"

    def convert(self, value: Any, _param: Any, _ctx: Any) -> int:
        """Read the number or refuse."""
        return value if isinstance(value, int) else number_written(value)


DAY = DayType()
PAUSE = PauseType()
NUMBER = NumberType()
