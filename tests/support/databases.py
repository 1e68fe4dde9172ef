"""Prepared databases: migrated once, then given to every test as new."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url

ENGINES = ("sqlite", "postgresql")

Migrate = Callable[[str], None]
"""Bring the database at an address from empty to head."""


class Database(Protocol):
    """A database that can be made new again."""

    url: str

    def prepare(self, migrate: Migrate) -> None:
        """Migrate the original from which every test gets its copy."""

    def renew(self) -> None:
        """Put the original back; every connection must be closed by now."""

    def empty(self, name: str) -> str:
        """Give the address of a further database with nothing in it."""

    def close(self) -> None:
        """Remove what was made."""


class SqliteDatabase:
    """A file, put back by copying the migrated original over it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._original = folder / "original.db"
        self._file = folder / "test.db"
        self.url = f"sqlite:///{self._file}"

    def prepare(self, migrate: Migrate) -> None:
        """Migrate the original and fold its write-ahead log into the file."""
        migrate(f"sqlite:///{self._original}")
        with closing(sqlite3.connect(self._original)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def renew(self) -> None:
        """Copy the original, then swap the files in one step."""
        copy = self._folder / "copy.db"
        shutil.copyfile(self._original, copy)
        for left_over in ("-wal", "-shm"):
            Path(f"{self._file}{left_over}").unlink(missing_ok=True)
        copy.replace(self._file)

    def empty(self, name: str) -> str:
        """Give the address of a file that does not exist yet."""
        file = self._folder / f"{name}.db"
        for left_over in ("", "-wal", "-shm"):
            Path(f"{file}{left_over}").unlink(missing_ok=True)
        return f"sqlite:///{file}"

    def close(self) -> None:
        """Leave the files: pytest removes its temporary folders itself."""


# Rows go past triggers and foreign keys, and every number starts anew: a millisecond.
SWEEP = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
    PERFORM setval(quote_ident(sequencename)::regclass, start_value, false)
        FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""
# Differs after a test has changed a table, a function, a trigger or a constraint.
SHAPE = """
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
    SELECT concat_ws(' ', oid, relname, relnatts) FROM pg_class WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', oid, tgname, tgenabled, tgfoid) FROM pg_trigger
    UNION ALL SELECT concat_ws(' ', oid, conname) FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', oid, proname, md5(prosrc)) FROM pg_proc WHERE oid >= 16384
) AS parts (part)
"""
ROWS = """
SELECT coalesce(sum(reltuples), 0) FROM pg_class JOIN pg_tables ON relname = tablename
WHERE schemaname = 'public' AND relkind = 'r' AND tablename <> 'alembic_version'
"""
MAY_SWEEP = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"


class PostgresqlDatabase:
    """A database of the test server: swept after a test, or made anew from the migrated one."""

    def __init__(self, server_url: str) -> None:
        self._server = make_url(server_url)
        self._prefix = f"tracker_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
        self._original = f"{self._prefix}_original"
        self._test = f"{self._prefix}_test"
        self._made: set[str] = set()
        self._may_sweep = False
        self._shape: object = None
        self.url = self._address(self._test)

    def prepare(self, migrate: Migrate) -> None:
        """Make the original, migrate it, and see whether its copies can be swept."""
        migrate(self.empty("original"))
        self._tell(self._original, "ANALYZE")
        holds_rows = self._ask(self._original, ROWS) != 0
        self._may_sweep = bool(self._ask(self._original, MAY_SWEEP)) and not holds_rows

    def renew(self) -> None:
        """Sweep the database if only rows have changed, else copy the original again."""
        if self._may_sweep and self._shape and self._ask(self._test, SHAPE) == self._shape:
            self._tell(self._test, SWEEP)
            return
        self._create(self._test, template=self._original)
        self._shape = self._ask(self._test, SHAPE)

    def empty(self, name: str) -> str:
        """Make a further database with nothing in it."""
        self._create(f"{self._prefix}_{name}", template="template0")
        return self._address(f"{self._prefix}_{name}")

    def close(self) -> None:
        """Drop every database that was made."""
        for name in self._made:
            self._tell(self._server.database, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _create(self, name: str, *, template: str) -> None:
        self._made.add(name)
        self._tell(self._server.database, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._tell(self._server.database, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def _ask(self, database: str | None, question: str) -> object:
        with self._connected(database) as connection:
            row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None

    def _tell(self, database: str | None, command: str) -> None:
        with self._connected(database) as connection:
            connection.execute(command.encode())

    def _connected(self, database: str | None) -> psycopg.Connection:
        url = self._server.set(drivername="postgresql", database=database)
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)

    def _address(self, database: str) -> str:
        return self._server.set(database=database).render_as_string(hide_password=False)
