"""Dates as they are typed on the command line."""

from datetime import date
from typing import Any

import click

from tracker.law.reckoning import Pause
from tracker.law.terms import Refusal


class DayType(click.ParamType[date]):
    """A date, typed 2026-10-25 or 25/10/2026."""

    name = "ngày"

    def convert(self, value: Any, _param: Any, _ctx: Any) -> date:
        """Read the date or refuse with the two spellings."""
        try:
            if "/" in value:
                day, month, year = value.split("/")
                return date(int(year), int(month), int(day))
            return date.fromisoformat(value)
        except ValueError:
            raise Refusal(
                "Ngày “%(value)s” không đúng: ghi dạng 2026-10-25 hoặc 25/10/2026.", value=value
            ) from None


class PauseType(click.ParamType[Pause]):
    """A pause, typed from:to, where `to` is the day of the decision to continue."""

    name = "ngày:ngày"

    def convert(self, value: Any, param: Any, ctx: Any) -> Pause:
        """Read both days or refuse."""
        parts = value.split(":")
        if len(parts) != 2:
            raise Refusal(
                "Thời gian tạm dừng “%(value)s” không đúng: ghi ngày tạm đình chỉ và ngày "
                "tiếp tục, ví dụ 2026-09-15:2026-10-06.",
                value=value,
            )
        return DAY.convert(parts[0], param, ctx), DAY.convert(parts[1], param, ctx)


DAY = DayType()
PAUSE = PauseType()
