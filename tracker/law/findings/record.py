"""What the checks look at: a case as it was recorded, and an agency by its books and days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.duty_days import DutyMonth
from tracker.law.events import Event, EventType
from tracker.law.kinds import CaseKind, Level
from tracker.law.move import State
from tracker.law.obligations import Obligation
from tracker.law.postings import PostingDuty
from tracker.law.rules import Nature
from tracker.law.standing import Standing, Status, days_late, status_on


@dataclass(frozen=True, slots=True)
class Written:
    """When a step was written down, by whom, and the number of its paper."""

    on: date
    by: int | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation of the case as it is stored."""

    rule: str
    nature: Nature
    started_by: int
    started_on: date
    due_on: date
    unrolled_on: date
    standing: Standing
    met_on: date | None
    is_estimated: bool = False

    @staticmethod
    def of(derived: Obligation) -> "Duty":
        """Give what the law derived as it would be stored."""
        reckoning = derived.reckoning
        return Duty(
            derived.rule.id, derived.rule.nature, derived.started_by, reckoning.start,
            derived.due_on, reckoning.unrolled_on, derived.standing, derived.met_on,
            derived.is_estimated,
        )  # fmt: skip

    def status(self, today: date) -> Status:
        """Say how it stands on a day; a minimum is judged by its bare length."""
        if self.is_estimated and self.standing is Standing.RUNNING:
            return Status.PENDING
        end = self.unrolled_on if self.nature is Nature.KEEP else self.due_on
        return status_on(self.nature, self.standing, end, self.met_on, today)

    def is_late(self, today: date) -> bool:
        """Say whether it was met late, or is owed after its last day."""
        return days_late(self.standing, self.due_on, self.met_on, today) > 0


@dataclass(frozen=True, slots=True)
class Given:
    """With which unit and person a case lay, from when to when."""

    unit_id: int
    user_id: int | None
    from_on: date
    until_on: date | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of a sealed identity; `is_entitled` says whether a role gave the right then."""

    number: int
    user_id: int
    on: date
    is_entitled: bool = True


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case as the checks see it; `steps` are the events as corrected, in the order of law."""

    kind: CaseKind
    level: Level
    state: State
    is_open: bool
    received_on: date
    closed_on: date | None
    traits: frozenset[str]
    events: tuple[Event, ...]
    steps: tuple[Event, ...]
    written: Mapping[int, Written]
    duties: tuple[Duty, ...]
    today: date
    calendar: Calendar
    given: tuple[Given, ...] = ()
    openings: tuple[Opening, ...] = ()
    barred_people: frozenset[int] = frozenset()
    barred_units: frozenset[int] = frozenset()

    def first(self, *types: EventType) -> Event | None:
        """Give the first step of one of these kinds."""
        return next((e for e in self.steps if e.type in types), None)

    def all_of(self, *types: EventType) -> list[Event]:
        """Give every step of one of these kinds."""
        return [e for e in self.steps if e.type in types]

    def document(self, step: Event) -> str:
        """Give the number of the paper behind a step."""
        written = self.written.get(step.sequence)
        return written.document.strip() if written else ""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A session of the schedule that must be made public: when, and when it was posted first."""

    number: int
    on: date
    posted_on: date | None


@dataclass(frozen=True, slots=True)
class MonthOfHead:
    """One month of a head's reception days."""

    unit_id: int
    duty: DutyMonth


@dataclass(frozen=True, slots=True)
class Incomplete:
    """The visits of one month of a unit that lack what the book must hold."""

    unit_id: int
    month: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension written down: on which day, by whom, in which case."""

    on: date
    by: int | None
    code: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one series in one year that are in the books."""

    series: str
    last: int
    taken: frozenset[int]


@dataclass(frozen=True, slots=True)
class SameText:
    """Cases of one kind whose petitions read the same, each with what became of it."""

    digest: str
    results: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """An agency as the checks see it."""

    unit_id: int
    today: date
    calendar: Calendar
    has_hours: bool = False
    receivers: int = 0
    months: tuple[MonthOfHead, ...] = ()
    schedules: bool = True
    planned: tuple[PlannedDay, ...] = ()
    unposted: tuple[PostingDuty, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()
    extensions: tuple[Extension, ...] = ()
    closings: Mapping[date, int] = field(default_factory=dict)
    series: tuple[Numbers, ...] = ()
    texts: tuple[SameText, ...] = ()
