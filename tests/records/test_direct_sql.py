"""Whoever connects past the application finds tables that only grow."""

import sqlite3
from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import Engine

from tests.records.conftest import OpenSession
from tests.records.test_chain import CHAIN, fill
from tracker.records.audit import verify
from tracker.records.triggers import APPEND_ONLY

Run = Callable[[str], None]
CHANGES = (
    "UPDATE audit_entry SET action = 'x' WHERE sequence = 2",
    "UPDATE audit_entry SET hash = previous_hash",
    "DELETE FROM audit_entry WHERE sequence = 5",
    "DELETE FROM audit_entry",
)


@pytest.fixture
def run(engine: Engine, open_session: OpenSession) -> Run:
    """Give a session of the database's own driver, on a trail of five entries."""
    fill(open_session)
    url = engine.url

    def directly(statement: str) -> None:
        if url.get_backend_name() == "sqlite":
            lite = sqlite3.connect(str(url.database))
            try:
                lite.execute(statement)
                lite.commit()
            finally:
                lite.close()
            return
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address) as grown_up:
            grown_up.execute(statement.encode())

    return directly


@pytest.mark.parametrize("statement", CHANGES)
def test_a_direct_session_cannot_change_the_trail(
    open_session: OpenSession, run: Run, statement: str
) -> None:
    with pytest.raises((sqlite3.DatabaseError, psycopg.DatabaseError), match="append-only"):
        run(statement)

    with open_session() as session:
        assert verify(session, CHAIN).checked == 5


def test_every_table_that_only_grows_has_its_triggers(engine: Engine) -> None:
    names = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal",
    }
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(names[engine.dialect.name]).scalars().all()
        tables = set(engine.dialect.get_table_names(connection))

    assert {table: rows.count(table) for table in APPEND_ONLY if table in tables} == {
        table: 2 for table in APPEND_ONLY if table in tables
    }
    assert "audit_entry" in rows
