"""Turn the duties of an agency into moments to learn from: as each stood, share by share."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker.casework.risk_learner import Moment
from tracker.casework.risk_signs import Loads, Owed, day_at, signs
from tracker.law.calendar import Calendar
from tracker.law.moves import State
from tracker.law.obligations import Standing
from tracker.law.rulebook import Rulebook

SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
EXTENDED = (1.0, 1.25, 1.5, 1.75, 2.0)  # Of the first limit, for duties that were extended.


def is_late(owed: Owed) -> bool:
    """Say whether a duty whose last day has passed missed it, met since or not."""
    if owed.standing in {Standing.RUNNING, Standing.VOID_LATE}:
        return True
    return owed.standing is Standing.MET and owed.met_on is not None and owed.met_on > owed.due_on


def moments(owed: Iterable[Owed], loads: Loads, calendar: Calendar) -> list[Moment]:
    """Give the moments of duties whose ends are known."""
    return [moment for each in owed for moment in _moments(each, loads, calendar)]


def _moments(owed: Owed, loads: Loads, calendar: Calendar) -> Iterator[Moment]:
    late, began = is_late(owed), float(owed.started_on.toordinal())
    known = float(owed.due_on.toordinal())
    for day in _days(owed, calendar):
        due_on = owed.due_as_of(day, calendar)
        if not owed.started_on <= day <= due_on:
            continue
        told = signs(owed, day, due_on, loads, calendar)
        if told["step"] == State.SUSPENDED:
            continue
        share = elapsed(owed.started_on, day, due_on)
        yield Moment(owed.id, began, known, nearest(share), told, late)


def _days(owed: Owed, calendar: Calendar) -> Sequence[date]:
    """Give the days on which a duty is looked at, laid out by its first limit."""
    first_due = owed.due_as_of(owed.started_on, calendar)
    shares = (*SHARES, *EXTENDED) if first_due < owed.due_on else SHARES
    days = dict.fromkeys(day_at(share, owed.started_on, first_due) for share in shares)
    return [day for day in days if _is_open(owed, day)]


def _is_open(owed: Owed, day: date) -> bool:
    ended = owed.met_on
    if owed.standing is Standing.VOID and ended is None:
        ended = _voided_on(owed)
    return ended is None or day < ended


def _voided_on(owed: Owed) -> date:
    """Give the day of the step that ended a duty before it was due; the copy does not keep it."""
    rule = Rulebook.load().rule(owed.rule)
    later = (e for e in owed.path.events if e.sequence > owed.started_by)
    ended = (e.legal_date for e in later if e.type in rule.voids or e.type in rule.ends)
    return next(ended, owed.started_on)


def elapsed(started_on: date, day: date, due_on: date) -> float:
    """Give the share of a limit that has gone by."""
    return (day - started_on).days / max((due_on - started_on).days, 1)


def nearest(share: float) -> float:
    """Give the elapsed share of the grid that is nearest."""
    return min(SHARES, key=lambda known: abs(known - share))
