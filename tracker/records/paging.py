"""Keyset pages: a list continues behind the last row seen, however deep one reads."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from json import dumps, loads
from typing import Any, Generic, TypeAlias, TypeVarTuple, cast
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    SmallInteger,
    UnaryExpression,
    and_,
    bindparam,
    or_,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import TypeDecorator, TypeEngine

from tracker.records.base import AnySession, TermColumn, read

Ts = TypeVarTuple("Ts")

Key: TypeAlias = tuple[ColumnElement[Any] | InstrumentedAttribute[Any], bool]
"""A column without NULL and whether it descends; the last key of a list must be unique."""

BOUNDS = ("bound_0", "bound_1", "bound_2", "bound_3")
"""The names of the values behind which a page begins, one for each key; no list has more keys."""

FORWARD, BACKWARD = "f", "b"
"""The two ways a token may lead."""


@dataclass(frozen=True, slots=True)
class Page(Generic[*Ts]):
    """One page of a list, with the tokens of its neighbours; the keys stand behind each row."""

    rows: Sequence[Row[*Ts]]
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """A row by its keys, and the way to read from there."""

    way: str
    values: tuple[Any, ...]


class Listing(Generic[*Ts]):
    """A list put together once, to be read page by page."""

    def __init__(self, stmt: Select[*Ts], *, keys: Sequence[Key], size: int = 25) -> None:
        """Order the rows by the keys, which come along so that a page knows where it ends."""
        self.keys, self.size, self.width = tuple(keys), size, len(stmt.column_descriptions)
        self._loads = any(isinstance(each["expr"], type) for each in stmt.column_descriptions)
        marks = (column.label(f"key_{n}") for n, (column, _) in enumerate(keys))
        wide = stmt.add_columns(*marks).order_by(None).limit(size + 1)
        reverse = tuple((column, not descending) for column, descending in keys)
        self._towards = {FORWARD: self.keys, BACKWARD: reverse}
        self._stmts = {way: wide.order_by(*_order(keys)) for way, keys in self._towards.items()}
        self._onward: dict[str, Select[*tuple[Any, ...]]] = {}

    def page(self, session: AnySession, after: str | None = None, **asked: object) -> Page[*Ts]:
        """Give the rows next to a token; a bad token means the beginning."""
        position = read_token(after, self.keys)
        found = self._fetch(session, position, asked)
        if position and not found.rows:
            return self._fetch(session, None, asked)
        return found

    def _from_a_row(self, way: str) -> Select[*tuple[Any, ...]]:
        """Give the statement that goes on from a row; put together once, like that of the start."""
        if way not in self._onward:
            self._onward[way] = self._stmts[way].where(_beyond(self._towards[way]))
        return self._onward[way]

    def _fetch(
        self, session: AnySession, position: Position | None, asked: Mapping[str, object]
    ) -> Page[*Ts]:
        way = position.way if position else FORWARD
        back = way == BACKWARD
        stmt = self._from_a_row(way) if position else self._stmts[way]
        asked = {**asked, **dict(zip(BOUNDS, position.values, strict=False))} if position else asked
        answer = (session.execute if self._loads else partial(read, session))(stmt, asked)
        rows: Sequence[Row[*Ts]] = answer.all()
        more, rows = len(rows) > self.size, rows[: self.size]
        if back:
            rows = rows[::-1]
        marks = [row[self.width :] for row in cast("Sequence[tuple[Any, ...]]", rows)]
        if any(value is None for mark in marks for value in mark):
            message = "A key of a paged list may not be NULL: use coalesce()"
            raise ValueError(message)
        behind, before = (marks and (back or more)), (marks and (more if back else position))
        return Page(
            rows,
            next=_token(FORWARD, marks[-1]) if behind else None,
            previous=_token(BACKWARD, marks[0]) if before else None,
        )


def page(
    session: AnySession,
    stmt: Select[*Ts],
    *,
    keys: Sequence[Key],
    after: str | None = None,
    size: int = 25,
) -> Page[*Ts]:
    """Give the rows next to a token, in the order of the keys; a bad token means the beginning."""
    return Listing(stmt, keys=keys, size=size).page(session, after)


def _order(keys: Sequence[Key]) -> list[UnaryExpression[Any]]:
    return [column.desc() if descending else column.asc() for column, descending in keys]


def _beyond(keys: Sequence[Key]) -> ColumnElement[bool]:
    """Say that a row lies behind the bounds, so that an index on the keys can answer."""
    named = zip(BOUNDS, keys, strict=False)
    bounds = [bindparam(name, type_=column.type) for name, (column, _) in named]
    columns = [column for column, _ in keys]
    if len({descending for _, descending in keys}) == 1:
        ours, theirs = tuple_(*columns), tuple_(*bounds)
        return ours < theirs if keys[0][1] else ours > theirs
    return _mixed(keys, bounds)


def _mixed(keys: Sequence[Key], bounds: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
    (column, descending), bound = keys[0], bounds[0]
    past = column < bound if descending else column > bound
    if len(keys) == 1:
        return past
    # The first comparison adds nothing to the meaning: it is the range that an index can use.
    reached = column <= bound if descending else column >= bound
    return and_(reached, or_(past, _mixed(keys[1:], bounds[1:])))


def _token(way: str, mark: Sequence[Any]) -> str:
    text = dumps([way, *map(_spelled, mark)], separators=(",", ":"), ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _spelled(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int) else str(value)


def read_token(token: str | None, keys: Sequence[Key]) -> Position | None:
    """Read a position out of an address; anything unreadable is no position."""
    if not token:
        return None
    try:
        way, *values = loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if way not in {FORWARD, BACKWARD}:
            return None
        pairs = zip(keys, values, strict=True)
        return Position(way, tuple(_read(value, column.type) for (column, _), value in pairs))
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        return None


def _read(value: object, kind: TypeEngine[Any]) -> object:
    if isinstance(kind, TermColumn):
        return kind.term(value)
    plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    python = plain.python_type
    if python is int:
        return _whole_number(value, plain)
    if python is bool:
        return bool(value)
    text = _text(value)
    if python is datetime:
        return _moment(text)
    return READERS.get(python, str)(text)


READERS: dict[type, Any] = {date: date.fromisoformat, Decimal: Decimal, UUID: UUID, float: float}


def _whole_number(value: object, kind: TypeEngine[Any]) -> int:
    bits = 63 if isinstance(kind, BigInteger) else 15 if isinstance(kind, SmallInteger) else 31
    if not isinstance(value, int) or not -(2**bits) <= value < 2**bits:
        message = "No number of this column"
        raise ValueError(message)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        message = "No text of this column"
        raise ValueError(message)
    value.encode()  # Half a letter (a lone surrogate) cannot be sent to a database.
    return value


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        message = "A moment needs a zone"
        raise ValueError(message)
    return moment.astimezone(UTC)
