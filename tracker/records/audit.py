"""The audit trail: every written row becomes an entry on flush, so that nobody can forget it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache, singledispatch
from hashlib import sha256
from json import dumps
from typing import Any

from sqlalchemy import Column, Table, event
from sqlalchemy.orm import InstanceState, Mapper, ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history

from tracker.law.terms import Term
from tracker.records.base import AnySession, Base
from tracker.records.chain import (
    Act,
    Anchor,
    AuditEntry,
    AuditHead,
    Break,
    Verdict,
    anchor,
    append,
    chain_of,
    verify,
)
from tracker.records.sealing import keyring
from tracker.records.triggers import install_triggers

__all__ = [
    "Action",
    "Actor",
    "Anchor",
    "AuditEntry",
    "AuditHead",
    "Break",
    "Verdict",
    "anchor",
    "chain_of",
    "enter_written_rows",
    "install_triggers",
    "note",
    "same_actor",
    "set_actor",
    "verify",
]

ACTOR = "audit_actor"
MASKED = frozenset({"personal", "sealed", "secret"})
PLAIN = frozenset({str, int, bool})  # What JSON spells as it is; most values of a row are.


class Action(Term):
    """What happened to a row; other actions are named by who notes them."""

    CREATE = "create", "Tạo", "Create"
    CHANGE = "change", "Sửa", "Change"
    DELETE = "delete", "Xóa", "Delete"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts through a session; without a person it is the system."""

    actor_id: int | None = None
    agency_id: int | None = None
    address: str | None = None


SYSTEM = Actor()


@dataclass(frozen=True, slots=True)
class AuditedColumn:
    """A column as the trail sees it; a mask names the purpose of its digest."""

    key: str
    name: str
    mask: str


def same_actor(session: AnySession, other: AnySession) -> None:
    """Let whoever acts through the second session act through the first as well."""
    session.info[ACTOR] = other.info.get(ACTOR, SYSTEM)


def set_actor(
    session: AnySession, *, actor_id: int | None, agency_id: int | None, address: str | None = None
) -> None:
    """Say who acts through this session from now on."""
    session.info[ACTOR] = Actor(actor_id, agency_id, address)


