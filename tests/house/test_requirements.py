"""What is installed is exactly what was tried."""

import re
from pathlib import Path

import pytest

from tests.support import source

SETS = ("requirements", "requirements-dev")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(\[[^\]]+\])?==\S+")
RANGE = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")


@pytest.mark.parametrize("name", SETS)
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    found = [
        block.splitlines()[0]
        for block in _blocks(Path(f"{name}.txt"))
        if not PIN.match(block) or "--hash=sha256:" not in block
    ]
    source.refuse(found, f"{name}.txt pins and hashes all.", f"compile it from {name}.in again.")


@pytest.mark.parametrize("name", SETS)
def test_every_accepted_range_is_in_the_lock(name: str) -> None:
    pinned = {_plain(PIN.match(block)) for block in _blocks(Path(f"{name}.txt"))}
    asked = {
        _plain(RANGE.match(line))
        for _, line in source.lines(Path(f"{name}.in"))
        if RANGE.match(line)
    }
    source.refuse(
        sorted(asked - pinned),
        f"{name}.txt follows {name}.in.",
        f"compile it from {name}.in again.",
    )


@pytest.mark.parametrize("name", SETS)
def test_no_requirement_names_where_it_comes_from(name: str) -> None:
    found = [
        f"{name}.txt:{number} {line}"
        for number, line in source.lines(Path(f"{name}.txt"))
        if "://" in line or line.startswith(("--index", "--extra-index", "--find-links", "-f "))
    ]
    source.refuse(found, "The lock names no index.", "each machine has its own configuration.")


def _blocks(path: Path) -> list[str]:
    """Give each requirement with the lines that belong to it."""
    text = "\n".join(line for _, line in source.lines(path) if not line.startswith("#"))
    return [block for block in re.split(r"\n(?=\S)", text) if block.strip()]


def _plain(name: re.Match[str] | None) -> str:
    return re.sub(r"[-_.]+", "-", name[1]).lower() if name else ""
