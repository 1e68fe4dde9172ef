"""Rules and the duties under them, by the names that people know."""

from functools import cache

from tracker.law.rulebook import Rulebook
from tracker.law.rules import Rule
from tracker.web.words import current_language


def title_of(rule: Rule) -> str:
    """Name a rule in the reader's language."""
    return rule.title_en if current_language() == "en" else rule.title


def duty_title(rule_id: str) -> str:
    """Name the duty of a rule in the reader's language."""
    return _duty_title(rule_id, current_language())


@cache
def _duty_title(rule_id: str, _language: str) -> str:
    return title_of(Rulebook.load().rule(rule_id))
