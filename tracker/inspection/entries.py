"""Entries of the trail as people read them: who did what, old → new, with the way to the case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from sqlalchemy import Boolean, Column, Date
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from tracker.inspection import queries
from tracker.inspection.columns import ColumnName
from tracker.inspection.queries import Named
from tracker.inspection.unsaid import UNSAID
from tracker.inspection.vocabulary import Deed, Subject
from tracker.law.terms import Term
from tracker.records.accounts import SessionEnd, SignInFailure
from tracker.records.accounts import Way as SignInWay
from tracker.records.base import Base, TermColumn, UtcDateTime
from tracker.records.visibility import Reach
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date, vn_datetime

PAGES = {"case_file": ("cases.show", "case_id"), "petition": ("petitions.show", "petition_id")}
PARENTS = {"case_id": "case_file", "petition_id": "petition"}
NAMED = frozenset({"user_account", "org_unit"})
NOTED: Mapping[str, type[Term]] = {"way": SignInWay, "failure": SignInFailure, "end": SessionEnd}
MARK = 6  # letters of a digest by which people compare covered values
LONGEST = 160  # letters of one value on the page


@dataclass(frozen=True, slots=True)
class Change:
    """One value: what it was and what it became.

    What is personal is covered; equal values have equal marks, from which nothing can be read.
    """

    label: str
    old: str = ""
    new: str = ""
    is_covered: bool = False
    old_mark: str = ""
    new_mark: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a case or petition."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the page prints it; `is_closed` where it is about a case one may not see."""

    sequence: int
    at: datetime
    actor: str
    address: str
    deed: str
    subject: str
    subject_name: str
    changes: tuple[Change, ...]
    ways: tuple[Way, ...]
    is_closed: bool
    hash: str = ""


def lines(session: Session, reach: Reach, rows: Sequence[Any]) -> list[Line]:
    """Put a page of entries into words, in three statements."""
    above = queries.parents(session, _without_parent(rows), Base.metadata.tables)
    about = [_about(row, above) for row in rows]
    wanted = _collected(rows, about)
    known = queries.codes(session, reach, wanted) | queries.names(session, reach, wanted)
    return [_line(row, subjects, known) for row, subjects in zip(rows, about, strict=True)]


def _without_parent(rows: Iterable[Any]) -> dict[str, set[int]]:
    """Gather the rows whose entry does not say to which case or petition they belong."""
    found: dict[str, set[int]] = {}
    for row in rows:
        table = Base.metadata.tables.get(row.subject)
        if table is None or row.subject in PAGES or not row.subject_id.isdecimal():
            continue
        belongs = [name for name in PARENTS if name in table.c]
        if belongs and not any(name in row.changes for name in belongs):
            found.setdefault(row.subject, set()).add(int(row.subject_id))
    return found


def _about(
    row: Any, above: Mapping[tuple[str, int], Mapping[str, int]]
) -> tuple[tuple[str, int], ...]:
    """Name the cases and petitions that an entry is about."""
    if not row.subject_id.isdecimal():
        return ()
    number = int(row.subject_id)
    if row.subject in PAGES:
        return ((row.subject, number),)
    stored = above.get((row.subject, number), {})
    told = {name: stored.get(name) or _number(row.changes.get(name)) for name in PARENTS}
    return tuple((PARENTS[name], value) for name, value in told.items() if value)


def _number(change: Any) -> int | None:
    """Give a row's number out of a change, where it holds one."""
    if not isinstance(change, Mapping):
        return None
    value = change.get("new", change.get("old"))
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _collected(
    rows: Iterable[Any], about: Iterable[Iterable[tuple[str, int]]]
) -> dict[str, set[int]]:
    """Gather every row of which the name is wanted, by table."""
    wanted: dict[str, set[int]] = {"user_account": set()}
    for table, number in (pair for subjects in about for pair in subjects):
        wanted.setdefault(table, set()).add(number)
    for row in rows:
        if row.actor_id:
            wanted["user_account"].add(row.actor_id)
        if row.subject in NAMED and row.subject_id.isdecimal():
            wanted.setdefault(row.subject, set()).add(int(row.subject_id))
        for table, number in _referred(row):
            wanted.setdefault(table, set()).add(number)
    return wanted


