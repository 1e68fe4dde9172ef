"""Learn from an agency's own cases, and keep what was learnt as plain numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.casework.risk_backtest import Flags, flags, report, tested
from tracker.casework.risk_learner import Moment, group_rates, learn
from tracker.casework.risk_moments import SHARES, is_late, moments
from tracker.casework.risk_reading import known_duties, loads, owed
from tracker.casework.risk_signs import Owed
from tracker.casework.step_times import keep_step_times
from tracker.law.calendar import Calendar
from tracker.law.forecast import Doubt, Foretold, Source, as_json
from tracker.records.base import change_rows
from tracker.records.calendar import calendar_in_use
from tracker.records.forecasts import Forecast, ForecastModel
from tracker.records.organisation import agency_ids

MOST_DUTIES = 2500  # Of one kind to learn from: more teach nothing new and take time.
FEWEST_DUTIES, FEWEST_LATE, FEWEST_LATE_TESTED = 200, 15, 4
FEWEST_FOR_RATES = 30
MISS_COST = 5.0
LEAST_SKILL = 0.01  # By less than a hundredth of the error nobody is helped.
VERSIONS_KEPT = 30
NEVER_FLAGGED = Flags(2.0, 2.0)


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training learnt for one kind of duty of one agency."""

    agency_id: int
    duty: Foretold
    version: int
    cases: int
    late: int
    source: Source
    reason: str


def train_agencies(
    session: Session, at: datetime, *, miss_cost: float = MISS_COST
) -> tuple[Trained, ...]:
    """Learn anew for each agency and keep it as the newest version; once a day is enough."""
    calendar = calendar_in_use(session)
    found = tuple(
        trained
        for agency_id in agency_ids(session)
        for trained in _trained(session, agency_id, at, calendar, miss_cost)
    )
    session.flush()
    return found


def _trained(
    session: Session, agency_id: int, at: datetime, calendar: Calendar, miss_cost: float
) -> Iterator[Trained]:
    loaded, every = loads(session, agency_id, at.tzinfo), list[Owed]()
    for duty in Foretold:
        rows = known_duties(session, agency_id, duty, at=at.date(), most=MOST_DUTIES)
        past = list(owed(session, rows, at.tzinfo))
        learnt = _learnt(past, moments(past, loaded, calendar), at, miss_cost)
        yield _kept(session, agency_id, duty, at, past, learnt)
        every += past
    keep_step_times(session, agency_id, every, calendar, at.date())


def _kept(
    session: Session,
    agency_id: int,
    duty: Foretold,
    at: datetime,
    past: Sequence[Owed],
    learnt: "_Learnt",
) -> Trained:
    model = _newest(session, agency_id, duty, at)
    model.first_on = min((o.started_on for o in past), default=None)
    model.last_on = max((o.due_on for o in past), default=None)
    model.cases, model.late = len(past), sum(map(is_late, past))
    model.source, model.reason = learnt.source, learnt.reason
    model.is_used = learnt.source is Source.MODEL
    model.numbers, model.backtest = learnt.numbers, learnt.backtest
    session.add(model)
    return Trained(
        agency_id, duty, model.version, model.cases, model.late, model.source, model.reason
    )


@dataclass(frozen=True, slots=True)
class _Learnt:
    source: Source
    reason: str
    numbers: dict[str, Any]
    backtest: dict[str, Any]


def _learnt(
    past: Sequence[Owed], seen: Sequence[Moment], at: datetime, miss_cost: float
) -> _Learnt:
    """Learn and back-test; keep a model only where it beat the base rate on what came later."""
    test = tested(seen, SHARES)
    if test is None or len(past) < FEWEST_FOR_RATES:
        return _Learnt(Source.NONE, Doubt.TOO_FEW.value, {}, {})
    flagged = flags(test, miss_cost)
    told = report(test, flagged)
    numbers = learn(seen, SHARES, float(at.date().toordinal()))
    doubt = _doubt(past, told, numbers.slope)
    if doubt:
        rates = as_json(group_rates(seen, SHARES, "kind"))
        return _Learnt(Source.RATES, doubt.value, rates | {"flags": asdict(NEVER_FLAGGED)}, told)
    return _Learnt(Source.MODEL, "", as_json(numbers) | {"flags": asdict(flagged)}, told)


def _doubt(past: Sequence[Owed], told: dict[str, Any], slope: float) -> Doubt | None:
    if len(past) < FEWEST_DUTIES:
        return Doubt.TOO_FEW
    if sum(map(is_late, past)) < FEWEST_LATE or told["late_duties"] < FEWEST_LATE_TESTED:
        return Doubt.TOO_FEW_LATE
    return None if told["skill"] >= LEAST_SKILL and slope > 0 else Doubt.NO_BETTER


def _newest(session: Session, agency_id: int, duty: Foretold, at: datetime) -> ForecastModel:
    """Give the row of this day's training, which a second training of the day writes over."""
    mine = (ForecastModel.agency_id == agency_id, ForecastModel.duty == duty)
    stmt = select(ForecastModel).where(*mine).order_by(ForecastModel.version.desc()).limit(1)
    last = session.scalars(stmt).first()
    if last is not None and last.trained_on == at.date():
        last.trained_at = at
        return last
    version = last.version + 1 if last else 1
    _forget_old(session, agency_id, duty, version - VERSIONS_KEPT)
    return ForecastModel(
        agency_id=agency_id, duty=duty, version=version, trained_on=at.date(), trained_at=at
    )


def _forget_old(session: Session, agency_id: int, duty: Foretold, before: int) -> None:
    used = select(Forecast.model_id)
    old = delete(ForecastModel).where(
        ForecastModel.agency_id == agency_id,
        ForecastModel.duty == duty,
        ForecastModel.version < before,
        ForecastModel.id.not_in(used),
    )
    change_rows(session, old)
