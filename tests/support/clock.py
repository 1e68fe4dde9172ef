"""The clock of a test: set, not waited for."""

from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import time_machine

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = time(9, 0)


class SetClock:
    """Set the clock to a day at nine in the morning, or to a moment; it runs on from there."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def __call__(self, moment: str | date | datetime) -> None:
        """Set the clock, from wherever it stands."""
        self._stack.close()
        self._stack.enter_context(time_machine.travel(_moment(moment), tick=True))


def travelled_to(moment: str) -> AbstractContextManager[object]:
    """Give a clock that stands at a moment and runs on, for a process that has only one."""
    return time_machine.travel(_moment(moment), tick=True)


def _moment(moment: str | date | datetime) -> datetime:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, MORNING)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=VIETNAM)
    return moment.astimezone(UTC)
