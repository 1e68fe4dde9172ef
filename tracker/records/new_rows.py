"""Insert what is new in a session as a flush does, but straight into its tables."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.orm import InstanceState, Mapper, RelationshipProperty, Session
from sqlalchemy.orm.base import instance_state
from sqlalchemy.orm.interfaces import RelationshipDirection

from tracker.records.audit import enter_written_rows
from tracker.records.base import Base
from tracker.records.transactions import WRITE


@dataclass(frozen=True, slots=True)
class Cell:
    """A column as its class names it; `fills_itself` where a row may come without it."""

    key: str
    column: str
    fills_itself: bool


@dataclass(frozen=True, slots=True)
class Parent:
    """A relationship to a row that must stand before: by which keys it is pointed to."""

    key: str
    pairs: tuple[tuple[str, str], ...]
    is_of_own_kind: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of one class are inserted; `place` puts the classes into an order of their keys.

    `unspoken` are the relationships whose other side is not told, so that only a flush follows.
    """

    place: int
    insert: Insert
    cells: tuple[Cell, ...]
    keys: tuple[str, ...]
    parents: tuple[Parent, ...]
    unspoken: tuple[str, ...]
    version: str | None


def insert_new(session: Session) -> None:
    """Write all that is new in a session, each row with its entry in the audit trail.

    A flush weighs every relationship of every class before it writes a row, which takes an intake
    more than all the rest. Where something was changed or deleted too, or hangs together in another
    way than by keys to rows that stand before it, the session flushes as ever.
    """
    states: list[InstanceState[Any]] = [instance_state(each) for each in session.new]
    shaped = sorted(((_shape(s.mapper), s) for s in states), key=_place)
    if not WRITE.get() or session.dirty or session.deleted or not all(map(_is_plain, shaped)):
        session.flush()
        return
    connection = session.connection()
    for shape, state in shaped:
        _insert(connection, shape, state)
    enter_written_rows(session, [(state, False) for state in states])
    # The end of a flush: from here on they are stored rows, and forgotten with a rollback.
    session._register_persistent(set(states))  # noqa: SLF001 - no other door leads there


def _place(shaped: tuple[Shape, InstanceState[Any]]) -> tuple[int, int]:
    shape, state = shaped
    return shape.place, state.insert_order or 0


def _is_plain(shaped: tuple[Shape, InstanceState[Any]]) -> bool:
    shape, state = shaped
    values = state.dict
    if any(values.get(key) for key in shape.unspoken):
        return False
    own = (values.get(parent.key) for parent in shape.parents if parent.is_of_own_kind)
    return all(parent is None or instance_state(parent).key is not None for parent in own)


def _insert(connection: Connection, shape: Shape, state: InstanceState[Any]) -> None:
    values = state.dict
    for parent in shape.parents:
        _point(values, parent)
    if shape.version is not None:
        values[shape.version] = 1
    found = ((cell, values.get(cell.key)) for cell in shape.cells)
    row = {c.column: value for c, value in found if value is not None or not c.fills_itself}
    done = connection.execute(shape.insert, row)
    values.update(zip(shape.keys, done.inserted_primary_key or (), strict=True))
    written = cast("MutableMapping[str, Any]", done.last_inserted_params())
    for cell in shape.cells:
        if values.get(cell.key) is None and (cell.column in written or not cell.fills_itself):
            values[cell.key] = written.get(cell.column)


def _point(values: dict[str, Any], parent: Parent) -> None:
    """Write down the key of the row that is pointed to; none where it was said to be none."""
    if parent.key in values:
        row = values[parent.key]
        for own, theirs in parent.pairs:
            values[own] = None if row is None else getattr(row, theirs)


@cache
def _order() -> dict[str, int]:
    return {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}


@cache
def _shape(mapper: Mapper[Any]) -> Shape:
    table = mapper.local_table
    assert isinstance(table, Table)  # noqa: S101 - tells the type checker
    written = [r for r in mapper.relationships if not r.viewonly]
    pointing = [r for r in written if r.direction is RelationshipDirection.MANYTOONE]
    others = [r for r in written if r not in pointing]
    version = mapper.version_id_col
    return Shape(
        place=_order()[table.name],
        insert=insert(table),
        cells=tuple(_cells(mapper)),
        keys=tuple(_key(mapper, column) for column in mapper.primary_key),
        parents=tuple(_parent(mapper, relation) for relation in pointing),
        unspoken=tuple(r.key for r in others if not r.back_populates),
        version=None if version is None else _key(mapper, version),
    )


def _cells(mapper: Mapper[Any]) -> Sequence[Cell]:
    columns = [(prop.key, prop.columns[0]) for prop in mapper.column_attrs]
    return [
        Cell(
            key,
            column.key,
            column.primary_key or column.default is not None or column.server_default is not None,
        )
        for key, column in columns
    ]


def _parent(mapper: Mapper[Any], relation: RelationshipProperty[Any]) -> Parent:
    pairs = [
        (_key(mapper, own), _key(relation.mapper, theirs))
        for own, theirs in relation.local_remote_pairs
    ]
    return Parent(relation.key, tuple(pairs), relation.mapper is mapper)


def _key(mapper: Mapper[Any], column: Any) -> str:
    return mapper.get_property_by_column(column).key
