"""Derive the obligations of a case: from, due, met on, how late, each able to explain itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.events import Event, EventType, Facts, effective
from tracker.law.moves import State
from tracker.law.reckoning import Reckoning, reckon
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Direction, Nature, Rule, Version
from tracker.law.terms import Term
from tracker.law.workflow import replay


class Standing(Term):
    """Where an obligation stands whatever the day is."""

    RUNNING = "running", "Đang chạy", "Running"
    PAUSED = "paused", "Tạm dừng", "Paused"
    MET = "met", "Đã thực hiện", "Met"
    VOID = "void", "Không còn", "Void"


class Status(Term):
    """How an obligation stands on a given day."""

    PENDING = "pending", "Đang trong hạn", "Pending"
    PAUSED = "paused", "Tạm dừng", "Paused"
    MET = "met", "Đúng hạn", "Met"
    MET_LATE = "met_late", "Trễ hạn", "Met late"
    OVERDUE = "overdue", "Quá hạn", "Overdue"
    VOID = "void", "Không còn", "Void"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty, right or effect that a rule puts on the case."""

    rule: Rule
    version: Version
    started_by: int
    reckoning: Reckoning
    standing: Standing
    met_on: date | None
    is_estimated: bool = False

    @property
    def due_on(self) -> date:
        """Give the last day, rolled to a working day where the rule rolls."""
        return self.reckoning.due_on

    def status(self, today: date) -> Status:
        """Say how it stands on a day."""
        if self.is_estimated and self.standing is Standing.RUNNING:
            return Status.PENDING  # An estimated right is never taken to have lapsed.
        return status_on(self.rule.nature, self.standing, self.due_on, self.met_on, today)

    def days_late(self, today: date) -> int:
        """Give the days after the due date at which it was met, or the days overdue so far."""
        if self.rule.nature not in {Nature.DUTY, Nature.LINE}:
            return 0
        return days_late(self.standing, self.due_on, self.met_on, today)


def status_on(
    nature: Nature, standing: Standing, due_on: date, met_on: date | None, today: date
) -> Status:
    """Judge a standing on a day; a right or an effect lapses, it is never overdue."""
    if standing is Standing.VOID:
        return Status.VOID
    if standing is Standing.MET and met_on is not None:
        return Status.MET_LATE if met_on > due_on else Status.MET
    if today <= due_on:
        return Status.PAUSED if standing is Standing.PAUSED else Status.PENDING
    if nature in {Nature.DUTY, Nature.LINE}:
        return Status.PAUSED if standing is Standing.PAUSED else Status.OVERDUE
    return Status.MET if nature is Nature.EFFECT else Status.VOID


def days_late(standing: Standing, due_on: date, met_on: date | None, today: date) -> int:
    """Give whole days of lateness, 0 where there is none."""
    if standing is Standing.MET and met_on is not None:
        return max(0, (met_on - due_on).days)
    return max(0, (today - due_on).days) if standing is Standing.RUNNING else 0


def obligations(
    events: tuple[Event, ...], rulebook: Rulebook, calendar: Calendar
) -> tuple[Obligation, ...]:
    """Derive every obligation of a case from its events, the earliest due first."""
    standing = _without_undone_mergers(effective(events))
    facts = replay(events).facts
    derived = [
        obligation
        for rule in rulebook.for_kind(facts.kind)
        if _applies(rule, facts)
        for obligation in _of_rule(rule, facts, standing, rulebook, calendar)
    ]
    return tuple(sorted(derived, key=lambda o: (o.due_on, o.rule.id, o.started_by)))


