"""MOVES, the one table of lawful moves: event, kinds, from, to, competence, paper, article."""

from tracker.law.denunciation_moves import DENUNCIATION
from tracker.law.intake_moves import INTAKE
from tracker.law.move import (
    ENDED,
    FORWARDING_LAW,
    SUSPENSION_LAW,
    WORKING,
    Competence,
    Move,
    State,
)
from tracker.law.settlement_moves import SETTLEMENT
from tracker.law.verification_moves import VERIFICATION

__all__ = [
    "ENDED",
    "FORWARDING_LAW",
    "MOVES",
    "SUSPENSION_LAW",
    "WORKING",
    "Competence",
    "Move",
    "State",
]

MOVES: tuple[Move, ...] = INTAKE + VERIFICATION + DENUNCIATION + SETTLEMENT
