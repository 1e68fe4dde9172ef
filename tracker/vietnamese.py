"""Vietnamese text: one spelling at every door, and folding for search, names and order."""

import re
import unicodedata
from functools import lru_cache

_STROKED = {"đ": "d", "ð": "d", "ɖ": "d"}  # NFD leaves đ alone; the other two only look like it.
_CACHED_BELOW = 0x3000  # All of Latin; rarer letters are folded anew so that the table stays small.

_WORD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"[^\W_a-z]+")
_TWICE = re.compile(r"([aeod])\1")
_TONE_KEYS = re.compile(r"(?<=[aeiouy])[sfrxj]|(?<=.)[sfrxj]$")  # No syllable has them there.
_NEW_LINE = re.compile("\r\n?|[\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # Controls, all but tab and new line.
    "\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff"  # Without width; marks of direction.
    "\u061c\u202a-\u202e\u2066-\u2069"  # Bidirectional controls.
    "\ud800-\udfff\ufffe\uffff]"  # Halves of letters and what XML and UTF-8 refuse.
)

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# A letter's own mark sorts behind every plain letter: a … az, ă, â.
_LETTER_MARKS = {"\u0306": "{", "\u0302": "{", "\u031b": "{"}
_SECOND_MARKS = {("a", "\u0302"): "|", ("o", "\u031b"): "|"}


class _Folding(dict[int, str]):
    """Map one letter to its folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_letter(chr(code))
        if code < _CACHED_BELOW:
            self[code] = folded
        return folded


def _fold_letter(letter: str) -> str:
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFD", letter).casefold())
    return "".join(
        _STROKED.get(part, part)
        for part in plain
        if not unicodedata.combining(part) and unicodedata.category(part) != "Cf"
    )


_FOLDING = _Folding()


def nfc(text: str) -> str:
    """Compose letters and marks, the one form in which text is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Strip marks, case and surplus white space, so that all spellings of a word meet."""
    plain = text.lower() if text.isascii() else text.translate(_FOLDING)
    return " ".join(plain.split())


def tokens(text: str) -> list[str]:
    """Split text into its folded words and numbers."""
    return _WORD.findall(fold(text))


def _one_i(word: str) -> str:
    """Write a closing y as i: Lý and Lí are one name."""
    return f"{word[:-1]}i" if word.endswith("y") else word


def name_key(name: str) -> str:
    """Give the key under which all spellings and orders of one name are found."""
    return " ".join(sorted(name_words(name)))


def name_words(name: str) -> list[str]:
    """Split a name into its folded words as written, a closing y written as i."""
    return [_one_i(word) for word in tokens(name)]


def ends_key(name: str) -> str:
    """Give the family and the given name, under which a name without its middle is found."""
    words = name_words(name)
    return " ".join(sorted({words[0], words[-1]})) if words else ""


@lru_cache(maxsize=8192)
def keys_lost(word: str) -> str:
    """Take away what the keys of Telex and VNI leave in a folded word: nguyeenx, nguye6n4."""
    letters = _FIGURES.sub("", word)
    if not letters:
        return word
    plain = _TWICE.sub(r"\1", letters).replace("w", "")
    return _one_i(_TONE_KEYS.sub("", plain) or letters)


def sort_key(name: str) -> str:
    """Give a key that puts people in Vietnamese order, given name first."""
    words = _WORD.findall(nfc(clean(name)).lower())
    return " ".join(map(_word_order, words[-1:] + words[:-1]))


@lru_cache(maxsize=8192)
def _word_order(word: str) -> str:
    """Write a word as letters in the order of the alphabet, then its tone."""
    letters: list[str] = []
    base, tone = "", "0"
    for part in unicodedata.normalize("NFD", word):
        if part in _LETTER_MARKS:
            letters.append(_SECOND_MARKS.get((base, part), _LETTER_MARKS[part]))
        elif part in _STROKED:
            letters.append("d{")
        elif not unicodedata.combining(part):
            base = part
            letters.append(part)
        tone = _TONES.get(part, tone)
    return "".join(letters) + tone


def clean(text: str) -> str:
    """Return text in NFC without control, zero-width and bidirectional characters."""
    return nfc(_HIDDEN.sub("", _NEW_LINE.sub("\n", text)))


def hidden_characters(text: str) -> bool:
    """Tell whether text carries characters that nobody can see and `clean` takes away."""
    return _HIDDEN.search(text) is not None


def contains_name(text: str, name: str) -> bool:
    """Tell whether a name stands in text as whole words, in any spelling."""
    wanted = " ".join(name_words(name))
    return bool(wanted) and f" {wanted} " in f" {' '.join(name_words(text))} "


def digits(text: str) -> str:
    """Give the digits of a phone or identity number, whatever stands between them."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())
