"""Say in one line how near a duty is to its last day, and why it is at that level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from tracker.law.calendar import Calendar
from tracker.law.levels import Alarm, alarm, lead_for
from tracker.law.moves import State
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Rule
from tracker.web.words import current_language
from tracker.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences about a limit in one language, read once for a whole list."""

    language: str
    paused: str
    overdue: str
    today: str
    left: str
    needs: str
    doubt: str


def phrases() -> Phrases:
    """Give the sentences in the reader's language, not yet filled in."""
    return Phrases(
        language=current_language(),
        paused=_("thời hạn đang tạm dừng"),
        overdue=_("quá hạn %(days)s ngày"),
        today=_("hết hạn hôm nay"),
        left=_("còn %(days)s ngày làm việc"),
        needs=_("các bước còn lại thường cần khoảng %(days)s"),
        doubt=_("nhắc sớm vì cách tính còn một ngày sớm hơn"),
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A running or paused limit as a list or a page shows it."""

    rule: str
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
        lead = lead_for(self.rule, self.state)
        needed = lead.urgent if level is Alarm.URGENT else lead.at_risk
        # A limit that is warned on before it ends has another date in doubt.
        return say.doubt if left > needed else say.needs % {"days": needed}


@cache
def pausable_rules() -> tuple[str, ...]:
    """Give the rules whose clock a suspension stops."""
    return Rulebook.load().pausable


@cache
def rules() -> Mapping[str, Rule]:
    """Give the rules by their ids."""
    return {rule.id: rule for rule in Rulebook.load().rules}


def rule_title(rule_id: str, language: str) -> str:
    """Give the duty's name in a language."""
    rule = rules()[rule_id]
    return rule.title_en if language == "en" else rule.title


@lru_cache(maxsize=4096)
def rule_article(rule_id: str, started_on: date) -> str:
    """Give the article under which a limit that began on a day runs."""
    version = rules()[rule_id].in_force(started_on)
    return str(version.cite) if version else ""
