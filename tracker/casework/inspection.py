"""Run the checks over an agency: a second run finds the same again, what went away is closed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session

from tracker.casework.agency_facts import read_agency
from tracker.casework.case_facts import read_cases
from tracker.casework.changed_cases import all_cases, changed_cases
from tracker.law.calendar import Calendar
from tracker.law.findings import values
from tracker.law.findings.catalogue import CHECKS, Found, examine_agency, examine_case
from tracker.law.rulebook import Rulebook
from tracker.records.base import read
from tracker.records.calendar import CalendarDay, calendar_in_use
from tracker.records.cases import Case
from tracker.records.inspection import CheckRun, Finding, FindingAct, FindingDeed, FindingState

CHUNK = 500
TABLE = cast("Table", Finding.__table__)
ADD = insert(TABLE).inline()


class Key(NamedTuple):
    """What makes a finding the same from run to run."""

    code: str
    subject: str
    place: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that a run found, with where it belongs."""

    case_id: int | None
    unit_id: int
    facts: dict[str, Any]


@dataclass(slots=True)
class Tally:
    """What a run did: cases looked at, findings new, gone, seen again."""

    cases: int = 0
    new: int = 0
    gone: int = 0
    again: int = 0
    is_full: bool = True
    by_check: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pass:
    """One run: over which agency, when, by which calendar."""

    agency_id: int
    now: datetime
    calendar: Calendar

    @property
    def today(self) -> date:
        """Give the day of the run."""
        return self.now.date()


def run_checks(session: Session, agency_id: int, *, now: datetime, full: bool) -> Tally:
    """Look at what changed since the last run, or at everything, and keep what was found."""
    run = Pass(agency_id, now, calendar_in_use(session))
    basis, last = _basis(session), last_run(session, agency_id)
    is_full = full or last is None or last.basis != basis
    tally = Tally(is_full=is_full)
    if is_full or last is None:
        ids: Sequence[int] = all_cases(session, agency_id)
    else:
        ids = changed_cases(session, last, now=now)
    for chunk in _chunks(ids):
        _look_at_cases(session, run, chunk, tally)
    _look_at_agency(session, run, tally)
    session.add(
        CheckRun(
            agency_id=agency_id, started_at=now, looked_on=run.today, basis=basis,
            is_full=is_full, cases=tally.cases, found=tally.new, gone=tally.gone,
        )
    )  # fmt: skip
    session.flush()
    return tally


def check_case(session: Session, case: Case, *, now: datetime) -> Tally:
    """Look at one case and keep what was found."""
    run, tally = Pass(case.agency_id, now, calendar_in_use(session)), Tally(is_full=False)
    _look_at_cases(session, run, [case.id], tally)
    session.flush()
    return tally


def last_run(session: Session, agency_id: int) -> CheckRun | None:
    """Give the latest run over an agency."""
    return session.scalars(
        select(CheckRun)
        .where(CheckRun.agency_id == agency_id)
        .order_by(CheckRun.id.desc())
        .limit(1)
    ).first()


def _basis(session: Session) -> str:
    """Name what every finding rests on: the checks, their marks, the periods, the days off."""
    days = sorted(read(session, select(CalendarDay.on, CalendarDay.kind)).all())
    periods = [
        (rule.id, str(version.from_), [(each.number, each.unit.value) for each in version.lengths])
        for rule in Rulebook.load().rules
        for version in rule.versions
    ]
    marks = [(name, getattr(values, name)) for name in values.__all__]
    told = (list(map(str, CHECKS)), marks, [(str(on), str(kind)) for on, kind in days], periods)
    return sha256(repr(told).encode()).hexdigest()


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _look_at_cases(session: Session, run: Pass, ids: Sequence[int], tally: Tally) -> None:
    seen: dict[Key, Seen] = {}
    for each in read_cases(session, ids, now=run.now, calendar=run.calendar):
        tally.cases += 1
        subject = f"case:{each.id}"
        seen |= _keyed(examine_case(each.record), subject, each.id, each.unit_id)
    _keep(session, run, seen, _stored(session, TABLE.c.case_id.in_(ids)), tally)


