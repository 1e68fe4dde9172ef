"""Bring the English catalogue in step with the sentences of the code, and compile it.

python -m tools.translations keeps every translation whose Vietnamese sentence still stands
somewhere, drops the others, adds the new ones empty and names what is still to be translated.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "tracker" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
WIDTH = 100

# The calls that take a sentence first; those that count take its two forms, alike in Vietnamese.
SENTENCE = frozenset({"_", "_l", "gettext", "lazy_gettext", "Refusal", "Words", "refusal"})
COUNTED = frozenset({"_n", "ngettext", "lazy_ngettext"})
# Where a sentence is handed on: whoever made it is extracted.
HANDED_ON = frozenset(
    {
        ("tracker/law/workflow.py", "BARRED[barring]"),
        ("tracker/law/workflow.py", "NEEDED[lacking]"),
        ("tracker/outside/file_kinds.py", "message"),
        ("tracker/web/messages.py", "singular if number == 1 else plural"),
        ("tracker/web/messages.py", "string"),
        ("tracker/web/words.py", "refusal.message"),
        ("tracker/web/words.py", "value"),
    }
)
HEADER = """\
# English for the sentences of the tracker, whose own language is Vietnamese.
# Written by `python -m tools.translations`; only the msgstr lines are for people.
#"""
Sentence = str | tuple[str, str]


@dataclass(frozen=True)
class Found:
    """A sentence of the code, or words in a place for one that are not written out there."""

    path: str
    sentence: Sentence
    is_written: bool = True


class English(Catalog):
    """A catalogue whose header holds nothing that changes by itself."""

    def __init__(self) -> None:
        super().__init__(locale="en", header_comment=HEADER, charset="utf-8", fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give the header without dates and names."""
        return [
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Language", "en"),
            ("Plural-Forms", self.plural_forms),
        ]


def main() -> None:
    """Extract, update and compile; say what is left to do."""
    if loose := [found for found in sentences() if not found.is_written]:
        listed = "\n".join(f"  {each.path}: {each.sentence}" for each in loose)
        sys.exit(f"Not written out where it is translated; use a constant of the module:\n{listed}")
    catalog = updated(written())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(as_po(catalog))
    MO.write_bytes(as_mo(catalog))
    empty = [message.id for message in catalog if message.id and not is_translated(message)]
    print(f"{len(catalog)} sentences, {len(empty)} without English.")
    for sentence in empty:
        print(f"  {sentence!r}")


def written() -> English:
    """Read the catalogue as it stands in its file."""
    catalog = English()
    if PO.exists():
        with PO.open("rb") as file:
            for message in read_po(file, locale="en", abort_invalid=True):
                if message.id:
                    catalog.add(message.id, message.string, flags=message.flags)
    return catalog


def updated(before: Catalog) -> English:
    """Give a catalogue of exactly the sentences of the code, with the English known so far."""
    places: dict[Sentence, list[str]] = {}
    for found in sentences():
        if found.is_written:
            places.setdefault(found.sentence, []).append(found.path)
    catalog = English()
    for sentence in sorted(places, key=lambda each: (places[each][0], *_key(each))):
        known = before.get(sentence)
        catalog.add(
            sentence,
            known.string if known else None,
            locations=[(path, 0) for path in sorted(set(places[sentence]))],
        )
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Give the text of the catalogue."""
    file = BytesIO()
    write_po(file, catalog, width=WIDTH, include_lineno=False)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Give the catalogue as the application reads it."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def is_translated(message: Message) -> bool:
    """Say whether every form of a sentence has its English."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return len(forms) == (2 if message.pluralizable else 1) and all(forms)


def sentences() -> Iterator[Found]:
    """Find every sentence of the templates and the package, file by file."""
    written = (p for p in (ROOT / "templates").rglob("*") if p.suffix in {".html", ".txt"})
    for path in sorted(written):
        yield from _in_template(path)
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        yield from _in_module(path)


def _in_template(path: Path) -> Iterator[Found]:
    name = path.relative_to(ROOT).as_posix()
    with path.open("rb") as file:
        calls = babel_extract(file, [*SENTENCE, *COUNTED], [], {"silent": "false"})
        for line, function, words, _comments in calls:
            given = words if isinstance(words, tuple) else (words,)
            taken = given[:2] if function in COUNTED else given[:1]
            texts = [text for text in taken if text is not None]
            if len(texts) < len(taken):
                yield Found(f"{name}:{line}", f"{function}(…)", is_written=False)
            else:
                yield Found(name, (texts[0], texts[1]) if function in COUNTED else texts[0])


def _in_module(path: Path) -> Iterator[Found]:
    name = path.relative_to(ROOT).as_posix()
    tree = ast.parse(path.read_bytes(), filename=name)
    constants = dict(_constants(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = _name_of(node.func)
        if function not in SENTENCE | COUNTED:
            continue
        taken = node.args[:2] if function in COUNTED else node.args[:1]
        texts = [text for each in taken if (text := _text(each, constants)) is not None]
        words = ast.unparse(taken[0])
        if len(texts) == len(taken):
            yield Found(name, (texts[0], texts[1]) if function in COUNTED else texts[0])
        elif (name, words) not in HANDED_ON:
            yield Found(f"{name}:{node.lineno}", words, is_written=False)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
            continue
        name, value = node.targets[0], node.value.value
        if isinstance(name, ast.Name) and isinstance(value, str):
            yield name.id, value


def _text(node: ast.expr, constants: dict[str, str]) -> str | None:
    """Give a sentence that stands there, as itself or as a constant of its module."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants.get(node.id) if isinstance(node, ast.Name) else None


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _key(sentence: Sentence) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else sentence


if __name__ == "__main__":
    main()
