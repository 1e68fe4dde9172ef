"""Keep the stored copy of the obligations equal to what the law derives from the events."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, delete, insert, or_, select, true, update
from sqlalchemy.orm import Session

from tracker.casework.events import law_event, law_events
from tracker.law.calendar import Calendar
from tracker.law.events import Event
from tracker.law.levels import NO_LEADS, Leads, own_lead, thresholds
from tracker.law.moves import ENDED
from tracker.law.obligations import Obligation, Standing, obligations
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Nature
from tracker.law.workflow import Situation, replay
from tracker.records.base import change_rows
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import Case, CaseEvent, StoredObligation
from tracker.records.forecasts import step_times
from tracker.records.new_rows import insert_new

CHUNK = 500
ALARMING = frozenset({Nature.DUTY, Nature.LINE})
OPEN = frozenset({Standing.RUNNING, Standing.PAUSED})
COPIED = (
    "rule", "nature", "started_by", "started_on", "version_from", "due_on", "unrolled_on",
    "warn_on", "transition_on", "at_risk_from", "urgent_from", "standing", "met_on", "is_running",
    "is_estimated",
)  # fmt: skip
# Inline: nobody needs the new numbers back, so that all rows go in one round trip.
ADD = insert(StoredObligation).inline()
LEADING = ("leading_rule", "due_on", "at_risk_from", "urgent_from", "is_paused")


@dataclass(frozen=True, slots=True)
class Derived:
    """All that follows from the events of a case: where it stands and what is due."""

    situation: Situation
    rows: tuple[dict[str, Any], ...]
    leading: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found: cases looked at and the codes of those that differed."""

    cases: int
    different: tuple[str, ...]


def derive(
    events: tuple[Event, ...], rulebook: Rulebook, calendar: Calendar, leads: Leads = NO_LEADS
) -> Derived:
    """Derive the situation and the rows of the stored copy from the events.

    What still runs is warned of by the agency's own step times, what is over by the starting ones.
    """
    situation = replay(events)
    rows = tuple(
        _row(o, situation, calendar, leads) for o in obligations(events, rulebook, calendar)
    )
    return Derived(situation, rows, _leading(rows))


def _row(
    obligation: Obligation, situation: Situation, calendar: Calendar, leads: Leads
) -> dict[str, Any]:
    reckoning, rule_id, state = obligation.reckoning, obligation.rule.id, situation.state
    known = leads if obligation.standing in OPEN else NO_LEADS
    lead = own_lead(rule_id, situation.facts.kind, state, known)
    levels = thresholds(rule_id, state, reckoning.warn_on, calendar, lead)
    return {
        "rule": obligation.rule.id,
        "nature": obligation.rule.nature,
        "started_by": obligation.started_by,
        "started_on": reckoning.start,
        "version_from": obligation.version.from_,
        "due_on": reckoning.due_on,
        "unrolled_on": reckoning.unrolled_on,
        "warn_on": reckoning.warn_on,
        "transition_on": reckoning.transition_on,
        "at_risk_from": levels.at_risk_from,
        "urgent_from": levels.urgent_from,
        "standing": obligation.standing,
        "met_on": obligation.met_on,
        "is_running": obligation.standing is Standing.RUNNING
        and obligation.rule.nature in ALARMING,
        "is_estimated": obligation.is_estimated,
    }


