"""Derive the obligations of a case: from, due, met on, how late, each able to explain itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.clocks import Stop, chosen_passage, extensions_in, in_time, pauses_of, spent
from tracker.law.events import FOUND_ONLY, Event, EventType, Facts, effective
from tracker.law.reckoning import Reckoning, reckon
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Direction, Nature, Rule, Version
from tracker.law.standing import OWED, Standing, Status, days_late, status_on
from tracker.law.workflow import facts_of

__all__ = ["OWED", "Obligation", "Standing", "Status", "days_late", "obligations", "status_on"]


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty, right or effect that a rule puts on the case.

    `met_on` is the day on which it was met, or on which an overdue one ceased to be owed.
    """

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
        # A minimum is only called too short when its bare length was not kept.
        keep = self.rule.nature is Nature.KEEP
        end = self.reckoning.unrolled_on if keep else self.due_on
        return status_on(self.rule.nature, self.standing, end, self.met_on, today)

    def days_late(self, today: date) -> int:
        """Give the days after the due date at which it was met, or the days overdue so far."""
        if self.rule.nature not in OWED:
            return 0
        return days_late(self.standing, self.due_on, self.met_on, today)


def obligations(
    events: tuple[Event, ...], rulebook: Rulebook, calendar: Calendar
) -> tuple[Obligation, ...]:
    """Derive every obligation of a case from its events, the earliest due first."""
    standing = _without_undone_mergers(effective(events))
    facts = facts_of(standing)
    happened = frozenset(e.type for e in standing)
    derived = [
        obligation
        for rule in rulebook.for_kind(facts.kind)
        if _may_start(rule, happened) and _applies(rule, facts)
        for obligation in _of_rule(rule, facts, standing, rulebook, calendar)
    ]
    return tuple(sorted(derived, key=lambda o: (o.due_on, o.rule.id, o.started_by)))


