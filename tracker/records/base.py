"""The database, the mapped base class and the column types that every table uses."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from json import JSONEncoder
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar, TypeVarTuple

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import (
    JSON,
    CursorResult,
    DateTime,
    Delete,
    Dialect,
    MetaData,
    Select,
    String,
    Update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session
from sqlalchemy.types import TypeDecorator

from tracker.law.terms import Term
from tracker.records import transactions  # noqa: F401 - it teaches SQLAlchemy our SQLite

T = TypeVar("T", bound=Term)
Ts = TypeVarTuple("Ts")

AnySession: TypeAlias = Session | scoped_session[FlaskSession]

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

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


# One for all: `dumps` would make a new encoder for every value.
_readable_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

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