def _look_at_agency(session: Session, run: Pass, tally: Tally) -> None:
    agency = read_agency(session, run.agency_id, now=run.now, calendar=run.calendar)
    subject = f"unit:{run.agency_id}"
    seen = _keyed(examine_agency(agency), subject, None, run.agency_id)
    mine = (TABLE.c.agency_id == run.agency_id) & TABLE.c.case_id.is_(None)
    _keep(session, run, seen, _stored(session, mine), tally)


def _keyed(
    found: Iterable[Found], subject: str, case_id: int | None, unit_id: int
) -> dict[Key, Seen]:
    """Name each finding; what is about one unit of the agency belongs to that unit."""
    keyed = {}
    for each in found:
        unit = each.facts.get("unit") if case_id is None else None
        seen = Seen(case_id, unit if isinstance(unit, int) else unit_id, dict(each.facts))
        keyed[Key(each.code.value, subject, each.place[:64])] = seen
    return keyed


def _stored(session: Session, wanted: Any) -> dict[Key, Any]:
    columns = [TABLE.c[name] for name in ("id", "check_code", "subject", "place", "unit_id")]
    columns += [TABLE.c[name] for name in ("facts", "gone_on", "state")]
    rows = read(session, select(*columns).where(wanted))
    return {Key(row.check_code.value, row.subject, row.place): row for row in rows}


def _keep(
    session: Session, run: Pass, seen: Mapping[Key, Seen], stored: Mapping[Key, Any], tally: Tally
) -> None:
    """Write what is new, what reads differently, what is gone and what came back."""
    new = [_row(run, key, found) for key, found in seen.items() if key not in stored]
    if new:
        session.connection().execute(ADD, new)
    for row in new:
        tally.by_check[row["check_code"].value] = tally.by_check.get(row["check_code"].value, 0) + 1
    tally.new += len(new)
    for key, row in stored.items():
        if row.state is FindingState.CLOSED:
            continue
        if key not in seen:
            tally.gone += _gone(session, run, row)
        else:
            tally.again += _still_there(session, run, row, seen[key])


def _row(run: Pass, key: Key, seen: Seen) -> dict[str, Any]:
    return {
        "agency_id": run.agency_id,
        "check_code": next(c for c in CHECKS if c.value == key.code),
        "subject": key.subject,
        "place": key.place,
        "case_id": seen.case_id,
        "unit_id": seen.unit_id,
        "facts": seen.facts,
        "first_seen_on": run.today,
        "state": FindingState.NEW,
        "version": 1,
    }


def _gone(session: Session, run: Pass, row: Any) -> int:
    """Close what nobody has taken up; what the inspector asked about stays with the inspector."""
    if row.gone_on is not None:
        return 0
    is_new = row.state is FindingState.NEW
    _change(session, row.id, gone_on=run.today, **({"state": FindingState.GONE} if is_new else {}))
    _note(session, run, row.id, FindingDeed.GONE)
    return 1


def _still_there(session: Session, run: Pass, row: Any, seen: Seen) -> int:
    changes: dict[str, Any] = {}
    if row.facts != seen.facts:
        changes["facts"] = seen.facts
    if row.unit_id != seen.unit_id and row.state is FindingState.NEW:
        changes["unit_id"] = seen.unit_id
    came_back = row.gone_on is not None
    if came_back:
        changes["gone_on"] = None
        if row.state is FindingState.GONE:
            changes["state"] = FindingState.NEW
        _note(session, run, row.id, FindingDeed.SEEN_AGAIN)
    if changes:
        _change(session, row.id, **changes)
    return int(came_back)


def _change(session: Session, finding_id: int, **values: Any) -> None:
    changed = update(TABLE).where(TABLE.c.id == finding_id)
    session.connection().execute(changed.values(version=TABLE.c.version + 1, **values))


def _note(session: Session, run: Pass, finding_id: int, deed: FindingDeed) -> None:
    session.add(
        FindingAct(agency_id=run.agency_id, finding_id=finding_id, deed=deed, recorded_at=run.now)
    )
