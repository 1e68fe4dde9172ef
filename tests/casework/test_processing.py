"""The record of processing is what the tables hold: no column with personal data is missed."""

import re
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support import source
from tracker.access import Role
from tracker.casework.processing import (
    ACTIVITY_OF,
    CLASSED,
    KIND_OF,
    UNCLASSED,
    class_of,
    history_of,
    personal_columns,
    record_of_processing,
    say,
)
from tracker.law.processing import Activity, DataClass, TextPart, first_notice, first_texts
from tracker.law.terms import Refusal
from tracker.records.base import Base

A, P = Activity, TextPart
NOW = factories.moment(date(2026, 11, 10))
# Columns that hold people's names or ways to reach them.
PERSON = re.compile(r"(^|_)(full_name|email|login|phone|address|visitor_name|acting_name)($|_)")


def test_every_column_with_personal_data_has_its_kind_and_activity() -> None:
    found = [
        f"{column.table.name}.{column.name}"
        for column in personal_columns()
        if column.name not in KIND_OF or column.table.name not in ACTIVITY_OF
    ]
    source.refuse(
        found, "The record names every column.", "add it to tracker/casework/processing.py."
    )


def test_every_column_that_names_a_person_is_in_the_record() -> None:
    there = {(c.table.name, c.name) for c in personal_columns()}
    found = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if PERSON.search(column.name) and (table.name, column.name) not in there
    ]
    source.refuse(found, "Who is named is in the record.", "class it or name it in UNCLASSED.")


def test_every_classed_column_of_every_table_is_in_the_record(session: Session) -> None:
    classed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.info.get("class") in CLASSED
    }
    agency_id = factories.agency(session).id
    held = {
        name
        for entry in record_of_processing(session, agency_id)
        for each in entry.held
        for name in each.columns
    }

    assert classed <= held
    assert held - classed == {f"{table}.{column}" for table, column in UNCLASSED}


def test_what_is_named_here_exists() -> None:
    tables = Base.metadata.tables

    assert set(ACTIVITY_OF) <= set(tables)
    assert [f"{t}.{c}" for t, c in UNCLASSED if c not in tables[t].columns] == []


def test_encrypted_columns_are_called_sealed_and_contents_sensitive() -> None:
    classes = {f"{c.table.name}.{c.name}": class_of(c) for c in personal_columns()}

    assert classes["party.sealed_identity"] is DataClass.SEALED
    assert classes["visit.identity_number"] is DataClass.SEALED
    assert classes["petition.summary"] is DataClass.SENSITIVE
    assert classes["party.full_name"] is DataClass.BASIC


@pytest.mark.parametrize("activity", Activity, ids=str)
def test_every_activity_begins_with_every_text_in_both_languages(activity: Activity) -> None:
    texts = [first_texts()[activity, part] for part in TextPart]

    assert all(len(text.vi) > 20 and len(text.en) > 20 for text in texts)
    assert all(words.vi and words.en for words in first_notice().values())


def test_the_agencys_own_words_stand_and_the_earlier_ones_are_kept(session: Session) -> None:
    agency_id = factories.agency(session).id
    for words in ("Văn phòng và thanh tra.", "Văn phòng, thanh tra và cấp trên."):
        _say(session, agency_id, words)

    entry = next(e for e in record_of_processing(session, agency_id) if e.activity is A.RECEPTION)
    said = next(text for text in entry.texts if text.part is P.RECIPIENTS)

    assert said.vi == said.en == "Văn phòng, thanh tra và cấp trên."
    assert len(history_of(session, agency_id, A.RECEPTION, P.RECIPIENTS)) == 2


@pytest.mark.parametrize("words", ["", "Ngắn", "Văn phòng và thanh tra."])
def test_an_empty_a_short_and_an_unchanged_text_are_refused(session: Session, words: str) -> None:
    agency_id = factories.agency(session).id
    _say(session, agency_id, "Văn phòng và thanh tra.")

    with pytest.raises(Refusal) as refusal:
        _say(session, agency_id, words)

    assert refusal.value.field == "words"


def _say(session: Session, agency_id: int, words: str) -> None:
    by = factories.person_with(session, Role.DIRECTOR).id
    say(session, agency_id, A.RECEPTION, P.RECIPIENTS, words, by=by, now=NOW)
