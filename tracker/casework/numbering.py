"""Give numbers that run without gaps or doubles in each agency, series and year."""

import secrets
from collections.abc import Iterable
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from tracker.records.cases import NumberSeries

VISIT_SERIES = "LT"
PETITION_SERIES = "DT"
PSEUDONYM_SERIES = "NTC"
DIGITS = 4

Series: TypeAlias = tuple[str, int]
"""A series and its year."""

Insert: TypeAlias = postgresql.Insert | sqlite.Insert

# Letters and figures that nobody confuses when they are read over the phone.
READABLE = "23456789ABCDEFGHKMNPQRTUVWXY"
RECEIPT_LENGTH = 12
RECEIPT_GROUP = 4


def _taking(insert: Insert) -> ReturningInsert[str, int, int]:
    """Spell how numbers are taken: the first opens its series, every other follows the last."""
    return insert.on_conflict_do_update(
        index_elements=[NumberSeries.agency_id, NumberSeries.series, NumberSeries.year],
        set_={"last": NumberSeries.last + 1},
    ).returning(NumberSeries.series, NumberSeries.year, NumberSeries.last)


# Put together once: every intake takes numbers.
TAKE = {
    "postgresql": _taking(postgresql.insert(NumberSeries)),
    "sqlite": _taking(sqlite.insert(NumberSeries)),
}


def next_codes(session: Session, agency_id: int, wanted: Iterable[Series]) -> dict[Series, str]:
    """Take the next number of each series, in one statement.

    The series stay locked until the transaction ends. They are always locked in the same order,
    so that two intakes cannot block each other.
    """
    connection = session.connection()
    taken = connection.execute(
        TAKE[connection.dialect.name],
        [
            {"agency_id": agency_id, "series": series, "year": year, "last": 1}
            for series, year in sorted(set(wanted))
        ],
    )
    return {(series, year): code(series, year, number, agency_id) for series, year, number in taken}


def next_code(session: Session, agency_id: int, series: str, year: int) -> str:
    """Take the next number of one series."""
    return next_codes(session, agency_id, [(series, year)])[series, year]


def hold(session: Session, agency_id: int, series: str, year: int) -> None:
    """Let nobody else take a number of a series until the transaction ends."""
    session.execute(
        select(NumberSeries.last)
        .where(
            NumberSeries.agency_id == agency_id,
            NumberSeries.series == series,
            NumberSeries.year == year,
        )
        .with_for_update()
    )


def code(series: str, year: int, number: int, agency_id: int) -> str:
    """Spell a code: series, year, number."""
    return f"{series_of(series, year, agency_id)}-{number:0{DIGITS}d}"


def series_of(series: str, year: int, agency_id: int) -> str:
    """Spell what the codes of a year share; agencies beyond the first carry their own number."""
    agency = "" if agency_id == 1 else f"{agency_id}."
    return f"{series}-{agency}{year}"


def receipt_code() -> str:
    """Draw a receipt code in groups of four that cannot be guessed."""
    letters = "".join(secrets.choice(READABLE) for _ in range(RECEIPT_LENGTH))
    groups = (letters[i : i + RECEIPT_GROUP] for i in range(0, RECEIPT_LENGTH, RECEIPT_GROUP))
    return "-".join(groups)


def is_pseudonym(label: str) -> bool:
    """Say whether a sender's label is the code that stands for a sealed identity."""
    return label.startswith(f"{PSEUDONYM_SERIES}-")
