"""Each kind of disturbance by which one person or matter is written down in two ways.

Written from how people type, with tables of its own: nothing is shared with the matcher.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from random import Random

from bench.invented import Entry, relative

Disturb = Callable[[Random, Entry], Entry]

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
SHORT_PLACES = (
    ("thành phố ", ("TP ", "TP.", "Tp. ")), ("phường ", ("P. ", "P.", "F ")), ("thị trấn ",
    ("TT ", "TT. ")),
    ("xã ", ("X. ", "x.")), ("thị xã ", ("TX ", "TX. ")), ("tỉnh ", ("", "T. ")), ("đường ",
    ("Đ. ", "")),
    ("Số nhà ", ("SN ", "số ", "")), ("Số ", ("", "số ")), ("Tổ dân phố số ", ("TDP ",
    "Tổ dân phố ")),
    ("Khu phố ", ("KP ", "KP. ")), ("Thôn ", ("thôn ", "T. ")), ("Quảng Ngãi", ("QN", "Q. Ngãi",
    "Quảng Ngãi")),
    ("Đà Nẵng", ("ĐN", "Đà Nẵng")),
)  # fmt: skip
LETTERHEAD = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc. ĐƠN KHIẾU NẠI (lần đầu)."
    " Kính gửi: Ông"
    " Giám đốc sở. Tôi tên là người ký dưới đây. Nay tôi làm đơn này trình bày việc như sau:"
)
CLOSING = (
    "Kính mong quý cơ quan xem xét, giải quyết. Tôi xin cam đoan những điều trình bày trên là"
    " đúng sự thật,"
    " nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật. Tôi xin chân thành cảm ơn. Người"
    " làm đơn (ký tên)"
)  # fmt: skip


def bare(text: str) -> str:
    """Leave every mark out."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def without_marks(_rng: Random, entry: Entry) -> Entry:
    """Type name and address without any mark."""
    who = entry.who
    return _of(entry, name=bare(who.name), address=bare(who.address))


def without_stroke(_rng: Random, entry: Entry) -> Entry:
    """Type d where đ is meant."""
    return _of(entry, name=entry.who.name.replace("đ", "d").replace("Đ", "D"))


def in_capitals(rng: Random, entry: Entry) -> Entry:
    """Type the name in capitals, with blanks where none belong."""
    gap = rng.choice((" ", "  ", "\u00a0"))
    return _of(entry, name=f" {gap.join(entry.who.name.upper().split())} ")


def tone_elsewhere(_rng: Random, entry: Entry) -> Entry:
    """Write the tone on the other vowel: hoà, hòa."""
    return _of(entry, name=_tone_moved(entry.who.name), address=_tone_moved(entry.who.address))


def decomposed(_rng: Random, entry: Entry) -> Entry:
    """Write letters and marks apart, as some telephones do."""
    who = entry.who
    taken_apart = (unicodedata.normalize("NFD", text) for text in (who.name, who.address))
    return _of(entry, name=next(taken_apart), address=next(taken_apart))


def other_i(_rng: Random, entry: Entry) -> Entry:
    """Write i for y at the end of a word, or y for i."""
    return _of(entry, name=_i_turned(entry.who.name), address=_i_turned(entry.who.address))


def other_order(rng: Random, entry: Entry) -> Entry:
    """Write the given name first, the family name last or in between."""
    *front, given = entry.who.name.split()
    orders = ([given, *front], [given, *reversed(front)], [*front[1:], given, front[0]])
    return _of(entry, name=" ".join(rng.choice(orders)))


def no_middle(rng: Random, entry: Entry) -> Entry:
    """Leave a middle name out, or all of them."""
    family, *middles, given = entry.who.name.split()
    kept = middles if len(middles) > 1 else []
    if kept:
        kept = rng.choice(([], kept[:1], kept[1:]))
    return _of(entry, name=" ".join([family, *kept, given]))


def short_places(rng: Random, entry: Entry) -> Entry:
    """Shorten the words of the address."""
    address = entry.who.address
    for long, short in SHORT_PLACES:
        if rng.random() < 0.8:
            address = address.replace(long, rng.choice(short))
    return _of(entry, name=bare(entry.who.name), address=rng.choice((address, bare(address))))


def one_slip(rng: Random, entry: Entry) -> Entry:
    """Mistype one letter of the name."""
    return _of(entry, name=_slipped(rng, entry.who.name, 1))


def two_slips(rng: Random, entry: Entry) -> Entry:
    """Mistype two letters of the name."""
    return _of(entry, name=_slipped(rng, entry.who.name, 2))


def telex_left(rng: Random, entry: Entry) -> Entry:
    """Leave the keys of Telex in one or all words of the name."""
    return _of(entry, name=_typed(rng, entry.who.name, place=0))


def vni_left(rng: Random, entry: Entry) -> Entry:
    """Leave the keys of VNI in one or all words of the name."""
    return _of(entry, name=_typed(rng, entry.who.name, place=1))


