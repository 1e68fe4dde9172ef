"""Open a case for a petition and keep away from it whoever it is about."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.casework.numbering import next_code
from tracker.casework.obligations import refresh
from tracker.law.events import EventType, Trait
from tracker.law.kinds import SERIES, CaseKind, Level
from tracker.law.moves import State
from tracker.records.cases import Case, CaseBarrier, CaseEvent, PetitionLink
from tracker.records.petitions import PartyRole, Petition


def open_case(
    session: Session,
    petition: Petition,
    *,
    title: str,
    by: int,
    now: datetime,
    kind: CaseKind | None = None,
    level: Level = Level.FIRST,
    traits: Iterable[Trait] = (),
    origin: Case | None = None,
) -> Case:
    """Open a case whose clock starts on the day the petition was received."""
    kind = kind or petition.kind
    case = Case(
        agency_id=petition.agency_id,
        logged_unit_id=petition.logged_unit_id,
        code=next_code(session, petition.agency_id, SERIES[kind], petition.received_on.year),
        kind=kind,
        level=level,
        traits=[],
        state=State.RECEIVED,
        title=title,
        sender_label=petition.sender_label,
        received_on=petition.received_on,
        origin=origin,
    )
    case.events = [_receipt(petition, case, traits, by=by, now=now)]
    case.links = [PetitionLink(petition=petition, linked_on=petition.received_on)]
    refresh(session, case)
    session.add(case)
    session.flush()
    bar_respondents(session, petition, case)
    return case


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
    for party in petition.parties:
        unit_id = party.unit_id if party.unit_id != petition.agency_id else None
        if party.role is PartyRole.RESPONDENT and (party.user_id or unit_id):
            session.add(
                CaseBarrier(
                    agency_id=case.agency_id,
                    case_id=case.id,
                    user_id=party.user_id,
                    unit_id=unit_id,
                )
            )
    session.flush()
