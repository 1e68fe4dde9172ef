"""Write an error for the log: where it arose and of what kind, never the values it names.

The message of an exception often repeats the value that was wrong ("invalid literal: …", "Key
(name)=(…) already exists"), and the value may be what is sealed.
"""

from collections.abc import Iterator
from traceback import format_tb


def trace_of(error: BaseException) -> str:
    """Give the places and the kinds of an error and of those behind it, the first one first."""
    told = (f"{''.join(format_tb(e.__traceback__))}{_kind(e)}" for e in _behind(error))
    return "\nthen:\n".join(reversed(list(told)))


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        hidden = None if error.__suppress_context__ else error.__context__
        error = error.__cause__ or hidden


def _kind(error: BaseException) -> str:
    """Name the kind; a database tells its own by the number of the fault."""
    number = getattr(getattr(error, "orig", error), "sqlstate", None)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name} ({number})" if number else name
