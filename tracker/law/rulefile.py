"""Read the tables of a rule file key by key, so that every mistake in the data is named."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from tracker.law.terms import Term

T = TypeVar("T", bound=Term)
Lines = tuple[tuple[int, str], ...]  # Number and text of the lines that belong to a table.

_HEADER = re.compile(r'^\s*\[\[?\s*"?(?P<table>[^"\]]+?)"?(?:\.(?P<key>[a-z_.]+))?\s*\]\]?')


class RulebookError(Exception):
    """A mistake in the rule files, which stops the start-up."""


class Row:
    """One table of a rule file; a key that nobody asked for is a mistake."""

    def __init__(self, where: str, table: Mapping[str, object], lines: Lines = ()) -> None:
        """Keep the place, for messages, and what is still unread."""
        self.where = where
        self._left = dict(table)
        self._lines = lines

    def error(self, what: str, key: str = "") -> RulebookError:
        """Make the error that says file, table and line, and what is wrong there."""
        written = (
            n for n, text in self._lines if key and re.match(rf"\s*{re.escape(key)}\b", text)
        )
        line = next(written, self._lines[0][0] if self._lines else 0)
        return RulebookError(
            f"{self.where}, dòng {line}: {what}" if line else f"{self.where}: {what}"
        )

    def has(self, key: str) -> bool:
        """Say whether a key stands in the table and is still unread."""
        return key in self._left

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.error(f"“{key}” phải là chữ", key)
        return value

    def day(self, key: str) -> date:
        """Read a date."""
        value = self._take(key)
        if not isinstance(value, date):
            raise self.error(f"“{key}” phải là ngày", key)
        return value

    def day_if_any(self, key: str) -> date | None:
        """Read a date that may be missing."""
        return self.day(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """Read a yes or no; a missing one is no."""
        value = self._take(key, default=False)
        if not isinstance(value, bool):
            raise self.error(f"“{key}” phải là true hoặc false", key)
        return value

    def number(self, key: str) -> int:
        """Read a number above zero."""
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(f"“{key}” phải là số nguyên dương", key)
        return value

    def term(self, key: str, vocabulary: type[T]) -> T:
        """Read a code of a closed vocabulary."""
        return self.member(key, self._take(key), vocabulary)

    def member(self, key: str, value: object, vocabulary: type[T]) -> T:
        """Turn one code into its member."""
        try:
            return vocabulary(str(value))
        except ValueError:
            raise self.error(f"“{key}” có giá trị không biết: {value}", key) from None

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
            raise self.error(f"“{key}” phải là danh sách", key)
        return value

    def row(self, key: str) -> "Row":
        """Read a table within the table; a missing one is empty."""
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise self.error(f"“{key}” phải là bảng", key)
        return Row(f"{self.where}, {key}", value, self._lines_of(key, 0))

    def rows(self, key: str) -> Iterator["Row"]:
        """Read a list of tables within the table; a missing one is empty."""
        for place, value in enumerate(self.items(key)):
            if not isinstance(value, dict):
                raise self.error(f"“{key}” phải là danh sách bảng", key)
            yield Row(f"{self.where}, {key} {place + 1}", value, self._lines_of(key, place))

    def finish(self) -> None:
        """Refuse the keys that nobody asked for."""
        if self._left:
            unknown = sorted(self._left)
            raise self.error("khóa không biết: " + ", ".join(unknown), unknown[0])

    def _take(self, key: str, default: object = None) -> object:
        if key not in self._left and default is None:
            raise self.error(f"thiếu “{key}”")
        return self._left.pop(key, default)

    def _lines_of(self, key: str, place: int) -> Lines:
        """Find the lines of an inner table: under its own header, or where its key is written."""
        starts = [n for n, (_, text) in enumerate(self._lines) if _names(text, key)]
        if place < len(starts):
            end = starts[place + 1] if place + 1 < len(starts) else len(self._lines)
            return self._lines[starts[place] : end]
        written = [n for n, (_, t) in enumerate(self._lines) if re.match(rf"\s*{key}\s*=", t)]
        return self._lines[written[0] :] if written else self._lines


def read_rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Go through the named tables of a file."""
    written = path.read_text("utf-8")
    try:
        tables = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{path.name}: không đọc được: {error}") from error
    lines = tuple(enumerate(written.splitlines(), 1))
    lines_of = _lines_by_table(lines)
    for name, table in tables.items():
        if not isinstance(table, dict):
            place = next(
                (n for n, text in lines if re.match(rf"\s*{re.escape(name)}\s*=", text)), 0
            )
            raise RulebookError(f"{path.name}, dòng {place}: khóa “{name}” không thuộc quy tắc nào")
        yield name, Row(f"{path.name}, {name}", table, lines_of.get(name, ()))


def _names(text: str, key: str) -> bool:
    header = _HEADER.match(text)
    return header is not None and (header["key"] or "").split(".")[-1] == key


def _lines_by_table(lines: Lines) -> Mapping[str, Lines]:
    """Give the lines of each named table, its inner tables included."""
    kept: dict[str, list[tuple[int, str]]] = {}
    name = ""
    for number, text in lines:
        if _HEADER.match(text):
            name = _first_key(text)
        kept.setdefault(name, []).append((number, text))
    return {table: tuple(its_lines) for table, its_lines in kept.items()}


def _first_key(header: str) -> str:
    """Give the name of the table to which a header belongs; a quoted name may hold dots."""
    path = header.strip().strip("[]").strip()
    return path.split('"')[1] if path.startswith('"') else path.partition(".")[0]
