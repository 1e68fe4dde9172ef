"""When a transaction begins on SQLite, and whether it may write."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection

WRITE: ContextVar[bool] = ContextVar("db_write", default=False)
"""True while a write may happen: a changing request, a command, a job, a test."""

# Neither a large cache nor a mapped file: every connection of every thread of every process
# would count them as its own, while the system keeps the file in memory anyway. What is kept
# holds the index that the tabs of a whole agency are counted in; less made those pages slower.
SQLITE_SETTINGS = (
    "busy_timeout=5000",  # First: changing the journal mode may itself have to wait.
    "journal_mode=WAL",
    "synchronous=NORMAL",
    # Intakes change the same pages over and over: each is brought home once for many of them.
    "wal_autocheckpoint=4000",  # pages, 16 MB
    "cache_size=-1500",  # KiB
    "foreign_keys=ON",
    "recursive_triggers=ON",  # So that INSERT OR REPLACE cannot pass by a DELETE trigger.
    "temp_store=MEMORY",
)


class SQLite(SQLiteDialect_pysqlite):
    """SQLite as the tracker speaks it: who may write takes the pen at the first word.

    The driver begins too late by itself and loses updates. An event of the engine could begin as
    well, but with any such event each statement of each page looks for events, too.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: DBAPIConnection) -> None:
        """Begin a transaction: to write, or only to read."""
        cursor = dbapi_connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if WRITE.get() else "BEGIN")
        cursor.close()


for _name in ("sqlite", "sqlite.pysqlite"):
    registry.register(_name, __name__, SQLite.__name__)


@contextmanager
def writing() -> Iterator[None]:
    """Let transactions that begin inside the block write."""
    token = WRITE.set(True)
    try:
        yield
    finally:
        WRITE.reset(token)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None  # The driver's own BEGIN is switched off.
    for setting in SQLITE_SETTINGS:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {setting}")
        cursor.close()
