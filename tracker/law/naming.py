"""Find what somebody means by a code or a name, and say what looks like it where nothing fits."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeVar

from tracker.law.terms import Term
from tracker.vietnamese import fold

T = TypeVar("T", bound=Term)
MOST_NEAR = 4
LIKENESS = 0.5
NOTHING_NEAR = "không có"


def member_named(name: str, members: Iterable[T]) -> T | None:
    """Give the member of this code or name, in any spelling, marks or not."""
    wanted = _plain(name)
    return next((m for m in members if wanted in _spellings(m)), None)


def near(name: str, members: Iterable[T], *further: str) -> str:
    """Give the codes that look like a name, or those whose Vietnamese name does."""
    codes = {spelling: m.value for m in members for spelling in _spellings(m)}
    codes |= {_plain(word): word for word in further}
    found = get_close_matches(_plain(name), codes, n=MOST_NEAR, cutoff=LIKENESS)
    return ", ".join(dict.fromkeys(codes[each] for each in found)) or NOTHING_NEAR


def _plain(name: str) -> str:
    return fold(name.replace("-", " ").replace("_", " "))


def _spellings(member: Term) -> tuple[str, ...]:
    """Give code, full name and the name as it is said in short: "phuc tap", "vung sau"."""
    name = fold(member.vi)
    return _plain(member.value), name, name.removeprefix("vu viec ").split(",")[0]
