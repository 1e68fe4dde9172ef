"""Invent petitions and cases in bulk, in the order of receipt, a chunk at a time."""

from collections.abc import Iterator
from datetime import date, timedelta
from heapq import merge
from random import Random

from tracker.demo import matters
from tracker.demo.desk_visits import DeskVisits
from tracker.demo.docket import Docket
from tracker.demo.head_days import HeadDays
from tracker.demo.histories import KINDS, Beginning, History, live
from tracker.demo.incoming import Incoming
from tracker.demo.office import Office
from tracker.demo.organisation import Department
from tracker.demo.showcase import stories
from tracker.demo.writer import Writer
from tracker.law.calendar import Calendar

YEARS = 2
CHUNK = 1000
DESK_SHARE = 0.55

# The day of receipt; beginning and history where they are told, not drawn.
Life = tuple[date, Beginning | None, History | None]


def _day(life: Life) -> date:
    return life[0]


class Loader:
    """Makes petitions with their cases one after the other."""

    def __init__(
        self, writer: Writer, department: Department, calendar: Calendar, rng: Random, today: date
    ) -> None:
        """Open the doors of the department."""
        self.writer, self.calendar, self.rng, self.today = writer, calendar, rng, today
        self.office = Office(writer, department, calendar, rng, today)
        self.head_days = HeadDays(self.office)
        self.incoming, self.docket = Incoming(self.office, self.head_days), Docket(self.office)
        self.desk_visits = DeskVisits(self.incoming)

    def load(self, cases: int) -> Iterator[int]:
        """Make so many cases in the order of receipt, giving the number made after each chunk."""
        for made, life in enumerate(self._lives(cases), start=1):
            self._bring(life)
            if made % CHUNK == 0 or made == cases:
                self.writer.write()
                yield made
        self.desk_visits.until(self.today)
        self.head_days.write()
        self.office.close_series()
        self.writer.write()
        self.writer.finish()

    def _lives(self, cases: int) -> Iterator[Life]:
        """Give the days of receipt in order, the told stories among them."""
        told = list(stories(self.rng, self.calendar, self.today))[:cases]
        days = self._days(cases - len(told))
        known = ((begins.received_on, begins, history) for begins, history in told)
        yield from merge(((day, None, None) for day in days), sorted(known, key=_day), key=_day)

    def _days(self, cases: int) -> list[date]:
        first = self.today - timedelta(days=YEARS * 365)
        span = (self.today - first).days
        days = (first + timedelta(days=self.rng.randrange(span)) for _ in range(cases))
        return sorted(min(self.calendar.roll(d), self.today) for d in days)

    def _bring(self, life: Life) -> None:
        rng = self.rng
        received_on, begins, history = life
        kind = begins.kind if begins else rng.choices(list(KINDS), list(KINDS.values()))[0]
        summary, matter_field = matters.matter(rng, kind)
        if begins is None or history is None:
            begins = Beginning(kind, matter_field, received_on, rng.random() < DESK_SHARE)
            history = live(rng, self.calendar, self.today, begins)
        self.desk_visits.until(received_on)
        petition = self.incoming.take(history, summary)
        self.desk_visits.papers(petition, history)
        self.docket.open(petition, history)
