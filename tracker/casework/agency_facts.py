"""Read an agency as the checks see it: its receptions, books, numbers, and its cases as a whole."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from hashlib import sha256
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework.duty import is_known, months_of, recorded_since
from tracker.casework.notices import missing_texts
from tracker.casework.numbering import PETITION_SERIES, VISIT_SERIES, series_of
from tracker.casework.posts import people_with
from tracker.law.calendar import Calendar
from tracker.law.events import EventType as E
from tracker.law.findings.record import (
    AgencyRecord,
    Extension,
    Incomplete,
    MonthOfHead,
    Numbers,
    PlannedDay,
    SameText,
)
from tracker.law.findings.values import SHORTEST_TEXT
from tracker.law.kinds import SEALED_KINDS, SERIES
from tracker.records.base import day_of, read
from tracker.records.cases import Case, CaseEvent, NumberSeries, PetitionLink
from tracker.records.petitions import Petition
from tracker.records.reception import Reception, Visit
from tracker.records.schedule import (
    PeriodicRule,
    PlannedSession,
    Posting,
    RegularHours,
    SessionStatus,
)

CODE = re.compile(r"^(?P<series>[A-Z]+-(?:\d+\.)?(?P<year>\d{4}))-(?P<number>\d+)$")
RESULTS = (
    E.DECIDED, E.CONCLUDED, E.ANSWERED, E.REFUSED, E.GUIDED, E.FORWARDED, E.RETURNED,
    E.FILED_AWAY, E.DISCONTINUED,
)  # fmt: skip


def read_agency(
    session: Session, agency_id: int, *, now: datetime, calendar: Calendar
) -> AgencyRecord:
    """Give an agency with all that the checks ask of it."""
    today = now.date()
    return AgencyRecord(
        agency_id,
        today,
        calendar,
        has_hours=_has_hours(session, agency_id, today),
        receivers=people_with(session, Role.RECEPTIONIST, agency_id, today),
        months=_months(session, agency_id, today, calendar),
        schedules=_schedules(session, agency_id),
        planned=_planned(session, agency_id),
        unposted=missing_texts(session, agency_id, today),
        incomplete=_incomplete(session, agency_id),
        extensions=_extensions(session, agency_id, now.tzinfo),
        closings=_closings(session, agency_id, now.tzinfo),
        series=_series(session, agency_id),
        texts=_texts(session, agency_id),
    )


def _has_hours(session: Session, agency_id: int, today: date) -> bool:
    stmt = select(RegularHours.id).where(
        RegularHours.agency_id == agency_id,
        RegularHours.starts_on <= today,
        or_(RegularHours.ends_on.is_(None), RegularHours.ends_on >= today),
    )
    return session.scalar(stmt.limit(1)) is not None


def _months(
    session: Session, agency_id: int, today: date, calendar: Calendar
) -> tuple[MonthOfHead, ...]:
    """Judge the months before this one, from the first that has a reception on record."""
    since = recorded_since(session, agency_id, today)
    first, last = (day.year * 12 + day.month - 1 for day in (since, today))
    asked = [(number // 12, number % 12 + 1) for number in range(first, last)]
    if not asked:
        return ()
    found = months_of(session, agency_id, asked, calendar=calendar, today=today)
    return tuple(
        MonthOfHead(body.unit_id, duty)
        for body, duties in found.items()
        for duty in duties
        if is_known(duty, since)
    )


def _schedules(session: Session, agency_id: int) -> bool:
    """Say whether anything is planned; an agency that keeps no receptions here is not judged."""
    keeps = session.scalar(select(Reception.id).where(Reception.agency_id == agency_id).limit(1))
    if keeps is None:
        return True
    rule = select(PeriodicRule.id).where(PeriodicRule.agency_id == agency_id).limit(1)
    session_row = select(PlannedSession.id).where(PlannedSession.agency_id == agency_id).limit(1)
    return any(session.scalar(stmt) is not None for stmt in (rule, session_row))


def _planned(session: Session, agency_id: int) -> tuple[PlannedDay, ...]:
    gone = (SessionStatus.MOVED, SessionStatus.CANCELLED)
    rows = session.scalars(
        select(PlannedSession).where(
            PlannedSession.agency_id == agency_id,
            PlannedSession.status.not_in(gone),
        )
    ).all()
    posted: Mapping[int, date] = {
        row.session_id: row.first
        for row in read(
            session,
            select(Posting.session_id, func.min(Posting.posted_on).label("first"))
            .where(Posting.agency_id == agency_id)
            .group_by(Posting.session_id),
        )
    }
    return tuple(
        PlannedDay(row.id, row.planned_on, posted.get(row.id))
        for row in rows
        if row.has_posting_clock
    )


def _incomplete(session: Session, agency_id: int) -> tuple[Incomplete, ...]:
    """Give the visits without name or address, those of denunciations and sealed ones left out."""
    sealed = select(Petition.visit_id).where(
        Petition.agency_id == agency_id, Petition.is_sealed, Petition.visit_id.is_not(None)
    )
    lacks = [or_(c.is_(None), c == "") for c in (Visit.visitor_name, Visit.visitor_address)]
    stmt = (
        select(Reception.unit_id, Visit.visited_on, Visit.code)
        .join(Reception, Reception.id == Visit.reception_id)
        .where(
            Visit.agency_id == agency_id,
            or_(*lacks),
            or_(Visit.kind.is_(None), Visit.kind.not_in(SEALED_KINDS)),
            Visit.id.not_in(sealed),
        )
        .order_by(Visit.id)
    )
    months: dict[tuple[int, str], list[str]] = defaultdict(list)
    for unit_id, visited_on, code in read(session, stmt):
        months[unit_id, f"{visited_on:%m/%Y}"].append(code)
    return tuple(Incomplete(*month, tuple(codes)) for month, codes in months.items())


def _extensions(session: Session, agency_id: int, zone: tzinfo | None) -> tuple[Extension, ...]:
    stmt = (
        select(CaseEvent.recorded_at, CaseEvent.recorded_by_id, Case.code)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(
            CaseEvent.agency_id == agency_id,
            CaseEvent.type == E.EXTENDED,
        )
    )
    return tuple(Extension(day_of(at, zone), by, code) for at, by, code in read(session, stmt))


def _closings(session: Session, agency_id: int, zone: tzinfo | None) -> Mapping[date, int]:
    stmt = select(CaseEvent.recorded_at).where(
        CaseEvent.agency_id == agency_id,
        CaseEvent.type == E.ARCHIVED,
    )
    return Counter(day_of(at, zone) for (at,) in read(session, stmt))


def _series(session: Session, agency_id: int) -> tuple[Numbers, ...]:
    """Give the numbers in the books, series by series, with the last that was given."""
    taken: dict[str, set[int]] = defaultdict(set)
    for column in (Case.code, Petition.code, Visit.code):
        codes = read(session, select(column).where(column.class_.agency_id == agency_id))
        for (code,) in codes:
            if hit := CODE.match(code):
                taken[hit["series"]].add(int(hit["number"]))
    last = _last_numbers(session, agency_id)
    return tuple(
        Numbers(name, last.get(name, 0), frozenset(taken[name]))
        for name in sorted(taken.keys() | last.keys())
    )


def _last_numbers(session: Session, agency_id: int) -> dict[str, int]:
    """Give the last number of each series of cases, petitions and visits."""
    stmt = select(NumberSeries.series, NumberSeries.year, NumberSeries.last)
    rows = read(session, stmt.where(NumberSeries.agency_id == agency_id))
    known = {PETITION_SERIES, VISIT_SERIES, *SERIES.values()}
    return {
        series_of(row.series, row.year, agency_id): row.last for row in rows if row.series in known
    }


def _texts(session: Session, agency_id: int) -> tuple[SameText, ...]:
    """Give the petitions whose words are the same letter by letter, with their results."""
    twice = (
        select(Petition.summary)
        .where(
            Petition.agency_id == agency_id,
            Petition.is_sealed.is_(False),
            func.length(Petition.summary) >= SHORTEST_TEXT,
        )
        .group_by(Petition.summary)
        .having(func.count() > 1)
    )
    stmt = (
        select(Petition.summary, Case.id, Case.code, Case.kind)
        .join(PetitionLink, PetitionLink.petition_id == Petition.id)
        .join(Case, Case.id == PetitionLink.case_id)
        .where(
            Petition.agency_id == agency_id,
            Petition.is_sealed.is_(False),
            Petition.summary.in_(twice),
            PetitionLink.ended_on.is_(None),
        )
    )
    rows = read(session, stmt).all()
    results = _results(session, [row.id for row in rows])
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row.id in results:
            groups[row.kind.value, row.summary].append((row.code, results[row.id]))
    return tuple(
        SameText(sha256("/".join(key).encode()).hexdigest()[:16], tuple(told))
        for key, told in groups.items()
        if len(told) > 1
    )


def _results(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Say what became of some cases: how they were found, or which step ended them."""
    found: dict[int, str] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):
        stmt = (
            select(CaseEvent.case_id, CaseEvent.type, CaseEvent.particulars)
            .where(CaseEvent.case_id.in_(wanted[start : start + 500]), CaseEvent.type.in_(RESULTS))
            .order_by(CaseEvent.case_id, CaseEvent.sequence)
        )
        rows: Any = read(session, stmt)
        found |= {row.case_id: str(row.particulars.get("outcome") or row.type) for row in rows}
    return found
