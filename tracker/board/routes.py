"""The address of the board."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.board import punctuality, red
from tracker.board.charts import soon_bars, waiting
from tracker.board.own_days import own_days
from tracker.clock import today
from tracker.records.base import current_session
from tracker.web.guard import requires, signed_in
from tracker.web.numbers import decimal
from tracker.web.rule_words import duty_title

bp = Blueprint("board", __name__)


@bp.get("/board")
@requires(Permission.BOARD_READ)
def show() -> ResponseReturnValue:
    """Show what needs those who lead: what is red, what soon will be, what waits for them."""
    session, reach, day = current_session(), signed_in().reach, today()
    return render_template(
        "board/show.html",
        numbers=red.numbers(session, reach, day),
        soon_by=day + red.SOON,
        worst=red.worst(session, reach, day),
        bars=soon_bars(red.soon_by_unit(session, reach, day), day),
        proposals=waiting(red.proposals(session, reach)),
        unanswered=red.unanswered(session, reach, day),
        on_time=punctuality.punctuality(session, reach, day),
        openings=punctuality.openings(session, reach),
        duty_title=duty_title,
        decimal=decimal,
        own_days=own_days(session, reach, day),
    )
