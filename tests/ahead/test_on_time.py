"""The share in time by month, kind and unit, worked out by hand, with the late ones behind it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from tests import factories
from tests.ahead.conftest import numbers, rows_behind
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page, words
from tracker.access import Role
from tracker.ahead import queries
from tracker.casework.obligations import ALARMING
from tracker.casework.registration import PartyDetails
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.records.cases import Case, StoredObligation
from tracker.records.organisation import User
from tracker.records.petitions import PartyRole
from tracker.records.visibility import Reach

SignIn = Callable[[Role | User], InspectingClient]
TODAY = date(2026, 11, 20)


def test_each_month_has_the_share_of_what_was_met_in_it(
    session: Session, sign_in: SignIn, met: list[Case]
) -> None:
    page = sign_in(Role.DIRECTOR).get("/look-ahead/on-time", max_queries=8)

    for month, since, until in (
        ("10/2026", date(2026, 10, 1), date(2026, 10, 31)),
        ("11/2026", date(2026, 11, 1), TODAY),
    ):
        done = _met(session, since, until)
        late = [o for o in done if o.met_on > o.due_on]
        share = f"{100 * (len(done) - len(late)) / len(done):.1f} %".replace(".", ",")
        assert done
        assert _line(page, month) == [str(len(done)), str(len(late)), share]
    assert _line(page, "09/2026") == ["0", "0", "–"]


def test_one_late_of_two_is_half(session: Session, sign_in: SignIn, at: SetClock) -> None:
    at(TODAY)
    for answered_on in (date(2026, 11, 9), date(2026, 11, 19)):
        subject = factories.classified(session, factories.case(session), date(2026, 11, 2))
        factories.happen(session, subject, EventType.ACCEPTED, answered_on)
    accepted = [o for o in session.query(StoredObligation) if o.rule == "KN-27"]
    assert [o.met_on > o.due_on for o in accepted] == [False, True]
    for other in session.query(StoredObligation):
        if other.rule != "KN-27":
            session.delete(other)

    page = sign_in(Role.DIRECTOR).get("/look-ahead/on-time")

    assert _line(page, "11/2026") == ["2", "1", "50,0 %"]
    assert _line(page, "Khiếu nại") == ["2", "1", "50,0 %"]
    assert _line(page, "Chưa giao đơn vị") == ["2", "1", "50,0 %"]
    assert "50,0 % đúng hạn trên 2 nghĩa vụ đã thực hiện" in page.words


@pytest.mark.parametrize("months", [12, 24])
def test_every_late_number_is_that_of_the_rows_behind_it(
    session: Session, sign_in: SignIn, met: list[Case], months: int
) -> None:
    client = sign_in(Role.INSPECTOR)

    found = numbers(client.get(f"/look-ahead/on-time?months={months}", max_queries=8))

    assert len(found) > 4
    for href, written in found.items():
        rows = list(rows_behind(client, href))
        assert written == {str(len(rows))}, href
        assert all("trễ" in row for row in rows)


def test_months_kinds_and_units_add_up_to_the_same(
    session: Session, sign_in: SignIn, met: list[Case]
) -> None:
    page = sign_in(Role.DIRECTOR).get("/look-ahead/on-time")

    sums = [_sums(table) for table in page.every("table")]

    done = _met(session, date(2025, 12, 1), TODAY)
    assert sums == [(len(done), sum(o.met_on > o.due_on for o in done))] * 3


def test_a_longer_look_back_holds_what_a_shorter_leaves_out(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at(TODAY)
    old = factories.classified(
        session, factories.case(session, received_on=date(2025, 9, 1)), date(2025, 9, 3)
    )
    factories.happen(session, old, EventType.ACCEPTED, date(2025, 9, 5))
    client = sign_in(Role.DIRECTOR)

    short, long = client.get("/look-ahead/on-time"), client.get("/look-ahead/on-time?months=24")

    assert "Chưa có nghĩa vụ nào được thực hiện trong thời gian này." in short.words
    assert _line(long, "09/2025")[0] != "0"
    assert len(_rows(long, "Tháng")) == 24


def test_a_head_counts_the_own_units_alone(
    session: Session, sign_in: SignIn, met: list[Case]
) -> None:
    unit = met[0].unit
    assert unit is not None
    head = factories.person(session, Role.UNIT_HEAD, at=unit)

    page = sign_in(head).get("/look-ahead/on-time", max_queries=8)

    done = [o for o in _met(session, date(2025, 12, 1), TODAY) if o.unit_id == unit.id]
    assert _line(page, unit.short_name)[0] == str(len(done))
    assert [_head(row) for row in _rows(page, "Đơn vị")] == [unit.short_name]


def test_whom_a_case_is_about_does_not_count_it(
    session: Session, sign_in: SignIn, met: list[Case]
) -> None:
    director = factories.person_with(session, Role.DIRECTOR)
    before = sign_in(director).get("/look-ahead/on-time")
    about = PartyDetails(PartyRole.RESPONDENT, factories.HANH, user_id=director.id)
    typed = factories.petition_details(respondents=(about,))
    subject = factories.case(session, parties=typed.parties, received_on=date(2026, 10, 1))
    deputy = factories.person(session, Role.DIRECTOR)
    told = {"kind": "complaint", "level": subject.level.value, "traits": []}
    for step, particulars in ((EventType.CLASSIFIED, told), (EventType.ACCEPTED, {})):
        factories.happen(session, subject, step, date(2026, 11, 16), by=deputy, **particulars)

    page = sign_in(director).get("/look-ahead/on-time")

    assert any(o.met_on for o in subject.obligations)
    assert _line(page, "11/2026") == _line(before, "11/2026")
    assert _line(page, "Khiếu nại") == _line(before, "Khiếu nại")
    late = " ".join(rows_behind(sign_in(director), "/look-ahead/duties?part=late"))
    assert subject.code not in late


def test_the_board_and_the_look_ahead_name_the_same_share(
    session: Session, sign_in: SignIn, met: list[Case]
) -> None:
    client = sign_in(Role.DIRECTOR)

    board, ahead = client.get("/board"), client.get("/look-ahead/on-time")

    done = _met(session, date(2026, 1, 1), TODAY)
    in_time = sum(o.met_on <= o.due_on for o in done)
    assert f"{in_time} trên {len(done)} nghĩa vụ đã thực hiện" in board.words
    assert f"đúng hạn trên {len(done)} nghĩa vụ đã thực hiện" in ahead.words


def test_the_columns_stand_for_the_months_of_the_table(
    session: Session, sign_in: SignIn, met: list[Case]
) -> None:
    page = sign_in(Role.DIRECTOR).get("/look-ahead/on-time")

    chart = page.every("{http://www.w3.org/2000/svg}svg", role="img")[0]
    drawn = [words(t) for t in chart.iter() if "bar-value" in t.get("class", "")]
    told = [_cells(row)[2] for row in _rows(page, "Tháng")]
    assert drawn == [_rounded(share) for share in told]


@pytest.mark.parametrize(
    ("read", "index"),
    [
        (queries.met_by_day, "ix_obligation_agency_met"),
        (queries.met_by_kind, "ix_obligation_agency_met"),
        (queries.met_by_unit, "ix_obligation_unit_met"),
        (queries.met_late, "ix_obligation_agency_late"),
    ],
    ids=["by-day", "by-kind", "by-unit", "late"],
)
def test_shares_are_read_from_ranges_of_an_index(
    sqlite_app: Flask, session: Session, read: Callable[..., Any], index: str
) -> None:
    director = factories.reach(session, factories.person_with(session, Role.DIRECTOR))

    plan = _plan(session, read, director)

    sort = "INDEX" if "late" in index else "COVERING INDEX"
    assert f"SEARCH obligation USING {sort} {index}" in plan


@pytest.fixture
def met(session: Session, at: SetClock) -> list[Case]:
    """Give cases of two units and none whose duties were met in October and November."""
    at(TODAY)
    handlers = [
        factories.person(session, Role.HANDLER, at=factories.unit(session, name))
        for name in ("Phòng A", "Phòng B")
    ]
    plan = [
        (CaseKind.COMPLAINT, date(2026, 10, 5), date(2026, 10, 8), handlers[0]),
        (CaseKind.COMPLAINT, date(2026, 10, 5), date(2026, 11, 18), handlers[0]),
        (CaseKind.DENUNCIATION, date(2026, 10, 1), date(2026, 11, 18), handlers[1]),
        (CaseKind.COMPLAINT, date(2026, 11, 2), date(2026, 11, 6), None),
        (CaseKind.COMPLAINT, date(2026, 9, 28), date(2026, 10, 30), None),
    ]
    return [_done(session, *each) for each in plan]


def _done(
    session: Session, kind: CaseKind, received_on: date, accepted_on: date, handler: User | None
) -> Case:
    subject = factories.case(session, kind, received_on=received_on)
    if handler is not None:
        factories.assigned(session, subject, handler, accepted_on)
    factories.classified(session, subject, accepted_on)
    factories.happen(session, subject, EventType.ACCEPTED, accepted_on)
    return subject


def _met(session: Session, since: date, until: date) -> list[StoredObligation]:
    """Read the duties met within a span one by one."""
    session.expire_all()
    return [
        o for o in session.query(StoredObligation)
        if o.nature in ALARMING and o.met_on and since <= o.met_on <= until
    ]  # fmt: skip


def _rows(page: Page, first: str) -> list[Any]:
    (table,) = [t for t in page.every("table") if words(next(t.iter("th"))) == first]
    (body,) = table.iter("tbody")
    return list(body.iter("tr"))


def _head(row: Any) -> str:
    return words(next(row.iter("th")))


def _cells(row: Any) -> list[str]:
    return [words(cell) for cell in row.iter("td")]


def _line(page: Page, label: str) -> list[str]:
    (found,) = [
        _cells(row) for table in page.every("table") for body in table.iter("tbody")
        for row in body.iter("tr") if _head(row) == label
    ]  # fmt: skip
    return found


def _sums(table: Any) -> tuple[int, int]:
    (body,) = table.iter("tbody")
    cells = [_cells(row) for row in body.iter("tr")]
    return sum(int(c[0]) for c in cells), sum(int(c[1]) for c in cells)


def _rounded(share: str) -> str:
    return (
        share if share == "–" else str(round(float(share.split(maxsplit=1)[0].replace(",", "."))))
    )


def _plan(session: Session, read: Callable[..., Any], reach: Reach) -> str:
    with _sent() as statements:
        read(session, reach, date(2025, 12, 1), TODAY)
    ((statement, parameters),) = statements
    rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return "\n".join(str(row[3]) for row in rows)


@contextmanager
def _sent() -> Iterator[list[tuple[str, Any]]]:
    found: list[tuple[str, Any]] = []

    def collect(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            found.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", collect)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", collect)
