"""Reads of the case pages: one case with all that its page shows, and the choices of filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from flask import abort
from sqlalchemy import CTE, Integer, Select, and_, bindparam, or_, select, union_all
from sqlalchemy import case as sql_case
from sqlalchemy.orm import Session, aliased, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from tracker.access import Permission, Role, Scope
from tracker.cases.lists import KEPT
from tracker.casework.events import law_event
from tracker.casework.obligations import OPEN
from tracker.law.levels import Lead, Leads
from tracker.law.passing import Passings, total_passings
from tracker.law.settlers import Profile
from tracker.records.base import read
from tracker.records.cases import Assignment, Case, CaseEvent, PetitionLink, StoredObligation
from tracker.records.forecasts import Forecast, ForecastModel, StepTime, holds_for
from tracker.records.matters import SameMatterLink, holds
from tracker.records.organisation import Membership, OrgUnit, User
from tracker.records.petitions import Attachment, Petition
from tracker.records.visibility import Reach, subtree, visible
from tracker.web.asked import MOST_NUMBER

WORKERS = (Role.HANDLER, Role.UNIT_HEAD)


def case_or_404(
    session: Session, case_id: int, reach: Reach, permission: Permission = Permission.CASE_READ
) -> Case:
    """Give a case with its events, duties and petitions; outside one's scope it does not exist."""
    if case_id > MOST_NUMBER:
        abort(404)
    case = session.scalars(_case(reach, permission), {"id": case_id}).first() or abort(404)
    for name, stmt in OF_A_CASE.items():
        found = session.scalars(stmt, {"case_id": case_id}).unique().all()
        set_committed_value(case, name, found)
    return case


@lru_cache(maxsize=KEPT)
def _case(reach: Reach, permission: Permission) -> Select[Case]:
    return (
        select(Case)
        .where(Case.id == bindparam("id", type_=Integer), visible(reach, permission))
        .options(joinedload(Case.unit), joinedload(Case.handler))
    )


CASE_ID = bindparam("case_id", type_=Integer)
# Put together once; a loading strategy would put its statement together for every page.
OF_A_CASE: Mapping[str, Select[Any]] = {
    "events": select(CaseEvent)
    .where(CaseEvent.case_id == CASE_ID)
    .options(joinedload(CaseEvent.recorded_by).load_only(User.full_name))
    .order_by(CaseEvent.sequence),
    "obligations": select(StoredObligation)
    .where(StoredObligation.case_id == CASE_ID)
    .order_by(StoredObligation.due_on),
    "links": select(PetitionLink)
    .where(PetitionLink.case_id == CASE_ID)
    .options(joinedload(PetitionLink.petition).joinedload(Petition.attachments))
    .order_by(PetitionLink.id),
}


def only_unit(session: Session, reach: Reach) -> int | None:
    """Give the one unit that a head sees, so that its index alone can order a list."""
    scopes = reach.scopes(Permission.CASE_READ)
    if len(scopes) != 1 or scopes[0][0] is not Scope.SUBTREE:
        return None
    ids = session.scalars(subtree(scopes[0][1]).limit(2)).all()
    return ids[0] if len(ids) == 1 else None


def attachments(case: Case) -> list[Attachment]:
    """Give the papers of the petitions that belong to a case now; they were read with it."""
    petitions = [link.petition for link in case.links if link.ended_on is None]
    papers = (paper for petition in petitions for paper in petition.attachments)
    return sorted(papers, key=lambda paper: paper.id)


def assignments(session: Session, case: Case) -> list[Any]:
    """Give who was responsible for a case, the latest first."""
    return list(read(session, ASSIGNMENTS, {"case_id": case.id}))


