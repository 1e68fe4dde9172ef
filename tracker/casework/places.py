"""Whether two addresses are one place, however their words are shortened."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.law.terms import Term
from tracker.vietnamese import clean, fold

_LONGEST = 300
_CLOSE = 85  # of 100: a word lost or added, a letter mistyped
_COMMUNE, _ABOVE, _HOUSE = "commune", "above", "house"
_LEVELS = {
    "xa": _COMMUNE, "phuong": _COMMUNE, "thi tran": _COMMUNE, "dac khu": _COMMUNE,
    "x": _COMMUNE, "p": _COMMUNE, "f": _COMMUNE, "tt": _COMMUNE,
    "tinh": _ABOVE, "thanh pho": _ABOVE, "tp": _ABOVE, "huyen": _ABOVE, "quan": _ABOVE,
    "thi xa": _ABOVE, "tx": _ABOVE, "h": _ABOVE, "q": _ABOVE,
    "so nha": _HOUSE, "so": _HOUSE, "sn": _HOUSE, "nha": _HOUSE, "ngo": _HOUSE, "ngach": _HOUSE,
    "hem": _HOUSE, "kiet": _HOUSE, "duong": _HOUSE, "d": _HOUSE, "pho": _HOUSE,
    "to dan pho": _HOUSE, "tdp": _HOUSE, "to": _HOUSE, "khu pho": _HOUSE, "kp": _HOUSE,
    "khu": _HOUSE, "thon": _HOUSE, "t": _HOUSE, "xom": _HOUSE, "ap": _HOUSE,
    "lang": _HOUSE, "buon": _HOUSE,
}  # fmt: skip
_MARKERS = "|".join(sorted(_LEVELS, key=len, reverse=True))
_PART = re.compile(rf"(?<![^\W_])({_MARKERS})(?:\s+so)?(?=[.\s]+[^\W_])|([^\W_]+)|([,;])")
_CLOSING_Y = re.compile(r"y(?![^\W_])")
_NUMBERED = re.compile(r"(?<![^\W_])([a-z]{1,3})(?=\d)")  # p12, q1


class SamePlace(Term):
    """How near two addresses are."""

    ADDRESS = "address", "cùng địa chỉ", "same address"
    COMMUNE = "commune", "cùng xã, phường", "same commune"
    ELSEWHERE = "elsewhere", "khác xã, phường", "another commune"


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: figures and words of house and street, the commune, the rest."""

    figures: frozenset[str]
    house: tuple[str, ...]
    commune: tuple[str, ...]


def place(address: str) -> Place:
    """Take an address apart; what is above the commune tells nobody from another."""
    found: dict[str, list[str]] = {_HOUSE: [], _COMMUNE: [], _ABOVE: []}
    text = _CLOSING_Y.sub("i", fold(clean(address[:_LONGEST])))
    for level, word in _levelled(_NUMBERED.sub(r"\1 ", text)):
        found[level].append(word)
    house = found[_HOUSE]
    return Place(
        frozenset(word.lstrip("0") for word in house if word[0].isdecimal()),
        tuple(word for word in house if not word[0].isdecimal()),
        tuple(found[_COMMUNE]),
    )


def same_place(one: Place, other: Place) -> SamePlace | None:
    """Say how near two places are; None where one of them says too little."""
    is_same = _same_commune(one, other)
    if is_same is False:
        return SamePlace.ELSEWHERE
    if one.figures == other.figures and _same_house(one, other, is_sure=bool(is_same)):
        return SamePlace.ADDRESS
    return SamePlace.COMMUNE if is_same else None


def _levelled(text: str) -> Iterator[tuple[str, str]]:
    """Give each word of an address with the level to which it belongs."""
    level, may_begin = _HOUSE, True
    for marker, word, _comma in _PART.findall(text):
        # From small to large: within the name of a commune no street begins.
        if marker and may_begin and (level is _HOUSE or _LEVELS[marker] is not _HOUSE):
            level, may_begin = _LEVELS[marker], False
        elif marker or word:
            may_begin = True
            yield from ((level, part) for part in (marker or word).split())
        else:
            level, may_begin = (_HOUSE if level is _HOUSE else _ABOVE), True


def _same_commune(one: Place, other: Place) -> bool | None:
    """Tell whether the communes are one; None where that cannot be seen."""
    if one.commune and other.commune:
        return _close(one.commune, other.commune)
    named, unnamed = (one, other) if one.commune else (other, one)
    wanted, words = " ".join(named.commune), " ".join(unnamed.house)
    return True if wanted and f" {wanted} " in f" {words} " else None


def _same_house(one: Place, other: Place, *, is_sure: bool) -> bool:
    """Tell whether street, hamlet and figures are the same."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- heavy; most requests compare no addresses

    ours, theirs = set(one.house), set(other.house)
    if not is_sure or not one.commune or not other.commune:
        ours, theirs = ours | {*one.commune}, theirs | {*other.commune}
        if ours <= _LEVELS.keys() or theirs <= _LEVELS.keys():
            return False
    elif not ours or not theirs:
        return bool(one.figures)
    return fuzz.token_set_ratio(" ".join(ours), " ".join(theirs)) >= _CLOSE


def _close(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names of a commune are one: alike but for a slip, or initials of it."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- heavy; most requests compare no addresses

    short, long = sorted((one, other), key=len)
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return True
    return fuzz.ratio(" ".join(one), " ".join(other)) >= _CLOSE
