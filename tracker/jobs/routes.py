"""The page of the jobs, and the figures that a monitor reads."""

from hmac import compare_digest

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.casework.catalogue import CATALOGUE
from tracker.casework.jobs import put_by_hand
from tracker.clock import now
from tracker.config import Settings
from tracker.jobs import queries
from tracker.jobs.figures import figures
from tracker.jobs.words import error_words, outcome_words
from tracker.records.base import current_session
from tracker.records.jobs import JobKind
from tracker.web.guard import public, requires, signed_in
from tracker.web.queueing import wake_for
from tracker.web.reminder_words import mail_words
from tracker.web.words import gettext as _
from tracker.web.words import term

bp = Blueprint("jobs", __name__)
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
HERE = frozenset({"127.0.0.1", "::1"})


@bp.get("/administration/jobs")
@requires(Permission.JOB_RUN)
def index() -> ResponseReturnValue:
    """Show how the jobs went and which mails were not sent."""
    session = current_session()
    return render_template(
        "jobs/index.html",
        runs=queries.runs(session),
        broken=queries.broken(session),
        unsent=queries.unsent(session, signed_in().agency_id),
        waiting=queries.waiting_too_long(session, now()),
        mails=bool(_settings().smtp_url),
        outcome_words=outcome_words,
        error_words=error_words,
        mail_words=mail_words,
    )


@bp.post("/administration/jobs/<string:kind>/run")
@requires(Permission.JOB_RUN)
def run(kind: str) -> ResponseReturnValue:
    """Put a periodic job in out of turn; a worker takes it up."""
    found = next((each for each in JobKind if each.value == kind), None)
    if found is None or not CATALOGUE[found].is_periodic:
        abort(404)
    job_id = put_by_hand(current_session(), found, now=now(), by=signed_in().id)
    if job_id is None:
        flash(_("Việc này vừa được yêu cầu chạy; xem kết quả bên dưới."))
    else:
        wake_for(job_id)
        flash(_("Đã yêu cầu chạy: %(kind)s.", kind=term(found)))
    return redirect(url_for("jobs.index"), 303)


@bp.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Give the figures to whoever has the token, or to this machine where none is set."""
    if not _may_read():
        abort(404)
    return Response(figures(current_session(), now()), content_type=PROMETHEUS)


def _may_read() -> bool:
    """Say whether whoever asks may read the figures.

    Without a token only this machine may, and in production nobody: behind a proxy of the same
    machine every visitor seems to come from here.
    """
    settings = _settings()
    if settings.metrics_token:
        given = request.headers.get("Authorization", "")
        return compare_digest(given.encode(), f"Bearer {settings.metrics_token}".encode())
    return request.remote_addr in HERE and not settings.is_production


def _settings() -> Settings:
    settings: Settings = current_app.config["TRACKER"]
    return settings
