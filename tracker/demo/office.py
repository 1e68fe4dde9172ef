"""What all the invented work of a department draws on: its people, its numbers, its hours."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from tracker.casework.numbering import code
from tracker.clock import VIETNAM
from tracker.demo.organisation import Department
from tracker.demo.writer import Writer
from tracker.law.calendar import Calendar
from tracker.records.cases import NumberSeries
from tracker.records.reception import Capacity, Reception, ReceptionForm, ReceptionMode


@dataclass(frozen=True, slots=True)
class Office:
    """A department at work until today, with its source of chance."""

    writer: Writer
    department: Department
    calendar: Calendar
    rng: Random
    today: date
    numbers: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    @property
    def agency_id(self) -> int:
        """Give the agency that all rows belong to."""
        return self.department.agency_id

    def next_code(self, series: str, year: int) -> str:
        """Take the next number of a series."""
        self.numbers[series, year] += 1
        return code(series, year, self.numbers[series, year], self.agency_id)

    def moment(self, day: date) -> datetime:
        """Draw when something of a day was recorded; one time in four a day or two later."""
        late = self.rng.choice((0, 0, 0, 0, 0, 0, 1, 2)) if day < self.today else 0
        on = min(day + timedelta(days=late), self.today)
        return datetime.combine(
            on, time(8 + self.rng.randrange(9), self.rng.randrange(60)), VIETNAM
        )

    def open_reception(
        self, *, unit_id: int, held_on: date, mode: ReceptionMode, receiver_id: int,
        capacity: Capacity = Capacity.ASSIGNED, nobody_came: bool = False,
        begins_at: time | None = None, ends_at: time | None = None, place: str = "",
    ) -> int:  # fmt: skip
        """Write a session of reception."""
        return self.writer.add(
            Reception,
            agency_id=self.agency_id,
            unit_id=unit_id,
            held_on=held_on,
            mode=mode,
            receiver_id=receiver_id,
            capacity=capacity,
            form=ReceptionForm.IN_PERSON,
            begins_at=begins_at,
            ends_at=ends_at,
            place=place,
            nobody_came=nobody_came,
        )

    def close_series(self) -> None:
        """Write where every series of numbers goes on."""
        for (series, year), last in self.numbers.items():
            self.writer.add(
                NumberSeries, agency_id=self.agency_id, series=series, year=year, last=last
            )
