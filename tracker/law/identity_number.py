"""Doubts about the stated number of an identity paper: they warn the desk, they never stop it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.law.terms import Term

# The figures of a personal number (Điều 13 Nghị định 137/2015/NĐ-CP; Điều 7 and Phụ lục I Thông tư
# 07/2016/TT-BCA; Điều 4 Thông tư 59/2021/TT-BCA): three of the province or country in which the
# birth was registered, one of century and sex, two of the year, six by chance. A number stays the
# same when provinces merge, so the 63 provinces of before July 2025 are the ones to meet.
PROVINCES = frozenset(
    {
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33,
        34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66,
        67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
    }
)  # fmt: skip
ABROAD_FROM = 100  # Codes of countries follow those of provinces; the list of them is not held.
PERSONAL_DIGITS = 12
OLD_CARD_DIGITS = 9
OLDEST = 120  # Years; a value of the house for who may still stand at a desk.
SPACING = re.compile(r"[\s.\-]+")
PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}")
SHOWN_DIGITS = 3


class IdentityPaper(Term):
    """From which paper a number is stated (Điều 7 khoản 2 điểm a Luật Tiếp công dân)."""

    CITIZEN_CARD = "citizen_card", "Căn cước, căn cước công dân", "Citizen identity card"
    CERTIFICATE = "certificate", "Giấy chứng nhận căn cước", "Certificate of identity"
    PERSONAL_NUMBER = "personal_number", "Số định danh cá nhân", "Personal identification number"
    OLD_CARD = "old_card", "Chứng minh nhân dân 9 số", "Former identity card of 9 figures"
    PASSPORT = "passport", "Hộ chiếu", "Passport"
    OTHER = "other", "Giấy tờ khác", "Another paper"


PERSONAL = frozenset(
    {IdentityPaper.CITIZEN_CARD, IdentityPaper.CERTIFICATE, IdentityPaper.PERSONAL_NUMBER}
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that does not look right about a number, in both languages."""

    code: str
    vi: str
    en: str

    def label(self, language: str) -> str:
        """Say it in the reader's language."""
        return self.en if language == "en" else self.vi


def plain_number(stated: str) -> str:
    """Write a number without the spaces and points that people read it with."""
    return SPACING.sub("", stated).upper()


def paper_of(stated: str) -> IdentityPaper | None:
    """Say from which paper a number probably is, where nobody said so."""
    number = plain_number(stated)
    if not number:
        return None
    if PASSPORT.fullmatch(number):
        return IdentityPaper.PASSPORT
    if not _is_figures(number):
        return IdentityPaper.OTHER
    return IdentityPaper.OLD_CARD if len(number) == OLD_CARD_DIGITS else IdentityPaper.CITIZEN_CARD


def doubts(stated: str, paper: IdentityPaper | None, today: date) -> tuple[Doubt, ...]:
    """Say what does not look right about a number of this paper; nothing stated, nothing said."""
    number = plain_number(stated)
    kind = paper or paper_of(stated)
    if not number or kind is None or kind is IdentityPaper.OTHER:
        return ()
    if kind is IdentityPaper.PASSPORT:
        return tuple(_of_passport(number))
    wanted = OLD_CARD_DIGITS if kind is IdentityPaper.OLD_CARD else PERSONAL_DIGITS
    wrong = tuple(_of_length(number, wanted))
    return wrong if wrong or kind not in PERSONAL else tuple(_of_structure(number, today))


def masked(number: str) -> str:
    """Show of a number only what is needed to compare it with the paper."""
    return "•" * (len(number) - SHOWN_DIGITS) + number[-SHOWN_DIGITS:] if number else ""


def _is_figures(number: str) -> bool:
    return number.isascii() and number.isdecimal()


def _of_passport(number: str) -> Iterator[Doubt]:
    if not PASSPORT.fullmatch(number):
        yield Doubt(
            "passport",
            "Số hộ chiếu phổ thông thường có một hoặc hai chữ cái rồi đến các chữ số, "
            "ví dụ C1234567.",
            "A passport number usually has one or two letters and then figures, as C1234567.",
        )


def _of_length(number: str, wanted: int) -> Iterator[Doubt]:
    if not _is_figures(number):
        yield Doubt(
            "letters",
            f"Số này chỉ gồm chữ số ({wanted} chữ số); số vừa ghi có ký tự khác.",
            f"This number has figures only ({wanted} of them); what was typed has other signs.",
        )
    elif len(number) != wanted:
        yield Doubt(
            "length",
            f"Số này phải có {wanted} chữ số; số vừa ghi có {len(number)}.",
            f"This number has {wanted} figures; what was typed has {len(number)}.",
        )


def _of_structure(number: str, today: date) -> Iterator[Doubt]:
    province = number[:3]
    if int(province) >= ABROAD_FROM:
        yield Doubt(
            "abroad",
            f"Ba chữ số đầu {province} không phải mã tỉnh: chỉ gặp ở người khai sinh ở nước ngoài.",
            f"The first three figures {province} are no province: only met where the birth was "
            "registered abroad.",
        )
    elif int(province) not in PROVINCES:
        yield Doubt(
            "province",
            f"Ba chữ số đầu {province} không phải mã của tỉnh, thành phố nào.",
            f"The first three figures {province} are the code of no province.",
        )
    year = 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])
    if year > today.year:
        yield Doubt(
            "century",
            f"Chữ số thứ tư {number[3]} cho năm sinh {year}, chưa đến: xem lại thế kỷ, giới tính.",
            f"The fourth figure {number[3]} gives the year of birth {year}, which has not come.",
        )
    elif year < today.year - OLDEST:
        yield Doubt(
            "age",
            f"Chữ số thứ tư đến thứ sáu cho năm sinh {year}: người này đã trên {OLDEST} tuổi.",
            f"The fourth to sixth figures give the year of birth {year}: over {OLDEST} years ago.",
        )