def _leading(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Give the running duty that runs out first; where all are paused, the first paused one."""
    alarming = [r for r in rows if r["nature"] in ALARMING]
    running = [r for r in alarming if r["is_running"]]
    paused = [r for r in alarming if r["standing"] is Standing.PAUSED]
    first = min(running or paused, key=_by_due, default=None)
    if first is None:
        return dict.fromkeys(LEADING[:-1]) | {"is_paused": False}
    return {
        "leading_rule": first["rule"],
        "due_on": first["due_on"],
        "at_risk_from": first["at_risk_from"],
        "urgent_from": first["urgent_from"],
        "is_paused": bool(paused),
    }


def _by_due(row: dict[str, Any]) -> tuple[date, str]:
    return row["due_on"], row["rule"]


def refresh(session: Session, case: Case) -> Derived:
    """Bring a case and its stored obligations in line with its events."""
    derived = derive(
        law_events(case),
        Rulebook.load(),
        calendar_in_use(session),
        step_times(session, case.agency_id),
    )
    _take_over(case, derived)
    stored = {(o.rule, o.started_by): o for o in case.obligations}
    case.obligations = [
        _stored(stored.get((row["rule"], row["started_by"])), case, row) for row in derived.rows
    ]
    return derived


def begin(session: Session, case: Case) -> None:
    """Store a new case together with what is due from its first events."""
    derived = derive(
        law_events(case),
        Rulebook.load(),
        calendar_in_use(session),
        step_times(session, case.agency_id),
    )
    _take_over(case, derived)
    session.add(case)
    insert_new(session)
    if derived.rows:
        placed = _placed(case)
        session.connection().execute(ADD, [row | placed for row in derived.rows])


def _take_over(case: Case, derived: Derived) -> None:
    situation = derived.situation
    case.kind = situation.facts.kind
    case.level = situation.facts.level
    case.traits = sorted(str(t) for t in situation.facts.traits)
    case.state = situation.state
    case.is_open = situation.state not in ENDED
    case.closed_on = None if case.is_open else situation.last_date
    for name, value in derived.leading.items():
        setattr(case, name, value)


def _stored(existing: StoredObligation | None, case: Case, row: dict[str, Any]) -> StoredObligation:
    obligation = existing or StoredObligation(agency_id=case.agency_id, case=case)
    for name, value in row.items():
        setattr(obligation, name, value)
    obligation.unit_id, obligation.handler_id = case.unit_id, case.handler_id
    return obligation


def rebuild(session: Session, *, check: bool, around: Sequence[date] = ()) -> Rebuilt:
    """Derive stored obligations anew; with `check` only compare and change nothing.

    With `around` only the cases are looked at whose dates those days could move.
    """
    rulebook, calendar = Rulebook.load(), calendar_in_use(session)
    leads: dict[int, Leads] = {}
    seen, different = 0, []
    for cases in _in_chunks(session, around):
        events = events_of(session, list(cases))
        stored = _stored_of(session, list(cases))
        for case_id, case in cases.items():
            if case.agency_id not in leads:
                leads[case.agency_id] = step_times(session, case.agency_id)
            derived = derive(events[case_id], rulebook, calendar, leads[case.agency_id])
            seen += 1
            if _equal(derived, stored.get(case_id, []), case):
                continue
            different.append(case.code)
            if not check:
                _bring_in_line(session, case, derived, stored.get(case_id, []))
    return Rebuilt(seen, tuple(different))


def counting_over(days: Sequence[date]) -> ColumnElement[bool]:
    """Give the condition under which a stored obligation counts over one of the days."""
    row = StoredObligation
    # Some limits run up to a day instead of after it; warnings are counted back from the end.
    over = [
        or_(
            and_(or_(row.started_on <= day, row.at_risk_from <= day), row.due_on >= day),
            and_(row.due_on <= day, row.started_on >= day),
        )
        for day in days
    ]
    return or_(*over)


def _in_chunks(session: Session, around: Sequence[date]) -> Iterator[dict[int, Any]]:
    last, wanted = 0, cast("ColumnElement[bool]", true())
    if around:
        wanted = Case.id.in_(select(StoredObligation.case_id).where(counting_over(around)))
    columns = [Case.id, Case.code, Case.agency_id, Case.unit_id, Case.handler_id]
    columns += [getattr(Case, name) for name in LEADING]
    while True:
        rows = session.execute(
            select(*columns).where(Case.id > last, wanted).order_by(Case.id).limit(CHUNK)
        ).all()
        if not rows:
            return
        last = rows[-1].id
        yield {row.id: row for row in rows}


def events_of(session: Session, case_ids: Sequence[int]) -> dict[int, tuple[Event, ...]]:
    """Give the events of some cases as the law looks at them, by case."""
    rows = session.execute(
        select(
            CaseEvent.case_id,
            CaseEvent.sequence,
            CaseEvent.type,
            CaseEvent.legal_date,
            CaseEvent.corrects,
            CaseEvent.corrected_date,
            CaseEvent.particulars,
        )
        .where(CaseEvent.case_id.in_(case_ids))
        .order_by(CaseEvent.case_id, CaseEvent.sequence)
    )
    events: dict[int, list[Event]] = {}
    for row in rows:
        events.setdefault(row.case_id, []).append(law_event(row))
    return {case_id: tuple(found) for case_id, found in events.items()}


def _stored_of(session: Session, case_ids: list[int]) -> dict[int, list[Any]]:
    columns = [getattr(StoredObligation, name) for name in COPIED]
    stored: dict[int, list[Any]] = {}
    for row in session.execute(
        select(StoredObligation.case_id, StoredObligation.id, *columns).where(
            StoredObligation.case_id.in_(case_ids)
        )
    ):
        stored.setdefault(row.case_id, []).append(row)
    return stored


def _equal(derived: Derived, stored: list[Any], case: Any) -> bool:
    leading = {name: getattr(case, name) for name in LEADING}
    return _wanted(derived).keys() == _found(stored).keys() and leading == derived.leading


def _wanted(derived: Derived) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row[name] for name in COPIED): row for row in derived.rows}


def _found(stored: list[Any]) -> dict[tuple[Any, ...], int]:
    return {tuple(getattr(row, name) for name in COPIED): row.id for row in stored}


def _bring_in_line(session: Session, case: Any, derived: Derived, stored: list[Any]) -> None:
    """Write the obligations that differ; the others of the case are not touched."""
    wanted, found = _wanted(derived), _found(stored)
    gone = [found[row] for row in found.keys() - wanted.keys()]
    change_rows(session, delete(StoredObligation).where(StoredObligation.id.in_(gone)))
    placed = _placed(case)
    if new := [row | placed for values, row in wanted.items() if values not in found]:
        session.connection().execute(ADD, new)
    # Through Core: these columns are a derived copy, no one's act, and so not audited.
    table = cast("Table", Case.__table__)
    session.connection().execute(
        update(table).where(table.c.id == case.id).values(**derived.leading)
    )


def _placed(case: Any) -> dict[str, Any]:
    """Say to which case a stored obligation belongs, and with whom it lies."""
    return {
        "case_id": case.id,
        "agency_id": case.agency_id,
        "unit_id": case.unit_id,
        "handler_id": case.handler_id,
    }
