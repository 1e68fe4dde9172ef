"""The newest models of an agency, each with its back-test."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.records.base import read
from tracker.records.forecasts import Forecast, ForecastModel


def newest_models(session: Session, agency_id: int) -> Sequence[Any]:
    """Give what was learnt last for each kind of duty, without the numbers themselves."""
    row = ForecastModel
    newest = select(func.max(row.id)).where(row.agency_id == agency_id).group_by(row.duty)
    written = select(func.count(Forecast.id)).where(Forecast.model_id == row.id).scalar_subquery()
    stmt = (
        select(
            row.duty, row.version, row.trained_on, row.first_on, row.last_on, row.cases, row.late,
            row.source, row.is_used, row.reason, row.backtest, written.label("forecasts"),
        )
        .where(row.id.in_(newest))
        .order_by(row.id)
    )  # fmt: skip
    return read(session, stmt).all()
