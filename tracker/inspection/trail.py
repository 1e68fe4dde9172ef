"""Which entries of the trail are asked for: by whom, what, about which case, from where, when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    false,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.clock import VIETNAM
from tracker.inspection.vocabulary import Deed, Subject
from tracker.records.audit import AuditEntry, chain_of
from tracker.records.base import Base
from tracker.records.cases import Case, PetitionLink
from tracker.records.organisation import User
from tracker.records.paging import Page, page
from tracker.records.petitions import Petition
from tracker.records.visibility import Reach, visible, visible_petitions
from tracker.vietnamese import fold

ENTRY = (
    AuditEntry.sequence, AuditEntry.at, AuditEntry.actor_id, AuditEntry.address,
    AuditEntry.action, AuditEntry.subject, AuditEntry.subject_id, AuditEntry.changes,
    AuditEntry.hash,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which entries are asked for."""

    person: str | None = None
    deed: Deed | None = None
    subject: Subject | None = None
    row: str | None = None
    code: str | None = None
    address: str | None = None
    first: date | None = None
    last: date | None = None


def trail(
    session: Session, reach: Reach, wanted: TrailFilter, after: str | None
) -> Page[*tuple[Any, ...]]:
    """List the entries of the own agency's chain, the newest first."""
    stmt = select(*ENTRY).where(*conditions(session, reach, wanted))
    return page(session, stmt, keys=[(AuditEntry.sequence, True)], after=after)


def entries_before(
    session: Session, reach: Reach, wanted: TrailFilter, *, below: int | None, most: int
) -> list[Any]:
    """Give so many of the entries asked for below a place in the chain, the newest first."""
    stmt = select(*ENTRY).where(*conditions(session, reach, wanted))
    if below is not None:
        stmt = stmt.where(AuditEntry.sequence < below)
    return list(session.execute(stmt.order_by(AuditEntry.sequence.desc()).limit(most)))


def conditions(
    session: Session, reach: Reach, wanted: TrailFilter
) -> Iterator[ColumnElement[bool]]:
    """Put what is asked for into words of the database, within the own agency's chain."""
    yield AuditEntry.chain == chain_of(reach.agency_id)
    if wanted.person:
        yield AuditEntry.actor_id.in_(_people_named(session, reach, wanted.person))
    for column, value in (
        (AuditEntry.action, wanted.deed),
        (AuditEntry.subject, wanted.subject),
        (AuditEntry.subject_id, wanted.row),
    ):
        if value:
            yield column == str(value)
    if wanted.address:
        yield AuditEntry.address.startswith(wanted.address.strip(), autoescape=True)
    if wanted.code:
        yield _about_code(session, reach, wanted.code)
    if wanted.first is not None:
        yield AuditEntry.at >= midnight(wanted.first)
    if wanted.last is not None:
        yield AuditEntry.at < midnight(wanted.last + timedelta(days=1))


def midnight(day: date) -> datetime:
    """Give the moment at which a day begins, where the office is."""
    return datetime.combine(day, time(), VIETNAM)


def _people_named(session: Session, reach: Reach, text: str) -> list[int]:
    """Find people by name or login, with or without Vietnamese marks."""
    wanted = fold(text)
    rows = session.execute(
        select(User.id, User.full_name, User.login).where(User.agency_id == reach.agency_id)
    )
    return [row.id for row in rows if wanted in fold(f"{row.full_name} {row.login}")]


def _about_code(session: Session, reach: Reach, code: str) -> ColumnElement[bool]:
    """Give the condition that an entry is about the case or petition of a code, or a row of it."""
    rows: dict[str, list[str]] = {}
    for row in session.execute(_rows_of(reach, code.strip().upper())):
        rows.setdefault(row.of, []).append(str(row.id))
    about = (
        and_(AuditEntry.subject == table, AuditEntry.subject_id.in_(numbers))
        for table, numbers in rows.items()
    )
    return or_(false(), *about)


def _rows_of(reach: Reach, code: str) -> Any:
    """Select all rows that hang on the case or petition of a code, as far as one may see it."""
    cases = select(Case.id).where(Case.code == code, visible(reach, Permission.CASE_READ))
    of_cases = select(PetitionLink.petition_id).where(PetitionLink.case_id.in_(cases))
    petitions = select(Petition.id).where(
        or_(Petition.code == code, Petition.id.in_(of_cases)),
        visible_petitions(reach, Permission.PETITION_READ),
    )
    owners = {"case_id": cases, "petition_id": petitions}
    parts: list[Select[*tuple[Any, ...]]] = [
        select(literal("case_file", String).label("of"), Case.id).where(Case.id.in_(cases)),
        select(literal("petition", String).label("of"), Petition.id).where(
            Petition.id.in_(petitions)
        ),
    ]
    for table in _hanging():
        columns = [(table.c[name], owner) for name, owner in owners.items() if name in table.c]
        parts += [
            select(literal(table.name, String).label("of"), table.c.id).where(column.in_(owner))
            for column, owner in columns
        ]
    return union_all(*parts)


@cache
def _hanging() -> tuple[Any, ...]:
    """Give the audited tables whose rows belong to a case or petition."""
    audited = (m for m in Base.registry.mappers if getattr(m.class_, "__audited__", True))
    tables: list[Any] = [mapper.local_table for mapper in audited]
    return tuple(
        table
        for table in sorted(tables, key=lambda each: str(each.name))
        if "id" in table.c and ("case_id" in table.c or "petition_id" in table.c)
    )
