import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.orm import Session

from tracker.law.kinds import CaseKind
from tracker.records.organisation import OrgUnit, User
from tracker.records.petitions import Channel, Petition
from tracker.records.search import (
    BEGINNINGS,
    SQLITE,
    SQLITE_MADE,
    PetitionSearch,
    belongs_to_search,
    create_search,
    index_petition,
    matching,
)
from tracker.records.transactions import writing

TEXTS = {
    1: "Khiếu nại Quyết định số 88/QĐ-UBND về thu hồi đất tại phường Đống Đa",
    2: "Phản ánh đường hoà bình ngập nước",
    3: "Tố cáo ông B nhận tiền trong vụ đất đai",
    4: "Kiến nghị sửa đường Hòa Bình",
}

HOSTILE = (
    "a-b AND (", '"', '""', "*", "đất*", "NEAR(đất, 2)", "folded:đất", "^đất", "đất OR", "NOT",
    "-đất", "đất & | ! :*", "<->", "'", "\\", "%", "_", "{đất}", "+đất", "; DROP TABLE x", "\0",
    "đất\0", "\N{RIGHT-TO-LEFT OVERRIDE}đất", "🙂", "½", "١٢", "漢字", "a" * 5000, "đất " * 500,
)  # fmt: skip


@pytest.mark.parametrize(
    "query", ["đất đai", "dat dai", "ĐẤT ĐAI", "dat đai", unicodedata.normalize("NFD", "đất đai")]
)
def test_every_spelling_finds_the_same(petitions: Session, query: str) -> None:
    assert found(petitions, query) == [3]


@pytest.mark.parametrize("query", ["hoà bình", "hòa bình", "hoa binh", "HOÀ BÌNH"])
def test_both_ways_to_place_a_tone_meet(petitions: Session, query: str) -> None:
    assert found(petitions, query) == [4, 2]


@pytest.mark.parametrize("query", ["88/QĐ-UBND", "88 qd ubnd", "ubnd 88"])
def test_a_document_number_is_found_by_its_parts(petitions: Session, query: str) -> None:
    assert found(petitions, query) == [1]


def test_all_words_must_be_there(petitions: Session) -> None:
    assert found(petitions, "đất tiền") == [3]
    assert found(petitions, "đất ngập") == []


def test_the_last_word_may_go_on_but_no_other(petitions: Session) -> None:
    assert found(petitions, "hoa bi") == [4, 2]
    assert found(petitions, "bi hoa") == []


@pytest.mark.parametrize("query", ["", "  ", "?!", '"*"', "()", "---"])
def test_a_query_without_words_is_no_query(query: str) -> None:
    assert matching(query, "sqlite") is None
    assert matching(query, "postgresql") is None


def test_no_query_raises(petitions: Session) -> None:
    for query in HOSTILE:
        assert found(petitions, query) in ([], [1], [3], [3, 1], [4, 3, 2, 1]), query


def test_operators_are_words(petitions: Session) -> None:
    assert found(petitions, "đất OR ngập") == []


def test_any_text_can_be_indexed(petitions: Session) -> None:
    for number, content in enumerate(HOSTILE):
        index_petition(petitions, 4, f"{content} nước số{number}")

        assert found(petitions, f"nước số{number}") == [4], content


def test_a_changed_text_is_found_by_its_new_words_only(petitions: Session) -> None:
    index_petition(petitions, 2, "cầu vượt")

    assert found(petitions, "cau vuot") == [2]
    assert found(petitions, "hoa binh") == [4]
    assert petitions.scalar(select(func.count()).select_from(PetitionSearch)) == 4


def test_a_removed_text_is_found_no_more(petitions: Session) -> None:
    petitions.execute(text("DELETE FROM petition_search WHERE petition_id = 2"))

    assert found(petitions, "hoa binh") == [4]


def test_matching_narrows_a_list(petitions: Session) -> None:
    wanted = matching("dat", petitions.connection().dialect.name)
    assert wanted is not None

    codes = select(Petition.code).where(Petition.id.in_(wanted)).order_by(Petition.id)

    assert petitions.scalars(codes).all() == ["D1", "D3"]


def test_search_can_be_created_again(petitions: Session) -> None:
    create_search(petitions.connection())
    create_search(petitions.connection())

    assert found(petitions, "hoa binh") == [4, 2]


def test_search_lost_in_a_migration_is_built_anew(petitions: Session) -> None:
    lose_search(petitions)
    index_petition(petitions, 2, "cầu vượt")

    create_search(petitions.connection())

    assert found(petitions, "cau vuot") == [2]
    assert found(petitions, "hoa binh") == [4]


def test_an_index_of_other_beginnings_is_made_anew(petitions: Session) -> None:
    grow_old(petitions)

    create_search(petitions.connection())

    assert is_of_today(petitions)
    assert found(petitions, "hoa binh") == [4, 2]


def test_the_index_goes_with_its_table(petitions: Session) -> None:
    petitions.execute(text("DROP TABLE petition_search"))

    create_search(petitions.connection())

    assert not inspect(petitions.connection()).has_table("petition_words")


def test_migrations_leave_what_search_made() -> None:
    assert belongs_to_search("petition_words_data", "table", None)
    assert belongs_to_search("words", "column", "petition_search")
    assert belongs_to_search("ix_petition_search_words", "index", "petition_search")
    assert not belongs_to_search("folded", "column", "petition_search")
    assert not belongs_to_search("petition", "table", None)


def found(session: Session, query: str) -> list[int]:
    """Give the numbers of what matches, newest first."""
    statement = matching(query, session.connection().dialect.name)
    return [] if statement is None else sorted(session.scalars(statement), reverse=True)


def lose_search(session: Session) -> None:
    """Take away what a rebuilt table loses."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE petition_search DROP COLUMN words"))
    else:
        session.execute(text("DROP TRIGGER petition_words_update"))


def grow_old(session: Session) -> None:
    """Leave the search as an earlier version made it."""
    if session.connection().dialect.name == "postgresql":
        lose_search(session)
    else:
        session.execute(text("DROP TABLE petition_words"))
        session.execute(text(SQLITE[0].replace(BEGINNINGS, "prefix='1 2 3'")))


def is_of_today(session: Session) -> bool:
    """Say whether the index knows the beginnings of today; on PostgreSQL it knows all."""
    if session.connection().dialect.name == "postgresql":
        return True
    return BEGINNINGS in session.execute(text(SQLITE_MADE)).scalar_one()


@pytest.fixture
def petitions(engine: Engine) -> Iterator[Session]:
    """Give a session with four petitions that can be found."""
    with writing(), Session(engine) as session:
        session.add(OrgUnit(id=1, agency_id=1, name="Sở A", short_name="A"))
        session.flush()
        session.add(User(id=1, agency_id=1, login="a", full_name="A", password_hash="x"))
        session.flush()
        session.add_all(petition(number) for number in TEXTS)
        session.flush()
        for number, content in TEXTS.items():
            index_petition(session, number, content)
        yield session


def petition(number: int) -> Petition:
    return Petition(
        id=number,
        agency_id=1,
        logged_unit_id=1,
        code=f"D{number}",
        receipt_code=f"R{number}",
        channel=Channel.DESK,
        kind=CaseKind.COMPLAINT,
        received_on=date(2026, 11, 23),
        summary="Đơn",
        sender_label="Người gửi",
        recorded_by_id=1,
        recorded_at=datetime(2026, 11, 23, 2, tzinfo=UTC),
    )
