"""Why a date is that date: the steps of the counting and the row of days, for one obligation."""

from dataclasses import dataclass

from tracker.casework.events import law_events
from tracker.law.calendar import Calendar
from tracker.law.explanation import Step, explain
from tracker.law.obligations import OWED, Obligation, Standing, obligations
from tracker.law.rulebook import Rulebook
from tracker.records.cases import Case
from tracker.web.strip_days import ShownDay, shown_days

RUNNING = frozenset({Standing.RUNNING, Standing.PAUSED})


@dataclass(frozen=True, slots=True)
class Explained:
    """One obligation with all that makes its date."""

    obligation: Obligation
    steps: tuple[Step, ...]
    days: tuple[ShownDay, ...]


def explained(case: Case, rule_id: str, started_by: int, calendar: Calendar) -> Explained | None:
    """Derive an obligation anew and say how its date was counted."""
    derived = obligations(law_events(case), Rulebook.load(), calendar)
    found = next((o for o in derived if (o.rule.id, o.started_by) == (rule_id, started_by)), None)
    if found is None:
        return None
    return _explained(found, calendar)


def running(case: Case, calendar: Calendar) -> list[Explained]:
    """Say of every duty that still runs how its date was counted, what is due first on top."""
    derived = obligations(law_events(case), Rulebook.load(), calendar)
    still = (o for o in derived if o.standing in RUNNING and o.rule.nature in OWED)
    return [_explained(each, calendar) for each in still]


def _explained(obligation: Obligation, calendar: Calendar) -> Explained:
    return Explained(
        obligation,
        explain(obligation.reckoning, obligation.rule, calendar),
        shown_days(obligation.reckoning, calendar),
    )
