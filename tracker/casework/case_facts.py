"""Read cases in bulk as the checks see them: a few statements for many cases at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, TypeAlias

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.access import GRANTS, Permission, Role, Scope
from tracker.law.calendar import Calendar
from tracker.law.events import Event, effective
from tracker.law.findings.record import CaseRecord, Duty, Given, Opening, Written
from tracker.law.rules import Nature
from tracker.records.base import day_of, read
from tracker.records.cases import Assignment, Case, CaseBarrier, CaseEvent, PetitionLink
from tracker.records.cases import StoredObligation as Stored
from tracker.records.organisation import Membership
from tracker.records.petitions import Party, UnsealGrant
from tracker.records.unsealing import UnsealPermit

RolesOn: TypeAlias = Callable[[int, date], set[Role]]
LOOKED_AT = (Nature.DUTY, Nature.LINE, Nature.KEEP, Nature.EFFECT)
ENTITLING = GRANTS[Permission.IDENTITY_UNSEAL]


@dataclass(frozen=True, slots=True)
class Read:
    """A case as the checks see it, with what a finding about it must name."""

    id: int
    agency_id: int
    unit_id: int
    code: str
    record: CaseRecord


def read_cases(
    session: Session, ids: Sequence[int], *, now: datetime, calendar: Calendar
) -> Iterator[Read]:
    """Give some cases with all that the checks ask of them."""
    cases = read(session, _cases(ids)).all()
    zone, today = now.tzinfo, now.date()
    events, written = _events(session, ids, zone)
    duties, given = _duties(session, ids), _given(session, ids, zone)
    people, units = _barred(session, ids)
    openings = _openings(session, ids, given, zone)
    for row in cases:
        happened = tuple(events[row.id])
        record = CaseRecord(
            row.kind, row.level, row.state, row.is_open, row.received_on, row.closed_on,
            frozenset(row.traits), happened, effective(happened), written[row.id],
            tuple(duties[row.id]), today, calendar, tuple(given[row.id]),
            tuple(openings[row.id]), frozenset(people[row.id]), frozenset(units[row.id]),
        )  # fmt: skip
        yield Read(row.id, row.agency_id, row.unit_id or row.logged_unit_id, row.code, record)


def _cases(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id, Case.agency_id, Case.unit_id, Case.logged_unit_id, Case.code, Case.kind,
            Case.level, Case.state, Case.is_open, Case.received_on, Case.closed_on, Case.traits,
        )
        .where(Case.id.in_(ids))
        .order_by(Case.id)
    )  # fmt: skip


def _events(
    session: Session, ids: Sequence[int], zone: tzinfo | None
) -> tuple[Mapping[int, list[Event]], Mapping[int, dict[int, Written]]]:
    events: dict[int, list[Event]] = defaultdict(list)
    written: dict[int, dict[int, Written]] = defaultdict(dict)
    stmt = (
        select(
            CaseEvent.case_id, CaseEvent.sequence, CaseEvent.type, CaseEvent.legal_date,
            CaseEvent.corrects, CaseEvent.corrected_date, CaseEvent.particulars,
            CaseEvent.recorded_at, CaseEvent.recorded_by_id, CaseEvent.document_number,
        )
        .where(CaseEvent.case_id.in_(ids))
        .order_by(CaseEvent.case_id, CaseEvent.sequence)
    )  # fmt: skip
    for case_id, sequence, type_, on, corrects, right, told, at, by, document in read(
        session, stmt
    ):
        events[case_id].append(Event(sequence, type_, on, corrects, right, told))
        written[case_id][sequence] = Written(day_of(at, zone), by, document)
    return events, written


def _duties(session: Session, ids: Sequence[int]) -> Mapping[int, list[Duty]]:
    duties: dict[int, list[Duty]] = defaultdict(list)
    stmt = (
        select(
            Stored.case_id, Stored.rule, Stored.nature, Stored.started_by, Stored.started_on,
            Stored.due_on, Stored.unrolled_on, Stored.standing, Stored.met_on,
            Stored.is_estimated,
        )
        .where(Stored.case_id.in_(ids), Stored.nature.in_(LOOKED_AT))
        .order_by(Stored.case_id, Stored.due_on)
    )  # fmt: skip
    for case_id, *values in read(session, stmt):
        duties[case_id].append(Duty(*values))
    return duties


def _given(session: Session, ids: Sequence[int], zone: tzinfo | None) -> Mapping[int, list[Given]]:
    given: dict[int, list[Given]] = defaultdict(list)
    stmt = (
        select(
            Assignment.case_id, Assignment.unit_id, Assignment.user_id, Assignment.starts_at,
            Assignment.ends_at, Assignment.assigned_by_id,
        )
        .where(Assignment.case_id.in_(ids))
        .order_by(Assignment.case_id, Assignment.id)
    )  # fmt: skip
    for case_id, unit_id, user_id, starts_at, ends_at, by in read(session, stmt):
        until = day_of(ends_at, zone) if ends_at else None
        from_on = day_of(starts_at, zone)
        given[case_id].append(Given(unit_id, user_id, from_on, until, by))
    return given


def _barred(
    session: Session, ids: Sequence[int]
) -> tuple[Mapping[int, set[int]], Mapping[int, set[int]]]:
    people: dict[int, set[int]] = defaultdict(set)
    units: dict[int, set[int]] = defaultdict(set)
    stmt = select(CaseBarrier.case_id, CaseBarrier.user_id, CaseBarrier.unit_id)
    for case_id, user_id, unit_id in read(session, stmt.where(CaseBarrier.case_id.in_(ids))):
        if user_id:
            people[case_id].add(user_id)
        if unit_id:
            units[case_id].add(unit_id)
    return people, units


def _openings(
    session: Session, ids: Sequence[int], given: Mapping[int, list[Given]], zone: tzinfo | None
) -> Mapping[int, list[Opening]]:
    """Give the openings of identities, each with whether the opener had the right that day."""
    sealed_by = (
        select(func.max(Party.sealed_by_id))
        .where(Party.petition_id == UnsealGrant.petition_id)
        .scalar_subquery()
    )
    stmt = (
        select(
            PetitionLink.case_id, UnsealGrant.id, UnsealGrant.user_id, UnsealGrant.opened_at,
            sealed_by,
        )
        .join(PetitionLink, PetitionLink.petition_id == UnsealGrant.petition_id)
        .where(PetitionLink.case_id.in_(ids))
        .order_by(PetitionLink.case_id, UnsealGrant.id)
    )  # fmt: skip
    rows = read(session, stmt).all()
    roles = _roles(session, {row.user_id for row in rows})
    named = select(UnsealPermit).where(UnsealPermit.case_id.in_(ids))
    permits = session.scalars(named).all() if rows else ()
    openings: dict[int, list[Opening]] = defaultdict(list)
    for case_id, number, user_id, opened_at, sealer in rows:
        on = day_of(opened_at, zone)
        scopes = {ENTITLING[role] for role in roles(user_id, on) if role in ENTITLING}
        entitled = (
            Scope.AGENCY in scopes
            or (Scope.OWN in scopes and sealer == user_id)
            or (Scope.ASSIGNED in scopes and _lay_with(user_id, on, given[case_id]))
            or any(p.held(case_id, user_id, opened_at, on) for p in permits)
        )
        openings[case_id].append(Opening(number, user_id, on, entitled))
    return openings


def _roles(session: Session, people: set[int]) -> RolesOn:
    """Give the way to the roles that people held on a day."""
    rows = []
    if people:
        stmt = select(
            Membership.user_id, Membership.role, Membership.starts_on, Membership.ends_on
        ).where(Membership.user_id.in_(people))
        rows = list(read(session, stmt))

    def held(user_id: int, on: date) -> set[Role]:
        return {
            row.role
            for row in rows
            if row.user_id == user_id
            and row.starts_on <= on
            and (row.ends_on is None or on <= row.ends_on)
        }

    return held


def _lay_with(user_id: int, on: date, given: Sequence[Given]) -> bool:
    """Say whether a case lay with a person on a day; whoever stood in shows in the audit."""
    return any(
        g.user_id == user_id and g.from_on <= on and (g.until_on is None or on <= g.until_on)
        for g in given
    )
