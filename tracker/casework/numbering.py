"""Give numbers that run without gaps or doubles in each agency, series and year."""

import secrets

from sqlalchemy import Integer, String, bindparam, select, update
from sqlalchemy.orm import Session

from tracker.records.cases import NumberSeries

VISIT_SERIES = "LT"
PETITION_SERIES = "DT"
PSEUDONYM_SERIES = "NTC"
DIGITS = 4

# Letters and figures that nobody confuses when they are read over the phone.
READABLE = "23456789ABCDEFGHKMNPQRTUVWXY"
RECEIPT_LENGTH = 12
RECEIPT_GROUP = 4


# Put together once: an intake takes three numbers.
TAKE = (
    update(NumberSeries)
    .where(
        NumberSeries.agency_id == bindparam("of_agency", type_=Integer),
        NumberSeries.series == bindparam("of_series", type_=String),
        NumberSeries.year == bindparam("of_year", type_=Integer),
    )
    .values(last=NumberSeries.last + 1)
    .returning(NumberSeries.last)
    .execution_options(synchronize_session=False)
)


def next_code(session: Session, agency_id: int, series: str, year: int) -> str:
    """Take the next number of a series; the row stays locked until the transaction ends."""
    taken = session.execute(
        TAKE, {"of_agency": agency_id, "of_series": series, "of_year": year}
    ).scalar_one_or_none()
    if taken is None:
        taken = _begin_series(session, agency_id, series, year)
    return code(series, year, taken, agency_id)


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
    """Spell a code: series, year, number; agencies beyond the first carry their own number."""
    agency = "" if agency_id == 1 else f"{agency_id}."
    return f"{series}-{agency}{year}-{number:0{DIGITS}d}"


def receipt_code() -> str:
    """Draw a receipt code in groups of four that cannot be guessed."""
    letters = "".join(secrets.choice(READABLE) for _ in range(RECEIPT_LENGTH))
    groups = (letters[i : i + RECEIPT_GROUP] for i in range(0, RECEIPT_LENGTH, RECEIPT_GROUP))
    return "-".join(groups)


def _begin_series(session: Session, agency_id: int, series: str, year: int) -> int:
    """Open a series; where another has just opened it, take the next number of theirs."""
    session.add(NumberSeries(agency_id=agency_id, series=series, year=year, last=1))
    session.flush()
    return session.scalars(
        select(NumberSeries.last).where(
            NumberSeries.agency_id == agency_id,
            NumberSeries.series == series,
            NumberSeries.year == year,
        )
    ).one()
