"""Count the SQL statements of a piece of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

NOT_COUNTED = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "COMMIT")
# The three of one entry of the trail: whoever looks is entered, whatever the page asks itself.
OF_THE_TRAIL = ("SELECT AUDIT_HEAD.", "INSERT INTO AUDIT_ENTRY", "UPDATE AUDIT_HEAD")


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    """Collect every statement that any engine sends inside the block."""
    statements: list[str] = []

    def record(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_COUNTED + OF_THE_TRAIL):
            statements.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", record)


@contextmanager
def max_queries(limit: int) -> Iterator[list[str]]:
    """Fail when the block sends more statements than allowed, and list them."""
    with recorded_statements() as statements:
        yield statements
    refuse_more_than(limit, statements, where="this block")


def refuse_more_than(limit: int, statements: list[str], *, where: str) -> None:
    """Fail with the list of statements when there are too many of them."""
    if len(statements) > limit:
        listed = "\n".join(f"  {n:2} {text[:160]}" for n, text in enumerate(statements, 1))
        message = f"{where} sent {len(statements)} statements, {limit} are allowed:\n{listed}"
        raise AssertionError(message)
