"""Forecast every open duty of every agency from the newest models, and keep the forecasts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from tracker.casework.risk_moments import elapsed
from tracker.casework.risk_reading import loads, owed, running_duties
from tracker.casework.risk_signs import Loads, Owed, signs, stepped
from tracker.law.calendar import Calendar
from tracker.law.events import EventType
from tracker.law.forecast import Foretold, Numbers, Sign, Source, from_json, probability, reasons
from tracker.law.kinds import CaseKind
from tracker.law.levels import Alarm
from tracker.law.moves import ENDED, MOVES, State
from tracker.law.rulebook import Rulebook
from tracker.records.base import change_rows
from tracker.records.calendar import calendar_in_use
from tracker.records.forecasts import Forecast, ForecastModel
from tracker.records.organisation import agency_ids

WORTH_ADVISING = 0.03
DIGITS = 3
ASIDE = ENDED | {State.SUSPENDED, State.RECEIVED}


@dataclass(frozen=True, slots=True)
class Applied:
    """A model ready to be applied."""

    id: int
    numbers: Numbers
    at_risk: float
    urgent: float


@dataclass(frozen=True, slots=True)
class _Setting:
    """All that the duties of one agency share on one day."""

    day: date
    loads: Loads
    calendar: Calendar
    usual_load: int


def apply_forecasts(session: Session, at: datetime) -> int:
    """Write the forecast of every open duty anew, and give their number."""
    calendar = calendar_in_use(session)
    session.flush()
    return sum(_apply(session, each, at, calendar) for each in agency_ids(session))


def _apply(session: Session, agency_id: int, at: datetime, calendar: Calendar) -> int:
    change_rows(session, delete(Forecast).where(Forecast.agency_id == agency_id))
    models = newest_models(session, agency_id)
    if not models:
        return 0
    loaded, day, written = loads(session, agency_id, at.tzinfo), at.date(), 0
    setting = _Setting(day, loaded, calendar, loaded.usual(day))
    for rows in running_duties(session, agency_id, at=day):
        made = [
            _row(agency_id, duty, model, setting)
            for duty in owed(session, rows, at.tzinfo)
            if (model := models.get(duty.duty)) and duty.started_on <= day
        ]
        if made:
            session.connection().execute(insert(Forecast).inline(), made)
        written += len(made)
    return written


def newest_models(session: Session, agency_id: int) -> Mapping[Foretold, Applied]:
    """Give the newest model of each kind of duty, where there is anything to apply."""
    newest = select(func.max(ForecastModel.id)).where(ForecastModel.agency_id == agency_id)
    stmt = select(ForecastModel).where(ForecastModel.id.in_(newest.group_by(ForecastModel.duty)))
    return {
        model.duty: Applied(
            model.id,
            from_json(model.numbers),
            model.numbers["flags"]["at_risk"],
            model.numbers["flags"]["urgent"],
        )
        for model in session.scalars(stmt)
        if model.source is not Source.NONE
    }


def _row(agency_id: int, duty: Owed, model: Applied, setting: _Setting) -> dict[str, Any]:
    share = elapsed(duty.started_on, setting.day, duty.due_on)
    told = signs(duty, setting.day, duty.due_on, setting.loads, setting.calendar)
    foretold = probability(model.numbers, share, told)
    return {
        "agency_id": agency_id,
        "case_id": duty.case_id,
        "rule": duty.rule,
        "started_by": duty.started_by,
        "due_on": duty.due_on,
        "made_on": setting.day,
        "last_sequence": max(e.sequence for e in duty.path.events),
        "model_id": model.id,
        "probability": round(foretold, DIGITS),
        "alarm": _alarm(foretold, model),
        "reasons": _reasons(duty, model.numbers, share, told, setting.day),
        "advice": _advice(duty, model.numbers, share, told, foretold, setting.usual_load),
    }


def _alarm(foretold: float, model: Applied) -> Alarm:
    if foretold >= model.urgent:
        return Alarm.URGENT
    return Alarm.AT_RISK if foretold >= model.at_risk else Alarm.ON_TRACK


def _reasons(
    duty: Owed, numbers: Numbers, share: float, told: Mapping[str, Sign], day: date
) -> list[dict[str, Any]]:
    """Give the strongest reasons with values that people use: days instead of shares."""
    last = max(d for d in duty.path.days if d <= day)
    return [
        {
            "sign": reason.name,
            "value": (day - last).days if reason.name == "since" else reason.value,
            "weight": round(reason.weight, DIGITS),
        }
        for reason in reasons(numbers, share, told)
    ]


def _advice(
    duty: Owed,
    numbers: Numbers,
    share: float,
    told: Mapping[str, Sign],
    foretold: float,
    usual_load: int,
) -> dict[str, Any] | None:
    """Give the move that would lower the forecast most, or the step that would end the duty."""
    tried = [
        (probability(numbers, share, changed), move)
        for move, changed in _changes(duty, told, share, usual_load)
    ]
    best = min(tried, key=_by_chance, default=None)
    if best and foretold - best[0] >= WORTH_ADVISING:
        return {**best[1], "then": round(best[0], DIGITS)}
    ending = _ending(duty.kind, State(str(told["step"])), duty.rule)
    return {"move": "finish", "event": ending.value} if ending else None


def _by_chance(tried: tuple[float, Mapping[str, Any]]) -> float:
    return tried[0]


def _changes(
    duty: Owed, told: Mapping[str, Sign], share: float, usual_load: int
) -> Iterator[tuple[dict[str, Any], Mapping[str, Sign]]]:
    for event, state in _next_steps(duty.kind, State(str(told["step"])), duty.rule):
        yield {"move": "step", "event": event.value}, stepped(told, state, share)
    if told["assigned"] == "no":
        yield {"move": "assign"}, {**told, "assigned": "yes", "handler": float(usual_load)}
    elif float(told["handler"]) > usual_load:
        load = {"move": "relieve", "load": int(told["handler"]), "usual": usual_load}
        yield load, {**told, "handler": float(usual_load)}


@lru_cache(maxsize=2048)
def _next_steps(kind: CaseKind, state: State, rule_id: str) -> tuple[tuple[EventType, State], ...]:
    """Give the steps that lead on from a state without ending the duty."""
    ends = Rulebook.load().rule(rule_id).ends
    return tuple(
        (m.event, m.to)
        for m in MOVES
        if kind in m.kinds
        and state in m.origins
        and m.to is not None
        and m.to not in ASIDE
        and m.to is not state
        and m.event not in ends
    )


@lru_cache(maxsize=2048)
def _ending(kind: CaseKind, state: State, rule_id: str) -> EventType | None:
    """Give the step that would meet the duty from a state, where one is at hand."""
    ends = Rulebook.load().rule(rule_id).ends
    return next(
        (m.event for m in MOVES if kind in m.kinds and state in m.origins and m.event in ends), None
    )
