import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, Select, String, event, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from tracker.law.kinds import CaseKind
from tracker.records.base import TermColumn, UtcDateTime
from tracker.records.paging import Key, Page, page
from tracker.records.transactions import writing

Sent = tuple[str, Any]


class Base(DeclarativeBase):
    """Tables of these tests only."""


class Letter(Base):
    """Something to page through, with many ties."""

    __tablename__ = "letter_of_test"

    id: Mapped[int] = mapped_column(primary_key=True)
    due_on: Mapped[date]
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime())
    kind: Mapped[CaseKind] = mapped_column(TermColumn(CaseKind))
    place: Mapped[str] = mapped_column(String(20))
    is_open: Mapped[bool]
    rank: Mapped[int | None]


ORDERS: dict[str, tuple[Key, ...]] = {
    "newest": ((Letter.id, True),),
    "due": ((Letter.due_on, False), (Letter.id, False)),
    "due-newest": ((Letter.due_on, False), (Letter.id, True)),
    "three-ways": ((Letter.kind, True), (Letter.place, False), (Letter.id, True)),
    "moments": ((Letter.sent_at, True), (Letter.id, True)),
    "open-first": ((Letter.is_open, True), (Letter.due_on, False), (Letter.id, False)),
    "expression": ((func.coalesce(Letter.rank, 99), False), (Letter.id, True)),
}


BAD_TOKENS = (
    "x",
    "đ",
    "%%%",
    "WzFd",  # [1]
    "eyJmIjoxfQ",  # {"f": 1}
    "WyJmIiwiMjAyNi0xMy00MCIsMV0",  # ["f", "2026-13-40", 1]
    "WyJmIiwiMjAyNi0wMS0wMSIsMWU5OTld",  # ["f", "2026-01-01", 1e999]
    "WyJmIiwiMjAyNi0wMS0wMSIsOTIyMzM3MjAzNjg1NDc3NTgwOF0",  # ["f", "2026-01-01", 2**63]
    "WyJmIiwiMjAyNi0wMS0wMSIsbnVsbF0",  # ["f", "2026-01-01", null]
    "W1tbXV1d" * 4000,
)


@pytest.mark.parametrize("size", [1, 7, 30])
def test_walking_both_ways_meets_every_row_once(letters: Session, size: int) -> None:
    for keys in ORDERS.values():
        expected = list(letters.scalars(in_order(keys)))

        pages = list(walk(letters, keys, size))
        back = list(walk_back(letters, keys, size, pages[-1]))

        assert numbers(*pages) == expected
        assert numbers(*reversed(back)) + numbers(pages[-1]) == expected


def test_the_first_page_has_no_previous_and_the_last_no_next(letters: Session) -> None:
    pages = list(walk(letters, ORDERS["due"], 7))

    assert pages[0].previous is None
    assert pages[-1].next is None
    assert all(found.previous for found in pages[1:])


def test_going_back_to_the_first_page_ends_there(letters: Session) -> None:
    keys = ORDERS["due"]
    second = list(walk(letters, keys, 7))[1]

    first = page(letters, select(Letter.id), keys=keys, after=second.previous, size=7)

    assert first.previous is None
    assert page(letters, select(Letter.id), keys=keys, after=first.next, size=7).rows == second.rows


def test_rows_keep_their_names_with_the_keys_behind_them(letters: Session) -> None:
    found = page(letters, select(Letter.id, Letter.place), keys=ORDERS["due-newest"], size=3)

    assert [row._fields for row in found.rows] == [("id", "place", "key_0", "key_1")] * 3
    assert found.rows[0].place.startswith("Huyện")


def test_entities_can_be_paged(letters: Session) -> None:
    found = page(letters, select(Letter), keys=ORDERS["newest"], size=2)

    assert [row.Letter.id for row in found.rows] == [60, 59]


def test_a_list_filtered_and_ordered_before_is_paged_by_its_keys(letters: Session) -> None:
    open_ones = select(Letter.id).where(Letter.is_open).order_by(Letter.place)

    found = page(letters, open_ones, keys=ORDERS["newest"], size=100)

    assert numbers(found) == sorted(numbers(found), reverse=True)


def test_a_row_that_comes_in_between_shifts_nothing(letters: Session) -> None:
    first = page(letters, select(Letter.id), keys=ORDERS["newest"], size=7)
    letters.add(letter(61))
    letters.flush()

    second = page(letters, select(Letter.id), keys=ORDERS["newest"], after=first.next, size=7)

    assert numbers(second) == [53, 52, 51, 50, 49, 48, 47]


