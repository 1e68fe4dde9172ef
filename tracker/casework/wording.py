"""How much of one text stands in another, and by which of its words it may be found again."""

import re
from collections.abc import Iterator

from tracker.vietnamese import clean, tokens

SAME_MATTER = 0.6  # Unrelated petitions stay below this once the stock phrases are dropped.
_LONGEST_CONTENT = 20_000
_FEWEST_SHINGLES = 4
_MOST_WORDS = 2000  # What is told behind them finds nothing that is not found before.

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


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Give the runs of three folded words in a text, stock phrases dropped."""
    return frozenset(
        run for words in parts(text) for run in zip(words, words[1:], words[2:], strict=False)
    )


def overlap(ours: frozenset[tuple[str, ...]], folded: str) -> int:
    """Count quickly how many runs of ours stand in a text as the index keeps it."""
    words = folded.split()
    return len(ours.intersection(zip(words, words[1:], words[2:], strict=False)))


def shared(ours: frozenset[tuple[str, ...]], theirs: frozenset[tuple[str, ...]]) -> float:
    """Give the share of the shorter text that stands in the longer one, from 0 to 1."""
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter >= _FEWEST_SHINGLES else 0.0


_RUN = 5
_MOST_RUNS = 12


def wordings(text: str) -> list[str]:
    """Give a few runs of words, spread over a text, by which it may be found again."""
    runs = [
        " ".join(words[start : start + _RUN])
        for words in parts(text)
        for start in range(len(words) - _RUN + 1)
    ]
    step = max(len(runs) / _MOST_RUNS, 1)
    return list(
        dict.fromkeys(runs[int(number * step)] for number in range(min(len(runs), _MOST_RUNS)))
    )