def only_phone(rng: Random, entry: Entry) -> Entry:
    """Give the number of the telephone in another writing, the name without marks, no address."""
    digits = entry.who.phone
    forms = (f"+84 {digits[1:4]} {digits[4:7]} {digits[7:]}",
    f"{digits[:4]}.{digits[4:7]}.{digits[7:]}",
             f"84{digits[1:]}")  # fmt: skip
    return _of(entry, name=bare(entry.who.name), address="", phone=rng.choice(forms))


def only_number(rng: Random, entry: Entry) -> Entry:
    """Give the personal number in groups and nothing else."""
    number, gap = entry.who.number, rng.choice((" ", ".", ""))
    return _of(entry, name="", address="", number=gap.join(re.findall("...", number)))


def name_alone(rng: Random, entry: Entry) -> Entry:
    """Give a name with a slip and neither address nor number."""
    return _of(entry, name=_slipped(rng, entry.who.name, 1), address="")


def shortened(rng: Random, entry: Entry) -> Entry:
    """Write down half of the sentences only."""
    told = _sentences(entry.content)
    kept = sorted(rng.sample(range(1, len(told)), max(1, (len(told) - 1) // 2)))
    return replace(entry, content=" ".join([told[0], *(told[place] for place in kept)]))


def text_without_marks(rng: Random, entry: Entry) -> Entry:
    """Write the text without marks, perhaps in capitals."""
    text = bare(entry.content)
    return replace(entry, content=rng.choice((text, text.upper())))


def shuffled(rng: Random, entry: Entry) -> Entry:
    """Tell the same in another order."""
    told = _sentences(entry.content)
    return replace(entry, content=" ".join(rng.sample(told, len(told))))


def words_lost(rng: Random, entry: Entry) -> Entry:
    """Lose every eighth word."""
    kept = [word for word in entry.content.split() if rng.random() > 1 / 8]
    return replace(entry, content=" ".join(kept))


def framed(_rng: Random, entry: Entry) -> Entry:
    """Copy the whole letter, with all that every letter says."""
    return replace(entry, content=f"{LETTERHEAD} {entry.content} {CLOSING}")


def text_mistyped(rng: Random, entry: Entry) -> Entry:
    """Mistype a letter in every twelfth word."""
    words = [
        _slipped(rng, word, 1) if rng.random() < 1 / 12 and word.isalpha() else word
        for word in entry.content.split()
    ]
    return replace(entry, content=" ".join(words))


def mixed_person(rng: Random, entry: Entry) -> Entry:
    """Disturb a person in two ways at once."""
    spellings = (without_marks, other_i, tone_elsewhere, decomposed, in_capitals)
    losses = (one_slip, no_middle, other_order, telex_left)
    return rng.choice(spellings)(rng, rng.choice(losses)(rng, short_places(rng, entry)))


def mixed_all(rng: Random, entry: Entry) -> Entry:
    """Disturb both the person and the text."""
    return rng.choice(TEXT)(rng, mixed_person(rng, entry))


TEXT = (shortened, text_without_marks, shuffled, words_lost, framed, text_mistyped)
PERSON: Mapping[str, Disturb] = {
    "no marks": without_marks,
    "d for đ": without_stroke,
    "capitals, blanks": in_capitals,
    "tone on the other vowel": tone_elsewhere,
    "letters and marks apart (NFD)": decomposed,
    "i for y, y for i": other_i,
    "order of the name": other_order,
    "middle name missing": no_middle,
    "places shortened": short_places,
    "one slip in the name": one_slip,
    "two slips in the name": two_slips,
    "keys of Telex left": telex_left,
    "keys of VNI left": vni_left,
    "telephone in another writing": only_phone,
    "personal number in groups": only_number,
    "name of four words alone, a slip": name_alone,
    "mix: two or three of the person": mixed_person,
}
MATTER: Mapping[str, Disturb] = {
    "matter: half of the sentences": shortened,
    "matter: no marks": text_without_marks,
    "matter: other order": shuffled,
    "matter: every eighth word lost": words_lost,
    "matter: in a whole letter": framed,
    "matter: mistyped": text_mistyped,
}
BOTH: Mapping[str, Disturb] = {"mix: person and matter": mixed_all}


def others_matter(rng: Random, entry: Entry) -> Entry:
    """Let another of the same house bring the matter."""
    return replace(entry, who=relative(rng, entry.who))


def _of(entry: Entry, **changed: str) -> Entry:
    return replace(entry, who=replace(entry.who, **changed))


def _sentences(text: str) -> list[str]:
    return [f"{told.rstrip('.')}." for told in re.split(r"(?<=\D)\. ", text)]


def _tone_moved(text: str) -> str:
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


def _i_turned(text: str) -> str:
    to_i = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
    to_y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")
    turned = CLOSING_Y.sub(lambda hit: hit[0].translate(to_i), text)
    return turned if turned != text else CLOSING_I.sub(lambda hit: hit[0].translate(to_y), text)


def _slipped(rng: Random, text: str, times: int) -> str:
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


def _typed(rng: Random, name: str, *, place: int) -> str:
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