def test_a_place_behind_the_end_shows_the_beginning(letters: Session) -> None:
    last = next(walk(letters, ORDERS["newest"], 30))
    letters.execute(text("DELETE FROM letter_of_test WHERE id <= 30"))

    found = page(letters, select(Letter.id), keys=ORDERS["newest"], after=last.next, size=30)

    assert found.rows[0].id == 60


def test_a_bad_token_is_ignored(letters: Session) -> None:
    keys = ORDERS["due"]
    beginning = page(letters, select(Letter.id), keys=keys, size=5)

    for token in BAD_TOKENS:
        assert page(letters, select(Letter.id), keys=keys, after=token, size=5) == beginning


def test_a_token_of_another_order_does_no_harm(letters: Session) -> None:
    token = page(letters, select(Letter.id), keys=ORDERS["three-ways"], size=5).next

    for keys in ORDERS.values():
        assert len(page(letters, select(Letter.id), keys=keys, after=token, size=5).rows) == 5


def test_a_null_key_is_refused(letters: Session) -> None:
    with pytest.raises(ValueError, match="coalesce"):
        page(letters, select(Letter.id), keys=((Letter.rank, False), (Letter.id, False)), size=60)


@pytest.mark.parametrize("order", ["due", "due-newest"])
def test_a_deep_page_reads_a_range_of_the_index(letters: Session, order: str) -> None:
    letters.execute(text("CREATE INDEX of_test ON letter_of_test (due_on, id)"))
    deep = list(walk(letters, ORDERS[order], 7))[3]

    with watched(letters) as sent:
        page(letters, select(Letter.id), keys=ORDERS[order], after=deep.next, size=7)

    assert len(sent) == 1
    assert re.search(r"SEARCH .* \(due_on>|Index Cond: .*due_on.* >", plan(letters, sent[0]))


def in_order(keys: tuple[Key, ...]) -> Select[int]:
    return select(Letter.id).order_by(
        *(column.desc() if descending else column.asc() for column, descending in keys)
    )


def numbers(*pages: Page[int]) -> list[int]:
    return [row.id for found in pages for row in found.rows]


def walk(session: Session, keys: tuple[Key, ...], size: int) -> Iterator[Page[int]]:
    found = page(session, select(Letter.id), keys=keys, size=size)
    yield found
    while found.next:
        found = page(session, select(Letter.id), keys=keys, after=found.next, size=size)
        yield found


def walk_back(
    session: Session, keys: tuple[Key, ...], size: int, last: Page[int]
) -> Iterator[Page[int]]:
    while last.previous:
        last = page(session, select(Letter.id), keys=keys, after=last.previous, size=size)
        yield last


@contextmanager
def watched(session: Session) -> Iterator[list[Sent]]:
    """Collect what is sent to the database."""
    sent: list[Sent] = []

    def collect(*call: Any) -> None:
        sent.append((call[2], call[3]))

    event.listen(session.connection(), "before_cursor_execute", collect)
    yield sent
    event.remove(session.connection(), "before_cursor_execute", collect)


def plan(session: Session, sent: Sent) -> str:
    """Say how the database would answer on a large table."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        connection.execute(text("SET LOCAL enable_bitmapscan = off"))
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    return str(connection.exec_driver_sql(f"{explain} {sent[0]}", sent[1]).all())


def letter(number: int) -> Letter:
    """Make a letter whose other values many letters share."""
    zone = timezone(timedelta(hours=number % 2 * 7))
    return Letter(
        id=number,
        due_on=date(2026, 1, 1) + timedelta(number * 7 % 5),
        sent_at=datetime(2026, 1, 1, number * 13 % 4, tzinfo=zone),
        kind=list(CaseKind)[number * number % 5],
        place=f"Huyện {'ABĐ'[number * 5 % 3]}",
        is_open=number % 7 < 3,
        rank=(None, 1, 2)[number % 3],
    )


@pytest.fixture
def letters(engine: Engine) -> Iterator[Session]:
    """Give a session with sixty letters."""
    with writing(), Session(engine) as session:
        Base.metadata.create_all(session.connection())
        session.add_all([letter(number) for number in range(1, 61)])
        session.flush()
        yield session
