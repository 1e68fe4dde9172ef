"""Run migrations in one transaction, on SQLite and PostgreSQL alike."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Connection, Engine
from sqlalchemy.sql.schema import SchemaItem

from tracker import records
from tracker.records.base import Base, TermColumn, UtcDateTime, db
from tracker.records.names import complete_names
from tracker.records.search import belongs_to_search, create_search
from tracker.records.transactions import writing
from tracker.records.triggers import install_triggers

MIGRATION_LOCK = 7_301_958
"""Any number, as long as nothing else in the database locks it."""


def every_table() -> None:
    """Import all tables, so that the metadata knows them."""
    for module in iter_modules(records.__path__, f"{records.__name__}."):
        import_module(module.name)


def compared(
    item: SchemaItem,
    name: str | None,
    kind: str,
    reflected: bool,  # noqa: FBT001 - Alembic calls it so
    _other: SchemaItem | None,
) -> bool:
    """Tell autogenerate to leave alone what the search makes for itself."""
    table = getattr(getattr(item, "table", None), "name", None)
    return not (reflected and belongs_to_search(name, kind, table))


def rendered(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types as plain ones: a migration must not change with the code."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, TermColumn):
        return f"sa.{item.impl_instance!r}"
    if isinstance(item, JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def numbered(
    _migration: MigrationContext,
    _revision: str | Iterable[str | None] | Iterable[str],
    directives: list[MigrationScript],
) -> None:
    """Number a new revision: 0001, 0002 and so on."""
    last = ScriptDirectory.from_config(context.config).get_current_head()
    for script in directives:
        script.rev_id = f"{int(last or 0) + 1:04}"


@contextmanager
def one_transaction(connection: Connection) -> Iterator[None]:
    """Let nobody else migrate meanwhile, and let no rebuilt table on SQLite lose its children."""
    if connection.dialect.name != "sqlite":
        with connection.begin():
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
            yield
        return
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")  # It has no effect within a transaction.
    try:
        with connection.begin():
            yield
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if orphans:
                message = f"The migration leaves rows without their parents: {orphans[:5]}"
                raise RuntimeError(message)
    finally:
        raw.execute("PRAGMA foreign_keys=ON")  # The connection goes back to the pool.


def migrate(engine: Engine) -> None:
    """Bring the database to the wanted revision, then put back what tables lost on the way."""
    steps: list[object] = []
    with writing(), engine.connect() as connection, one_transaction(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            include_object=compared,
            render_item=rendered,
            process_revision_directives=numbered,
            on_version_apply=lambda step, **_: steps.append(step),
        )
        context.run_migrations()
        if steps:
            install_triggers(connection)
            create_search(connection)
            complete_names(connection)


if context.is_offline_mode():
    raise SystemExit("Migrations need the database: they look at it. Leave out --sql.")
every_table()
migrate(db.engine)
