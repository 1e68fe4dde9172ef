"""Read the tables of a rule file key by key, so that every mistake in the data is named."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from tracker.law.terms import Term

T = TypeVar("T", bound=Term)


class RulebookError(Exception):
    """A mistake in the rule files, which stops the start-up."""


class Row:
    """One table of a rule file; a key that nobody asked for is a mistake."""

    def __init__(self, where: str, table: Mapping[str, object]) -> None:
        """Keep the place, for messages, and what is still unread."""
        self.where = where
        self._left = dict(table)

    def error(self, what: str) -> RulebookError:
        """Make the error that says where and what is wrong."""
        return RulebookError(f"{self.where}: {what}")

    def has(self, key: str) -> bool:
        """Say whether a key stands in the table and is still unread."""
        return key in self._left

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.error(f"“{key}” phải là chữ")
        return value

    def day(self, key: str) -> date:
        """Read a date."""
        value = self._take(key)
        if not isinstance(value, date):
            raise self.error(f"“{key}” phải là ngày")
        return value

    def day_if_any(self, key: str) -> date | None:
        """Read a date that may be missing."""
        return self.day(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """Read a yes or no; a missing one is no."""
        value = self._take(key, default=False)
        if not isinstance(value, bool):
            raise self.error(f"“{key}” phải là true hoặc false")
        return value

    def number(self, key: str) -> int:
        """Read a number above zero."""
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(f"“{key}” phải là số nguyên dương")
        return value

    def term(self, key: str, vocabulary: type[T]) -> T:
        """Read a code of a closed vocabulary."""
        return self.member(key, self._take(key), vocabulary)

    def member(self, key: str, value: object, vocabulary: type[T]) -> T:
        """Turn one code into its member."""
        try:
            return vocabulary(str(value))
        except ValueError:
            raise self.error(f"“{key}” có giá trị không biết: {value}") from None

    def terms(self, key: str, vocabulary: type[T]) -> frozenset[T]:
        """Read a list of codes; "all" is the whole vocabulary, a missing list is empty."""
        if self._left.get(key) == "all":
            del self._left[key]
            return frozenset(vocabulary)
        return frozenset(self.member(key, v, vocabulary) for v in self.items(key))

    def items(self, key: str) -> list[object]:
        """Read a list; a missing one is empty."""
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self.error(f"“{key}” phải là danh sách")
        return value

    def row(self, key: str) -> "Row":
        """Read a table within the table; a missing one is empty."""
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise self.error(f"“{key}” phải là bảng")
        return Row(f"{self.where}, {key}", value)

    def rows(self, key: str) -> Iterator["Row"]:
        """Read a list of tables within the table; a missing one is empty."""
        for number, value in enumerate(self.items(key), 1):
            if not isinstance(value, dict):
                raise self.error(f"“{key}” phải là danh sách bảng")
            yield Row(f"{self.where}, {key} {number}", value)

    def finish(self) -> None:
        """Refuse the keys that nobody asked for."""
        if self._left:
            raise self.error("khóa không biết: " + ", ".join(sorted(self._left)))

    def _take(self, key: str, default: object = None) -> object:
        if key not in self._left and default is None:
            raise self.error(f"thiếu “{key}”")
        return self._left.pop(key, default)


def read_rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Go through the named tables of a file."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{path.name}: không đọc được: {error}") from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise RulebookError(f"{path.name}: khóa “{name}” không thuộc quy tắc nào")
        yield name, Row(f"{path.name}, {name}", table)
