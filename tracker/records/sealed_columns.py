"""Where sealed values stand, read from the models, and under which key each of them stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, func, literal, select
from sqlalchemy.orm import Session

from tracker.records.base import Base
from tracker.records.sealing import DIRECT, ENVELOPE, Keyring, header_of


@dataclass(frozen=True, slots=True)
class BlindIndex:
    """A column that holds the digest of what a sealed column of the same row seals."""

    key: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One column of sealed values, with the class of its rows and the place of each value."""

    rows: type[Any]
    key: str
    column: Column[Any]
    place: str
    indexes: tuple[BlindIndex, ...]

    @property
    def table(self) -> Table:
        """Give the table."""
        table = self.column.table
        assert isinstance(table, Table)  # noqa: S101 - tells the type checker
        return table

    @property
    def name(self) -> str:
        """Give the name as `table.column`."""
        return f"{self.table.name}.{self.column.name}"

    @property
    def number(self) -> Any:
        """Give the column by which its rows are numbered."""
        (column,) = self.table.primary_key.columns
        return getattr(self.rows, column.name)

    def number_of(self, row: object) -> int:
        """Give the number of a row."""
        return int(getattr(row, self.number.key))

    def context(self, row: object) -> str:
        """Give the place of a row's value, to which its seal is bound."""
        return self.place.format_map(_Fields(row))

    def value(self, row: object) -> bytes:
        """Give a row's sealed value."""
        value: bytes = getattr(row, self.key)
        return value

    def stands_under(self, header: bytes) -> ColumnElement[bool]:
        """Give the condition that a value begins with a header."""
        start = literal(header, LargeBinary)
        return func.substr(self.column, 1, len(header), type_=LargeBinary) == start


class _Fields(Mapping[str, Any]):
    """The fields of a row by name."""

    def __init__(self, row: object) -> None:
        self._row = row

    def __getitem__(self, name: str) -> Any:
        return getattr(self._row, name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How many values of one place stand under each key; `foreign` under none of the ring."""

    name: str
    total: int
    by_key: Mapping[str, int]
    waiting: int

    @property
    def foreign(self) -> int:
        """Give the number of values that no key of the ring opens."""
        return self.total - sum(self.by_key.values())


def sealed_columns() -> tuple[SealedColumn, ...]:
    """Give every column of sealed values, in the order of the tables' names."""
    found = [
        SealedColumn(mapper.class_, prop.key, column, column.info["place"], _indexes(mapper, prop))
        for mapper in Base.registry.mappers
        for prop in mapper.column_attrs
        if isinstance(column := prop.columns[0], Column) and "place" in column.info
    ]
    return tuple(sorted(found, key=lambda each: each.name))


def _indexes(mapper: Any, prop: Any) -> tuple[BlindIndex, ...]:
    return tuple(
        BlindIndex(other.key, other.columns[0].info["purpose"])
        for other in mapper.column_attrs
        if other.columns[0].info.get("digest_of") == prop.columns[0].name
    )


def standing(session: Session, ring: Keyring) -> list[Standing]:
    """Count the sealed values of every column by their key, without opening any."""
    return [_standing(session, ring, each) for each in sealed_columns()]


def _standing(session: Session, ring: Keyring, sealed: SealedColumn) -> Standing:
    headers = [(k.name, header_of(v, k.name)) for k in ring.keys for v in (ENVELOPE, DIRECT)]
    counted = [func.count().filter(sealed.stands_under(header)) for _, header in headers]
    stmt = select(func.count(sealed.column), *counted).select_from(sealed.table)
    total, *numbers = session.execute(stmt).one()
    return Standing(sealed.name, total, _by_key(headers, numbers), total - numbers[0])


def _by_key(headers: Sequence[tuple[str, bytes]], numbers: Sequence[int]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for (name, _), number in zip(headers, numbers, strict=True):
        found[name] = found.get(name, 0) + number
    return found
