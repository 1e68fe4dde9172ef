"""The database, the mapped base class and the column types that every table uses."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo
from json import dumps
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar, TypeVarTuple

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import (
    JSON,
    Connection,
    CursorResult,
    DateTime,
    Delete,
    Dialect,
    Engine,
    MetaData,
    Select,
    String,
    Update,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session
from sqlalchemy.types import TypeDecorator

from tracker.law.terms import Term

T = TypeVar("T", bound=Term)
Ts = TypeVarTuple("Ts")

AnySession: TypeAlias = Session | scoped_session[FlaskSession]

WRITE: ContextVar[bool] = ContextVar("db_write", default=False)
"""True while a write may happen: a changing request, a command, a job, a test."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Neither a large cache nor a mapped file: every connection of every thread of every process
# would count them as its own, while the system keeps the file in memory anyway.
SQLITE_SETTINGS = (
    "busy_timeout=5000",  # First: changing the journal mode may itself have to wait.
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # So that INSERT OR REPLACE cannot pass by a DELETE trigger.
    "temp_store=MEMORY",
)

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON document: text on SQLite, jsonb on PostgreSQL."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its zone, kept in UTC and given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; SQLite keeps no zone, so it gets plain UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"A moment needs a zone: {value!r}"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class TermColumn(TypeDecorator[T], Generic[T]):
    """A member of one Term, kept as its code."""

    impl = String(32)
    cache_ok = True

    def __init__(self, term: type[T]) -> None:
        super().__init__()
        self.term = term
        self._members = {member.value: member for member in term}

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - signature of TypeDecorator
        """Store the code; an unknown one raises."""
        return None if value is None else str(self.term(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> T | None:  # noqa: ARG002 - signature of TypeDecorator
        """Give back the member."""
        return None if value is None else self._members[value]


class Base(DeclarativeBase):
    """The base of every mapped class."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime(), dict[str, Any]: Json}


def _readable_json(value: object) -> str:
    return dumps(value, ensure_ascii=False, separators=(",", ":"))


db = SQLAlchemy(metadata=Base.metadata, engine_options={"json_serializer": _readable_json})


def current_session() -> Session:
    """Give the session of this request or command."""
    return db.session()


def read(
    session: AnySession, stmt: Select[*Ts], values: Mapping[str, Any] | None = None
) -> CursorResult[*Ts]:
    """Read rows of columns: they need nothing of what a session does to load entities."""
    if session.autoflush:
        session.flush()
    return session.connection().execute(stmt, values)


def day_of(moment: datetime, zone: tzinfo | None) -> date:
    """Give the day of a stored moment, where the office is."""
    return moment.astimezone(zone).date()


def add_new(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> int:
    """Add the rows that are not there yet, by the unique keys of the table; give their number."""
    if not rows:
        return 0
    return _added(session, _insert(session, table), rows)


def add_selected(
    session: Session, table: type[Base], columns: Sequence[str], rows: Select[*Ts]
) -> int:
    """Add the selected rows that are not there yet; give their number."""
    return _added(session, _insert(session, table).from_select(list(columns), rows), None)


def change_rows(session: AnySession, stmt: Update | Delete) -> int:
    """Change or drop rows past those that are loaded, and give their number."""
    done = session.execute(stmt.execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]  # both count their rows


def _insert(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def _added(
    session: Session,
    insert: sqlite.Insert | postgresql.Insert,
    rows: Sequence[Mapping[str, Any]] | None,
) -> int:
    if session.autoflush:
        session.flush()
    stmt = insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return session.connection().execute(stmt, rows).rowcount


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
    # The driver's own BEGIN comes too late and loses updates, so it is switched off.
    connection.isolation_level = None
    for setting in SQLITE_SETTINGS:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA {setting}")
        cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if WRITE.get() else "BEGIN")
