"""What was linked before links had a table of their own is carried over, and given back."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import Connection, create_engine, text

from tests.support.applications import migrate, written

T = TypeVar("T")

BEFORE = "0003"
UNIT = """
    INSERT INTO org_unit (id, agency_id, name, short_name, head_title, path, profile)
    VALUES (1, 1, 'Sở', 'S', '', '/1/', 'department')
"""
PERSON = """
    INSERT INTO user_account (id, agency_id, login, full_name, email, language, is_active,
        password_hash, session_version)
    VALUES (1, 1, 'a', 'A', '', 'vi', true, 'x', 1)
"""
PETITION = """
    INSERT INTO petition (id, agency_id, logged_unit_id, code, receipt_code, channel, kind,
        received_on, passed_on_by, summary, sender_label, head_count, is_sealed, same_matter_id,
        recorded_by_id, recorded_at)
    VALUES (:id, 1, 1, :code, :code, 'desk', 'complaint', '2026-11-02', '', 'Đơn', 'Lê An', 1,
        false, :same, 1, '2026-11-02 02:00:00')
"""
PARTY = """
    INSERT INTO party (id, petition_id, uuid, role, full_name, name_key, folded_name,
        authorisation)
    VALUES (:id, 1, :uuid, :role, 'Nguyễn Văn An', 'an nguyen van', 'nguyen van an', '')
"""


def test_links_and_names_are_carried_over_and_back(
    empty_database: Callable[[str], str], build_app: Callable[..., Flask]
) -> None:
    url = empty_database("matters")
    app = build_app(url)
    migrate(app, BEFORE)
    told(url, fill)

    migrate(app)

    assert told(url, links) == [(2, 1), (3, 1)]
    assert told(url, keys) == ["an nguyen", None]
    assert {"an", "van", "nguyen"} <= set(told(url, words))
    with pytest.raises(Exception, match="head_count"):
        told(url, lambda c: c.execute(text("UPDATE petition SET head_count = 0")))

    with app.app_context(), written():
        downgrade(revision=BEFORE)
    assert told(url, columns) == [None, 1, 1]


def fill(connection: Connection) -> None:
    """Enter three petitions, two of them linked to the first."""
    for row in (UNIT, PERSON):
        connection.execute(text(row))
    for number, same in ((1, None), (2, 1), (3, 1)):
        connection.execute(text(PETITION), {"id": number, "code": f"D{number}", "same": same})
    for number, role in ((1, "sender"), (2, "respondent")):
        values = {"id": number, "role": role, "uuid": f"{number:032}"}
        connection.execute(text(PARTY), values)


def links(connection: Connection) -> list[tuple[int, int]]:
    rows = connection.execute(
        text("SELECT petition_id, earlier_id FROM same_matter_link ORDER BY id")
    )
    return [tuple(row) for row in rows]


def keys(connection: Connection) -> list[str | None]:
    return list(connection.scalars(text("SELECT ends_key FROM party ORDER BY id")))


def words(connection: Connection) -> list[str]:
    return list(connection.scalars(text("SELECT DISTINCT word FROM name_spelling")))


def columns(connection: Connection) -> list[int | None]:
    return list(connection.scalars(text("SELECT same_matter_id FROM petition ORDER BY id")))


def told(url: str, work: Callable[[Connection], T]) -> T:
    """Do something in a transaction of a database."""
    engine = create_engine(url)
    try:
        with written(), engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()
