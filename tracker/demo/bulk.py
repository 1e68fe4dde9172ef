"""Write invented petitions and cases in bulk, through the same engine that dates real ones."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from heapq import merge
from random import Random
from typing import Any
from uuid import UUID

from tracker.access import Role
from tracker.casework import identity as identities
from tracker.casework.identity import Identity
from tracker.casework.numbering import (
    PETITION_SERIES,
    PSEUDONYM_SERIES,
    READABLE,
    VISIT_SERIES,
    code,
)
from tracker.casework.obligations import derive
from tracker.casework.recording import NUMBERED
from tracker.casework.registration import searchable, title_of
from tracker.clock import VIETNAM
from tracker.demo import matters, people
from tracker.demo.histories import KINDS, Beginning, History, live
from tracker.demo.organisation import Department, Worker
from tracker.demo.showcase import stories
from tracker.demo.writer import Row, Writer
from tracker.law.calendar import Calendar
from tracker.law.events import Event
from tracker.law.kinds import SEALED_KINDS, SERIES
from tracker.law.moves import ENDED, MOVES, Competence
from tracker.law.rulebook import Rulebook
from tracker.records.cases import (
    Assignment,
    Case,
    CaseBarrier,
    CaseEvent,
    NumberSeries,
    PetitionLink,
    StoredObligation,
)
from tracker.records.petitions import Channel, Party, PartyRole, Petition
from tracker.records.reception import Reception, ReceptionMode, Visit, VisitOutcome
from tracker.records.search import PetitionSearch, folded_words

YEARS = 2
CHUNK = 1000
DESK_SHARE = 0.55
COMPETENCE = {m.event: m.competence for m in MOVES}
ROLE_OF = {Competence.RULING: Role.DIRECTOR, Competence.DISPATCH: Role.RECEPTIONIST}


# The day of receipt; beginning and history where they are told, not drawn.
Life = tuple[date, Beginning | None, History | None]


def _day(life: Life) -> date:
    return life[0]


class Loader:
    """Makes petitions with their cases one after the other."""

    def __init__(
        self, writer: Writer, department: Department, calendar: Calendar, rng: Random, today: date
    ) -> None:
        """Prepare the numbering and the people."""
        self.writer, self.department, self.rng, self.today = writer, department, rng, today
        self.calendar, self.rulebook = calendar, Rulebook.load()
        self.numbers: dict[tuple[str, int], int] = defaultdict(int)
        self.receptions: dict[tuple[date, int], int] = {}
        self.known: list[Identity] = []

    def load(self, cases: int) -> Iterator[int]:
        """Make so many cases in the order of receipt, giving the number made after each chunk."""
        for made, life in enumerate(self._lives(cases), start=1):
            self._petition(life)
            if made % CHUNK == 0 or made == cases:
                self.writer.write()
                yield made
        self._close_series()

    def _lives(self, cases: int) -> Iterator[Life]:
        """Give each case with its own source of chance, in the order of receipt."""
        told = list(stories(self.rng, self.calendar, self.today))[:cases]
        days = self._days(cases - len(told))
        known = ((begins.received_on, begins, history) for begins, history in told)
        yield from merge(((day, None, None) for day in days), sorted(known, key=_day), key=_day)

    def _days(self, cases: int) -> list[date]:
        first = self.today - timedelta(days=YEARS * 365)
        span = (self.today - first).days
        days = (first + timedelta(days=self.rng.randrange(span)) for _ in range(cases))
        return sorted(min(self.calendar.roll(d), self.today) for d in days)

    def _next(self, series: str, year: int) -> str:
        self.numbers[series, year] += 1
        return code(series, year, self.numbers[series, year], self.department.agency_id)

    def _moment(self, day: date) -> datetime:
        late = self.rng.choice((0, 0, 0, 0, 0, 0, 1, 2)) if day < self.today else 0
        on = min(day + timedelta(days=late), self.today)
        return datetime.combine(
            on, time(8 + self.rng.randrange(9), self.rng.randrange(60)), VIETNAM
        )

    def _sender(self) -> Identity:
        """Every sixth sender has been here before."""
        if self.known and self.rng.random() < 1 / 6:
            return self.rng.choice(self.known)
        who = people.identity(self.rng)
        if len(self.known) < CHUNK:
            self.known.append(who)
        return who

    def _petition(self, life: Life) -> None:
        rng = self.rng
        received_on, begins, history = life
        kind = begins.kind if begins else rng.choices(list(KINDS), list(KINDS.values()))[0]
        summary, matter_field = matters.matter(rng, kind)
        if begins is None or history is None:
            begins = Beginning(kind, matter_field, received_on, rng.random() < DESK_SHARE)
            history = live(rng, self.calendar, self.today, begins)
        receptionist = rng.choice(self.department.of(Role.RECEPTIONIST))
        heads = rng.choice((1, 1, 1, 1, 1, 1, 2, 3, 4)) if kind not in SEALED_KINDS else 1
        petition = self._petition_row(history, summary, receptionist, heads)
        petition.visit_id = self._visit(petition, receptionist) if begins.at_desk else None
        self._store(petition, history)

    def _petition_row(
        self, history: History, summary: str, receptionist: Worker, heads: int
    ) -> Petition:
        rng, day = self.rng, history.events[0].legal_date
        letters = "".join(rng.choices(READABLE, k=12))
        petition = Petition(
            agency_id=self.department.agency_id,
            logged_unit_id=self.department.desk_unit_id,
            code=self._next(PETITION_SERIES, day.year),
            receipt_code=f"{letters[:4]}-{letters[4:8]}-{letters[8:]}",
            channel=Channel.DESK if history.traits & {"at_desk"} else rng.choice(
                (Channel.POST, Channel.POST, Channel.PASSED_ON, Channel.BOX)
            ),
            kind=history.kind,
            written_on=day - timedelta(days=rng.randrange(6)),
            received_on=day,
            passed_on_by="",
            summary=summary,
            head_count=heads,
            is_sealed=history.kind in SEALED_KINDS,
            recorded_by_id=receptionist.id,
            recorded_at=self._moment(day),
        )  # fmt: skip
        petition.parties = self._parties(petition, receptionist)
        label = petition.parties[0].label
        petition.sender_label = f"{label} (+{heads - 1})" if heads > 1 else label
        return petition

    def _parties(self, petition: Petition, receptionist: Worker) -> list[Party]:
        sender = Party(
            uuid=UUID(int=self.rng.getrandbits(128)), role=PartyRole.SENDER, authorisation=""
        )
        if petition.is_sealed:
            pseudonym = self._next(PSEUDONYM_SERIES, petition.received_on.year)
            identities.seal(sender, self._sender(), pseudonym=pseudonym, by=receptionist.id)
            return [sender, self._respondent()]
        identities.keep(sender, self._sender())
        return [sender]

    def _respondent(self) -> Party:
        """One denunciation in three is about someone who works here."""
        party = Party(
            uuid=UUID(int=self.rng.getrandbits(128)), role=PartyRole.RESPONDENT, authorisation=""
        )
        if self.rng.random() < 1 / 3:
            party.user_id = self.rng.choice(self.department.of(Role.HANDLER)).id
        identities.keep(party, Identity(people.name(self.rng)))
        return party

    def _visit(self, petition: Petition, receptionist: Worker) -> int:
        sender = petition.parties[0]
        return self.writer.add(
            Visit,
            agency_id=petition.agency_id,
            reception_id=self._reception(petition.received_on, receptionist),
            code=self._next(VISIT_SERIES, petition.received_on.year),
            visited_on=petition.received_on,
            visitor_name=sender.full_name,
            name_key=sender.name_key,
            visitor_address=sender.address,
            head_count=petition.head_count,
            content=petition.summary,
            outcome=VisitOutcome.PETITION_TAKEN,
            outcome_note="",
            recorded_by_id=receptionist.id,
            recorded_at=petition.recorded_at,
        )

    def _reception(self, day: date, receptionist: Worker) -> int:
        key = day, receptionist.id
        if key not in self.receptions:
            self.receptions[key] = self.writer.add(
                Reception,
                agency_id=self.department.agency_id,
                unit_id=receptionist.unit_id,
                held_on=day,
                mode=ReceptionMode.REGULAR,
                receiver_id=receptionist.id,
            )
        return self.receptions[key]

    def _store(self, petition: Petition, history: History) -> None:
        petition_id = self.writer.add(Petition, **_values(petition, Petition))
        for party in petition.parties:
            self.writer.add(Party, **_values(party, Party) | {"petition_id": petition_id})
        folded = folded_words(searchable(petition))
        self.writer.put(PetitionSearch, petition_id=petition_id, folded=folded)
        barred = next((p.user_id for p in petition.parties if p.user_id), None)
        case_id = self._case(petition, history, self._handler(barred))
        self.writer.add(
            PetitionLink, petition_id=petition_id, case_id=case_id, reason="",
            linked_on=petition.received_on,
        )  # fmt: skip
        if barred:
            self.writer.add(
                CaseBarrier, agency_id=petition.agency_id, case_id=case_id, user_id=barred
            )

    def _handler(self, barred: int | None) -> Worker:
        handlers = [w for w in self.department.of(Role.HANDLER) if w.id != barred]
        return self.rng.choice(handlers)

    def _case(self, petition: Petition, history: History, handler: Worker) -> int:
        events = tuple(history.events)
        derived = derive(events, self.rulebook, self.calendar)
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
            code=self._next(SERIES[history.kind], petition.received_on.year),
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
            self._assignment(petition.agency_id, case_id, handler, events[1])
        return case_id

    def _event(self, petition: Petition, case_id: int, event: Event, handler: Worker) -> None:
        role = ROLE_OF.get(COMPETENCE.get(event.type, Competence.DISPATCH), Role.HANDLER)
        by = handler.id if role is Role.HANDLER else self.department.of(role)[0].id
        number = f"{self.rng.randrange(20, 900)}/SKHCN" if event.type in NUMBERED else ""
        self.writer.add(
            CaseEvent,
            agency_id=petition.agency_id,
            case_id=case_id,
            sequence=event.sequence,
            type=event.type,
            legal_date=event.legal_date,
            recorded_at=self._moment(event.legal_date),
            recorded_by_id=by,
            document_number=petition.code if event.sequence == 1 else number,
            note="",
            particulars=dict(event.particulars),
        )

    def _assignment(self, agency_id: int, case_id: int, handler: Worker, event: Event) -> None:
        self.writer.add(
            Assignment,
            agency_id=agency_id,
            case_id=case_id,
            unit_id=handler.unit_id,
            user_id=handler.id,
            starts_at=self._moment(event.legal_date),
            reason="Đúng lĩnh vực phụ trách",
            assigned_by_id=self.department.of(Role.DIRECTOR)[0].id,
        )

    def _close_series(self) -> None:
        for (series, year), last in self.numbers.items():
            self.writer.add(
                NumberSeries,
                agency_id=self.department.agency_id,
                series=series,
                year=year,
                last=last,
            )
        self.writer.write()


def _values(row: Any, entity: Any) -> Row:
    columns = entity.__table__.c
    return {c.name: getattr(row, c.name) for c in columns if c.name != "id"}
