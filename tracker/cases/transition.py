"""Limits that ran on while the law changed: which date stands, and whether one has to choose."""

from tracker.cases.levels import rules
from tracker.cases.standing import standing_events
from tracker.law.events import EventType
from tracker.law.rules import Passage
from tracker.records.cases import Case, StoredObligation
from tracker.web.words import gettext as _
from tracker.web.words import vn_date


def is_undecided(case: Case, limit: StoredObligation) -> bool:
    """Say whether the law is silent on which of two dates holds, and nobody has chosen yet."""
    began = rules()[limit.rule].in_force(limit.started_on)
    if limit.transition_on is None or began is None or began.transition is None:
        return False
    chosen = (e for e in standing_events(case) if e.type is EventType.TRANSITION_CHOSEN)
    return began.transition.passage is Passage.SILENT and not any(
        e.particulars.get("rule") == limit.rule for e in chosen
    )


def other_date(case: Case, limit: StoredObligation) -> str:
    """Name the date that the other rule gives: in doubt, or set aside."""
    day = limit.transition_on
    if day is None:
        return ""
    if is_undecided(case, limit):
        return str(_("hoặc %(day)s (chuyển tiếp)", day=vn_date(day)))
    return str(_("thay cho %(day)s (chuyển tiếp)", day=vn_date(day)))