def _referred(row: Any) -> Iterator[tuple[str, int]]:
    for name, change in row.changes.items():
        target = _target(_column(row.subject, name))
        if target and isinstance(change, Mapping):
            yield from (
                (target, value)
                for value in (change.get("old"), change.get("new"))
                if isinstance(value, int)
            )


def _column(table: str, name: str) -> Column[Any] | None:
    found = Base.metadata.tables.get(table)
    return found.c.get(name) if found is not None else None


def _target(column: Column[Any] | None) -> str:
    """Name the table that a column refers to."""
    keys = list(column.foreign_keys) if column is not None else []
    return keys[0].column.table.name if keys else ""


def _line(row: Any, about: tuple[tuple[str, int], ...], known: Named) -> Line:
    is_closed = any(pair not in known for pair in about)
    return Line(
        row.sequence,
        row.at,
        known.get(("user_account", row.actor_id), f"#{row.actor_id}") if row.actor_id else "",
        row.address or "",
        _word(Deed, row.action),
        _word(Subject, row.subject),
        _subject_name(row, known),
        () if is_closed else tuple(_changes(row, known)),
        () if is_closed else tuple(_way(pair, known) for pair in about),
        is_closed,
        row.hash,
    )


def _word(vocabulary: type[Term], code: str) -> str:
    return term(vocabulary(code)) if code in set(vocabulary) else code


def _subject_name(row: Any, known: Named) -> str:
    if row.subject in NAMED and row.subject_id.isdecimal():
        return known.get((row.subject, int(row.subject_id)), f"#{row.subject_id}")
    return str(row.subject_id)


def _way(pair: tuple[str, int], known: Named) -> Way:
    endpoint, argument = PAGES[pair[0]]
    address: dict[str, Any] = {argument: pair[1]}
    return Way(known[pair], url_for(endpoint, **address))


def _changes(row: Any, known: Named) -> Iterator[Change]:
    for name, change in row.changes.items():
        if name in UNSAID or (name in PARENTS and row.subject not in PAGES):
            continue
        label = _word(ColumnName, name)
        if not isinstance(change, Mapping):
            yield Change(label, new=_noted(name, change))
        elif "digest" in change:
            yield Change(label, is_covered=True, old_mark=_mark(change.get("old_digest")),
                         new_mark=_mark(change["digest"]))  # fmt: skip
        else:
            column = _column(row.subject, name)
            old, new = (_said(change.get(side), column, known) for side in ("old", "new"))
            yield Change(label, old, new)


def _noted(name: str, value: Any) -> str:
    """Write what a note says of itself; the ending of a name tells a day or a moment."""
    if name in NOTED and isinstance(value, str):
        return _word(NOTED[name], value)
    try:
        if name.endswith("_at"):
            return vn_datetime(datetime.fromisoformat(value))
        if name.endswith("_on"):
            return vn_date(date.fromisoformat(value))
    except (TypeError, ValueError):
        return _plain(value)
    return _plain(value)


def _mark(digest: Any) -> str:
    return digest[:MARK] if isinstance(digest, str) else ""


def _said(value: Any, column: Column[Any] | None, known: Named) -> str:
    """Put one value into words, by the type of its column."""
    if value is None or column is None:
        return _plain(value)
    if target := _target(column):
        return known.get((target, value), f"#{value}")
    if isinstance(column.type, TermColumn):
        return _word(column.type.term, value)
    return _by_type(value, column.type)


def _by_type(value: Any, kind: TypeEngine[Any]) -> str:
    if isinstance(kind, Boolean):
        return str(_("có") if value else _("không"))
    try:
        if isinstance(kind, UtcDateTime):
            return vn_datetime(datetime.fromisoformat(value))
        if isinstance(kind, Date):
            return vn_date(date.fromisoformat(value))
    except (TypeError, ValueError):  # Another version of the program wrote it otherwise.
        return _plain(value)
    return _plain(value)


def _plain(value: Any) -> str:
    """Write a value on one line: lists with commas, dicts with colons."""
    if isinstance(value, Mapping):
        text = "; ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    elif isinstance(value, list):
        text = ", ".join(map(_plain, value))
    else:
        text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
