"""What the events of a case do to a running clock: stop it, extend it, pick its version."""

from datetime import date

from tracker.law.events import Event, EventType
from tracker.law.reckoning import Pause
from tracker.law.rules import Passage, PauseRule, Rule

Stop = tuple[Event, Event | None]  # What stopped the clock, and what let it run on, if anything.


def pauses_of(rule: Rule, later: tuple[Event, ...]) -> list[Stop]:
    """Pair each stop of the clock with its end; the last of a kind may still be open."""
    if not rule.pauses:
        return []
    return [pair for pause in rule.pauses if pause.starts for pair in _pairs(pause, later)]


def _pairs(pause: PauseRule, later: tuple[Event, ...]) -> list[Stop]:
    """Pair the first stop with the end of the last: several experts may be asked at a time."""
    pairs: list[Stop] = []
    still_open = 0
    for event in later:
        if event.type is pause.starts and event.legal_date >= pause.since:
            if not still_open:
                pairs.append((event, None))
            still_open += 1
        elif event.type is pause.ends and still_open:
            still_open -= 1
            if not still_open:
                pairs[-1] = (pairs[-1][0], event)
    return pairs


def spent(pauses: list[Stop]) -> tuple[Pause, ...]:
    """Give the periods that a clock stood and then ran on: those that move the end."""
    return tuple((begun.legal_date, end.legal_date) for begun, end in pauses if end is not None)


def chosen_passage(rule: Rule, events: tuple[Event, ...]) -> Passage | None:
    """Give the rule that was chosen where the law is silent; the last choice stands."""
    choices = [
        _PASSAGES.get(str(e.particulars.get("passage")))
        for e in events
        if e.type is EventType.TRANSITION_CHOSEN and e.particulars.get("rule") == rule.id
    ]
    return choices[-1] if choices else None


_PASSAGES = {passage.value: passage for passage in (Passage.OLD, Passage.NEW)}


def extensions_in(rule: Rule, later: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give the decisions that extend a limit which can be extended, in their order."""
    return tuple(e for e in later if e.type is EventType.EXTENDED) if rule.extends else ()


def in_time(extension: Event, due_on: date, pauses: list[Stop]) -> bool:
    """Say whether a decision to extend came before the end, or while the clock stood."""
    on = extension.legal_date
    standing = (
        begun.legal_date <= min(on, due_on) and (ended is None or on < ended.legal_date)
        for begun, ended in pauses
    )
    return on <= due_on or any(standing)