ASSIGNMENTS = (
    select(
        Assignment.starts_at, Assignment.ends_at, Assignment.reason,
        OrgUnit.short_name.label("unit"), User.full_name.label("person"),
    )
    .join(OrgUnit, OrgUnit.id == Assignment.unit_id)
    .outerjoin(User, User.id == Assignment.user_id)
    .where(Assignment.case_id == CASE_ID)
    .order_by(Assignment.id.desc())
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter over all its petitions: what kind of agency reads it, how often it was passed on."""

    profile: Profile
    passings: Passings


def matter(session: Session, case: Case) -> Matter:
    """Give what is known of the matter of a case, in one statement for all its petitions."""
    rows = read(session, MATTER, {"case_id": case.id}).all()
    cases = (map(law_event, events) for _, events in groupby(rows, lambda row: row.case_id))
    return Matter(rows[0].profile, total_passings(map(tuple, cases)))


def _same_matter() -> CTE:
    """Follow the links between petitions of one matter in both directions."""
    known = (
        select(PetitionLink.petition_id.label("id"))
        .where(PetitionLink.case_id == CASE_ID)
        .cte("same_matter", recursive=True)
    )
    link = aliased(SameMatterLink)
    other = sql_case((link.petition_id == known.c.id, link.earlier_id), else_=link.petition_id)
    either = or_(link.petition_id == known.c.id, link.earlier_id == known.c.id)
    return known.union(select(other).join(known, either).where(holds(link)))


MATTER = (
    select(
        CaseEvent.case_id, CaseEvent.sequence, CaseEvent.type, CaseEvent.legal_date,
        CaseEvent.corrects, CaseEvent.corrected_date, CaseEvent.particulars, OrgUnit.profile,
    )
    .join(OrgUnit, OrgUnit.id == CaseEvent.agency_id)
    .where(
        CaseEvent.case_id.in_(
            select(PetitionLink.case_id).where(
                PetitionLink.petition_id.in_(select(_same_matter().c.id))
            )
        )
    )
    .order_by(CaseEvent.case_id, CaseEvent.sequence)
)  # fmt: skip


def related(session: Session, case: Case, reach: Reach) -> list[Any]:
    """Give the cases that this one came from or that came from it, where they may be seen."""
    asked = {"case_id": case.id, "origin_id": case.origin_id}
    return list(read(session, _related(reach), asked))


@lru_cache(maxsize=KEPT)
def _related(reach: Reach) -> Select[*tuple[Any, ...]]:
    came, origin = aliased(Case), bindparam("origin_id", type_=Integer)
    # The few lead by their indexes; joined by OR, SQLite may read the cases of the whole agency.
    few = union_all(select(came.id).where(came.origin_id == CASE_ID), select(origin))
    return (
        select(Case.id, Case.code, Case.state)
        .where(Case.id.in_(few), visible(reach, Permission.CASE_READ))
        .order_by(Case.id)
    )


def units(session: Session, reach: Reach) -> Mapping[int, str]:
    """Give the units of the agency by name, in the order of the tree."""
    rows = session.execute(
        select(OrgUnit.id, OrgUnit.short_name)
        .where(OrgUnit.agency_id == reach.agency_id, OrgUnit.id != reach.agency_id)
        .order_by(OrgUnit.path)
    )
    return {row.id: row.short_name for row in rows}


def people(session: Session, reach: Reach) -> Mapping[int, str]:
    """Give those of the agency who work on cases, by name."""
    rows = session.execute(
        select(User.id, User.full_name)
        .where(
            User.agency_id == reach.agency_id,
            User.id.in_(select(Membership.user_id).where(Membership.role.in_(WORKERS))),
        )
        .order_by(User.full_name)
    )
    return {row.id: row.full_name for row in rows}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a case is to be warned of: usual step times and forecasts."""

    leads: Leads
    forecasts: Mapping[tuple[str, int], Any]


def outlook(session: Session, case: Case) -> Outlook:
    """Give what was learnt about the duties of a case that still run."""
    rows = read(session, OUTLOOK, {"case_id": case.id}).all()
    return Outlook(
        {
            (row.rule, case.kind, case.state): Lead(row.typical, row.slow, row.cases)
            for row in rows
            if row.typical is not None
        },
        {(row.rule, row.started_by): row for row in rows if row.probability is not None},
    )


OUTLOOK = (
    select(
        StoredObligation.rule, StoredObligation.started_by, StepTime.typical, StepTime.slow,
        StepTime.cases, Forecast.probability, Forecast.alarm, Forecast.reasons, Forecast.advice,
        Forecast.made_on, Forecast.last_sequence, ForecastModel.source,
    )
    .select_from(StoredObligation)
    .join(Case, Case.id == StoredObligation.case_id)
    .outerjoin(StepTime, and_(
        StepTime.agency_id == Case.agency_id, StepTime.rule == StoredObligation.rule,
        StepTime.kind == Case.kind, StepTime.state == Case.state,
    ))
    .outerjoin(Forecast, holds_for(StoredObligation))
    .outerjoin(ForecastModel, ForecastModel.id == Forecast.model_id)
    .where(StoredObligation.case_id == CASE_ID, StoredObligation.standing.in_(sorted(OPEN)))
)  # fmt: skip
