"""What stands beside the form: earlier matters, and what the law asks next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from tracker import vietnamese
from tracker.access import Permission
from tracker.casework.matching import Suggestion, same_content_warning, suggest
from tracker.law.acting import ShownPaper
from tracker.law.events import Event, EventType, Trait
from tracker.law.identity_number import Doubt
from tracker.law.kinds import COMPLAINTS, CaseKind, Level
from tracker.law.obligations import Obligation, obligations
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Nature
from tracker.reception.forms import DeskForm, IntakeForm
from tracker.reception.queries import linked_petition
from tracker.records.calendar import calendar_in_use
from tracker.records.petitions import Petition
from tracker.records.reception import Reception, Visit, VisitOutcome
from tracker.records.visibility import Reach, visible_petitions
from tracker.records.visit_sight import visible_visits

MOST = 3
EXCERPT = 140


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """A visit of someone of the same name that led to no petition."""

    visit_id: int
    code: str
    visited_on: date
    excerpt: str
    outcome: VisitOutcome


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """One thing that whoever comes for another must show, and whether it was."""

    any_of: tuple[ShownPaper, ...]
    article: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """All that is shown beside the form."""

    found: tuple[Suggestion, ...]
    visits: tuple[EarlierVisit, ...]
    warning: Suggestion | None
    linked: Row[int, str, date] | None
    duties: tuple[Obligation, ...]
    is_asked: bool
    doubts: tuple[Doubt, ...]
    papers: tuple[AskedPaper, ...]


def beside(session: Session, reach: Reach, form: IntakeForm, *, traits: frozenset[Trait]) -> Beside:
    """Look for earlier matters, never of a denouncer, and reckon what the law asks next."""
    found = _found(session, reach, form)
    return Beside(
        found=found,
        visits=tuple(_visits(session, reach, form))[: MOST - len(found)],
        warning=same_content_warning(found),
        linked=linked_petition(session, reach, form.linked_id),
        duties=next_duties(session, form, traits),
        is_asked=bool(form.full_name.data or form.content.data or form.phone.data),
        doubts=form.number_doubts + form.acting_doubts,
        papers=tuple(_papers(form)),
    )


def why_linked(session: Session, reach: Reach, form: IntakeForm) -> str:
    """Say in what the petition linked at the desk is like this one: the ground of the link."""
    if form.linked_id is None:
        return ""
    found = (s for s in _found(session, reach, form) if s.petition_id == form.linked_id)
    return next((suggestion.why for suggestion in found), "")


def next_duties(
    session: Session, form: IntakeForm, traits: frozenset[Trait]
) -> tuple[Obligation, ...]:
    """Give what the law would ask next of this petition, the earliest due first."""
    kind: CaseKind | None = form.kind.data
    if kind is None:
        return ()
    level = (kind in COMPLAINTS and form.level.data) or Level.FIRST
    particulars = {
        "kind": kind.value,
        "level": level.value,
        "traits": sorted(t.value for t in traits),
    }
    receipt = Event(1, EventType.RECEIVED, form.day, particulars=particulars)
    running = obligations((receipt,), Rulebook.load(), calendar_in_use(session))
    return tuple(o for o in running if o.rule.nature is Nature.DUTY and not o.is_estimated)


def _papers(form: IntakeForm) -> Iterator[AskedPaper]:
    """Give what must be shown at the desk by whoever comes for another."""
    if not isinstance(form, DeskForm):
        return
    shown = set(form.papers_shown.data or ())
    for needed in form.asked_papers(form.kind.data, form.day):
        yield AskedPaper(needed.named, needed.article, bool(shown & set(needed.any_of)))


def _found(session: Session, reach: Reach, form: IntakeForm) -> tuple[Suggestion, ...]:
    """Suggest petitions to link: for a denunciation only others, and by content alone."""
    within = visible_petitions(reach, Permission.PETITION_READ)
    within &= Petition.is_sealed.is_(form.is_sealed)
    if form.is_sealed:
        return suggest(
            session, reach.agency_id, visible=within, name="", content=form.content.data, limit=MOST
        )
    return suggest(
        session,
        reach.agency_id,
        visible=within,
        name=form.full_name.data,
        identity_number=form.identity_number.data,
        phone=form.phone.data,
        address=form.address.data,
        content=form.content.data,
        limit=MOST,
    )


def _visits(session: Session, reach: Reach, form: IntakeForm) -> Iterator[EarlierVisit]:
    """Give visits of the same name that led to no petition, the newest first."""
    key = vietnamese.name_key(form.full_name.data)
    if form.is_sealed or not key:
        return
    rows = session.execute(
        select(Visit.id, Visit.code, Visit.visited_on, Visit.content, Visit.outcome)
        .join(Reception, Reception.id == Visit.reception_id)
        .outerjoin(Petition, Petition.visit_id == Visit.id)
        .where(
            Visit.agency_id == reach.agency_id,
            Visit.name_key == key,
            Petition.id.is_(None),
            visible_visits(reach),
        )
        .order_by(Visit.visited_on.desc(), Visit.id.desc())
        .limit(MOST)
    )
    for visit_id, code, visited_on, content, outcome in rows:
        yield EarlierVisit(visit_id, code, visited_on, content[:EXCERPT], outcome)
