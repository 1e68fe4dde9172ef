"""No template and no macro is kept for later, and pages hold no style or script."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flask import Flask
from jinja2 import Environment, meta, nodes

from tests.support import source

MACRO = re.compile(r"{%-?\s*macro\s+(\w+)\s*\(")
NAMED_IN_TEMPLATE = re.compile(r"""["']([\w/.-]+\.(?:html|txt|xml))["']""")
STANDING_IN = re.compile(r"\.(?:html|txt|xml)$")
INLINE = re.compile(r"<style\b|\sstyle=|<script(?![^>]*\bsrc=)(?![^>]*json)|\son[a-z]+=[\"']")
JINJA = Environment()  # noqa: S701 - only read, nothing is drawn
TEMPLATES = Path("templates")
ALIKE_FOR_ALL = {"_", "asset", "term", "url_for"}  # In one language, at one place.
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


def test_pieces_drawn_once_for_all_ask_nothing_but_their_facts() -> None:
    found = [
        f"{path}: {name} asks {', '.join(sorted(asked))}"
        for path in source.templates()
        for name, facts in _pieces(source.read(path))
        if (asked := _asked_by(name) - facts - ALIKE_FOR_ALL)
    ]
    source.refuse(found, "A kept piece shows no more than its facts.", "hand it over as a fact.")
    assert any(_pieces(source.read(path)) for path in source.templates())


def _pieces(text: str) -> list[tuple[str, set[str]]]:
    """Give the pieces that a template draws, each with the names of its facts."""
    calls = JINJA.parse(text).find_all(nodes.Call)
    return [
        (call.args[0].as_const(), {fact.key for fact in call.kwargs})
        for call in calls
        if isinstance(call.node, nodes.Name) and call.node.name == "piece"
    ]


def _asked_by(name: str) -> set[str]:
    """Give what a template asks of the page around it, itself or through what it takes in."""
    tree = JINJA.parse(source.read(TEMPLATES / name))
    taken_in = (_asked_by(str(other)) for other in meta.find_referenced_templates(tree))
    return meta.find_undeclared_variables(tree).union(*taken_in)


def test_no_page_takes_the_name_of_what_all_pages_call(sqlite_app: Flask) -> None:
    called = {name for name, value in sqlite_app.jinja_env.globals.items() if callable(value)}
    found = [
        f"{path}: {name}"
        for path in source.templates()
        for statement in JINJA.parse(source.read(path)).body
        for name in sorted(_set_here(statement) & called)
    ]
    source.refuse(found, "A page keeps the names that its layout calls.", "use another name.")


def _set_here(statement: nodes.Node) -> set[str]:
    """Give the names that a line of a page sets for its layout too."""
    outputs = statement.find_all(nodes.Assign)
    own = [statement] if isinstance(statement, nodes.Assign) else []
    if isinstance(statement, nodes.Macro | nodes.Block):
        return set()
    return {
        name.name
        for assign in [*own, *outputs]
        for name in [assign.target, *assign.target.find_all(nodes.Name)]
        if isinstance(name, nodes.Name)
    }
