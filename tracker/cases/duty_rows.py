"""One row of my work: the duty, how near it is and why, and the move that would meet it."""

from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from tracker.access import PERMISSION_OF
from tracker.cases.levels import Due, Phrases, rule_article, rules
from tracker.cases.lists import foreseen
from tracker.cases.moves import ASIDE
from tracker.casework.numbering import is_pseudonym
from tracker.law.calendar import Calendar
from tracker.law.events import EventType, Facts
from tracker.law.kinds import CaseKind, Level
from tracker.law.levels import Alarm
from tracker.law.moves import MOVES, Move, State
from tracker.law.obligations import Standing
from tracker.law.workflow import Situation, objection
from tracker.records.cases import Case
from tracker.records.visibility import Reach, reaches
from tracker.web.rule_words import duty_title
from tracker.web.words import vn_date


class Duty(NamedTuple):
    """One obligation as my work shows it."""

    case_id: int
    code: str
    title: str
    sender: str
    is_sealed: bool
    kind: CaseKind
    duty: str
    article: str
    due_on: str
    alarm: Alarm
    words: str
    unit: str
    handler: str
    move: EventType | None
    move_label: str
    rule: str
    started_by: int
    foreseen: str


class _Place(NamedTuple):
    path: str


class _Placed(NamedTuple):
    """Where a case lies: all that the reach of a permission looks at."""

    agency_id: int
    logged_unit_id: int
    handler_id: int | None
    unit: _Place | None


def duty(row: Any, reach: Reach, *, today: date, calendar: Calendar, say: Phrases) -> Duty:
    """Write one row of my work in the reader's language."""
    paused = row.standing is Standing.PAUSED
    move = _meeting(row, reach, today)
    due = Due(row.rule, row.kind, row.state, row.due_on, row.at_risk_from, row.urgent_from, paused)
    return Duty(
        case_id=row.case_id,
        code=row.code,
        title=row.title,
        sender=row.sender_label,
        is_sealed=is_pseudonym(row.sender_label),
        kind=row.kind,
        duty=duty_title(row.rule),
        article=rule_article(row.rule, row.started_on),
        due_on=vn_date(row.due_on),
        alarm=due.alarm(today),
        words=due.words(today, calendar, say),
        unit=row.unit_name or "",
        handler=row.handler_name or "",
        move=move,
        move_label=move.label(say.language) if move else "",
        rule=row.rule,
        started_by=row.started_by,
        foreseen=foreseen(row, today),
    )


def _meeting(row: Any, reach: Reach, today: date) -> EventType | None:
    """Give the first move that would meet the obligation, where it is open to this person.

    What happened before is not read here: a move that needs an earlier step is left to the case.
    """
    move = _first_lawful(row.rule, row.state, row.kind, row.level, tuple(row.traits), today)
    if move is None:
        return None
    place = _Place(row.path) if row.path else None
    placed = _Placed(row.agency_id, row.logged_unit_id, row.handler_id, place)
    permission = PERMISSION_OF[move.competence]
    return move.event if reaches(reach, permission, cast("Case", placed)) else None


@lru_cache(maxsize=4096)
def _first_lawful(
    rule_id: str, state: State, kind: CaseKind, level: Level, traits: tuple[str, ...], today: date
) -> Move | None:
    facts = Facts(kind, level, frozenset(traits))
    situation = Situation(state, facts, last_date=today)
    lawful = (m for m in _ending(rule_id, facts.kind) if objection(situation, m, today) is None)
    return next(lawful, None)


@cache
def _ending(rule_id: str, kind: CaseKind) -> tuple[Move, ...]:
    rule = rules()[rule_id]
    spared = rule.ends_except.get(kind, frozenset())
    meeting = (m for m in MOVES if m.event in rule.ends - spared and kind in m.kinds)
    return tuple(m for m in meeting if m.to not in ASIDE)
