"""Say in what two people are alike and how near, in words that the desk can check."""

from collections.abc import Collection
from dataclasses import dataclass

from tracker.casework.places import Place, SamePlace, place, same_place
from tracker.casework.spelling import nearness, same_marks
from tracker.law.terms import Term
from tracker.records.names import words_of
from tracker.vietnamese import clean, digits, fold, name_key

_LONGEST_NAME = 200
LEAST = 0.3  # What weighs less is not shown.


class Likeness(Term):
    """In what two petitions are alike."""

    IDENTITY = "identity", "trùng số giấy tờ tùy thân", "same identity number"
    PHONE = "phone", "trùng số điện thoại", "same phone number"
    NAME = "name", "trùng họ tên", "same name"
    NAME_MARKS = "name_marks", "họ tên chỉ khác dấu", "names differ in marks only"
    NAME_NEAR = "name_near", "họ tên gần giống", "name nearly alike"
    NAME_START = "name_start", "họ tên bắt đầu giống", "name begins alike"
    ADDRESS = "address", "cùng địa chỉ", "same address"
    COMMUNE = "commune", "cùng xã, phường", "same commune"
    CONTENT = "content", "nội dung giống", "content alike"


WEIGHTS = {  # An address says nothing without a name or a number.
    Likeness.IDENTITY: 1.2,
    Likeness.PHONE: 0.6,
    Likeness.NAME: 0.5,
    Likeness.NAME_MARKS: 0.35,
    Likeness.NAME_NEAR: 0.5,
    Likeness.NAME_START: 0.3,
    Likeness.ADDRESS: 0.4,
    Likeness.COMMUNE: 0.15,
}
_NEAR_LESS = 0.08  # A near name counts less than the same one, however near.
_ELSEWHERE = -0.2
_PLACES = {SamePlace.ADDRESS: Likeness.ADDRESS, SamePlace.COMMUNE: Likeness.COMMUNE}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a petition is shown, with a number where the likeness is one of degree."""

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
class Alike:
    """All in what a stored party is like the person typed, and how much that counts."""

    reasons: tuple[Reason, ...] = ()
    weight: float = 0.0


NOBODY = Alike()


@dataclass(frozen=True, slots=True)
class Person:
    """What was typed about a person, made comparable; built anew at each key press."""

    name: str
    key: str
    words: tuple[str, ...]
    identity: str
    phones: frozenset[str]
    place: Place

    @classmethod
    def typed(
        cls, name: str, identity_number: str | None, phone: str | None, address: str | None
    ) -> "Person":
        """Take whatever was typed so far."""
        short = clean(name)[:_LONGEST_NAME]
        return cls(
            name=short,
            key=name_key(short),
            words=tuple(words_of(short)),
            identity=identity_value(identity_number or ""),
            phones=phone_forms(phone or ""),
            place=place(address or ""),
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


def likeness(
    person: Person, candidate: Candidate, digests: Collection[str], name: Reason | None
) -> Alike:
    """Say in what a stored party is like the person typed; an address alone is no likeness."""
    reasons: list[Reason] = []
    if candidate.digest and candidate.digest in digests:
        reasons.append(Reason(Likeness.IDENTITY))
    if candidate.phone and candidate.phone in person.phones:
        reasons.append(Reason(Likeness.PHONE))
    if name:
        reasons.append(name)
    if not reasons:
        return NOBODY
    near = same_place(person.place, place(candidate.address))
    if near in _PLACES:
        reasons.append(Reason(_PLACES[near]))
    weight = sum(map(_weight, reasons)) + (_ELSEWHERE if near is SamePlace.ELSEWHERE else 0)
    return Alike(tuple(reasons), round(weight, 3))


def alike_names(person: Person, name: str) -> Reason | None:
    """Say how near a stored name is to the one typed."""
    if not person.key or not name:
        return None
    near = nearness(person.words, words_of(name))
    if near == 1:
        same = same_marks(person.name, name)
        return Reason(Likeness.NAME if same else Likeness.NAME_MARKS)
    if person.start and fold(name).startswith(person.start):
        return Reason(Likeness.NAME_START)
    return Reason(Likeness.NAME_NEAR, near) if near else None


def _weight(reason: Reason) -> float:
    full = WEIGHTS[reason.likeness]
    if reason.share is None:
        return full
    return full * reason.share - _NEAR_LESS
