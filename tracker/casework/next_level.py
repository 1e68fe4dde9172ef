"""Open the case of the next level from the one before: second complaint, denunciation again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.casework.handover import first_petition
from tracker.casework.identity import Identity, identity_of, refuse_naming
from tracker.casework.recording import Act, record
from tracker.casework.registration import (
    Desk,
    PartyDetails,
    PetitionDetails,
    register_petition,
)
from tracker.law.events import EventType, Trait
from tracker.law.kinds import COMPLAINTS, Level
from tracker.law.moves import State
from tracker.law.terms import Refusal
from tracker.records.cases import Case
from tracker.records.petitions import Channel, Party, Petition
from tracker.records.visibility import Reach

WAY_ON = "KN-33"


@dataclass(frozen=True, slots=True)
class NextPetition:
    """What is typed of the petition that brings a matter to the next level."""

    summary: str
    channel: Channel = Channel.POST


def go_on(
    session: Session,
    case: Case,
    petition: NextPetition | None,
    *,
    act: Act,
    by: Reach,
    now: datetime,
    version: int | None = None,
) -> Case | None:
    """Record that the matter goes to the next level, and open its case where we settle it."""
    event = EventType.APPEALED if case.kind in COMPLAINTS else EventType.CONTINUED
    if petition is not None:
        refuse_naming(case, summary=petition.summary)
    record(session, case, event, act=act, by=by, now=now, version=version)
    if petition is None:
        return None
    return _opened(session, case, petition, received_on=act.legal_date, by=by, now=now)


def learnt_before(case: Case) -> date | None:
    """Give the day from which the time bar of a second complaint runs, by the first case."""
    first = case.origin
    if first is None or case.level is not Level.SECOND:
        return None
    received = (e for e in first.events if e.type is EventType.DECISION_RECEIVED)
    expired = (o.started_on for o in first.obligations if o.rule == WAY_ON)
    return next((e.legal_date for e in received), next(expired, None))


def _opened(
    session: Session,
    case: Case,
    petition: NextPetition,
    *,
    received_on: date,
    by: Reach,
    now: datetime,
) -> Case:
    before = first_petition(case)
    details = _details(case, before, petition, received_on)
    desk = Desk(case.agency_id, case.logged_unit_id, by.user_id)
    opened = register_petition(session, desk, details, now=now).case
    if opened is None:
        raise Refusal("Không mở được vụ việc của cấp tiếp theo.")
    opened.origin = case
    session.flush()
    return opened


def _details(
    case: Case, before: Petition, petition: NextPetition, received_on: date
) -> PetitionDetails:
    """Carry over who stands on the petition; a sealed identity is sealed anew."""
    again: dict[str, Any] = {}
    if case.kind not in COMPLAINTS:
        again["level"] = Level.CONTINUED
        settled = case.state is State.CONCLUDED
        again["traits"] = frozenset() if settled else frozenset({Trait.LIMIT_EXPIRED})
    on_paper = before.paper_file_number is not None
    return PetitionDetails(
        kind=case.kind,
        summary="" if on_paper else petition.summary,
        received_on=received_on,
        parties=tuple(_carried(p, on_paper=on_paper) for p in before.parties),
        channel=petition.channel,
        head_count=before.head_count,
        same_matter_id=before.id,
        same_matter_why=f"Tiếp nối vụ việc {case.code}",
        is_corruption=on_paper,
        paper_file_number=before.paper_file_number or "",
        **({"level": Level.SECOND} | again),
    )


def _carried(party: Party, *, on_paper: bool) -> PartyDetails:
    who = Identity("") if on_paper else identity_of(party)
    return PartyDetails(
        party.role, who, party.user_id, party.unit_id, party.authorisation, party.acting_as
    )
