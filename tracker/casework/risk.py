"""Forecasts of lateness: learn from what ended, forecast what is open."""

from tracker.casework.risk_apply import apply_forecasts
from tracker.casework.risk_training import Trained, train_agencies

__all__ = ["Trained", "apply_forecasts", "train_agencies"]