def _without_undone_mergers(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Leave out mergers that were undone: the clocks then ran on from receipt all the time."""
    kept: list[Event] = []
    for event in events:
        if event.type is not EventType.UNMERGED:
            kept.append(event)
        elif mergers := [e for e in kept if e.type is EventType.MERGED]:
            kept.remove(mergers[-1])
    return tuple(kept)


def _may_start(rule: Rule, happened: frozenset[EventType]) -> bool:
    """Leave out at once what no event of the case has started."""
    stated = rule.starts_on_fact or rule.starts_on_expiry_of
    return bool(stated) or not rule.starts.isdisjoint(happened)


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
        if event.type in rule.starts and _begun_by(rule, event):
            obligation = begin(rule, facts, events, place, calendar)
            if obligation is not None:
                yield obligation
    if rule.starts_on_fact:
        yield from _from_fact(rule, facts, events, calendar)
    if rule.starts_on_expiry_of and not _happened(events, EventType.DECIDED):
        yield from _on_expiry(rule, facts, events, rulebook, calendar)


def _begun_by(rule: Rule, event: Event) -> bool:
    """Say whether a step was done in such a way that the clock starts."""
    if not rule.starts_when and not rule.starts_unless:
        return True
    told = event.circumstances
    return rule.starts_when <= told and not rule.starts_unless & told


def _happened(events: tuple[Event, ...], event: EventType) -> bool:
    return any(e.type is event for e in events)


def _started(
    rule: Rule, facts: Facts, events: tuple[Event, ...], place: int, calendar: Calendar
) -> Obligation | None:
    start, later = events[place], events[place + 1 :]
    version = rule.in_force(start.legal_date)
    if version is None:
        return None
    closing = next((e for e in later if e.type in rule.ends or e.type in rule.voids), None)
    pauses = _closed(pauses_of(rule, later), closing)
    reckoning = _reckoned(rule, version, start.legal_date, later, facts, calendar, pauses)
    standing, met_on = _standing(rule, closing, reckoning, pauses)
    return Obligation(rule, reckoning.version, start.sequence, reckoning, standing, met_on)


def _closed(pauses: list[Stop], closing: Event | None) -> list[Stop]:
    """Let a stop that nobody ended last until the duty itself was met or fell away."""
    if closing is None:
        return pauses
    return [(begun, ended or closing) for begun, ended in pauses]


def _reckoned(
    rule: Rule,
    version: Version,
    start: date,
    later: tuple[Event, ...],
    facts: Facts,
    calendar: Calendar,
    pauses: list[Stop],
) -> Reckoning:
    """Count with the extensions decided in time; one that came after the end extends nothing."""
    chosen = chosen_passage(rule, later) if version.transition else None
    extended = extensions_in(rule, later) if version.extensions else ()
    traits = _traits_in_time(version, start, later, facts, calendar, pauses)
    extensions = 0
    while True:
        reckoning = reckon(
            version, start, traits, calendar, extensions=extensions, pauses=spent(pauses),
            direction=rule.direction, chosen=chosen,
        )  # fmt: skip
        further = extended[extensions : extensions + 1]
        if not further or not in_time(further[0], reckoning.due_on, pauses):
            return reckoning
        extensions += 1


def _traits_in_time(
    version: Version,
    start: date,
    later: tuple[Event, ...],
    facts: Facts,
    calendar: Calendar,
    pauses: list[Stop],
) -> frozenset[str]:
    """Leave out a complexity that was found after the plain limit had ended."""
    finding = next((e for e in later if e.type is EventType.FOUND_COMPLEX), None)
    if finding is None or not version.conditions & FOUND_ONLY:
        return facts.traits
    plain = facts.traits - FOUND_ONLY
    due_on = reckon(version, start, plain, calendar, pauses=spent(pauses)).due_on
    return facts.traits if in_time(finding, due_on, pauses) else plain


def _from_fact(
    rule: Rule, facts: Facts, events: tuple[Event, ...], calendar: Calendar
) -> Iterator[Obligation]:
    """Count a time bar from the day stated, without the obstacles; the receipt uses it."""
    start = facts.learnt_on
    version = rule.in_force(start) if start else None
    if start is None or version is None or start.year < calendar.first_year:
        return
    reckoning = reckon(version, start, facts.traits, calendar, pauses=facts.obstacles)
    used = next((e.legal_date for e in events if e.type in rule.ends), None)
    standing = Standing.MET if used else Standing.RUNNING
    yield Obligation(rule, version, 0, reckoning, standing, used)


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
    if reckoning.due_on < version.from_:
        return None  # The last day in time lay before the rule was law.
    return Obligation(rule, version, start.sequence, reckoning, Standing.MET, came[-1].legal_date)


def _standing(
    rule: Rule, closing: Event | None, reckoning: Reckoning, pauses: list[Stop]
) -> tuple[Standing, date | None]:
    if closing is not None and closing.type in rule.ends:
        return Standing.MET, closing.legal_date
    if closing is not None:
        late = rule.nature in OWED and closing.legal_date > reckoning.due_on
        return (Standing.VOID_LATE, closing.legal_date) if late else (Standing.VOID, None)
    return (Standing.PAUSED if _stands(pauses, reckoning.due_on) else Standing.RUNNING), None


def _stands(pauses: list[Stop], due_on: date) -> bool:
    """Say whether the clock stands; a stop after the last day stops nothing."""
    return any(ended is None and begun.legal_date <= due_on for begun, ended in pauses)


def _on_expiry(
    rule: Rule, facts: Facts, events: tuple[Event, ...], rulebook: Rulebook, calendar: Calendar
) -> Iterator[Obligation]:
    """Open the way that an expired limit opens, from the last day of that limit.

    Where the complaint was never accepted, acceptance on its own last day is assumed and the date
    is an estimate: such a right is never taken to have lapsed.
    """
    if any(e.type in _ENDED_OTHERWISE for e in events):
        return
    limit = rulebook.rule(rule.starts_on_expiry_of)
    running = next((e for e in events if e.type in limit.starts), None)
    start = running.legal_date if running else _assumed_start(events, facts, rulebook, calendar)
    place = events.index(running) if running else -1
    later = events[place + 1 :] if running else ()
    pauses = pauses_of(limit, later)
    expiry = _reckoned(limit, limit.on(start), start, later, facts, calendar, pauses).due_on
    if _stands(pauses, expiry):
        return
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


# Without a decision these ends open no way to the second level.
_ENDED_OTHERWISE = frozenset(
    {
        EventType.REFUSED, EventType.DISCONTINUED, EventType.MERGED, EventType.GUIDED,
        EventType.FORWARDED, EventType.RETURNED, EventType.FILED_AWAY,
    }
)  # fmt: skip


def _assumed_start(
    events: tuple[Event, ...], facts: Facts, rulebook: Rulebook, calendar: Calendar
) -> date:
    receipt = events[0].legal_date
    acceptance = rulebook.rule("KN-27")
    chosen = chosen_passage(acceptance, events)
    version = acceptance.on(receipt)
    return reckon(version, receipt, facts.traits, calendar, chosen=chosen).due_on
