"""What must not stand in the files, and what must stand beside an exception."""

import ast
import re
from pathlib import Path

import pytest

from tests.support import source

# Put together here, so that this file does not contain what it looks for.
LEFT_OVER = re.compile("|".join([r"\bTO" + "DO", r"\bFIX" + "ME", r"\bXX" + r"X\b"]))
ELSEWHERE = {
    "a path of one machine": re.compile(
        "|".join(["/wo" + "rk/(main|shared)", "/ho" + r"me/\w", "/ro" + "ot/", "file:" + "//"])
    ),
    "the address of a package registry": re.compile(
        "|".join(
            [
                "pypi" + r"\.org",
                "pythonhosted" + r"\.org",
                "npmjs" + r"\.(org|com)",
                "debian" + r"\.org",
            ]
        )
    ),
}
SUPPRESSION = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w,\s-]+\])?"
    r"|pragma: no (?:cover|branch))(?P<reason>.*)$"
)
REASON = re.compile(r"^\s*(#|--?|–|—|:)\s*\w{4,}|^\s*(#|--?|–|—|:)\s*\w+\W+\w+")
AT_THE_EDGE = ("tracker/outside/", "tracker/accounts/oidc.py")  # The latter asks its issuer only.
REACHING_OUT = (
    "socket", "ssl", "smtplib", "ftplib", "telnetlib", "http.client", "urllib.request", "urllib3",
    "requests", "httpx", "aiohttp", "redis", "asyncio", "xmlrpc", "authlib",
)  # fmt: skip
SKIPS = {"skip", "skipif", "xfail"}


def test_nothing_is_left_for_later_in_the_text() -> None:
    found = [
        f"{path}:{number} {line.strip()[:80]}"
        for path in source.texts()
        for number, line in source.lines(path)
        if LEFT_OVER.search(line)
    ]
    source.refuse(found, "No notes to oneself in the code.", "do it now or write it to the issues.")


@pytest.mark.parametrize("what", ELSEWHERE)
def test_no_file_depends_on_one_machine(what: str) -> None:
    found = [
        f"{path}:{number} {line.strip()[:80]}"
        for path in source.texts()
        for number, line in source.lines(path)
        if ELSEWHERE[what].search(line)
    ]
    source.refuse(found, f"No file names {what}.", "leave it to the machine's own configuration.")


def test_only_the_rooms_at_the_edge_reach_other_machines() -> None:
    """No page fetches an address that somebody typed: what could fetch one stands in few rooms."""
    found = [
        f"{path}:{node.lineno} {name}"
        for path in source.python("tracker/")
        if not path.as_posix().startswith(AT_THE_EDGE)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in _imported(node)
        if name.startswith(REACHING_OUT)
    ]
    source.refuse(found, "Only tracker/outside reaches other machines.", "put it there.")


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names]


def test_nothing_in_the_package_prints() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in source.python("tracker/")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in {"print", "breakpoint"}
    ]
    source.refuse(found, "The package does not print.", "commands use click.echo, others a log.")


def test_every_suppressed_check_says_why() -> None:
    found = [
        f"{path}:{number} {line.strip()[:90]}"
        for path in source.python()
        for number, line in source.lines(path)
        if (hit := SUPPRESSION.search(line)) and not REASON.match(hit["reason"])
        if path != Path("tests/house/test_source.py")
    ]
    source.refuse(
        found,
        "A noqa, type: ignore or no cover carries its reason on the same line.",
        "write `# noqa: X000 - why`, `# type: ignore[code]  # why`, or mend the code.",
    )


def test_every_skipped_test_says_why() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in source.python("tests/")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in SKIPS
        if not _gives_a_reason(path, node)
    ]
    source.refuse(
        found, "A skipped test carries its reason.", 'write reason="…", or let the test run.'
    )


def _gives_a_reason(path: Path, mark: ast.Attribute) -> bool:
    calls = (n for n in ast.walk(source.tree(path)) if isinstance(n, ast.Call) and n.func is mark)
    return any(call.args or any(k.arg == "reason" for k in call.keywords) for call in calls)
