"""What became of the matters of an entry, in the words of the book."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from tracker.books.entries import Matter
from tracker.law.events import Event, EventType, Trait
from tracker.law.history import Outcome
from tracker.law.moves import State
from tracker.web.words import term, vn_date

E = EventType
GUIDED = frozenset({E.GUIDED, E.RETURNED})
FORWARDED = frozenset({E.FORWARDED, E.TAKEN_AS_INFORMATION})
ACCEPTED = frozenset({E.ACCEPTED})
PASSED_ON = GUIDED | FORWARDED | {E.FILED_AWAY}
ENDED = frozenset(
    {
        E.REFUSED, E.FILED_AWAY, E.SUSPENDED, E.RESUMED, E.DISCONTINUED, E.DECIDED, E.CONCLUDED,
        E.ANSWERED, E.INSPECTED, E.RESULT_RECEIVED, E.MERGED,
    }
)  # fmt: skip
UNDECIDED = frozenset({State.RECEIVED, State.MERGED})


def is_competent(matter: Matter) -> bool:
    """Say whether the matter was found to be within competence."""
    return Trait.OUTSIDE_COMPETENCE.value not in matter.traits and matter.state not in UNDECIDED


def guided(matters: Iterable[Matter]) -> Iterator[str]:
    """Tell where someone was guided, or a petition returned."""
    return _told(matters, GUIDED)


def forwarded(matters: Iterable[Matter]) -> Iterator[str]:
    """Tell where a petition was forwarded."""
    return _told(matters, FORWARDED)


def accepted(matters: Iterable[Matter]) -> Iterator[str]:
    """Tell by which paper a matter was accepted here."""
    return _told(matters, ACCEPTED)


def passed_on(matters: Iterable[Matter]) -> Iterator[str]:
    """Tell how a petition left the desk without being settled here."""
    return _told(matters, PASSED_ON)


def results(matters: Iterable[Matter]) -> Iterator[str]:
    """Tell how each matter went on: its code, its results, else where it stands."""
    for matter in matters:
        told = "; ".join(_step(matter, step) for step in matter.steps if step.type in ENDED)
        yield f"{matter.code}: {told or term(matter.state)}"


def _told(matters: Iterable[Matter], events: frozenset[EventType]) -> Iterator[str]:
    return (_step(m, step) for m in matters for step in m.steps if step.type in events)


def _step(matter: Matter, step: Event) -> str:
    """Tell one step: what, where to, how it ended, the number and day of its paper."""
    known = {o.value: o for o in Outcome}
    outcome = known.get(str(step.particulars.get("outcome")))
    named = [term(step.type), str(step.particulars.get("to") or ""), term(outcome)]
    what = ", ".join(words for words in named if words)
    number = matter.papers.get(step.sequence)
    if number:
        return str(
            _("%(what)s, số %(number)s ngày %(day)s",
              what=what, number=number, day=vn_date(step.legal_date))
        )  # fmt: skip
    return str(_("%(what)s, ngày %(day)s", what=what, day=vn_date(step.legal_date)))
