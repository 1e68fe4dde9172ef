"""Invented petitions as they come in: the paper, its parties, the visit, the words to search."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tracker.access import Role
from tracker.casework import identity as identities
from tracker.casework.identity import Identity
from tracker.casework.numbering import PETITION_SERIES, PSEUDONYM_SERIES, READABLE, VISIT_SERIES
from tracker.casework.registration import searchable
from tracker.casework.visitors import number_place
from tracker.demo import people
from tracker.demo.head_days import HeadDays
from tracker.demo.histories import History
from tracker.demo.links import MOST_KNOWN, Links
from tracker.demo.office import Office
from tracker.demo.organisation import Worker
from tracker.demo.writer import Row
from tracker.law.events import Trait
from tracker.law.identity_number import paper_of
from tracker.law.kinds import SEALED_KINDS
from tracker.records.names import NameSpelling, new_spelling_rows
from tracker.records.petitions import Channel, Party, PartyRole, Petition
from tracker.records.reception import ReceptionMode, Visit, VisitOutcome
from tracker.records.search import PetitionSearch, folded_words

# Of most visits nothing is said about these; rows written together have the same columns.
UNSAID: Row = {
    "refusal_ground": None, "ground_complete_on": None, "acting_as": None, "acting_name": None,
    "acting_address": None, "acting_number": None, "authorisation": "", "papers_shown": [],
    "appointed_on": None, "appointed_by_all": False, "appointment": "",
}  # fmt: skip


class Incoming:
    """Takes in petitions one after the other."""

    def __init__(self, office: Office, head_days: HeadDays) -> None:
        """Begin with an empty book of receptions; on the head's days some come to him."""
        self.head_days = head_days
        self.office, self.writer, self.rng = office, office.writer, office.rng
        self.receptions: dict[tuple[date, int], int] = {}
        self.known: list[Identity] = []
        self.words: set[str] = set()
        self.links = Links(office)

    def take(self, history: History, summary: str) -> Petition:
        """Write a petition with all that belongs to it; its parties and id are set."""
        receptionist = self.rng.choice(self.office.department.of(Role.RECEPTIONIST))
        petition = self._petition(history, summary, receptionist)
        if petition.channel is Channel.DESK:
            petition.visit_id = self._visit(petition, receptionist)
        petition.id = self.writer.add(Petition, **_values(petition))
        for row in new_spelling_rows(petition.parties, self.words):
            self.writer.put(NameSpelling, **row)
        for party in petition.parties:
            self.writer.add(Party, **_values(party) | {"petition_id": petition.id})
        folded = folded_words(searchable(petition))
        self.writer.put(PetitionSearch, petition_id=petition.id, folded=folded)
        self.links.meet(petition)
        return petition

    def _petition(self, history: History, summary: str, receptionist: Worker) -> Petition:
        rng, day = self.rng, history.events[0].legal_date
        is_sealed = history.kind in SEALED_KINDS
        heads = 1 if is_sealed else rng.choice((1, 1, 1, 1, 1, 1, 2, 3, 4))
        petition = Petition(
            agency_id=self.office.agency_id,
            logged_unit_id=self.office.department.desk_unit_id,
            code=self.office.next_code(PETITION_SERIES, day.year),
            receipt_code=self._receipt_code(),
            channel=self._channel(history),
            kind=history.kind,
            written_on=day - timedelta(days=rng.randrange(6)),
            received_on=day,
            passed_on_by="",
            summary=summary,
            head_count=heads,
            is_sealed=is_sealed,
            recorded_by_id=receptionist.id,
            recorded_at=self.office.moment(day),
        )
        petition.parties = self._parties(petition, receptionist)
        label = petition.parties[0].label
        petition.sender_label = f"{label} (+{heads - 1})" if heads > 1 else label
        return petition

    def _receipt_code(self) -> str:
        letters = "".join(self.rng.choices(READABLE, k=12))
        return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"

    def _channel(self, history: History) -> Channel:
        if Trait.AT_DESK in history.traits:
            return Channel.DESK
        return self.rng.choice((Channel.POST, Channel.POST, Channel.PASSED_ON, Channel.BOX))

    def _parties(self, petition: Petition, receptionist: Worker) -> list[Party]:
        sender = self._party(PartyRole.SENDER)
        if petition.is_sealed:
            pseudonym = self.office.next_code(PSEUDONYM_SERIES, petition.received_on.year)
            # A denouncer of the demo writes nothing else: no other page may show who it is.
            denouncer = people.identity(self.rng)
            identities.seal(sender, denouncer, pseudonym=pseudonym, by=receptionist.id)
            return [sender, self._respondent()]
        identities.keep(sender, self._sender())
        return [sender]

    def _respondent(self) -> Party:
        """One denunciation in three is about someone who works here."""
        party = self._party(PartyRole.RESPONDENT)
        if self.rng.random() < 1 / 3:
            party.user_id = self.rng.choice(self.office.department.of(Role.HANDLER)).id
        identities.keep(party, Identity(people.name(self.rng)))
        return party

    def _party(self, role: PartyRole) -> Party:
        return Party(uuid=UUID(int=self.rng.getrandbits(128)), role=role, authorisation="")

    def _sender(self) -> Identity:
        """Every sixth sender has been here before."""
        if self.known and self.rng.random() < 1 / 6:
            return self.rng.choice(self.known)
        who = people.identity(self.rng)
        if len(self.known) < MOST_KNOWN:
            self.known.append(who)
        return who

    def _visit(self, petition: Petition, receptionist: Worker) -> int:
        code = self.next_visit_code(petition.received_on)
        return self.writer.add(
            Visit,
            agency_id=petition.agency_id,
            reception_id=self.reception(petition.received_on, receptionist),
            code=code,
            visited_on=petition.received_on,
            **UNSAID,
            **_visitor(code, petition),
            head_count=petition.head_count,
            content=petition.summary,
            outcome=VisitOutcome.PETITION_TAKEN,
            outcome_note="",
            recorded_by_id=receptionist.id,
            recorded_at=petition.recorded_at,
        )

    def next_visit_code(self, day: date) -> str:
        """Take the next number of the book of receptions."""
        return self.office.next_code(VISIT_SERIES, day.year)

    def reception(self, day: date, receptionist: Worker) -> int:
        """Give the session of a day and person, opened by its first visit."""
        if (at_head := self.head_days.take_visit(day)) is not None:
            return at_head
        key = day, receptionist.id
        if key not in self.receptions:
            self.receptions[key] = self.office.open_reception(
                unit_id=receptionist.unit_id,
                held_on=day,
                mode=ReceptionMode.REGULAR,
                receiver_id=receptionist.id,
            )
        return self.receptions[key]


def _visitor(code: str, petition: Petition) -> Row:
    """Say who came with a petition; of a denunciation only that there was one."""
    sender = petition.parties[0]
    number = "" if petition.is_sealed else identities.identity_of(sender).identity_number
    return {
        "visitor_name": sender.full_name,
        "name_key": sender.name_key,
        "visitor_address": sender.address,
        "kind": petition.kind,
        "identity_paper": paper_of(number),
        "identity_number": identities.seal_number(number, number_place(code)),
    }


def _values(row: Any) -> Row:
    return {c.name: getattr(row, c.name) for c in row.__table__.c if c.name != "id"}
