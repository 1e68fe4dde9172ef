"""Each kind of disturbance by which one person or matter is written down in two ways.

Written from how people type, with tables of its own: nothing is shared with the matcher.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from bench.invented import Entry, relative
from bench.keystrokes import bare, i_turned, slipped, tone_moved, typed

Disturb = Callable[[Random, Entry], Entry]

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
    return _of(entry, name=tone_moved(entry.who.name), address=tone_moved(entry.who.address))


def decomposed(_rng: Random, entry: Entry) -> Entry:
    """Write letters and marks apart, as some telephones do."""
    who = entry.who
    taken_apart = (unicodedata.normalize("NFD", text) for text in (who.name, who.address))
    return _of(entry, name=next(taken_apart), address=next(taken_apart))


def other_i(_rng: Random, entry: Entry) -> Entry:
    """Write i for y at the end of a word, or y for i."""
    return _of(entry, name=i_turned(entry.who.name), address=i_turned(entry.who.address))


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
    return _of(entry, name=slipped(rng, entry.who.name, 1))


def two_slips(rng: Random, entry: Entry) -> Entry:
    """Mistype two letters of the name."""
    return _of(entry, name=slipped(rng, entry.who.name, 2))


def telex_left(rng: Random, entry: Entry) -> Entry:
    """Leave the keys of Telex in one or all words of the name."""
    return _of(entry, name=typed(rng, entry.who.name, place=0))


def vni_left(rng: Random, entry: Entry) -> Entry:
    """Leave the keys of VNI in one or all words of the name."""
    return _of(entry, name=typed(rng, entry.who.name, place=1))


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
    return _of(entry, name=slipped(rng, entry.who.name, 1), address="")


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
        slipped(rng, word, 1) if rng.random() < 1 / 12 and word.isalpha() else word
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
