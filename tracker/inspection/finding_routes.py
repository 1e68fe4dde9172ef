"""The pages of findings: the list, one finding, what the inspector asks and the unit answers."""

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission
from tracker.casework.findings import act_on_finding, open_deeds, people_concerned
from tracker.casework.inspection import last_run
from tracker.clock import now, today
from tracker.inspection import finding_queries as queries
from tracker.inspection.finding_forms import FORMS, FindingFilter, FindingTab
from tracker.law.findings.catalogue import CHECKS
from tracker.law.findings.check import Check
from tracker.law.findings.wording import Voice, why
from tracker.law.rulebook import Rulebook
from tracker.law.wording import cites_of
from tracker.records.base import current_session
from tracker.records.inspection import Finding, FindingDeed
from tracker.records.visibility import reaches_unit
from tracker.web.chips import chips_of, kept_arguments
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date

bp = Blueprint("findings", __name__)

INSPECTORS = (FindingDeed.ASKED, FindingDeed.FOLLOWED_UP, FindingDeed.CLOSED)


@bp.route("/inspection/findings")
@requires(Permission.FINDING_READ)
def index() -> ResponseReturnValue:
    """List the findings: new, waiting, answered, followed up, closed."""
    session, reach = current_session(), signed_in().reach
    form = FindingFilter(request.args)
    form.unit.offer(queries.units(session, reach))
    form.validate()
    tab = (None if form.tab.errors else form.tab.data) or _first_tab()
    found = queries.listed(session, reach, form, tab, request.args.get("after"))
    names = queries.names(session, reach, [row.facts for row in found.rows])
    return render_template(
        "inspection/findings.html",
        form=form,
        tab=tab,
        page=found,
        sentences={row.id: why(row.check_code, row.facts, names, _voice()) for row in found.rows},
        counts=queries.counts(session, reach),
        last=last_run(session, reach.agency_id),
        filters=kept_arguments(form),
        chips=chips_of(form, "findings.index", besides=("tab",)),
    )


@bp.route("/inspection/checks")
@requires(Permission.FINDING_READ)
def checks() -> ResponseReturnValue:
    """Show every check with its article, what it needs and what it cannot judge."""
    numbers = queries.open_by_check(current_session(), signed_in().reach)
    told = {code: _told(check) for code, check in CHECKS.items()}
    return render_template(
        "inspection/checks.html", checks=CHECKS.values(), told=told, numbers=numbers
    )


@bp.route("/inspection/findings/<int:finding_id>")
@requires(Permission.FINDING_READ)
def show(finding_id: int) -> ResponseReturnValue:
    """Show one finding with its facts, article and history."""
    session, me = current_session(), signed_in()
    found = queries.finding_or_404(session, me.reach, finding_id)
    return render_template(
        "inspection/finding.html",
        finding=found,
        check=CHECKS[found.check_code],
        told=_told(CHECKS[found.check_code]),
        why=_sentence(found),
        rule=_rule(found),
        deeds=_deeds(found),
        about_me=me.id in people_concerned(session, found),
    )


@bp.route("/inspection/findings/<int:finding_id>/ask", methods=["GET", "POST"])
@requires(Permission.FINDING_PURSUE)
def ask(finding_id: int) -> ResponseReturnValue:
    """Show and take what the unit is asked to explain."""
    return _act(finding_id, FindingDeed.ASKED)


@bp.route("/inspection/findings/<int:finding_id>/follow-up", methods=["GET", "POST"])
@requires(Permission.FINDING_PURSUE)
def follow_up(finding_id: int) -> ResponseReturnValue:
    """Show and take what is to be put right, and until when."""
    return _act(finding_id, FindingDeed.FOLLOWED_UP)


@bp.route("/inspection/findings/<int:finding_id>/closing", methods=["GET", "POST"])
@requires(Permission.FINDING_PURSUE)
def close(finding_id: int) -> ResponseReturnValue:
    """Show and take why a finding is closed."""
    return _act(finding_id, FindingDeed.CLOSED)


@bp.route("/inspection/findings/<int:finding_id>/answer", methods=["GET", "POST"])
@requires(Permission.FINDING_ANSWER)
def answer(finding_id: int) -> ResponseReturnValue:
    """Show and take the answer of the unit."""
    return _act(finding_id, FindingDeed.ANSWERED)


def _act(finding_id: int, deed: FindingDeed) -> ResponseReturnValue:
    session, me = current_session(), signed_in()
    found = queries.finding_or_404(session, me.reach, finding_id)
    is_answer = deed is FindingDeed.ANSWERED
    if is_answer and not reaches_unit(me.reach, Permission.FINDING_ANSWER, found.unit):
        abort(404)
    form = FORMS[deed](version=found.version)
    if form.carry_out(
        lambda: act_on_finding(
            session, found, deed, form.said(), by=me.reach, now=now(),
            version=form.expected_version,
        )
    ):  # fmt: skip
        flash(_("Đã ghi."))
        return form.done(url_for("findings.show", finding_id=found.id))
    if form.conflict:
        form.renew(found.version)
    return render_template(
        "inspection/finding_act.html", form=form, finding=found, deed=deed, why=_sentence(found)
    ), form.status


def _deeds(found: Finding) -> list[FindingDeed]:
    """Give the acts that are open to this person where the finding stands."""
    me = signed_in()
    answers = reaches_unit(me.reach, Permission.FINDING_ANSWER, found.unit)
    mine = [*(INSPECTORS if me.may(Permission.FINDING_PURSUE) else ())]
    mine += [FindingDeed.ANSWERED] if answers else []
    return [deed for deed in open_deeds(found) if deed in mine]


def _first_tab() -> FindingTab:
    """Begin with what this person has to do."""
    pursues = signed_in().may(Permission.FINDING_PURSUE)
    return FindingTab.NEW if pursues else FindingTab.WAITING


def _sentence(found: Finding) -> str:
    names = queries.names(current_session(), signed_in().reach, [found.facts])
    return why(found.check_code, found.facts, names, _voice())


def _rule(found: Finding) -> dict[str, str] | None:
    """Give the title and articles of the limit that a finding is about."""
    rule_id = found.facts.get("rule")
    if not rule_id:
        return None
    rule = Rulebook.load().rule(rule_id)
    version = rule.in_force(today()) or rule.versions[-1]
    return {"id": rule.id, "vi": rule.title, "en": rule.title_en, "cite": cites_of(version)}


def _told(check: Check) -> dict[str, str]:
    """Say in the reader's language what a check needs and what it cannot judge."""
    words = {"needs": check.needs, "not_judged": check.not_judged}
    return {name: _voice().words(each) if each else "" for name, each in words.items()}


def _voice() -> Voice:
    return Voice(term, _, vn_date)
