"""Forecasts of lateness: learn from what ended, forecast what is open."""

from tracker.casework.risk_apply import apply_forecasts
from tracker.casework.risk_training import MISS_COST, Trained, train_agencies

__all__ = ["MISS_COST", "Trained", "apply_forecasts", "train_agencies"]
