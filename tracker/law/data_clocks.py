"""The clocks of a request about personal data: the answer, and what was asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.data_rights import ANSWER_RULE, RULE_OF, DataRight
from tracker.law.levels import Alarm, alarm, thresholds
from tracker.law.moves import State
from tracker.law.reckoning import Reckoning, reckon
from tracker.law.rulebook import Rule, Rulebook
from tracker.law.rules import Nature
from tracker.law.standing import Standing, Status, status_on


@dataclass(frozen=True, slots=True)
class RequestDays:
    """The days of a request that its clocks look at."""

    received_on: date
    answered_on: date | None = None
    ended_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class DataClock:
    """One limit of a request; without an alarm it no longer runs."""

    rule: Rule
    reckoning: Reckoning
    status: Status
    met_on: date | None
    alarm: Alarm | None

    @property
    def due_on(self) -> date:
        """Give the last day."""
        return self.reckoning.due_on


def request_clocks(
    right: DataRight, days: RequestDays, *, today: date, calendar: Calendar
) -> tuple[DataClock, ...]:
    """Give the clocks of a request; what ended it answered it too."""
    return tuple(_clocks(right, days, today, calendar))


def running(clocks: tuple[DataClock, ...]) -> DataClock | None:
    """Give the running clock that is due first."""
    return min((c for c in clocks if c.alarm), key=lambda c: c.due_on, default=None)


def _clocks(
    right: DataRight, days: RequestDays, today: date, calendar: Calendar
) -> Iterator[DataClock]:
    answered = min((d for d in (days.answered_on, days.ended_on) if d), default=None)
    for rule_id, met_on in ((ANSWER_RULE, answered), (RULE_OF.get(right), days.ended_on)):
        rule = Rulebook.load().rule(rule_id) if rule_id else None
        version = rule.in_force(days.received_on) if rule else None
        if rule is None or version is None:
            continue
        counted = reckon(version, days.received_on, frozenset(), calendar)
        yield _clock(rule, counted, met_on, days.withdrawn_on, today, calendar)


def _clock(
    rule: Rule, counted: Reckoning, met_on: date | None, withdrawn_on: date | None,
    today: date, calendar: Calendar,
) -> DataClock:  # fmt: skip
    if met_on is not None:
        standing = Standing.MET
    elif withdrawn_on is not None:
        late = withdrawn_on > counted.due_on
        standing = Standing.VOID_LATE if late else Standing.VOID
    else:
        standing = Standing.RUNNING
    near = thresholds(rule.id, State.RECEIVED, counted.warn_on, calendar)
    level = alarm(counted.due_on, near.at_risk_from, near.urgent_from, today)
    return DataClock(
        rule, counted, status_on(Nature.DUTY, standing, counted.due_on, met_on, today),
        met_on, level if standing is Standing.RUNNING else None,
    )  # fmt: skip
