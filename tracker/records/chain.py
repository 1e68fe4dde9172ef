"""The chain under the audit: entries joined by hash, appended under a lock, verified."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from json import JSONEncoder
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Index,
    Integer,
    Row,
    String,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from tracker import clock
from tracker.law.terms import Term
from tracker.records.base import AnySession, Base

GENESIS = "0" * 64
STREAM = 2_000


class AuditEntry(Base):
    """One thing that somebody did; written once, never changed."""

    __tablename__ = "audit_entry"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("chain", "sequence"),
        Index(None, "subject", "subject_id"),
        Index(None, "chain", "at"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    chain: Mapped[str] = mapped_column(String(40))
    sequence: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    agency_id: Mapped[int | None]
    actor_id: Mapped[int | None]
    address: Mapped[str | None] = mapped_column(String(45))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(63))
    subject_id: Mapped[str] = mapped_column(String(80))
    changes: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The last link of a chain; its row is the lock under which the chain grows."""

    __tablename__ = "audit_head"
    __audited__ = False

    chain: Mapped[str] = mapped_column(String(40), primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, default=0)
    hash: Mapped[str] = mapped_column(String(64), default=GENESIS)


class Break(Term):
    """What is wrong with the first broken link."""

    EDITED = "edited", "nội dung đã bị sửa", "its content was edited"
    MOVED = "moved", "đã bị đổi chỗ", "it was moved from another place"
    UNLINKED = "unlinked", "không nối với mục liền trước", "it does not follow the one before it"
    MISSING = "missing", "đã bị xóa", "it was deleted"
    TRUNCATED = "truncated", "phần cuối nhật ký đã bị cắt", "the end of the trail was cut off"
    SURPLUS = "surplus", "được chèn thêm sau mục cuối", "it was added behind the last entry"
    HEAD = "head", "khác với mục cuối đã ghi", "it differs from the recorded last entry"
    ANCHOR = "anchor", "khác với mốc đã lưu", "it differs from the anchor kept elsewhere"


@dataclass(frozen=True, slots=True)
class Act:
    """What an entry says, before it has its place in a chain."""

    agency_id: int | None
    actor_id: int | None
    address: str | None
    action: str
    subject: str
    subject_id: str
    changes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last link at some moment, to be kept outside the database."""

    chain: str
    sequence: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying a chain found; `broken_at` is the place of the first broken link."""

    ok: bool
    checked: int
    head_sequence: int
    head_hash: str
    broken_at: int | None = None
    why: Break | None = None


ACT_FIELDS = tuple(field.name for field in fields(Act))
HASHED = ("chain", "sequence", "at", *ACT_FIELDS, "previous_hash")
ENTRY = (*HASHED, "hash")
# One for all: json.dumps would make a new encoder for every entry.
one_spelling = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
READ_HEAD = select(AuditHead.sequence, AuditHead.hash).where(AuditHead.chain == bindparam("chain"))
LOCK_HEAD = READ_HEAD.with_for_update()
# Inline: nobody needs the new numbers back, so that all entries go in one round trip.
ADD_ENTRIES = insert(AuditEntry).inline()
MOVE_HEAD = update(AuditHead).where(AuditHead.chain == bindparam("of_chain"))
NEW_HEAD = {
    "postgresql": postgresql.insert(AuditHead).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(AuditHead).on_conflict_do_nothing(),
}


def chain_of(agency_id: int | None) -> str:
    """Name the chain of an agency; what belongs to none goes to chain 0."""
    return str(agency_id or 0)


def append(connection: Connection, acts: Sequence[Act]) -> None:
    """Write acts at the end of their chains, in the transaction of the connection."""
    chains: defaultdict[str, list[Act]] = defaultdict(list)
    for act in acts:
        chains[chain_of(act.agency_id)].append(act)
    at = clock.now()
    for chain in sorted(chains):  # One order for all, so that two writers cannot block each other.
        _append_to(connection, chain, chains[chain], at)