def note(
    session: AnySession,
    *,
    action: str,
    subject: str,
    subject_id: object,
    agency_id: int | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Enter what no written row shows: a read, an unsealing, a sign-in, a batch."""
    actor: Actor = session.info.get(ACTOR, SYSTEM)
    act = Act(
        agency_id=actor.agency_id if agency_id is None else agency_id,
        actor_id=actor.actor_id,
        address=actor.address,
        action=str(action),
        subject=subject,
        subject_id=str(subject_id),
        changes={key: _plain(value) for key, value in (details or {}).items()},
    )
    append(session.connection(), [act])


@event.listens_for(Session, "after_flush")
def _enter_written_rows(session: Session, flush: UOWTransaction) -> None:
    enter_written_rows(
        session,
        [(state, deleted) for state, (deleted, only_seen) in flush.states.items() if not only_seen],
    )


def enter_written_rows(session: Session, states: Iterable[tuple[InstanceState[Any], bool]]) -> None:
    """Enter rows that were just written, each with whether it was deleted, as they came in."""
    actor: Actor = session.info.get(ACTOR, SYSTEM)
    written = sorted(states, key=_insert_order)
    acts = [act for state, deleted in written if (act := _act(state, actor, deleted=deleted))]
    if acts:
        append(session.connection(), acts)


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk_writes(execution: ORMExecuteState) -> None:
    if not (execution.is_update or execution.is_delete):
        return
    name = getattr(getattr(execution.statement, "table", None), "name", None)
    if any(
        name == _table_of(mapper).name for mapper in Base.registry.mappers if _is_audited(mapper)
    ):
        message = f"{name} is audited: change its rows one by one, through the session"
        raise RuntimeError(message)


def _insert_order(written: tuple[InstanceState[Any], bool]) -> int:
    return written[0].insert_order or 0


def _is_audited(mapper: Mapper[Any]) -> bool:
    return bool(getattr(mapper.class_, "__audited__", True))


def _table_of(mapper: Mapper[Any]) -> Table:
    assert isinstance(mapper.local_table, Table)  # noqa: S101 - tells the type checker
    return mapper.local_table


def _act(state: InstanceState[Any], actor: Actor, *, deleted: bool) -> Act | None:
    mapper = state.mapper
    if not _is_audited(mapper):
        return None
    action, changes = _changes(state, deleted=deleted)
    if not changes:
        return None
    row = state.object
    return Act(
        agency_id=_agency(row, actor),
        actor_id=actor.actor_id,
        address=actor.address,
        action=action.value,
        subject=_table_of(mapper).name,
        subject_id="/".join(str(part) for part in mapper.primary_key_from_instance(row)),
        changes=changes,
    )


def _agency(row: object, actor: Actor) -> int | None:
    agency_id: int | None = getattr(row, "agency_id", None)
    if agency_id is None and hasattr(row, "__audit_agency__"):
        agency_id = row.__audit_agency__()
    return actor.agency_id if agency_id is None else agency_id


def _changes(state: InstanceState[Any], *, deleted: bool) -> tuple[Action, dict[str, object]]:
    columns = audited_columns(state.mapper)
    if deleted:
        return Action.DELETE, _whole_row(columns, state.dict, "old")
    if state.pending:
        return Action.CREATE, _whole_row(columns, state.dict, "new")
    untouched = state.unmodified
    changed = (column for column in columns if column.key not in untouched)
    entries = ((column.name, _change(column, state.object)) for column in changed)
    return Action.CHANGE, {name: entry for name, entry in entries if entry is not None}


def _whole_row(
    columns: Iterable[AuditedColumn], values: Mapping[str, object], side: str
) -> dict[str, object]:
    return {
        column.name: _masked(column, value) if column.mask else {side: _plain(value)}
        for column in columns
        if (value := values.get(column.key)) is not None
    }


def _change(column: AuditedColumn, row: object) -> dict[str, object] | None:
    history = get_history(row, column.key)
    if not history.added and not history.deleted:
        return None
    new = history.added[0] if history.added else None
    # The old value is unknown when nobody had loaded it.
    old = history.deleted[0] if history.deleted else None
    if column.mask:
        return _masked(column, new) | {"old_digest": _digest(column, old)}
    return {"old": _plain(old), "new": _plain(new)}


def _masked(column: AuditedColumn, value: object) -> dict[str, object]:
    return {"changed": True, "digest": _digest(column, value)}


def _digest(column: AuditedColumn, value: object) -> str | None:
    """Give what stands for a covered value: equal values meet, none can be read back."""
    if value is None:
        return None
    text = value if isinstance(value, str) else dumps(_plain(value), sort_keys=True)
    return keyring().digest(str(text), column.mask)


@cache
def audited_columns(mapper: Mapper[Any]) -> tuple[AuditedColumn, ...]:
    """Give the columns that the trail follows; `info={"audited": False}` leaves one out."""
    return tuple(
        AuditedColumn(prop.key, column.name, _mask(column))
        for prop in mapper.column_attrs
        if isinstance(column := prop.columns[0], Column)
        and column is not mapper.version_id_col
        and column.info.get("audited", True)
    )


def _mask(column: Column[Any]) -> str:
    return f"audit {column.table}.{column.name}" if column.info.get("class") in MASKED else ""


def _plain(value: object) -> object:
    """Turn a value into JSON that reads back the same from both databases."""
    return value if value is None or type(value) in PLAIN else _as_plain(value)


@singledispatch
def _as_plain(value: object) -> object:
    return str(value)


@_as_plain.register(str | int)
def _(value: str | int) -> object:
    return value


@_as_plain.register
def _(value: Enum) -> object:
    return _plain(value.value)


@_as_plain.register
def _(value: datetime) -> object:
    return value.astimezone(UTC).isoformat()


@_as_plain.register(date | time)
def _(value: date | time) -> object:
    return value.isoformat()


@_as_plain.register
def _(value: bytes) -> object:
    return f"sha256:{sha256(value).hexdigest()}"


@_as_plain.register
def _(value: Mapping) -> object:  # type: ignore[type-arg]  # dispatch takes the bare class
    return {str(key): _plain(item) for key, item in value.items()}


@_as_plain.register(list | tuple | set | frozenset)
def _(value: Iterable[object]) -> object:
    return [_plain(item) for item in value]
