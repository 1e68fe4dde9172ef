"""The chain shows every tampering, and the database refuses what it can."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.records.conftest import OpenSession
from tests.records.rows import add_unit
from tracker.records.audit import AuditHead, Break, anchor, install_triggers, set_actor, verify

CHAIN = "7"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'x'",
        "DELETE FROM audit_entry",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry",
        "TRUNCATE audit_entry",
    ],
)
def test_the_database_itself_refuses_changes(
    engine: Engine, open_session: OpenSession, statement: str
) -> None:
    foreign = "OR REPLACE" if engine.dialect.name == "postgresql" else "TRUNCATE"
    if foreign in statement:
        return
    fill(open_session)

    with (
        pytest.raises(DatabaseError, match=r"append-only|unique"),
        open_session() as session,
    ):
        session.execute(text(statement))

    with open_session() as session:
        assert verify(session, CHAIN).ok


def test_the_triggers_can_be_installed_again(engine: Engine) -> None:
    with engine.begin() as connection:
        install_triggers(connection)
        install_triggers(connection)


def test_an_untouched_chain_is_whole(open_session: OpenSession) -> None:
    fill(open_session)

    with open_session() as session:
        verdict = verify(session, CHAIN)

    assert (verdict.ok, verdict.checked, verdict.head_sequence) == (True, 5, 5)


def test_an_empty_chain_is_whole(records: Session) -> None:
    assert verify(records, CHAIN).ok


SWAP = """
UPDATE audit_entry SET sequence = -2 WHERE sequence = 2;
UPDATE audit_entry SET sequence = 2 WHERE sequence = 3;
UPDATE audit_entry SET sequence = 3 WHERE sequence = -2
"""

CLOSE_THE_GAP = """
DELETE FROM audit_entry WHERE sequence = 3;
UPDATE audit_entry SET sequence = 3 WHERE sequence = 4;
UPDATE audit_entry SET sequence = 4 WHERE sequence = 5
"""

INSERT = """
INSERT INTO audit_entry
SELECT id + 99, chain, sequence + 1, at, agency_id, actor_id, address, action, subject,
       subject_id, changes, hash, hash
FROM audit_entry WHERE sequence = 5
"""

TAMPERINGS = {
    "edit": ("UPDATE audit_entry SET subject_id = '99' WHERE sequence = 3", 3, Break.EDITED),
    "edit-time": ("UPDATE audit_entry SET at = '2020-01-01' WHERE sequence = 2", 2, Break.EDITED),
    "edit-json": ("UPDATE audit_entry SET changes = '{}' WHERE sequence = 4", 4, Break.EDITED),
    "delete": ("DELETE FROM audit_entry WHERE sequence = 2", 2, Break.MISSING),
    "cut": ("DELETE FROM audit_entry WHERE sequence > 3", 4, Break.TRUNCATED),
    "empty": ("DELETE FROM audit_entry", 1, Break.TRUNCATED),
    "head": ("UPDATE audit_head SET hash = 'x'", 5, Break.HEAD),
    "no-head": ("DELETE FROM audit_head", 1, Break.SURPLUS),
    "swap": (SWAP, 2, Break.MOVED),
    "close-the-gap": (CLOSE_THE_GAP, 3, Break.MOVED),
    "insert": (INSERT, 6, Break.EDITED),
}


@pytest.mark.parametrize(("statements", "place", "why"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_every_tampering_is_named(
    open_session: OpenSession, statements: str, place: int, why: Break
) -> None:
    fill(open_session)

    tamper(open_session, statements)

    with open_session() as session:
        verdict = verify(session, CHAIN)
    assert (verdict.ok, verdict.broken_at, verdict.why) == (False, place, why)


def test_a_well_made_entry_behind_the_head_is_surplus(open_session: OpenSession) -> None:
    fill(open_session)
    with open_session() as session:
        head = anchor(session, CHAIN)
    fill(open_session)

    tamper(open_session, "UPDATE audit_head SET sequence = 5, hash = :hash", hash=head.hash)

    with open_session() as session:
        verdict = verify(session, CHAIN)
    assert (verdict.broken_at, verdict.why) == (6, Break.SURPLUS)


def test_a_tail_cut_together_with_its_head_shows_against_an_anchor(
    open_session: OpenSession,
) -> None:
    fill(open_session)
    with open_session() as session:
        kept = anchor(session, CHAIN)
    cut_with_head(open_session, last=3)

    with open_session() as session:
        assert verify(session, CHAIN).ok
        verdict = verify(session, CHAIN, kept)

    assert (verdict.broken_at, verdict.why) == (4, Break.TRUNCATED)


def test_a_chain_written_anew_shows_against_an_anchor(open_session: OpenSession) -> None:
    fill(open_session)
    with open_session() as session:
        kept = anchor(session, CHAIN)
    cut_with_head(open_session, last=3)
    fill(open_session)

    with open_session() as session:
        assert verify(session, CHAIN).ok
        verdict = verify(session, CHAIN, kept)

    assert (verdict.broken_at, verdict.why) == (5, Break.ANCHOR)


def test_an_anchor_of_an_honest_chain_stays_good_while_it_grows(
    open_session: OpenSession,
) -> None:
    fill(open_session)
    with open_session() as session:
        kept = anchor(session, CHAIN)
    fill(open_session)

    with open_session() as session:
        assert verify(session, CHAIN, kept).ok


def test_two_writers_at_once_make_one_chain(open_session: OpenSession) -> None:
    def write(person: int) -> None:
        for turn in range(10):
            with open_session() as session:
                set_actor(session, actor_id=person, agency_id=7)
                add_unit(session, name=f"Phòng {person}.{turn}")

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(copy_context().run, write, person) for person in range(4)]:
            done.result()

    with open_session() as session:
        verdict = verify(session, CHAIN)
        assert session.scalar(select(func.count()).select_from(AuditHead)) == 1
    assert (verdict.ok, verdict.checked) == (True, 40)


def fill(open_session: OpenSession) -> None:
    """Write five entries of agency 7."""
    with open_session() as session:
        set_actor(session, actor_id=3, agency_id=7)
        for number in range(5):
            add_unit(session, name=f"Phòng {number}")


def tamper(open_session: OpenSession, statements: str, **values: object) -> None:
    """Change the trail as somebody with all rights in the database could."""
    with open_session() as session:
        if session.connection().dialect.name == "postgresql":
            session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
        else:
            session.execute(text("DROP TRIGGER audit_entry_no_update"))
            session.execute(text("DROP TRIGGER audit_entry_no_delete"))
        for statement in statements.split(";"):
            session.execute(text(statement), values)
        install_triggers(session.connection())


def cut_with_head(open_session: OpenSession, *, last: int) -> None:
    """Cut the trail behind an entry and make the head agree."""
    tamper(
        open_session,
        "DELETE FROM audit_entry WHERE sequence > :last;"
        "UPDATE audit_head SET sequence = :last, "
        "hash = (SELECT hash FROM audit_entry WHERE sequence = :last)",
        last=last,
    )
