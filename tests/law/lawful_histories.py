"""Histories that grow step by step, each lawful on its day, and what follows from them."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tracker.law.calendar import Calendar
from tracker.law.events import FOUND_ONLY, Circumstance, Event, EventType, Facts, Trait, effective
from tracker.law.grounds import grounds_for
from tracker.law.history import Outcome, check
from tracker.law.kinds import SETTLED_BY_ANSWER, CaseKind, Level, levels_of
from tracker.law.obligations import Obligation, obligations
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Refusal
from tracker.law.workflow import open_moves, replay

E = EventType
Events = tuple[Event, ...]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Told = dict[str, object]
Key = tuple[str, int]

BOOK = Rulebook.load()
CALENDAR = Calendar.official()
LONGEST = 12
TODAY = date(2036, 1, 1)
ALL_MATTERS = [(kind, level) for kind in CaseKind for level in levels_of(kind)]
MATTERS = st.sampled_from(ALL_MATTERS)
WITH_STOPS = frozenset(CaseKind) - SETTLED_BY_ANSWER
FIRST_DAYS = st.one_of(
    st.dates(date(2026, 5, 25), date(2026, 8, 10)),  # Around the change of law.
    st.dates(date(2019, 1, 2), date(2027, 6, 30)),
)
GAPS = st.sampled_from([0, 1, 1, 2, 3, 5, 8, 13, 20, 31, 45])
CHANCES = st.integers(0, 9)
TRAITS = st.lists(st.sampled_from(sorted(set(Trait) - FOUND_ONLY)), max_size=3, unique=True)
BARRING = {Trait.OUTSIDE_COMPETENCE, Trait.UNNAMED}
OUTCOMES = st.sampled_from([{}, *({"outcome": outcome.value} for outcome in Outcome)])
PASSAGES = st.sampled_from(["old", "new"])
ONE_CRITERION = {"criteria": ["a"]}
CRITERIA = st.sampled_from([ONE_CRITERION, {"criteria": ["a", "b"]}])
WAYS = st.lists(st.sampled_from(list(Circumstance)), max_size=2, unique=True)
# What starts, settles, stops or stretches a clock comes up more often than the rest.
TELLING = frozenset(
    {
        E.CLASSIFIED, E.ACCEPTED, E.REFUSED, E.FORWARDED, E.FOUND_COMPLEX, E.VERIFICATION_ORDERED,
        E.VERIFICATION_REPORTED, E.DIALOGUE_HELD, E.DECIDED, E.DECISION_SENT, E.DECISION_PUBLISHED,
        E.CONCLUDED, E.CONCLUSION_SENT, E.CONCLUSION_HANDLED, E.CONCLUSION_PUBLISHED, E.ANSWERED,
    }
)  # fmt: skip
MOVING = frozenset(
    {
        E.EXTENDED, E.SUSPENDED, E.RESUMED, E.EXPERT_REQUESTED, E.EXPERT_ANSWERED,
        E.TRANSITION_CHOSEN,
    }
)  # fmt: skip
NOT_MOVING = frozenset(E) - MOVING
OFTEN = 4


@st.composite
def histories(draw: Draw) -> Events:
    """Give a history of any kind; half of them begin with a matter that is already accepted."""
    events = _begun(draw, draw(MATTERS), is_accepted=draw(st.booleans()))
    return grown(draw, events, draw(st.integers(0, LONGEST - len(events))), corrects=True)


@st.composite
def moving_histories(draw: Draw, kinds: frozenset[CaseKind] = WITH_STOPS) -> Events:
    """Give a history whose clock is mostly stopped, stretched and corrected before it ends."""
    matters = [matter for matter in ALL_MATTERS if matter[0] in kinds]
    events = _begun(draw, draw(st.sampled_from(matters)), is_accepted=True)
    day = last_date(events) + timedelta(draw(GAPS))
    events = added(events, E.FOUND_COMPLEX, day, draw(CRITERIA))
    events = grown(draw, events, draw(st.integers(1, 6)), corrects=True, without=NOT_MOVING)
    return grown(draw, events, draw(st.integers(0, 2)), corrects=True)


def grown(
    draw: Draw,
    events: Events,
    steps: int,
    *,
    after: date | None = None,
    without: frozenset[EventType] = frozenset(),
    corrects: bool = False,
) -> Events:
    """Add so many lawful steps, fewer where what was drawn is refused; `after` dates them all."""
    for _ in range(steps):
        chance = draw(CHANCES)
        if corrects and chance == 0:
            events = _corrected(draw, events)
        else:
            day = _day(draw, events, after, is_backdated=chance == 1 and after is None)
            events = _stepped(draw, events, day, without)
    return events


def _begun(draw: Draw, matter: tuple[CaseKind, Level], *, is_accepted: bool) -> Events:
    kind, level = matter
    traits = [t for t in draw(TRAITS) if not is_accepted or t not in BARRING]
    told = {"kind": kind.value, "level": level.value, "traits": [t.value for t in traits]}
    day = draw(FIRST_DAYS)
    events: Events = (Event(1, E.RECEIVED, day, None, None, told),)
    for type_ in (E.CLASSIFIED, E.ACCEPTED) if is_accepted else ():
        day += timedelta(draw(GAPS))
        events = added(events, type_, day, told if type_ is E.CLASSIFIED else {})
    return events


def added(events: Events, type_: EventType, day: date, told: Told | None = None) -> Events:
    """Add one step if it is lawful."""
    return _kept(events, Event(len(events) + 1, type_, day, None, None, told or {}))


def both(events: Events, one: EventType, other: EventType, day: date) -> Events:
    """Add two steps on one day, if both are lawful in this order."""
    longer = added(added(events, one, day, ONE_CRITERION), other, day, ONE_CRITERION)
    return longer if len(longer) == len(events) + 2 else ()


def struck_out(events: Events, sequence: int, moved_to: date | None = None) -> Events:
    """Strike one step out, or give it another day, if the others stay lawful."""
    last = max(e.legal_date for e in events)
    return _kept(events, Event(len(events) + 1, E.CORRECTED, last, sequence, moved_to))


def judged(events: Events, calendar: Calendar = CALENDAR) -> dict[Key, Obligation]:
    """Give what is due of a case, by the rule and the event that began it."""
    return {(o.rule.id, o.started_by): o for o in obligations(events, BOOK, calendar)}


def shown(obligation: Obligation) -> tuple[object, ...]:
    """Give all of an obligation that a reader sees of it."""
    counted = obligation.reckoning
    days = (counted.start, counted.unrolled_on, counted.warn_on, obligation.due_on)
    return *days, obligation.standing, obligation.met_on


def last_date(events: Events) -> date:
    """Give the day of the last thing that happened."""
    return max(e.legal_date for e in effective(events))


def _kept(events: Events, candidate: Event) -> Events:
    try:
        check(events, candidate, TODAY)
    except Refusal:
        return events
    return (*events, candidate)


def _stepped(draw: Draw, events: Events, day: date, without: frozenset[EventType]) -> Events:
    situation = replay([e for e in effective(events) if e.legal_date <= day])
    types = [m.event for m in open_moves(situation, day) if m.event not in without]
    weighed = [t for t in types for _ in range(OFTEN if t in TELLING | MOVING else 1)]
    if not weighed:
        return events
    type_ = draw(st.sampled_from(weighed))
    return added(events, type_, day, _told(draw, type_, situation.facts, day))


def _day(draw: Draw, events: Events, after: date | None, *, is_backdated: bool) -> date:
    last, gap = last_date(events), draw(GAPS)
    if is_backdated:
        return max(last - timedelta(gap), effective(events)[0].legal_date)
    return last + timedelta(gap) if after is None or last > after else after + timedelta(gap + 1)


def _corrected(draw: Draw, events: Events) -> Events:
    """Strike out or move any step but the receipt's being there."""
    target = draw(st.sampled_from([e for e in events if e.type is not E.CORRECTED]))
    moved_to = target.legal_date + timedelta(draw(st.integers(-10, 10)))
    return struck_out(events, target.sequence, draw(st.sampled_from([None, moved_to, moved_to])))


