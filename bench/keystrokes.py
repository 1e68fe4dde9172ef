"""What fingers do to Vietnamese words: marks, tones, slips, the keys of Telex and VNI."""

import re
import unicodedata
from itertools import pairwise
from random import Random

ACUTE, GRAVE, HOOK, TILDE, DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
TONES = {ACUTE: ("s", "1"), GRAVE: ("f", "2"), HOOK: ("r", "3"), TILDE: ("x", "4"), DOT: ("j", "5")}
HATS = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
PLACED = re.compile(r"\b(\w*)(o|u)(à|á|ả|ã|ạ|è|é|ẻ|ẽ|ẹ|ỳ|ý|ỷ|ỹ|ỵ)\b")
TURNED = re.compile(r"\b(\w*)(ò|ó|ỏ|õ|ọ|ù|ú|ủ|ũ|ụ)(a|e|y)\b")
CLOSING_Y = re.compile(r"(?<=[bcdđghklmnpstvxBCDĐGHKLMNPSTVX])[yỳýỷỹỵ](?=\b)")
CLOSING_I = re.compile(r"(?<=[hklmstvHKLMSTV])[iìíỉĩị](?=\b)")
NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo",
    "k": "jl",
    "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad",
    "t": "ry",
    "u": "yi", "v": "cb", "x": "zc", "y": "tu",
}  # fmt: skip


def bare(text: str) -> str:
    """Leave every mark out."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def tone_moved(text: str) -> str:
    """Move the tone of oa, oe, uy from one vowel to the other."""

    def forward(hit: re.Match[str]) -> str:
        vowel, tone = unicodedata.normalize("NFD", hit[3])
        return hit[1] + unicodedata.normalize("NFC", hit[2] + tone) + vowel

    def back(hit: re.Match[str]) -> str:
        vowel, tone = unicodedata.normalize("NFD", hit[2])
        return hit[1] + vowel + unicodedata.normalize("NFC", hit[3] + tone)

    plain = unicodedata.normalize("NFC", text)
    moved = PLACED.sub(lambda hit: hit[0] if hit[1].lower().endswith("q") else forward(hit), plain)
    return moved if moved != plain else TURNED.sub(back, plain)


def i_turned(text: str) -> str:
    """Turn a closing y into i or, where there is none, a closing i into y."""
    to_i = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
    to_y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")
    turned = CLOSING_Y.sub(lambda hit: hit[0].translate(to_i), text)
    return turned if turned != text else CLOSING_I.sub(lambda hit: hit[0].translate(to_y), text)


def slipped(rng: Random, text: str, times: int) -> str:
    """Mistype so many letters."""
    for _time in range(times):
        text = _mistyped(rng, text)
    return text


def _mistyped(rng: Random, text: str) -> str:
    """Miss a key, strike it twice, strike its neighbour or two keys the wrong way round."""
    places = [place for place, sign in enumerate(text) if sign.isalpha()]
    place = rng.choice(places)
    sign = text[place]
    swaps = [
        one for one, other in pairwise(places) if other == one + 1 and text[one] != text[other]
    ]
    how = rng.choice(("missed", "twice", "neighbour", "swapped"))
    if how == "swapped" and swaps:
        one = rng.choice(swaps)
        return f"{text[:one]}{text[one + 1]}{text[one]}{text[one + 2 :]}"
    near = NEIGHBOURS.get(bare(sign).lower(), "n")
    instead = {"missed": "", "twice": sign * 2}.get(how, rng.choice(near))
    return f"{text[:place]}{instead}{text[place + 1 :]}"


def typed(rng: Random, name: str, *, place: int) -> str:
    """Write words as the keys that make them."""
    words = name.split()
    marked = [at for at, word in enumerate(words) if word != bare(word)] or [0]
    chosen = marked if rng.random() < 0.5 else [rng.choice(marked)]
    return " ".join(_keys(w, place) if at in chosen else w for at, w in enumerate(words))


def _keys(word: str, place: int) -> str:
    keys, tone = "", ""
    for sign in word:
        letter, *marks = unicodedata.normalize("NFD", sign)
        keys += letter if letter not in "đĐ" else ("dd", "d9")[place]
        for mark in marks:
            if mark in TONES:
                tone = TONES[mark][place]
            elif place:
                keys += HATS[mark]
            else:
                keys += letter.lower() if mark == "\u0302" else "w"
    return keys + tone
