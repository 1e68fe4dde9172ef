"""Sweep the database of the environment once, and print what was told and the peak of memory."""

import resource
import sys
from datetime import date, datetime

from tracker import create_app
from tracker.casework.ladder import tell_all
from tracker.casework.reminders import sweep
from tracker.clock import VIETNAM
from tracker.law.reminding import FIRST
from tracker.records.base import current_session
from tracker.records.transactions import writing


def main(day: date) -> None:
    """Do what the job does."""
    at, told = datetime.combine(day, FIRST, VIETNAM), 0
    with create_app().app_context(), writing():
        session = current_session()
        noted = sum(sweep(session, at=at).noted.values())
        session.commit()
        for number in tell_all(session, at=at):
            session.commit()
            told += number
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{noted} levels noted, {told} people told {peak}")


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]))
