"""How near two spellings of a name are, and under which keys a misspelt name may be found."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice, pairwise, permutations, product

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.records.names import NameSpelling, spellings, words_of
from tracker.vietnamese import keys_lost, sort_key

MOST_SLIPS = 2
MISSING = 0.1  # Taken off for a middle name that one of the two lacks.
_MARKS = re.compile(r"[{|]|\d$")  # As keys of order write them.
_KEPT = 8192  # The words of names are few and met again and again.
_MOST_WORDS = 6
_MOST_CHANGED = 3
_MOST_FORMS = 4
_MOST_BASES = 256
_TWO_SLIPS_FROM = 5  # letters of a word
_MOST_OTHERS = 40
_MOST_KEYS = 700
_MOST_ENDS = 80


@dataclass(frozen=True, slots=True)
class NearKeys:
    """Under what else than its own key a name may be filed."""

    whole: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


def near_keys(session: Session, name: str) -> NearKeys:
    """Give the keys of names that are filed and differ from this one by a slip or two."""
    words = words_of(name)[:_MOST_WORDS]
    if not words:
        return NearKeys()
    known = _known(session, words)
    others = [_others(word, known) for word in words]
    whole = dict.fromkeys([*_replaced(words, others), *_divided(words, known)])
    ends = dict.fromkeys(_ends(words, others))
    return NearKeys(tuple(islice(whole, _MOST_KEYS)), tuple(islice(ends, _MOST_ENDS)))


def nearness(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Give how near two names are, from 0 to 1; 0 where more than two slips lie between."""
    ours, theirs = list(map(keys_lost, ours)), list(map(keys_lost, theirs))
    if sorted(ours) == sorted(theirs):
        return 1.0
    left, right = _without_common(ours, theirs), _without_common(theirs, ours)
    letters = max(sum(map(len, ours)), sum(map(len, theirs)))
    if max(len(left), len(right)) > _MOST_WORDS:
        return 0.0
    slips = _slips_between(left, right)
    missing = 0
    if slips is None:
        slips, missing = _slips_without_middle(ours, theirs, left, right)
    if slips is None or slips > (MOST_SLIPS if letters >= 8 else 1):
        return 0.0
    return max(round(1 - slips / letters - MISSING * missing, 2), 0.0)


def same_marks(one: str, other: str) -> bool:
    """Tell whether names of one key bear the same marks, as far as both bear any."""
    ours, theirs = _marked(one), _marked(other)
    return len(ours) == len(theirs) and all(
        left == right or f"{plain}0" in {left, right}
        for (plain, left), (_plain, right) in zip(ours, theirs, strict=True)
    )


def _marked(name: str) -> list[tuple[str, str]]:
    """Give each word without and with its marks, wherever in the word the tone is written."""
    words = sort_key(name).replace("y", "i").split()
    return sorted((_MARKS.sub("", word), word) for word in words)


def _known(session: Session, words: Sequence[str]) -> Mapping[str, list[str]]:
    """Read which filed words each form of the words typed may stand for."""
    forms = {form for word in words for form in _forms(word)}
    asked = {spelling for form in forms for spelling in spellings(form)}
    asked.update(part for word in words for parts in _halves(word) for part in parts)
    asked.update(one + other for one, other in pairwise(words))
    known: dict[str, list[str]] = {}
    rows = select(NameSpelling.spelling, NameSpelling.word)
    for spelling, word in session.execute(rows.where(NameSpelling.spelling.in_(sorted(asked)))):
        known.setdefault(spelling, []).append(word)
    return known


def _forms(word: str) -> set[str]:
    return {word, keys_lost(word)}


def _halves(word: str) -> list[tuple[str, str]]:
    """Divide a long word where a blank may have been forgotten."""
    return [(word[:at], word[at:]) for at in range(2, len(word) - 1)] if len(word) > 5 else []


def _others(word: str, known: Mapping[str, list[str]]) -> list[tuple[int, str]]:
    """Give the filed words that a word may be meant for, with the slips between, nearest first."""
    met = {
        other for form in _forms(word) for key in spellings(form) for other in known.get(key, ())
    }
    weighed = ((slips_of(word, other), other) for other in met if other != word)
    return sorted((slips, other) for slips, other in weighed if slips is not None)[:_MOST_OTHERS]