def _without_undone_mergers(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Leave out mergers that were undone: the clocks then ran on from receipt all the time."""
    kept: list[Event] = []
    for event in events:
        if event.type is not EventType.UNMERGED:
            kept.append(event)
        else:
            kept.remove([e for e in kept if e.type is EventType.MERGED][-1])
    return tuple(kept)


def _applies(rule: Rule, facts: Facts) -> bool:
    return (
        (not rule.levels or facts.level in rule.levels)
        and rule.needs <= facts.traits
        and not rule.unless & facts.traits
    )


def _of_rule(
    rule: Rule, facts: Facts, events: tuple[Event, ...], rulebook: Rulebook, calendar: Calendar
) -> Iterator[Obligation]:
    begin = _led_up_to if rule.direction is Direction.BEFORE else _started
    for place, event in enumerate(events):
        if event.type in rule.starts:
            obligation = begin(rule, facts, events, place, calendar)
            if obligation is not None:
                yield obligation
    if rule.starts_on_expiry_of and not _happened(events, EventType.DECIDED):
        yield from _on_expiry(rule, facts, events, rulebook, calendar)


def _happened(events: tuple[Event, ...], event: EventType) -> bool:
    return any(e.type is event for e in events)


def _started(
    rule: Rule, facts: Facts, events: tuple[Event, ...], place: int, calendar: Calendar
) -> Obligation | None:
    start, later = events[place], events[place + 1 :]
    version = rule.in_force(start.legal_date)
    if version is None:
        return None
    pauses = _pauses(rule, later)
    reckoning = reckon(
        version,
        start.legal_date,
        facts.traits,
        calendar,
        extensions=_extensions(rule, later),
        pauses=tuple((p.legal_date, r.legal_date) for p, r in pauses if r is not None),
        direction=rule.direction,
    )
    standing, met_on = _standing(rule, later, reckoning, paused=any(r is None for _, r in pauses))
    return Obligation(rule, version, start.sequence, reckoning, standing, met_on)


def _led_up_to(
    rule: Rule, facts: Facts, events: tuple[Event, ...], place: int, calendar: Calendar
) -> Obligation | None:
    """Judge a limit that runs back from an event, where what had to come before it did come.

    Where it never came nothing is left to do: that is a finding, not an open duty.
    """
    start = events[place]
    version = rule.in_force(start.legal_date)
    came = [e for e in events[:place] if e.type in rule.ends]
    if version is None or not came:
        return None
    reckoning = reckon(
        version, start.legal_date, facts.traits, calendar, direction=Direction.BEFORE
    )
    return Obligation(rule, version, start.sequence, reckoning, Standing.MET, came[-1].legal_date)


def _extensions(rule: Rule, later: tuple[Event, ...]) -> int:
    return sum(e.type is EventType.EXTENDED for e in later) if rule.extends else 0


def _pauses(rule: Rule, later: tuple[Event, ...]) -> list[tuple[Event, Event | None]]:
    """Pair each suspension with the decision to continue; the last may still be open."""
    if not rule.pauses:
        return []
    pairs: list[tuple[Event, Event | None]] = []
    for event in later:
        open_pause = bool(pairs) and pairs[-1][1] is None
        if event.type is EventType.SUSPENDED and not open_pause and _pause_counts(rule, event):
            pairs.append((event, None))
        elif event.type is EventType.RESUMED and open_pause:
            pairs[-1] = (pairs[-1][0], event)
    return pairs


def _pause_counts(rule: Rule, suspension: Event) -> bool:
    return rule.pauses_since is None or suspension.legal_date >= rule.pauses_since


def _standing(
    rule: Rule, later: tuple[Event, ...], reckoning: Reckoning, *, paused: bool
) -> tuple[Standing, date | None]:
    for event in later:
        if event.type in rule.ends:
            return Standing.MET, event.legal_date
        if event.type in rule.voids:
            return Standing.VOID, None
    if paused and _paused_in_time(later, reckoning):
        return Standing.PAUSED, None
    return Standing.RUNNING, None


def _paused_in_time(later: tuple[Event, ...], reckoning: Reckoning) -> bool:
    """A suspension after the last day pauses nothing: what was late stays late."""
    last = [e for e in later if e.type is EventType.SUSPENDED][-1]
    return last.legal_date <= reckoning.due_on


def _on_expiry(
    rule: Rule, facts: Facts, events: tuple[Event, ...], rulebook: Rulebook, calendar: Calendar
) -> Iterator[Obligation]:
    """Open the way that an expired limit opens, from the last day of that limit.

    Where the complaint was never accepted, acceptance on its own last day is assumed and the date
    is an estimate: such a right is never taken to have lapsed.
    """
    if replay(events).state in {State.REFUSED, State.DISCONTINUED, State.MERGED} | _PASSED_ON:
        return
    limit = rulebook.rule(rule.starts_on_expiry_of)
    running = next((e for e in events if e.type in limit.starts), None)
    start = running.legal_date if running else _assumed_start(events, facts, rulebook, calendar)
    place = events.index(running) if running else -1
    later = events[place + 1 :] if running else ()
    pauses = _pauses(limit, later)
    if any(end is None for _, end in pauses):
        return
    ended = tuple((p.legal_date, r.legal_date) for p, r in pauses if r is not None)
    expiry = reckon(limit.on(start), start, facts.traits, calendar, pauses=ended).due_on
    version = rule.on(expiry)
    used = next((e for e in events if e.type in rule.ends), None)
    yield Obligation(
        rule,
        version,
        0,
        reckon(version, expiry, facts.traits, calendar),
        Standing.MET if used else Standing.RUNNING,
        used.legal_date if used else None,
        is_estimated=running is None,
    )


_PASSED_ON = frozenset({State.GUIDED, State.FORWARDED, State.RETURNED, State.FILED_AWAY})


def _assumed_start(
    events: tuple[Event, ...], facts: Facts, rulebook: Rulebook, calendar: Calendar
) -> date:
    receipt = events[0].legal_date
    acceptance = rulebook.rule("KN-27")
    return reckon(acceptance.on(receipt), receipt, facts.traits, calendar).due_on
