"""Reads of inspections: their scope, the sample, what the checks found in their scope."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from flask import abort
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.law.findings.checklist import LINES, Heading, Item
from tracker.law.findings.codes import CheckCode
from tracker.law.kinds import COMPLAINTS, SEALED_KINDS, CaseKind
from tracker.records.base import read
from tracker.records.cases import Case
from tracker.records.inspection import Finding, FindingState, Inspection, SampledCase
from tracker.records.organisation import OrgUnit, User
from tracker.records.paging import Page, page
from tracker.records.visibility import Reach, barred
from tracker.web.asked import MOST_NUMBER

Found: TypeAlias = Mapping[tuple[CheckCode, CaseKind | None], int]
KINDS_OF: Mapping[Heading, frozenset[CaseKind]] = {
    Heading.COMPLAINTS: COMPLAINTS,
    Heading.DENUNCIATIONS: SEALED_KINDS,
}
IN_DIALOGUE = (FindingState.ASKED, FindingState.ANSWERED, FindingState.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One case of a sample as the pages show it."""

    position: int
    case_id: int
    code: str
    kind: CaseKind
    unit: str
    findings: int
    open_findings: int


def inspections(session: Session, reach: Reach, after: str | None) -> Page[*tuple[Any, ...]]:
    """List the inspections, the newest first."""
    stmt = (
        select(
            Inspection.id, Inspection.title, Inspection.decision, Inspection.first_on,
            Inspection.last_on, Inspection.sampling, Inspection.sample_size, Inspection.population,
            Inspection.drawn_at, User.full_name.label("drawn_by"),
        )
        .join(User, User.id == Inspection.drawn_by_id)
        .where(Inspection.agency_id == reach.agency_id)
    )  # fmt: skip
    keys = [(Inspection.drawn_at, True), (Inspection.id, True)]
    return page(session, stmt, keys=keys, after=after)


def inspection_or_404(session: Session, reach: Reach, inspection_id: int) -> Inspection:
    """Give one inspection of the own agency."""
    if inspection_id > MOST_NUMBER:
        abort(404)
    found = session.scalars(
        select(Inspection)
        .options(joinedload(Inspection.drawn_by))
        .where(Inspection.id == inspection_id, Inspection.agency_id == reach.agency_id)
    ).one_or_none()
    return found or abort(404)


def sample(session: Session, reach: Reach, inspection_id: int) -> list[SampleLine]:
    """Give the cases of a sample in the order drawn; one about the reader is left out."""
    open_now = (
        select(func.count())
        .where(Finding.case_id == Case.id, Finding.state.in_((FindingState.NEW, *IN_DIALOGUE)))
        .scalar_subquery()
    )
    stmt = (
        select(
            SampledCase.position, Case.id, Case.code, Case.kind,
            func.coalesce(OrgUnit.short_name, "").label("unit"), SampledCase.findings, open_now,
        )
        .join(Case, Case.id == SampledCase.case_id)
        .outerjoin(OrgUnit, OrgUnit.id == Case.unit_id)
        .where(SampledCase.inspection_id == inspection_id, Case.id.not_in(barred(reach)))
        .order_by(SampledCase.position)
    )  # fmt: skip
    return [SampleLine(*row) for row in read(session, stmt)]


def found_in_scope(session: Session, reach: Reach, inspection: Inspection) -> Found:
    """Count by check and kind what stands found in the cases of the scope and in the agency."""
    within: list[ColumnElement[bool]] = [
        Case.received_on.between(inspection.first_on, inspection.last_on)
    ]
    if inspection.kinds:
        within.append(Case.kind.in_([CaseKind(kind) for kind in inspection.kinds]))
    units: list[ColumnElement[bool]] = []
    if inspection.unit_ids:
        units.append(Finding.unit_id.in_(inspection.unit_ids))
    of_agency = Finding.case_id.is_(None)
    stmt = (
        select(Finding.check_code, Case.kind, func.count().label("number"))
        .outerjoin(Case, Case.id == Finding.case_id)
        .where(
            Finding.agency_id == inspection.agency_id,
            Finding.state != FindingState.GONE,
            or_(of_agency, and_(*within)),
            or_(of_agency, Finding.case_id.not_in(barred(reach))),
            *units,
        )
        .group_by(Finding.check_code, Case.kind)
    )
    return {(row.check_code, row.kind): row.number for row in read(session, stmt)}


def by_check(found: Found) -> dict[CheckCode, int]:
    """Add up what was found, by check."""
    numbers = Counter[CheckCode]()
    for (code, _kind), number in found.items():
        numbers[code] += number
    return dict(sorted(numbers.items()))


def by_item(found: Found) -> Counter[Item]:
    """Add up what was found by the items of the list; a part looks only at its kinds of case."""
    numbers = Counter[Item]()
    for item, line in LINES.items():
        kinds = KINDS_OF.get(line.heading)
        numbers[item] = sum(
            number
            for (code, kind), number in found.items()
            if code in line.checks and (kinds is None or kind is None or kind in kinds)
        )
    return numbers


def unit_names(session: Session, agency_id: int, ids: Sequence[int]) -> list[str]:
    """Give the names of the units of a scope."""
    if not ids:
        return []
    stmt = select(OrgUnit.name).where(OrgUnit.agency_id == agency_id, OrgUnit.id.in_(ids))
    return [name for (name,) in read(session, stmt.order_by(OrgUnit.path))]
