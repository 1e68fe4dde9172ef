"""record(): the only door through which a case changes."""

from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from tracker.access import PERMISSION_OF, roles_with
from tracker.casework.events import law_events
from tracker.casework.identity import refuse_naming
from tracker.casework.obligations import refresh
from tracker.casework.offer import untimely
from tracker.casework.particulars import Act, check_particulars, check_second_person
from tracker.law.events import Event, EventType
from tracker.law.history import check
from tracker.law.moves import MOVES, Competence, Move
from tracker.law.numbered import NUMBERED
from tracker.law.terms import Refusal, Stale
from tracker.law.workflow import lawful_move, replay
from tracker.records.cases import Case, CaseEvent
from tracker.records.visibility import Reach, reaches

__all__ = ["NUMBERED", "Act", "append", "correct", "record"]


def record(
    session: Session,
    case: Case,
    event: EventType,
    *,
    act: Act,
    by: Reach,
    now: datetime,
    version: int | None = None,
) -> CaseEvent:
    """Append one event where the law allows it and this person is competent."""
    _check_version(case, version)
    events = law_events(case)
    move = lawful_move(replay(events), event, act.legal_date) if _is_last(events, act) else None
    _check_competence(by, event, case, move)
    if why := untimely(case, event, act.legal_date):
        raise why
    check_particulars(event, case, act)
    if event is EventType.EXTENDED:
        check_second_person(case, act, by=by.user_id, today=now.date())
    _check_secrecy(case, act)
    candidate = Event(len(events) + 1, event, act.legal_date, None, None, act.particulars)
    check(events, candidate, now.date())
    return append(session, case, candidate, by=by.user_id, now=now, act=act)


def correct(
    session: Session,
    case: Case,
    sequence: int,
    *,
    right_date: date | None,
    act: Act,
    by: Reach,
    now: datetime,
    version: int | None = None,
) -> CaseEvent:
    """Move an earlier event to its right date, or strike it out where no date is given."""
    _check_version(case, version)
    if not act.note.strip():
        raise Refusal("Hãy ghi lý do đính chính.", field="note")
    _check_secrecy(case, act)
    wrong = next((e for e in case.events if e.sequence == sequence), None)
    if wrong is None or wrong.type is EventType.CORRECTED:
        raise Refusal("Không có bước này để đính chính.")
    _check_competence(by, wrong.type, case, None)
    events = law_events(case)
    candidate = Event(
        len(events) + 1, EventType.CORRECTED, act.legal_date, sequence, right_date, act.particulars
    )
    check(events, candidate, now.date())
    return append(session, case, candidate, by=by.user_id, now=now, act=act)


def append(
    session: Session, case: Case, event: Event, *, by: int | None, now: datetime, act: Act
) -> CaseEvent:
    """Store an event that was found lawful and derive everything anew."""
    row = CaseEvent(
        agency_id=case.agency_id,
        sequence=event.sequence,
        type=event.type,
        legal_date=event.legal_date,
        recorded_at=now,
        recorded_by_id=by,
        document_number=act.document_number,
        note=act.note,
        particulars=dict(event.particulars),
        corrects=event.corrects,
        corrected_date=event.corrected_date,
    )
    case.events.append(row)
    flag_modified(case, "state")  # A step that changes nothing else still makes a new version.
    refresh(session, case)
    # Each step makes a new version of its case, also one that changes no column of it.
    flag_modified(case, "state")
    session.flush()
    return row


def _is_last(events: tuple[Event, ...], act: Act) -> bool:
    return all(e.legal_date <= act.legal_date for e in events)


def _check_version(case: Case, version: int | None) -> None:
    if version is not None and version != case.version:
        raise Stale(case.code)


def _check_competence(by: Reach, event: EventType, case: Case, move: Move | None) -> None:
    competence = move.competence if move else _competence_of(event)
    permission = PERMISSION_OF[competence]
    if not reaches(by, permission, case):
        raise Refusal(
            "Bước “%(step)s” do %(who)s thực hiện.",
            step=event,
            who=roles_with(permission),
        )


def _competence_of(event: EventType) -> Competence:
    return next((m.competence for m in MOVES if m.event is event), Competence.PROCESSING)


def _check_secrecy(case: Case, act: Act) -> None:
    """What is written about a denunciation must not say who denounced."""
    told = {name: value for name, value in act.particulars.items() if isinstance(value, str)}
    refuse_naming(case, **(told | {"note": act.note, "document_number": act.document_number}))
