"""Find petitions by their words or, with a code, go straight to what it names."""

import re
from typing import Any

from flask import url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.numbering import DIGITS, RECEIPT_GROUP, RECEIPT_LENGTH
from tracker.petitions.queries import READ, register_rows
from tracker.records.cases import Case
from tracker.records.paging import Page, page
from tracker.records.petitions import Party, Petition
from tracker.records.search import matching
from tracker.records.visibility import Reach, visible, visible_petitions

CODE = re.compile(r"([A-Z]{2,3})[- ]((?:\d+\.)?\d{4})[- ](\d{1,9})")


def found(
    session: Session, reach: Reach, words: str, *, after: str | None
) -> Page[*tuple[Any, ...]] | None:
    """Give a page of the petitions with all words, marks or no marks; None without a word."""
    search = matching(words, session.connection().dialect.name)
    if search is None:
        return None
    hits = search.order_by(None).subquery("hits")
    statement = (
        register_rows()
        .join(hits, hits.c.petition_id == Petition.id)
        .where(visible_petitions(reach, READ))
    )
    return page(session, statement, keys=((hits.c.petition_id, True),), after=after)


def place_of_code(session: Session, reach: Reach, words: str) -> str | None:
    """Give the address of the petition or case that a code names, if it may be seen."""
    code = _code(words)
    receipt = _receipt_code(words)
    if code is None and receipt is None:
        return None
    named = or_(
        Petition.code == code,
        Petition.receipt_code == receipt,
        Petition.id.in_(select(Party.petition_id).where(Party.pseudonym == code)),
    )
    petition_id = session.scalars(
        select(Petition.id).where(named, visible_petitions(reach, READ)).limit(1)
    ).first()
    if petition_id is not None:
        return url_for("petitions.show", petition_id=petition_id)
    case_id = session.scalars(
        select(Case.id).where(Case.code == code, visible(reach, Permission.CASE_READ))
    ).first()
    return None if case_id is None else url_for("cases.show", case_id=case_id)


def _code(words: str) -> str | None:
    """Read a code as people say it: dt 2026 12 is DT-2026-0012."""
    read = CODE.fullmatch(words.strip().upper())
    return f"{read[1]}-{read[2]}-{read[3].zfill(DIGITS)}" if read else None


def _receipt_code(words: str) -> str | None:
    plain = re.sub(r"[\s-]", "", words).upper()
    if len(plain) != RECEIPT_LENGTH or not plain.isascii() or not plain.isalnum():
        return None
    starts = range(0, RECEIPT_LENGTH, RECEIPT_GROUP)
    return "-".join(plain[start : start + RECEIPT_GROUP] for start in starts)
