"""Invented cases on the docket: their events, dated by the engine that dates real ones."""

from tracker.access import Role
from tracker.casework.obligations import derive
from tracker.casework.recording import NUMBERED
from tracker.casework.registration import title_of
from tracker.demo.histories import History
from tracker.demo.office import Office
from tracker.demo.organisation import Worker
from tracker.law.events import Event
from tracker.law.kinds import SERIES
from tracker.law.moves import ENDED, MOVES, Competence
from tracker.law.rulebook import Rulebook
from tracker.records.cases import (
    Assignment,
    Case,
    CaseBarrier,
    CaseEvent,
    PetitionLink,
    StoredObligation,
)
from tracker.records.petitions import Petition

COMPETENCE = {m.event: m.competence for m in MOVES}
ROLE_OF = {Competence.RULING: Role.DIRECTOR, Competence.DISPATCH: Role.RECEPTIONIST}


class Docket:
    """Opens cases one after the other and lets them go as far as their histories."""

    def __init__(self, office: Office) -> None:
        """Keep the rulebook at hand."""
        self.office, self.writer, self.rng = office, office.writer, office.rng
        self.rulebook = Rulebook.load()

    def open(self, petition: Petition, history: History) -> None:
        """Write the case of a petition; who it is about is kept away from it."""
        barred = next((p.user_id for p in petition.parties if p.user_id), None)
        case_id = self._case(petition, history, self._handler(barred))
        self.writer.add(
            PetitionLink,
            petition_id=petition.id,
            case_id=case_id,
            reason="",
            linked_on=petition.received_on,
        )
        if barred:
            self.writer.add(
                CaseBarrier, agency_id=self.office.agency_id, case_id=case_id, user_id=barred
            )

    def _handler(self, barred: int | None) -> Worker:
        handlers = [w for w in self.office.department.of(Role.HANDLER) if w.id != barred]
        return self.rng.choice(handlers)

    def _case(self, petition: Petition, history: History, handler: Worker) -> int:
        events = tuple(history.events)
        derived = derive(events, self.rulebook, self.office.calendar)
        situation, given = derived.situation, len(events) > 1
        closed = situation.state in ENDED
        placed = {
            "unit_id": handler.unit_id if given else None,
            "handler_id": handler.id if given else None,
        }
        case_id = self.writer.add(
            Case,
            agency_id=petition.agency_id,
            logged_unit_id=petition.logged_unit_id,
            code=self.office.next_code(SERIES[history.kind], petition.received_on.year),
            kind=situation.facts.kind,
            level=situation.facts.level,
            field=history.field if given else None,
            traits=sorted(str(t) for t in situation.facts.traits),
            state=situation.state,
            is_open=not closed,
            title=title_of(petition.summary),
            sender_label=petition.sender_label,
            received_on=petition.received_on,
            closed_on=situation.last_date if closed else None,
            version=1,
            **placed,
            **derived.leading,
        )
        for event in events:
            self._event(petition, case_id, event, handler)
        for row in derived.rows:
            self.writer.add(
                StoredObligation, agency_id=petition.agency_id, case_id=case_id, **placed, **row
            )
        if given:
            self._assignment(case_id, handler, events[1])
        return case_id

    def _event(self, petition: Petition, case_id: int, event: Event, handler: Worker) -> None:
        role = ROLE_OF.get(COMPETENCE.get(event.type, Competence.DISPATCH), Role.HANDLER)
        by = handler.id if role is Role.HANDLER else self.office.department.of(role)[0].id
        number = f"{self.rng.randrange(20, 900)}/SKHCN" if event.type in NUMBERED else ""
        self.writer.add(
            CaseEvent,
            agency_id=petition.agency_id,
            case_id=case_id,
            sequence=event.sequence,
            type=event.type,
            legal_date=event.legal_date,
            recorded_at=self.office.moment(event.legal_date),
            recorded_by_id=by,
            document_number=petition.code if event.sequence == 1 else number,
            note="",
            particulars=dict(event.particulars),
        )

    def _assignment(self, case_id: int, handler: Worker, event: Event) -> None:
        self.writer.add(
            Assignment,
            agency_id=self.office.agency_id,
            case_id=case_id,
            unit_id=handler.unit_id,
            user_id=handler.id,
            starts_at=self.office.moment(event.legal_date),
            reason="Đúng lĩnh vực phụ trách",
            assigned_by_id=self.office.department.of(Role.DIRECTOR)[0].id,
        )