@lru_cache(maxsize=_KEPT)
def slips_of(one: str, other: str) -> int | None:
    """Count the slips between two words; None where they are too many for one word."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 -- heavy; most requests compare no names

    most = MOST_SLIPS if min(len(one), len(other)) >= _TWO_SLIPS_FROM else 1
    slips = min(
        OSA.distance(ours, theirs, score_cutoff=most)
        for ours in _forms(one)
        for theirs in _forms(other)
    )
    return slips if slips <= most else None


def _replaced(words: Sequence[str], others: Sequence[list[tuple[int, str]]]) -> Iterator[str]:
    """Give the keys with no more than two slips, the fewer the earlier."""
    meant = ([word for slips, word in near if not slips] for near in others)
    forms = [
        list(dict.fromkeys([w, keys_lost(w), *more]))[:_MOST_FORMS]
        for w, more in zip(words, meant, strict=True)
    ]
    bases = dict.fromkeys(islice(product(*forms), _MOST_BASES))
    yield from (" ".join(sorted(base)) for base in bases)
    # As typed, as meant, and as somebody filed it with the keys left in every word.
    plain = dict.fromkeys((tuple(words), tuple(map(keys_lost, words)), tuple(f[-1] for f in forms)))
    for slips in range(1, MOST_SLIPS + 1):
        for base in plain:
            yield from _changed(base, others, slips)


def _changed(
    base: Sequence[str], others: Sequence[list[tuple[int, str]]], slips: int
) -> Iterator[str]:
    """Give the keys that lie just so many slips from a name, in one word or in two."""
    single = [[word for cost, word in near if cost == slips] for near in others]
    for at, words in enumerate(single):
        for word in words:
            yield " ".join(sorted([*base[:at], word, *base[at + 1 :]]))
    if slips < MOST_SLIPS:
        return
    once = [[word for cost, word in near if cost == 1] for near in others]
    for one, two in combinations(range(len(base)), 2):
        for first, second in product(once[one], once[two]):
            kept = [word for at, word in enumerate(base) if at not in (one, two)]
            yield " ".join(sorted([*kept, first, second]))


def _divided(words: Sequence[str], known: Mapping[str, list[str]]) -> Iterator[str]:
    """Give the keys with a blank set where it was forgotten, or taken where it is too many."""
    for at, word in enumerate(words):
        rest = [*words[:at], *words[at + 1 :]]
        for parts in _halves(word):
            if all(part in known.get(part, ()) for part in parts):
                yield " ".join(sorted([*rest, *parts]))
    for at, (one, other) in enumerate(pairwise(words)):
        if one + other in known.get(one + other, ()):
            yield " ".join(sorted([*words[:at], one + other, *words[at + 2 :]]))


def _ends(words: Sequence[str], others: Sequence[list[tuple[int, str]]]) -> Iterator[str]:
    """Give the keys of family and given name with a slip in one of them."""
    if len(words) < 2:
        return
    first, last = words[0], words[-1]
    spelt = keys_lost(first), keys_lost(last)
    changes = [(0, spelt[0], spelt[1])]
    changes += [(slips, other, spelt[1]) for slips, other in others[0]]
    changes += [(slips, spelt[0], other) for slips, other in others[-1]]
    for _slips, one, other in sorted(changes):
        yield " ".join(sorted({one, other}))


def _without_common(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Give the words that the other name has not, in their order."""
    left, common = [], Counter(others)
    for word in words:
        if common[word]:
            common[word] -= 1
        else:
            left.append(word)
    return left


def _slips_between(left: Sequence[str], right: Sequence[str]) -> int | None:
    """Count the slips where each word of one stands for a word of the other."""
    if {len(left), len(right)} == {1, 2}:
        one, two = sorted((left, right), key=len)
        return 1 if one[0] in {two[0] + two[1], two[1] + two[0]} else None
    if len(left) != len(right) or len(left) > _MOST_CHANGED:
        return None
    found = (_sum_of(left, order) for order in permutations(right))
    return min((slips for slips in found if slips is not None), default=None)


def _sum_of(left: Sequence[str], right: Sequence[str]) -> int | None:
    total = 0
    for one, other in zip(left, right, strict=True):
        slips = slips_of(one, other)
        if slips is None:
            return None
        total += slips
    return total


def _slips_without_middle(
    ours: Sequence[str], theirs: Sequence[str], left: Sequence[str], right: Sequence[str]
) -> tuple[int | None, int]:
    """Count the slips where one name lacks middle names of the other, and how many it lacks."""
    short, long = sorted((ours, theirs), key=len)
    lacking = len(long) - len(short)
    if not lacking or len(short) < 2 or lacking > len(long) - 2:
        return None, 0
    rest, more = (left, right) if len(left) < len(right) else (right, left)
    middle = [at for at, word in enumerate(more) if word in long[1:-1]]
    found = (
        _slips_between(rest, [word for at, word in enumerate(more) if at not in gone])
        for gone in combinations(middle, lacking)
    )
    return min((slips for slips in found if slips is not None), default=None), lacking
