"""The project's own files, for the tests that read code instead of running it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = ("static/vendor/", "tests/vendor/", "docs/screenshots/")
BINARY = {
    ".png",
    ".jpg",
    ".jpeg",
    ".woff2",
    ".woff",
    ".ttf",
    ".mo",
    ".pdf",
    ".ico",
    ".docx",
    ".gz",
    ".br",
}


@cache
def files(*suffixes: str, under: str = "") -> tuple[Path, ...]:
    """Give the files that git tracks or would track, relative to the project."""
    git = ["git", "-c", "safe.directory=*"]  # The checkout may belong to another user.
    command = [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = sorted({name for name in listed.split("\0") if name})
    return tuple(
        Path(name)
        for name in names
        if name.startswith(under) and (not suffixes or Path(name).suffix in suffixes)
        if not name.startswith(NOT_OURS) and (ROOT / name).is_file()
    )


def python(under: str = "") -> tuple[Path, ...]:
    """Give the Python files below a folder."""
    return files(".py", under=under)


def templates() -> tuple[Path, ...]:
    """Give every Jinja template."""
    return tuple(path for path in files(".html", ".txt") if "templates" in path.parts)


def texts() -> tuple[Path, ...]:
    """Give every file that a person reads as text."""
    return tuple(path for path in files() if path.suffix not in BINARY)


@cache
def read(path: Path) -> str:
    """Give a file's text."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Give a Python file's syntax tree."""
    return ast.parse(read(path), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function and method of a Python file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Give a file's lines with their numbers."""
    return enumerate(read(path).splitlines(), 1)


def refuse(found: list[str], rule: str, fix: str) -> None:
    """Fail with the places, the rule they break and what to do instead."""
    if found:
        listed = "\n".join(f"  {place}" for place in found)
        message = f"{rule}\n{listed}\nFix: {fix}"
        raise AssertionError(message)
