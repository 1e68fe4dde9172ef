"""Database triggers that refuse changes of tables which may only grow."""

from sqlalchemy import Connection, inspect

APPEND_ONLY = (
    "audit_entry", "case_event", "conclusion", "entry_correction", "finding_act",
    "inspection_mark", "inspection_minutes", "same_matter_link", "statement", "task_step",
    "breach_step", "data_request_step", "processing_text",
)  # fmt: skip

SQLITE_TRIGGER = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE restrict_violation USING MESSAGE = TG_TABLE_NAME || ' is append-only';
END
$$
"""

# By row where a statement may touch none: a cascade from a parent without children.
POSTGRESQL_TRIGGERS = (
    """
    CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
)


def install_triggers(connection: Connection) -> None:
    """Let the database itself refuse changes of what may only grow; safe to repeat."""
    present = [table for table in APPEND_ONLY if inspect(connection).has_table(table)]
    if connection.dialect.name == "sqlite":
        statements = [
            SQLITE_TRIGGER.format(table=table, verb=verb)
            for table in present
            for verb in ("update", "delete")
        ]
    else:
        statements = [POSTGRESQL_FUNCTION] + [
            trigger.format(table=table) for table in present for trigger in POSTGRESQL_TRIGGERS
        ]
    for statement in statements:
        connection.exec_driver_sql(statement)
