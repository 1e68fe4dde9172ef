"""Open a case for a petition and keep away from it whoever it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.casework.numbering import Series, next_code
from tracker.casework.obligations import begin
from tracker.law.events import EventType, Trait
from tracker.law.kinds import SERIES, CaseKind, Level
from tracker.law.moves import State
from tracker.records.cases import Case, CaseBarrier, CaseEvent, PetitionLink
from tracker.records.petitions import PartyRole, Petition


@dataclass(frozen=True, slots=True)
class Matter:
    """What a new case is about."""

    kind: CaseKind
    title: str
    level: Level = Level.FIRST
    traits: Iterable[Trait] = ()
    origin: Case | None = None


def open_case(
    session: Session,
    petition: Petition,
    matter: Matter,
    *,
    by: int,
    now: datetime,
    code: str | None = None,
) -> Case:
    """Open a case whose clock starts on the day the petition was received.

    `code` where its number was already taken, in one go with others.
    """
    series = case_series(matter.kind, petition.received_on)
    case = Case(
        agency_id=petition.agency_id,
        logged_unit_id=petition.logged_unit_id,
        code=code or next_code(session, petition.agency_id, *series),
        kind=matter.kind,
        level=matter.level,
        traits=[],
        state=State.RECEIVED,
        title=matter.title,
        sender_label=petition.sender_label,
        received_on=petition.received_on,
        origin=matter.origin,
    )
    case.events = [_receipt(petition, case, matter.traits, by=by, now=now)]
    case.links = [PetitionLink(petition=petition, linked_on=petition.received_on)]
    begin(session, case)
    bar_respondents(session, petition, case)
    return case


def case_series(kind: CaseKind, received_on: date) -> Series:
    """Give the series in which a case is numbered."""
    return SERIES[kind], received_on.year


def _receipt(
    petition: Petition, case: Case, traits: Iterable[Trait], *, by: int, now: datetime
) -> CaseEvent:
    return CaseEvent(
        agency_id=petition.agency_id,
        sequence=1,
        type=EventType.RECEIVED,
        legal_date=petition.received_on,
        recorded_at=now,
        recorded_by_id=by,
        document_number=petition.code,
        particulars={
            "kind": case.kind.value,
            "level": case.level.value,
            "traits": sorted(t.value for t in traits),
        },
    )


def bar_respondents(session: Session, petition: Petition, case: Case) -> None:
    """Keep the case from the people and units that it is about.

    The agency itself is no barrier: by Điều 20 Luật Khiếu nại its head settles complaints about it.
    """
    barred = colleagues_in(petition)
    for user_id, unit_id in barred:
        session.add(
            CaseBarrier(agency_id=case.agency_id, case_id=case.id, user_id=user_id, unit_id=unit_id)
        )
    if barred:
        session.flush()


def colleagues_in(petition: Petition) -> list[tuple[int | None, int | None]]:
    """Give the people and units of the agency that a petition is about, the agency itself not."""
    agency_id = petition.agency_id
    parties = (p for p in petition.parties if p.role is PartyRole.RESPONDENT)
    named = ((p.user_id, p.unit_id if p.unit_id != agency_id else None) for p in parties)
    return [(user_id, unit_id) for user_id, unit_id in named if user_id or unit_id]
