"""Migrations are numbered, lead to the models on both databases, and lead back."""

import re
from collections.abc import Callable
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import create_engine, inspect

from tests.support import source
from tests.support.applications import migrate, written

VERSIONS = "tracker/migrations/versions/"
HEAD = Path("tracker/migrations/versions/.head")
NUMBERED = re.compile(r"^(\d{4})_[a-z0-9_]+$")


def test_migrations_are_numbered_without_gaps() -> None:
    names = [path.stem for path in _migrations()]
    numbers = [int(hit[1]) if (hit := NUMBERED.match(name)) else -1 for name in names]
    assert numbers == list(range(1, len(names) + 1)), f"Name them 0001_what.py, 0002_…: {names}"


def test_head_file_names_the_last_migration() -> None:
    last = max(path.stem for path in _migrations())
    written_down = (source.ROOT / HEAD).read_text(encoding="utf-8").strip()
    assert written_down == last, f"Write {last} into {HEAD}."


def test_migrated_schema_equals_the_models(app: Flask) -> None:
    from tracker.records.base import Base, db
    from tracker.records.search import belongs_to_search

    def is_ours(item: object, name: str | None, kind: str, reflected: bool, _: object) -> bool:
        table = getattr(getattr(item, "table", None), "name", None)
        return not (reflected and belongs_to_search(name, kind, table))

    with app.app_context(), db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": is_ours}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)
    found = [str(difference)[:200] for difference in differences]
    source.refuse(found, "Migrations lead to the models.", "write the missing migration.")


def test_migrations_lead_from_nothing_and_back_to_nothing(
    empty_database: Callable[[str], str], build_app: Callable[..., Flask]
) -> None:
    url = empty_database("there_and_back")
    app = build_app(url)
    migrate(app)
    assert len(_tables(url)) > 1

    with app.app_context(), written():
        downgrade(revision="base")

    assert _tables(url) <= {"alembic_version"}


def _migrations() -> list[Path]:
    return [path for path in source.python(VERSIONS) if path.name != "__init__.py"]


def _tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()
