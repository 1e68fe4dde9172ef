"""What was learnt from closed cases, and how likely each open duty is to miss its date."""

from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    select,
    type_coerce,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.forecast import Foretold, Source
from tracker.law.kinds import CaseKind
from tracker.law.levels import Alarm, Lead, Leads
from tracker.law.moves import State
from tracker.records.base import AnySession, Base, Json, TermColumn, read
from tracker.records.cases import same_duty


class ForecastModel(Base):
    """One training of one agency for one kind of duty: numbers only, with its back-test.

    The newest version stands; where `is_used` is false the `source` says whether the agency's own
    rates stand in for it or nothing does. `numbers` is all that applying needs, `backtest` what
    was measured.
    """

    __tablename__ = "forecast_model"
    __audited__ = False
    __table_args__ = (UniqueConstraint("agency_id", "duty", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    duty: Mapped[Foretold] = mapped_column(TermColumn(Foretold))
    version: Mapped[int]
    trained_on: Mapped[date]
    trained_at: Mapped[datetime]
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    cases: Mapped[int]
    late: Mapped[int]
    source: Mapped[Source] = mapped_column(TermColumn(Source))
    is_used: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(300), default="")
    numbers: Mapped[dict[str, Any]]
    backtest: Mapped[dict[str, Any]]


class Forecast(Base):
    """The forecast of one running obligation, as made on a day; a derived copy, rebuildable.

    It holds for the obligation of the same case, rule and start while that one still runs to the
    same `due_on`. `last_sequence` is the newest event that it knew of.
    """

    __tablename__ = "forecast"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("case_id", "rule", "started_by"),
        CheckConstraint("probability >= 0 AND probability <= 1", name="probability"),
        Index("ix_forecast_agency_probability", "agency_id", "probability"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    rule: Mapped[str] = mapped_column(String(24))
    started_by: Mapped[int]
    due_on: Mapped[date]
    made_on: Mapped[date]
    last_sequence: Mapped[int]
    model_id: Mapped[int] = mapped_column(ForeignKey("forecast_model.id"), index=True)
    probability: Mapped[float] = mapped_column(Float)
    alarm: Mapped[Alarm] = mapped_column(TermColumn(Alarm))
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    advice: Mapped[dict[str, Any] | None] = mapped_column(Json)
    model: Mapped[ForecastModel] = relationship()


class StepTime(Base):
    """How many working days a kind of case usually still needs from a step to the end of a duty.

    `typical` is what half of the agency's own cases needed, `slow` what four in five needed, both
    drawn to the starting values of the house as long as there are few cases.
    """

    __tablename__ = "step_time"
    __audited__ = False
    __table_args__ = (UniqueConstraint("agency_id", "rule", "kind", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    rule: Mapped[str] = mapped_column(String(24))
    kind: Mapped[CaseKind] = mapped_column(TermColumn(CaseKind))
    state: Mapped[State] = mapped_column(TermColumn(State))
    typical: Mapped[int]
    slow: Mapped[int]
    cases: Mapped[int]
    learnt_on: Mapped[date]


def holds_for(obligation: Any) -> ColumnElement[bool]:
    """Give the condition that a forecast is of this obligation and of the date it now runs to."""
    return and_(same_duty(Forecast, obligation), obligation.is_running)


# Kinds and steps as their codes: asked by every list and intake, and seldom other than before.
LEARNT = select(
    StepTime.rule,
    type_coerce(StepTime.kind, String),
    type_coerce(StepTime.state, String),
    StepTime.typical,
    StepTime.slow,
    StepTime.cases,
).where(StepTime.agency_id == bindparam("agency_id"))


def step_times(session: AnySession, agency_id: int) -> Leads:
    """Give the step times that an agency has learnt, by rule, kind and step."""
    return _leads(tuple(read(session, LEARNT, {"agency_id": agency_id})))


@lru_cache(maxsize=64)
def _leads(rows: tuple[tuple[str, str, str, int, int, int], ...]) -> Leads:
    return MappingProxyType(
        {
            (rule, CaseKind(kind), State(state)): Lead(typical, slow, cases)
            for rule, kind, state, typical, slow, cases in rows
        }
    )
