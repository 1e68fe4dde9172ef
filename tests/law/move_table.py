"""Read the rows of a stage machine as the law page has them, and try each step in each state."""

from dataclasses import dataclass
from datetime import date

from tracker.law.events import EventType, Facts, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import MOVES, Move, State
from tracker.law.terms import Refusal
from tracker.law.workflow import Situation, lawful_move

TODAY = date(2026, 11, 23)
NEW = frozenset({State.RECEIVED, State.CLASSIFIED})
SORTED = frozenset({State.CLASSIFIED})  # Every petition is sorted first (TT 05/2021, Điều 6).
AT_WORK = frozenset({State.ACCEPTED, State.VERIFYING, State.REPORTED})
STOPPED = frozenset({State.SUSPENDED})
DECIDED, CONCLUDED = frozenset({State.DECIDED}), frozenset({State.CONCLUDED})
PASSED_ON = frozenset({State.FORWARDED})
TURNED_AWAY = frozenset(
    {State.REFUSED, State.GUIDED, State.FORWARDED, State.RETURNED, State.FILED_AWAY}
)
NO_MORE = frozenset({State.DISCONTINUED})
FILED = frozenset({State.ARCHIVED})


@dataclass(frozen=True)
class Row:
    """One step of a stage machine: from where, to where, on which paper, by which article."""

    id: str
    event: EventType
    origins: frozenset[State]
    to: State | None
    paper: str
    article: str
    level: Level = Level.FIRST
    traits: frozenset[Trait] = frozenset()

    def __str__(self) -> str:
        """Name the row in the report of a test."""
        return f"{self.id} {self.event.value}"


def lawful_from(row: Row, kind: CaseKind, on: date = TODAY) -> frozenset[State]:
    """Give the states from which a step is lawful, all that it asks for having happened."""
    return frozenset(s for s in State if isinstance(answer(row, kind, s, on), Move))


def moves_of(row: Row, kind: CaseKind) -> list[Move]:
    """Give the moves that a step makes from the states of its row."""
    found = (answer(row, kind, state) for state in State if state in row.origins)
    return [move for move in found if isinstance(move, Move)]


def refusals_of(row: Row, kind: CaseKind) -> list[Refusal]:
    """Give what is said to a step in the states where it is not lawful."""
    found = (answer(row, kind, state) for state in State)
    return [refusal for refusal in found if isinstance(refusal, Refusal)]


def answer(row: Row, kind: CaseKind, state: State, on: date = TODAY) -> Move | Refusal:
    """Give the move that a step makes in a state, or why it makes none."""
    facts = Facts(kind, row.level, row.traits)
    situation = Situation(state, facts, frozenset(EventType) - {row.event}, experts_asked=1)
    try:
        return lawful_move(situation, row.event, on)
    except Refusal as refusal:
        return refusal


def steps_of(kind: CaseKind) -> set[EventType]:
    """Give the steps that the program knows for a kind."""
    return {m.event for m in MOVES if kind in m.kinds}