def _told(draw: Draw, type_: EventType, facts: Facts, day: date) -> Told:
    tell = TOLD_OF.get(type_)
    if tell is not None:
        return tell(draw, facts, day)
    grounds = grounds_for(type_, facts.kind, day)
    return {"ground": draw(st.sampled_from(grounds)).value} if grounds else {}


def _matter(draw: Draw, facts: Facts, _day: date) -> Told:
    """Classify mostly as it came; sometimes as another kind, or with other traits."""
    kind, level, chance = facts.kind, facts.level, draw(CHANCES)
    if chance == 0:
        kind, level = draw(MATTERS)
    traits = draw(TRAITS) if chance < 3 else sorted(facts.traits - FOUND_ONLY)
    return {"kind": kind.value, "level": Level(level).value, "traits": [str(t) for t in traits]}


def _check_list(draw: Draw, _facts: Facts, day: date) -> Told:
    learnt_on = day - timedelta(draw(st.integers(0, 200)))
    begun = learnt_on + timedelta(draw(st.integers(0, 60)))
    obstacle = (begun, begun + timedelta(draw(st.integers(1, 60))))
    return {"learnt_on": learnt_on, "obstacles": draw(st.sampled_from([[], [obstacle]]))}


def _choice(draw: Draw, facts: Facts, _day: date) -> Told:
    rule = "KN-27" if facts.kind is CaseKind.COMPLAINT else "KL-50.a"
    return {"rule": rule, "passage": draw(PASSAGES)}


def _criteria(draw: Draw, _facts: Facts, _day: date) -> Told:
    return draw(CRITERIA)


def _outcome(draw: Draw, _facts: Facts, _day: date) -> Told:
    return draw(OUTCOMES)


def _ways(draw: Draw, _facts: Facts, _day: date) -> Told:
    return {"circumstances": [way.value for way in draw(WAYS)]}


TOLD_OF: Mapping[EventType, Callable[[Draw, Facts, date], Told]] = {
    E.CLASSIFIED: _matter,
    E.CHECKED: _check_list,
    E.TRANSITION_CHOSEN: _choice,
    E.FOUND_COMPLEX: _criteria,
    E.DECIDED: _outcome,
    E.DECISION_PUBLISHED: _ways,
    E.CONCLUSION_PUBLISHED: _ways,
    E.INTERNALLY_PUBLISHED: _ways,
    E.PROTECTION_REQUESTED: _ways,
}