def _append_to(connection: Connection, chain: str, acts: Sequence[Act], at: datetime) -> None:
    sequence, previous = _locked_head(connection, chain)
    rows: list[dict[str, Any]] = []
    for act in acts:
        sequence += 1
        row = {"chain": chain, "sequence": sequence, "at": at, "previous_hash": previous}
        row |= {name: getattr(act, name) for name in ACT_FIELDS}
        previous = row["hash"] = hash_of(row)
        rows.append(row)
    connection.execute(ADD_ENTRIES, rows)
    connection.execute(MOVE_HEAD, {"of_chain": chain, "sequence": sequence, "hash": previous})


def _locked_head(connection: Connection, chain: str) -> Row[int, str]:
    head = connection.execute(LOCK_HEAD, {"chain": chain}).one_or_none()
    if head is None:
        connection.execute(NEW_HEAD[connection.dialect.name], {"chain": chain})
        head = connection.execute(LOCK_HEAD, {"chain": chain}).one()
    return head


def hash_of(row: Mapping[str, Any]) -> str:
    """Hash an entry with the hash before it, over JSON that has only one spelling."""
    link = {name: row[name] for name in HASHED}
    link["at"] = link["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return sha256(one_spelling(link).encode()).hexdigest()


def anchor(session: AnySession, chain: str) -> Anchor:
    """Give the last link of a chain, to be exported and checked later."""
    sequence, last = _head(session, chain) or (0, GENESIS)
    return Anchor(chain, sequence, last, clock.now())


def verify(session: AnySession, chain: str, *anchors: Anchor) -> Verdict:
    """Walk a whole chain, past every anchor kept of it, and name its first broken link."""
    sequence, last = _head(session, chain) or (0, GENESIS)
    kept = {each.sequence: (each.hash, Break.ANCHOR) for each in anchors if each.sequence}
    pins = {sequence: (last, Break.HEAD)} | kept
    walk = _Walk(pins)
    for row in _entries(session, chain):
        if not walk.accepts(row):
            break
    else:
        # Read again: others may have written while the walk went on.
        now, _ = _head(session, chain) or (0, GENESIS)
        walk.end(pinned=max(pins), recorded=now)
    return Verdict(walk.why is None, walk.checked, sequence, last, walk.broken_at, walk.why)


def _head(session: AnySession, chain: str) -> Row[int, str] | None:
    return session.execute(READ_HEAD, {"chain": chain}).one_or_none()


def _entries(session: AnySession, chain: str) -> Iterator[Mapping[str, Any]]:
    columns = (getattr(AuditEntry, name) for name in ENTRY)
    whole = select(*columns).where(AuditEntry.chain == chain).order_by(AuditEntry.sequence)
    result = session.execute(whole, execution_options={"yield_per": STREAM})
    with result:
        for row in result:
            yield dict(zip(ENTRY, row, strict=True))


class _Walk:
    """Remembers the last good link and the first bad one."""

    def __init__(self, pins: Mapping[int, tuple[str, Break]]) -> None:
        self.pins = pins
        self.checked = 0
        self.previous = GENESIS
        self.broken_at: int | None = None
        self.why: Break | None = None

    def accepts(self, row: Mapping[str, Any]) -> bool:
        """Check one entry against the one before it."""
        place = self.checked + 1
        self.why = self._fault(row, place)
        if self.why is not None:
            self.broken_at = place
            return False
        self.checked, self.previous = place, row["hash"]
        return True

    def _fault(self, row: Mapping[str, Any], place: int) -> Break | None:
        if row["sequence"] != place:
            return Break.MISSING if row["sequence"] > place else Break.UNLINKED
        whole = hash_of(row) == row["hash"]
        if row["previous_hash"] != self.previous:
            return Break.UNLINKED if whole else Break.MOVED
        if not whole:
            return Break.EDITED
        pinned, fault = self.pins.get(place, (row["hash"], None))
        return None if pinned == row["hash"] else fault

    def end(self, *, pinned: int, recorded: int) -> None:
        """Check that the chain ends where it is known to end."""
        if self.checked < pinned:
            self.broken_at, self.why = self.checked + 1, Break.TRUNCATED
        elif self.checked > recorded:
            self.broken_at, self.why = recorded + 1, Break.SURPLUS
