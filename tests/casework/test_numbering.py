"""Numbers run without gaps or doubles, however many take them at once."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.casework.numbering import next_code, next_codes
from tracker.records.base import db

SERIES = ("LT", "DT", "KN")


def test_several_series_are_numbered_in_one_statement(session: Session, max_queries: Any) -> None:
    agency = make.desk(session).agency_id
    next_code(session, agency, "DT", 2026)

    with max_queries(1):
        codes = next_codes(session, agency, [(series, 2026) for series in SERIES])

    assert {series: code for (series, _), code in codes.items()} == {
        "DT": "DT-2026-0002",
        "KN": "KN-2026-0001",
        "LT": "LT-2026-0001",
    }


def test_each_year_begins_anew(session: Session) -> None:
    agency = make.desk(session).agency_id

    codes = [next_code(session, agency, "DT", year) for year in (2026, 2026, 2027, 2026)]

    assert codes == ["DT-2026-0001", "DT-2026-0002", "DT-2027-0001", "DT-2026-0003"]


def test_what_is_undone_leaves_no_gap(session: Session) -> None:
    agency = make.desk(session).agency_id
    session.commit()

    next_code(session, agency, "DT", 2026)
    session.rollback()

    assert next_code(session, agency, "DT", 2026) == "DT-2026-0001"


@pytest.mark.parametrize("order", [SERIES, SERIES[::-1]])
def test_many_at_once_get_every_number_once(
    app: Flask, session: Session, order: tuple[str, ...]
) -> None:
    """Also the first of a year, whose series nobody has opened yet."""
    agency = make.desk(session).agency_id
    session.commit()

    def take(turn: int) -> list[str]:
        wanted = order if turn % 2 else SERIES
        with app.app_context():
            codes = next_codes(db.session(), agency, [(series, 2026) for series in wanted])
            db.session.commit()
            return list(codes.values())

    with ThreadPoolExecutor(4) as pool:
        doing = [pool.submit(copy_context().run, take, turn) for turn in range(24)]
        taken = sorted(code for done in doing for code in done.result())

    assert taken == sorted(f"{series}-2026-{n:04d}" for series in SERIES for n in range(1, 25))
