"""How long it takes to prove a trail of many entries: `python -m bench.trail [ENTRIES]`."""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

from tracker.records.audit import AuditEntry, AuditHead, verify
from tracker.records.base import Base
from tracker.records.chain import GENESIS, hash_of
from tracker.records.transactions import writing

MOST = 1_000_000
AT_ONCE = 10_000
CHAIN = "7"
BEGIN = datetime(2026, 1, 5, 1, tzinfo=UTC)


def main(entries: int) -> None:
    """Write a chain into a database of its own, then walk it."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'trail.db'}")
        with writing(), Session(engine) as session:
            Base.metadata.create_all(session.connection())
            _fill(session, entries)
        began = perf_counter()
        with Session(engine) as session:
            verdict = verify(session, CHAIN)
        took = perf_counter() - began
        engine.dispose()
    sys.stdout.write(f"{verdict.checked} entries proved in {took:.1f} s, whole: {verdict.ok}\n")


def _fill(session: Session, entries: int) -> None:
    rows: list[dict[str, Any]] = []
    for row in _chain(entries):
        rows.append(row)
        if len(rows) == AT_ONCE:
            session.execute(insert(AuditEntry), rows)
            rows = []
    if rows:
        session.execute(insert(AuditEntry), rows)
    session.add(AuditHead(chain=CHAIN, sequence=row["sequence"], hash=row["hash"]))
    session.commit()


def _chain(entries: int) -> Iterator[dict[str, Any]]:
    previous = GENESIS
    for sequence in range(1, entries + 1):
        row: dict[str, Any] = {
            "chain": CHAIN, "sequence": sequence, "at": BEGIN + timedelta(seconds=sequence * 7),
            "agency_id": 7, "actor_id": sequence % 40, "address": "10.0.3.17",
            "action": "create", "subject": "case_event", "subject_id": str(sequence),
            "changes": {
                "case_id": {"new": sequence // 9}, "type": {"new": "accepted"},
                "legal_date": {"new": "2026-03-02"}, "document_number": {"new": "15/TB-SKHCN"},
                "note": {"changed": True, "digest": f"{sequence:064x}"},
            },
            "previous_hash": previous,
        }  # fmt: skip
        previous = row["hash"] = hash_of(row)
        yield row


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MOST)
