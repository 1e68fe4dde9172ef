"""How much of one text stands in another, and by which of its words it may be found again."""

import re
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from itertools import islice, pairwise
from typing import TypeAlias

from tracker.vietnamese import clean, tokens

SAME_MATTER = 0.6  # So alike that the desk is warned.
LIKE_MATTER = 0.35  # Shown for its text alone: petitions of other matters stay below this.
_LONGEST_CONTENT = 20_000
_FEWEST_SHINGLES = 4
_MOST_WORDS = 2000  # What is told behind them finds nothing that is not found before.

Run: TypeAlias = tuple[str, ...]
Runs: TypeAlias = frozenset[Run]

_STOCK = re.compile(
    r"\b(?:cong hoa xa hoi chu nghia viet nam|doc lap tu do hanh phuc|kinh gui"
    r"|don (?:khieu nai|to cao|kien nghi|phan anh|de nghi)(?: lan (?:dau|hai))?"
    r"|(?:toi|chung toi) (?:ten )?la|sinh (?:ngay|nam)|so dien thoai|ngay cap|noi cap"
    r"|so (?:cccd|cmnd|can cuoc|dinh danh)(?: cong dan)?"
    r"|(?:dia chi|noi o|ho khau)(?: thuong tru| hien nay)?"
    r"|(?:nay )?(?:toi|chung toi) (?:viet|lam|gui) don nay"
    r"|(?:de nghi |kinh mong |mong )?quy co quan|xem xet(?: va)? giai quyet"
    r"|theo (?:dung )?quy dinh(?: cua)? phap luat|(?:hoan toan )?dung su that"
    r"|(?:toi|chung toi) (?:xin )?cam doan|(?:hoan toan )?chiu trach nhiem truoc phap luat"
    r"|(?:xin )?(?:chan thanh |tran trong )?cam on)\b"
)


def parts(text: str) -> list[list[str]]:
    """Give the folded words of a text between its stock phrases."""
    words = " ".join(tokens(clean(text[:_LONGEST_CONTENT])))
    return [part.split() for part in _STOCK.split(words)]


def shingles(text: str) -> Runs:
    """Give the runs of three folded words in a text, stock phrases dropped."""
    return frozenset(
        run for words in parts(text) for run in zip(words, words[1:], words[2:], strict=False)
    )


def in_common(ours: Runs, folded: str) -> Runs:
    """Give quickly the runs of ours that stand in a text as the index keeps it."""
    words = folded.split()
    return ours.intersection(zip(words, words[1:], words[2:], strict=False))


def shared(ours: Runs, theirs: Runs, holders: Mapping[Run, int] | None = None) -> float:
    """Give the share of the shorter text that stands in the longer one, from 0 to 1.

    A run that several of the petitions found hold, `holders` tells how many, counts so much less:
    what many write tells no matter from another.
    """
    if min(len(ours), len(theirs)) < _FEWEST_SHINGLES:
        return 0.0
    number = holders or {}
    common = sum(1 / number.get(run, 1) for run in ours & theirs)
    whole = sum(1 / number.get(run, 1) for run in ours)
    return common / min(whole, common + len(theirs - ours))


def pairs(text: str) -> list[tuple[str, str]]:
    """Give the pairs of neighbouring words in a text, stock phrases dropped, each once."""
    told = (pair for words in parts(text) for pair in pairwise(words))
    return list(dict.fromkeys(islice(told, _MOST_WORDS)))


def rarest(
    told: Iterable[tuple[str, str]], common: Mapping[str, int], most: int
) -> list[tuple[str, str]]:
    """Give the pairs that fewest petitions hold; a word that none holds is a slip of ours."""
    known = [pair for pair in told if all(common.get(word, 1) for word in pair)]
    return nsmallest(most, known, key=lambda pair: common.get(pair[0], 1) * common.get(pair[1], 1))
