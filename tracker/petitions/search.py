"""Find petitions by their words or, with a code, go straight to what it names."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, String, bindparam, or_, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.numbering import DIGITS, READABLE, RECEIPT_GROUP, RECEIPT_LENGTH
from tracker.petitions.queries import READ, register_rows
from tracker.records.cases import Case
from tracker.records.paging import Listing, Page
from tracker.records.petitions import Party, Petition
from tracker.records.search import hits, wanted
from tracker.records.visibility import KEPT, Reach, visible, visible_petitions

CODE = re.compile(r"([A-Z]{2,3})[- ]((?:\d+\.)?\d{4})[- ](\d{1,9})")


def found(
    session: Session, reach: Reach, words: str, *, after: str | None
) -> Page[*tuple[Any, ...]] | None:
    """Give a page of the petitions with all words, marks or no marks; None without a word."""
    dialect = session.connection().dialect.name
    asked = wanted(words, dialect)
    return None if asked is None else _listing(reach, dialect).page(session, after, asked=asked)


@lru_cache(maxsize=KEPT)
def _listing(reach: Reach, dialect: str) -> Listing[*tuple[Any, ...]]:
    found = hits(dialect, bindparam("asked", type_=String)).subquery("hits")
    stmt = register_rows().join(found, found.c.petition_id == Petition.id)
    seen = stmt.where(visible_petitions(reach, READ))
    return Listing(seen, keys=((found.c.petition_id, True),))


def place_of_code(session: Session, reach: Reach, words: str) -> str | None:
    """Give the address of the petition or case that a code names, if it may be seen."""
    code = _code(words)
    receipt = _receipt_code(words)
    if code is None and receipt is None:
        return None
    petition_id = session.scalars(
        select(Petition.id)
        .where(or_(*_named(code, receipt)), visible_petitions(reach, READ))
        .limit(1)
    ).first()
    if petition_id is not None:
        return url_for("petitions.show", petition_id=petition_id)
    case_id = session.scalars(
        select(Case.id).where(Case.code == code, visible(reach, Permission.CASE_READ))
    ).first()
    return None if case_id is None else url_for("cases.show", case_id=case_id)


def _named(code: str | None, receipt: str | None) -> Iterator[ColumnElement[bool]]:
    if code is not None:
        yield Petition.code == code
        yield Petition.id.in_(select(Party.petition_id).where(Party.pseudonym == code))
    if receipt is not None:
        yield Petition.receipt_code == receipt


def _code(words: str) -> str | None:
    """Read a code as people say it: dt 2026 12 is DT-2026-0012."""
    read = CODE.fullmatch(words.strip().upper())
    return f"{read[1]}-{read[2]}-{read[3].zfill(DIGITS)}" if read else None


def _receipt_code(words: str) -> str | None:
    plain = re.sub(r"[\s-]", "", words).upper()
    if len(plain) != RECEIPT_LENGTH or not set(plain) <= set(READABLE):
        return None
    starts = range(0, RECEIPT_LENGTH, RECEIPT_GROUP)
    return "-".join(plain[start : start + RECEIPT_GROUP] for start in starts)
