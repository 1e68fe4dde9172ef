"""The address of the back-test."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.forecasts.queries import newest_models
from tracker.forecasts.shown import SIDE, shown
from tracker.records.base import current_session
from tracker.web.guard import requires, signed_in

bp = Blueprint("forecasts", __name__)


@bp.get("/forecasts")
@requires(Permission.FORECAST_READ)
def show() -> ResponseReturnValue:
    """Show what was learnt last, how it would have done, and what is not used and why."""
    rows = newest_models(current_session(), signed_in().agency_id)
    return render_template(
        "forecasts/show.html",
        models=[shown(row) for row in rows],
        side=SIDE,
        miss_cost=current_app.config["TRACKER"].forecast_miss_cost,
    )
