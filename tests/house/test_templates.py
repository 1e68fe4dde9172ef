"""No template and no macro is kept for later, and pages hold no style or script."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support import source

MACRO = re.compile(r"{%-?\s*macro\s+(\w+)\s*\(")
NAMED_IN_TEMPLATE = re.compile(r"""["']([\w/.-]+\.(?:html|txt|xml))["']""")
STANDING_IN = re.compile(r"\.(?:html|txt|xml)$")
INLINE = re.compile(r"<style\b|\sstyle=|<script(?![^>]*\bsrc=)(?![^>]*json)|\son[a-z]+=[\"']")
UNSAFE = re.compile(r"\|\s*safe\b|{%-?\s*autoescape\s+false")


def test_every_template_is_used() -> None:
    named = _names_in_templates() | {name for name in _names_in_code() if "*" not in name}
    patterns = [
        re.escape(name).replace(r"\*", r"[\w-]+") for name in _names_in_code() if "*" in name
    ]
    found = [
        str(path)
        for path in source.templates()
        if (name := _name(path)) not in named
        if not any(re.fullmatch(pattern, name) for pattern in patterns)
    ]
    source.refuse(found, "Every template is used.", "render, extend or import it, or remove it.")


def test_every_macro_is_used() -> None:
    everything = "\n".join(source.read(path) for path in source.templates())
    without_definitions = MACRO.sub("", everything)
    found = [
        f"{path}: {macro}"
        for path in source.templates()
        for macro in MACRO.findall(source.read(path))
        if not re.search(rf"\b{macro}\s*\(", without_definitions)
    ]
    source.refuse(found, "Every macro is used.", "call it or remove it.")


def test_no_template_holds_inline_style_or_script() -> None:
    found = [
        f"{path}:{number} {line.strip()[:90]}"
        for path in source.templates()
        for number, line in source.lines(path)
        if INLINE.search(line)
    ]
    source.refuse(found, "No inline style or script.", "use a class, or a module in static/js.")


def test_only_components_mark_markup_as_safe() -> None:
    found = [
        f"{path}:{number} {line.strip()[:90]}"
        for path in source.templates()
        if "components" not in path.parts
        for number, line in source.lines(path)
        if UNSAFE.search(line)
    ]
    source.refuse(found, "Pages escape everything.", "return Markup from one tested place.")


def _name(path: Path) -> str:
    return "/".join(path.parts[path.parts.index("templates") + 1 :])


@cache
def _names_in_templates() -> set[str]:
    return {
        name for path in source.templates() for name in NAMED_IN_TEMPLATE.findall(source.read(path))
    }


@cache
def _names_in_code() -> set[str]:
    """Give every name of a template in the package; a computed part is a star."""
    return {
        name
        for path in source.python("tracker/")
        for node in ast.walk(source.tree(path))
        for name in _text(node)
        if STANDING_IN.search(name)
    }


def _text(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values
        )
