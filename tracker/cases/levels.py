"""Say in one line how near a duty is to its last day, and why it is at that level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from tracker.law.calendar import Calendar
from tracker.law.kinds import CaseKind
from tracker.law.levels import NO_LEADS, Alarm, Lead, Leads, alarm, own_lead
from tracker.law.moves import State
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Rule
from tracker.web.words import current_language
from tracker.web.words import gettext as _

FEWEST_TO_NAME = 10  # Own cases from which on a usual time is called the agency's own.


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences about a limit in one language and the agency's step times, for a whole list."""

    language: str
    paused: str
    overdue: str
    today: str
    left: str
    needs: str
    needed: str
    doubt: str
    leads: Leads

    def lead(self, rule_id: str, kind: CaseKind, state: State) -> Lead:
        """Give what a duty usually still needs from a step on."""
        return own_lead(rule_id, kind, state, self.leads)


def phrases(leads: Leads = NO_LEADS) -> Phrases:
    """Give the sentences in the reader's language, not yet filled in."""
    return Phrases(
        language=current_language(),
        paused=_("thời hạn đang tạm dừng"),
        overdue=_("quá hạn %(days)s ngày"),
        today=_("hết hạn hôm nay"),
        left=_("còn %(days)s ngày làm việc"),
        needs=_("các bước còn lại thường cần khoảng %(days)s"),
        needed=_("các bước còn lại thường cần khoảng %(days)s (theo %(cases)s việc đã xong)"),
        doubt=_("nhắc sớm vì cách tính còn một ngày sớm hơn"),
        leads=leads,
    )


class Due(NamedTuple):
    """A running or paused limit as a list or a page shows it."""

    rule: str
    kind: CaseKind
    state: State
    due_on: date
    at_risk_from: date
    urgent_from: date
    is_paused: bool = False

    def alarm(self, today: date) -> Alarm:
        """Give the level on a day."""
        if self.is_paused:
            return Alarm.PAUSED
        return alarm(self.due_on, self.at_risk_from, self.urgent_from, today)

    def words(self, today: date, calendar: Calendar, say: Phrases) -> str:
        """Say the level in words, with the reason where it is not plain."""
        level = self.alarm(today)
        if level is Alarm.PAUSED:
            return say.paused
        if level is Alarm.OVERDUE:
            return say.overdue % {"days": (today - self.due_on).days}
        left = calendar.working_days_between(today, self.due_on)
        words = say.left % {"days": left} if left else say.today
        return words if level is Alarm.ON_TRACK else f"{words}; {self._reason(level, left, say)}"

    def _reason(self, level: Alarm, left: int, say: Phrases) -> str:
        lead = say.lead(self.rule, self.kind, self.state)
        needed = lead.urgent if level is Alarm.URGENT else lead.at_risk
        # A limit that is warned on before it ends has another date in doubt.
        if left > needed:
            return say.doubt
        if lead.cases >= FEWEST_TO_NAME:
            return say.needed % {"days": needed, "cases": lead.cases}
        return say.needs % {"days": needed}


@cache
def pausable_rules() -> tuple[str, ...]:
    """Give the rules whose clock a suspension stops."""
    return Rulebook.load().pausable


@cache
def rules() -> Mapping[str, Rule]:
    """Give the rules by their ids."""
    return {rule.id: rule for rule in Rulebook.load().rules}


@lru_cache(maxsize=4096)
def rule_article(rule_id: str, started_on: date) -> str:
    """Give the article under which a limit that began on a day runs."""
    version = rules()[rule_id].in_force(started_on)
    return str(version.cite) if version else ""
