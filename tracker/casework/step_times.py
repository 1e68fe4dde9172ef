"""Learn how long steps take in an agency, and warn of what still runs by it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from tracker.casework.obligations import ALARMING, OPEN
from tracker.casework.risk_signs import Owed
from tracker.law.calendar import Calendar
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.levels import lead_for, learnt_lead, own_lead, thresholds
from tracker.law.moves import State
from tracker.law.obligations import Standing
from tracker.law.rulebook import Rulebook
from tracker.records.base import change_rows, read
from tracker.records.cases import Case, StoredObligation
from tracker.records.forecasts import StepTime, step_times

Key = tuple[str, CaseKind, State]
STOPS = frozenset({EventType.SUSPENDED, EventType.RESUMED})


def needs(owed: Iterable[Owed], calendar: Calendar) -> dict[Key, list[int]]:
    """Give the working days that duties which were met took from each step on, by kind and step."""
    found: dict[Key, list[int]] = defaultdict(list)
    for duty in owed:
        for state, days in _needs(duty, calendar):
            found[duty.rule, duty.kind, state].append(days)
    return found


def _needs(owed: Owed, calendar: Calendar) -> Iterator[tuple[State, int]]:
    """Give each step that a duty went through, with the working days from there to its end.

    A case that was stopped says nothing about how long its steps take.
    """
    if owed.standing is not Standing.MET or owed.met_on is None:
        return
    first = bisect_left(owed.path.days, owed.started_on)
    seen: set[State] = set()
    walked = zip(owed.path.days, owed.path.events, owed.path.situations, strict=True)
    for day, event, situation in list(walked)[first:]:
        if event.type in STOPS:
            return
        if day > owed.met_on or (event.type in _ends(owed) and day == owed.met_on):
            return
        if situation.state not in seen and calendar.known(day.year):
            seen.add(situation.state)
            yield situation.state, max(0, calendar.working_days_between(day, owed.met_on))


def _ends(owed: Owed) -> frozenset[EventType]:
    return Rulebook.load().rule(owed.rule).ends


def keep_step_times(
    session: Session, agency_id: int, owed: Sequence[Owed], calendar: Calendar, on: date
) -> None:
    """Keep what an agency's own cases needed, in place of what was learnt before."""
    change_rows(session, delete(StepTime).where(StepTime.agency_id == agency_id))
    rows = []
    for (rule, kind, state), days in sorted(needs(owed, calendar).items()):
        lead = learnt_lead(lead_for(rule, state), days)
        key = {"agency_id": agency_id, "rule": rule, "kind": kind, "state": state}
        told = {"typical": lead.urgent, "slow": lead.at_risk, "cases": lead.cases}
        rows.append({**key, **told, "learnt_on": on})
    if rows:
        session.connection().execute(insert(StepTime).inline(), rows)
    realign(session, agency_id, calendar)


def realign(session: Session, agency_id: int, calendar: Calendar) -> int:
    """Warn of every open duty of an agency by its step times; give the number that changed."""
    leads = step_times(session, agency_id)
    known: dict[tuple[Any, ...], Any] = {}
    duties, cases = [], []
    for row in read(session, _open_duties().where(StoredObligation.agency_id == agency_id)):
        key = (row.rule, row.kind, row.state, row.warn_on)
        if key not in known:
            lead = own_lead(row.rule, row.kind, row.state, leads)
            known[key] = thresholds(row.rule, row.state, row.warn_on, calendar, lead)
        new = known[key]
        if (row.at_risk_from, row.urgent_from) != (new.at_risk_from, new.urgent_from):
            told = {"at_risk": new.at_risk_from, "urgent": new.urgent_from}
            duties.append({"row_id": row.id, **told})
            if (row.leading_rule, row.leading_due) == (row.rule, row.due_on):
                cases.append({"row_id": row.case_id, **told})
    _write(session, cast("Table", StoredObligation.__table__), duties)
    # Through Core: these columns are a derived copy, no one's act, and so not audited.
    _write(session, cast("Table", Case.__table__), cases)
    return len(duties)


def _open_duties() -> Any:
    row = StoredObligation
    return (
        select(
            row.id, row.case_id, row.rule, row.due_on, row.warn_on, row.at_risk_from,
            row.urgent_from, Case.kind, Case.state, Case.leading_rule,
            Case.due_on.label("leading_due"),
        )
        .join(Case, Case.id == row.case_id)
        .where(row.standing.in_(sorted(OPEN)), row.nature.in_(sorted(ALARMING)))
    )  # fmt: skip


def _write(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        stmt = update(table).where(table.c.id == bindparam("row_id"))
        stmt = stmt.values(at_risk_from=bindparam("at_risk"), urgent_from=bindparam("urgent"))
        session.connection().execute(stmt, rows)
    session.expire_all()
