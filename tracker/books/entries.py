"""Read the lines of a book: the entries of a period, their numbers, what became of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from tracker.books import statements
from tracker.casework.corrections import corrections_of
from tracker.law.acting import ActingAs
from tracker.law.events import Event, EventType, effective
from tracker.law.identity_number import IdentityPaper
from tracker.law.kinds import SEALED_KINDS, CaseKind
from tracker.law.moves import State
from tracker.law.refusal_grounds import ReceptionRefusal
from tracker.law.registers import Book, Volume, volumes
from tracker.records.books import EntryCorrection, EntryField, read_value
from tracker.records.organisation import OrgUnit
from tracker.records.paging import Page, page
from tracker.records.petitions import Channel
from tracker.records.reception import VisitOutcome
from tracker.records.visibility import Reach

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Which book of which unit is read by whom, for which period."""

    book: Book
    unit: OrgUnit
    first: date
    last: date
    reach: Reach

    @property
    def volumes(self) -> tuple[Volume, ...]:
        """Give the volumes that the period touches."""
        return volumes(self.book, self.first, self.last)


@dataclass(frozen=True, slots=True)
class Matter:
    """A case to which an entry led, with the standing steps that a book tells of."""

    code: str
    kind: CaseKind
    state: State
    traits: frozenset[str]
    others: int
    steps: tuple[Event, ...]
    papers: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a book, whichever it is; a sealed sender is only a code."""

    id: int
    volume: Volume
    number: int
    code: str
    day: date
    name: str
    address: str
    content: str
    heads: int
    recorded_at: datetime
    is_sealed: bool = False
    has_number: bool = False
    identity_number: str = ""
    identity_paper: IdentityPaper | None = None
    acting_as: ActingAs | None = None
    acting_name: str = ""
    kinds: tuple[CaseKind, ...] = ()
    matters: tuple[Matter, ...] = ()
    corrections: tuple[EntryCorrection, ...] = ()
    petition_codes: tuple[str, ...] = ()
    outcome: VisitOutcome | None = None
    outcome_note: str = ""
    refusal_ground: ReceptionRefusal | None = None
    channel: Channel | None = None
    passed_on_by: str = ""
    is_closed: bool = False
    was: Mapping[EntryField, tuple[str, ...]] = field(default_factory=dict)


def volume_of(entry: Entry) -> Volume:
    """Give the volume in which a line stands."""
    return entry.volume


def entries_page(
    session: Session, asked: Asked, *, after: str | None, size: int = 25
) -> Page[*tuple[Any, ...]]:
    """Give a page of a book as it was written, line by line."""
    stmt, keys = statements.rows(asked.book, asked.unit.id, asked.first, asked.last, asked.reach,
                                 asked.volumes)  # fmt: skip
    return page(session, stmt, keys=keys, after=after, size=size)


def entries_of(session: Session, asked: Asked, rows: Sequence[Row[Any]]) -> list[Entry]:
    """Give the lines of a page with their numbers, matters and corrections."""
    ids = [row.id for row in rows]
    if not ids:
        return []
    numbers = _numbers(session, asked, rows)
    told = _matters(session, asked, ids)
    made = defaultdict(list)
    if asked.book is Book.RECEPTION:
        for correction in corrections_of(session, ids):
            made[correction.visit_id].append(correction)
    return [
        _entry(asked, row, numbers[row.id], told.get(row.id, _NOTHING), tuple(made[row.id]))
        for row in rows
    ]


def every_entry(session: Session, asked: Asked) -> Iterator[Entry]:
    """Go through all lines of a period, a chunk at a time."""
    after: str | None = None
    while True:
        found = entries_page(session, asked, after=after, size=CHUNK)
        yield from entries_of(session, asked, found.rows)
        if found.next is None:
            return
        after = found.next


@dataclass(frozen=True, slots=True)
class _Led:
    """The petitions of an entry and the cases to which they led."""

    petitions: tuple[Row[Any], ...] = ()
    matters: tuple[Matter, ...] = ()


_NOTHING = _Led()


def _numbers(session: Session, asked: Asked, rows: Sequence[Row[Any]]) -> dict[int, int]:
    """Number the lines of their volumes: as they were written, those not seen counted too."""
    seen = sorted({row.volume for row in rows})
    touched = asked.volumes[seen[0] : seen[-1] + 1]
    stmt = statements.numbers(asked.book, asked.unit.id, touched, [row.id for row in rows])
    return {row.id: row.number for row in session.execute(stmt)}


def _matters(session: Session, asked: Asked, ids: Sequence[int]) -> dict[int, _Led]:
    rows = session.execute(statements.linked(asked.book, ids, asked.reach)).all()
    steps = _steps(session, {row.case_id for row in rows})
    of_case = defaultdict(list)
    of_entry = defaultdict(list)
    for row in rows:
        of_case[row.case_id].append(row)
        if row.entry_id in ids:
            of_entry[row.entry_id].append(row)
    return {
        entry_id: _Led(
            tuple({row.petition_id: row for row in own}.values()),
            tuple(_matter(row, of_case[row.case_id], own, steps[row.case_id]) for row in own),
        )
        for entry_id, own in of_entry.items()
    }


def _matter(
    row: Row[Any], together: Iterable[Row[Any]], own: Iterable[Row[Any]], steps: list[Row[Any]]
) -> Matter:
    senders = {_sender(each) for each in own}
    others = {_sender(each): each.head_count for each in together if _sender(each) not in senders}
    events = tuple(
        Event(s.sequence, s.type, s.legal_date, s.corrects, s.corrected_date, s.particulars)
        for s in steps
    )
    return Matter(
        row.case_code,
        row.case_kind,
        row.state,
        frozenset(row.traits),
        sum(others.values()),
        tuple(e for e in effective(events) if e.type in TOLD),
        {s.sequence: s.document_number for s in steps},
    )


def _sender(row: Row[Any]) -> str:
    """Give who sent a petition, without the count of those who signed with them."""
    return str(row.sender_label).rpartition(" (+")[0] or str(row.sender_label)


E = EventType
TOLD = frozenset(
    {
        E.ACCEPTED, E.REFUSED, E.GUIDED, E.FORWARDED, E.RETURNED, E.FILED_AWAY,
        E.TAKEN_AS_INFORMATION, E.SUSPENDED, E.RESUMED, E.DISCONTINUED, E.DECIDED, E.CONCLUDED,
        E.ANSWERED, E.INSPECTED, E.RESULT_RECEIVED, E.MERGED,
    }
)  # fmt: skip


def _steps(session: Session, case_ids: set[int]) -> dict[int, list[Row[Any]]]:
    found = defaultdict(list)
    for row in session.execute(statements.steps(case_ids, TOLD)):
        found[row.case_id].append(row)
    return found


def _entry(
    asked: Asked, row: Row[Any], number: int, led: _Led, made: tuple[EntryCorrection, ...]
) -> Entry:
    """Put a line together; what was corrected stands as it should, with what stood before."""
    sealed = next((p for p in led.petitions if p.is_sealed), None)
    of_petition = asked.book is Book.PETITIONS
    entry = Entry(
        row.id,
        asked.volumes[row.volume],
        number,
        row.code,
        row.day,
        sealed.sender_label if sealed else row.name or "",
        "" if sealed else row.address or "",
        row.content,
        row.head_count,
        row.recorded_at,
        is_sealed=sealed is not None,
        has_number=any(p.has_number and not p.is_sealed for p in led.petitions),
        kinds=tuple(dict.fromkeys(m.kind for m in led.matters)),
        matters=led.matters,
        corrections=made,
    )
    if of_petition:
        return replace(entry, channel=row.channel, passed_on_by=row.passed_on_by)
    return _corrected(_of_visit(entry, row, led), made)


def _of_visit(entry: Entry, row: Row[Any], led: _Led) -> Entry:
    """Add what only a visit has; of a denunciation nothing that says who came."""
    ground = ReceptionRefusal(row.refusal_ground) if row.refusal_ground else None
    is_sealed = entry.is_sealed or row.kind in SEALED_KINDS
    return replace(
        entry,
        is_sealed=is_sealed,
        has_number=not is_sealed and (row.has_number or entry.has_number),
        identity_paper=row.identity_paper,
        kinds=entry.kinds or tuple(kind for kind in (row.kind,) if kind),
        acting_as=row.acting_as,
        acting_name="" if is_sealed else row.acting_name or "",
        petition_codes=tuple(p.petition_code for p in led.petitions),
        outcome=row.outcome,
        outcome_note=row.outcome_note,
        refusal_ground=ground,
        is_closed=row.is_closed,
    )


ATTRIBUTES: Mapping[EntryField, str] = {
    EntryField.VISITED_ON: "day",
    EntryField.VISITOR_NAME: "name",
    EntryField.VISITOR_ADDRESS: "address",
    EntryField.HEAD_COUNT: "heads",
    EntryField.CONTENT: "content",
    EntryField.OUTCOME_NOTE: "outcome_note",
}


def _corrected(entry: Entry, made: tuple[EntryCorrection, ...]) -> Entry:
    if not made:
        return entry
    was: dict[EntryField, tuple[str, ...]] = {}
    now: dict[str, Any] = {}
    for correction in made:
        which = correction.entry_field
        was[which] = (*was.get(which, ()), correction.old_value)
        now[ATTRIBUTES[which]] = read_value(which, correction.new_value)
    return replace(entry, was=was, **now)
