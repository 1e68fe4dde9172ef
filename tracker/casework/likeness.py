"""Say in what two people or two texts are alike, in words that the desk can check."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.law.terms import Term
from tracker.vietnamese import clean, digits, fold, name_key, sort_key, tokens

SAME_MATTER = 0.6  # Unrelated petitions stay below this once the stock phrases are dropped.
_LONGEST_CONTENT = 20_000
_LONGEST_NAME = 200
_FEWEST_SHINGLES = 4
_RUN = 5
_MOST_RUNS = 12

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
_PLACE_WORDS = re.compile(
    r"so|nha|ngo|ngach|hem|duong|pho|to|dan|khu|thon|xom|ap|phuong|xa|tinh|thanh|tp|quan|huyen|[pqx]"
)


class Likeness(Term):
    """In what two petitions are alike."""

    IDENTITY = "identity", "trùng số giấy tờ tùy thân", "same identity number"
    NAME_PHONE = "name_phone", "trùng họ tên và số điện thoại", "same name and phone number"
    NAME_ADDRESS = "name_address", "trùng họ tên và địa chỉ", "same name and address"
    PHONE = "phone", "trùng số điện thoại", "same phone number"
    NAME = "name", "trùng họ tên", "same name"
    NAME_MARKS = "name_marks", "họ tên chỉ khác dấu", "names differ in marks only"
    NAME_START = "name_start", "họ tên bắt đầu giống", "name begins alike"
    CONTENT = "content", "nội dung giống", "content alike"


WEIGHTS = {
    Likeness.IDENTITY: 1.0,
    Likeness.NAME_PHONE: 0.95,
    Likeness.NAME_ADDRESS: 0.9,
    Likeness.PHONE: 0.7,
    Likeness.NAME: 0.5,
    Likeness.NAME_MARKS: 0.35,
    Likeness.NAME_START: 0.3,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a petition is shown, with the share of like content where that is why."""

    likeness: Likeness
    share: float | None = None

    def label(self, language: str) -> str:
        """Say the reason in the reader's language."""
        words = self.likeness.label(language)
        if self.share is None:
            return words
        number = f"{self.share:.2f}"
        return f"{words} {number if language == 'en' else number.replace('.', ',')}"

    def __str__(self) -> str:
        """Say the reason in Vietnamese."""
        return self.label("vi")


@dataclass(frozen=True, slots=True)
class Person:
    """What was typed about a person, made comparable; built anew at each key press."""

    name: str
    key: str
    identity: str
    phones: frozenset[str]
    address: str

    @classmethod
    def typed(
        cls, name: str, identity_number: str | None, phone: str | None, address: str | None
    ) -> "Person":
        """Take whatever was typed so far."""
        short = clean(name)[:_LONGEST_NAME]
        return cls(
            name=short,
            key=name_key(short),
            identity=identity_value(identity_number or ""),
            phones=phone_forms(phone or ""),
            address=fold(clean(address or "")[:300]),
        )

    @property
    def start(self) -> str:
        """Give the beginning of a name that is long enough to be looked for."""
        folded = fold(self.name)
        return folded if len(folded.split()) >= 3 else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is stored about a party that may be the same person."""

    name: str
    phone: str
    address: str
    digest: str


IDENTITY_PURPOSE = "party.number"  # of the digest by which an encrypted number is found


def identity_value(number: str) -> str:
    """Write an identity or passport number in the one way of which the digest is kept."""
    return digits(number[:100]) or clean(number[:100]).strip()


def phone_forms(phone: str) -> frozenset[str]:
    """Give the digits of a phone number in its national and its international form."""
    found = digits(phone[:100]).removeprefix("00")
    national = f"0{found[2:]}" if found.startswith("84") and len(found) >= 11 else found
    if len(national) < 9:
        return frozenset()
    return frozenset({national, f"84{national.removeprefix('0')}"})


def likeness(person: Person, candidate: Candidate, digests: Collection[str]) -> Likeness | None:
    """Say in what a stored party is like the person typed, the strongest first."""
    if candidate.digest and candidate.digest in digests:
        return Likeness.IDENTITY
    key = name_key(candidate.name)
    if candidate.phone and candidate.phone in person.phones:
        return Likeness.NAME_PHONE if close_names(person.key, key) else Likeness.PHONE
    if person.key and person.key == key:
        if same_addresses(person.address, fold(candidate.address)):
            return Likeness.NAME_ADDRESS
        return Likeness.NAME if same_marks(person.name, candidate.name) else Likeness.NAME_MARKS
    starts = person.start and fold(candidate.name).startswith(person.start)
    return Likeness.NAME_START if starts else None


def same_marks(one: str, other: str) -> bool:
    """Tell whether two names bear the same marks, or one of them was typed without any."""
    ours, theirs = _marked(one), _marked(other)
    return ours == theirs or ours == _marked(fold(one)) or theirs == _marked(fold(other))


def _marked(name: str) -> list[str]:
    """Give the words of a name with their marks, wherever in the word the tone is written."""
    return sorted(re.sub(r"y(?=\d$)", "i", word) for word in sort_key(name).split())


def close_names(one: str, other: str) -> bool:
    """Tell whether two name keys are one name, but for a slip of the finger."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- heavy; most requests compare no names

    return bool(one) and fuzz.ratio(one, other) >= 90


def same_addresses(one: str, other: str) -> bool:
    """Tell whether two folded addresses are one place, however much of it each one names."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- as above

    ours, theirs = _place(one), _place(other)
    if min(len(ours), len(theirs)) < 2 or _numbers(ours) != _numbers(theirs):
        return False
    return fuzz.token_set_ratio(" ".join(ours), " ".join(theirs)) >= 85


def _place(address: str) -> list[str]:
    return [word for word in tokens(address) if not _PLACE_WORDS.fullmatch(word)]


def _numbers(words: Iterable[str]) -> set[str]:
    return {word for word in words if word[0].isdecimal()}


def parts(text: str) -> list[list[str]]:
    """Give the folded words of a text between its stock phrases."""
    words = " ".join(tokens(clean(text[:_LONGEST_CONTENT])))
    return [part.split() for part in _STOCK.split(words)]


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


def shingles(text: str) -> frozenset[str]:
    """Give the runs of three folded words in a text, stock phrases dropped."""
    return frozenset(
        " ".join(run)
        for words in parts(text)
        for run in zip(words, words[1:], words[2:], strict=False)
    )


def shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Give the share of the shorter text that stands in the longer one, from 0 to 1."""
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter >= _FEWEST_SHINGLES else 0.0
