"""The inspector's pages: what stands out, the trail, the proof of its chain."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.casework.notices import missing_texts
from tracker.clock import now, today
from tracker.inspection import queries, trail
from tracker.inspection.entries import lines
from tracker.inspection.exports import MEDIA, ExportForm, exported
from tracker.inspection.extensions import extensions
from tracker.inspection.forms import TrailFilterForm
from tracker.law.checks import EXTENSION_IN_TIME, MANY
from tracker.law.findings.values import LATE_AFTER
from tracker.records.audit import anchor, chain_of, verify
from tracker.records.base import current_session
from tracker.web.chips import chips_of, kept_arguments
from tracker.web.guard import requires, signed_in
from tracker.web.reading import Look, enter_look
from tracker.web.stored_files import download
from tracker.web.transaction import reads_only

bp = Blueprint("inspection", __name__)


@bp.route("/inspection")
@requires(Permission.AUDIT_READ)
def index() -> ResponseReturnValue:
    """Show what stands out, each number with the way to its list."""
    counts = queries.counts(current_session(), signed_in().reach, today=today(), now=now())
    return render_template(
        "inspection/index.html",
        counts=counts,
        days=queries.DAYS_BACK,
        since=today() - timedelta(days=queries.DAYS_BACK),
        late_after=LATE_AFTER,
        extended=len(extensions(current_session(), signed_in().reach, today())),
        unposted=len(missing_texts(current_session(), signed_in().agency_id, today())),
    )


@bp.route("/inspection/extensions")
@requires(Permission.AUDIT_READ)
def late_extensions() -> ResponseReturnValue:
    """List the extensions that were recorded after the end, or many on one day."""
    return render_template(
        "inspection/extensions.html",
        rows=extensions(current_session(), signed_in().reach, today()),
        days=queries.DAYS_BACK,
        many=MANY,
        article=EXTENSION_IN_TIME,
    )


@bp.route("/inspection/audit")
@requires(Permission.AUDIT_READ)
def audit() -> ResponseReturnValue:
    """Show the trail of the own agency."""
    return _trail()


@bp.route("/inspection/audit/verify")
@requires(Permission.AUDIT_READ)
def verify_chain() -> ResponseReturnValue:
    """Walk the whole chain of the own agency and say whether it is unbroken."""
    session, reach = current_session(), signed_in().reach
    verdict = verify(session, chain_of(reach.agency_id))
    last_at = queries.entered_at(session, reach, verdict.head_sequence)
    return _trail(verdict=verdict, last_at=last_at)


@bp.route("/inspection/audit/anchor.json")
@requires(Permission.AUDIT_READ)
def anchor_file() -> ResponseReturnValue:
    """Hand out the last link, to be kept elsewhere and checked by `flask audit verify`."""
    head = anchor(current_session(), chain_of(signed_in().agency_id))
    text = json.dumps([asdict(head)], default=datetime.isoformat, indent=1)
    name = f"moc-nhat-ky-{today():%Y%m%d}.json"
    return Response(
        text,
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.route("/inspection/audit/export.csv", methods=["POST"])
@requires(Permission.AUDIT_READ)
@reads_only
def export_csv() -> ResponseReturnValue:
    """Hand out the entries asked for as a signed table."""
    return _export("csv")


@bp.route("/inspection/audit/export.json", methods=["POST"])
@requires(Permission.AUDIT_READ)
@reads_only
def export_json() -> ResponseReturnValue:
    """Hand out the entries asked for as signed data."""
    return _export("json")


def _export(form: ExportForm) -> ResponseReturnValue:
    """Hand out a file of the trail; the trail notes that it left the house."""
    session, person = current_session(), signed_in()
    wanted = TrailFilterForm(request.form)
    content, number = exported(session, person, form, wanted.wanted(), at=now())
    enter_look(
        Look.EXPORT, "audit_entry", person.agency_id,
        {"entries": number, "filters": _told(kept_arguments(wanted, request.form))},
    )  # fmt: skip
    name = f"nhat-ky-{now():%Y%m%d-%H%M}.{form}"
    return download(content, name=name, media_type=MEDIA[form])


@bp.route("/inspection/corrections")
@requires(Permission.AUDIT_READ)
def corrections() -> ResponseReturnValue:
    """List the corrections recorded of late."""
    found = queries.corrected(
        current_session(), signed_in().reach, today(), request.args.get("after")
    )
    return render_template("inspection/corrections.html", page=found, days=queries.DAYS_BACK)


@bp.route("/inspection/late-records")
@requires(Permission.AUDIT_READ)
def late_records() -> ResponseReturnValue:
    """List the steps that were recorded long after their legal date."""
    found = queries.late(current_session(), signed_in().reach, today(), request.args.get("after"))
    return render_template(
        "inspection/late_records.html",
        page=found,
        days=queries.DAYS_BACK,
        late_after=LATE_AFTER,
    )


def _told(filters: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in filters.items())


def _trail(**proof: object) -> ResponseReturnValue:
    session, reach = current_session(), signed_in().reach
    form = TrailFilterForm(request.args)
    found = trail.trail(session, reach, form.wanted(), request.args.get("after"))
    return render_template(
        "inspection/audit.html",
        form=form,
        page=found,
        lines=lines(session, reach, found.rows),
        chips=chips_of(form, "inspection.audit"),
        filters=kept_arguments(form),
        **{"verdict": None, "last_at": None, **proof},
    )
