"""Who may come for someone else, on which papers, and what follows where they are missing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.law.kinds import COMPLAINTS, CaseKind
from tracker.law.refusal_grounds import DECREE, WIDER_SINCE
from tracker.law.terms import Refusal, Term

LAW_OF_RECEPTION = "Điều 7 khoản 2 Luật Tiếp công dân"
IN_PERSON = "Điều 2 khoản 1, Điều 9, Điều 23 Luật Tố cáo"
CURE = "Còn thiếu: %(papers)s. Hãy chọn “Hướng dẫn” để giải thích cách bổ sung."
CURE_OR_REFUSE = (
    "Còn thiếu: %(papers)s. Hãy chọn “Hướng dẫn” để giải thích cách bổ sung, hoặc “Từ chối tiếp” "
    "theo điểm e khoản 1 Điều 4 Nghị định 154/2026/NĐ-CP."
)
UNLAWFUL = "Điều 4 khoản 4 Nghị định 154/2026/NĐ-CP"
LONG_AGO = date(2012, 7, 1)  # Luật Khiếu nại
RECEPTION_LAW = date(2014, 7, 1)  # Luật Tiếp công dân
NOTARY_CLAUSE_ENDS = date(2027, 1, 1)  # Điều 21 khoản 2 Nghị định 155/2026/NĐ-CP


class ActingAs(Term):
    """In what capacity someone comes who does not come only for oneself."""

    AUTHORISED = "authorised", "Người được ủy quyền", "Authorised person"
    LAWFUL_REPRESENTATIVE = (
        "lawful_representative",
        "Người đại diện theo pháp luật",
        "Lawful representative",
    )
    LAWYER = "lawyer", "Luật sư", "Lawyer"
    LEGAL_AID = "legal_aid", "Trợ giúp viên pháp lý", "Legal aid officer"
    DELEGATE = "delegate", "Người được cơ quan, tổ chức cử", "Delegate of an organisation"
    HEAD = "head", "Người đứng đầu cơ quan, tổ chức", "Head of an organisation"


class ShownPaper(Term):
    """A paper that was shown at the desk."""

    AUTHORISATION = "authorisation", "Giấy ủy quyền", "Written authorisation"
    NOTARISED = "notarised", "Giấy ủy quyền có công chứng", "Notarised authorisation"
    CERTIFIED = "certified", "Giấy ủy quyền có chứng thực", "Certified authorisation"
    REPRESENTATION = (
        "representation",
        "Giấy tờ chứng minh việc đại diện",
        "Papers proving the representation",
    )
    CARD = (
        "card",
        "Thẻ luật sư, thẻ trợ giúp viên pháp lý",
        "Card of the lawyer or legal aid officer",
    )
    REQUEST = "request", "Giấy yêu cầu trợ giúp pháp lý", "Request for legal help"
    ASSIGNMENT = (
        "assignment",
        "Quyết định phân công trợ giúp pháp lý",
        "Decision assigning legal aid",
    )
    DELEGATION = (
        "delegation",
        "Văn bản ủy quyền của cơ quan, tổ chức",
        "Authorisation by the organisation",
    )


A, P = ActingAs, ShownPaper
KN = COMPLAINTS
ALL = frozenset(CaseKind)
LAWYERS = frozenset({A.LAWYER, A.LEGAL_AID})
AUTHORISATIONS = (P.AUTHORISATION, P.NOTARISED, P.CERTIFIED)
NOT_FOR_ONESELF = frozenset(ActingAs) - {A.LAWFUL_REPRESENTATIVE}


@dataclass(frozen=True, slots=True)
class NeededPaper:
    """One thing to be shown, any of several papers for it, in force from a day up to another."""

    acting_as: frozenset[ActingAs]
    any_of: tuple[ShownPaper, ...]
    kinds: frozenset[CaseKind]
    article: str
    from_: date
    until: date | None = None

    @property
    def named(self) -> tuple[ShownPaper, ...]:
        """Name the papers in short: where any authorisation will do, its kinds are not told."""
        if ShownPaper.AUTHORISATION not in self.any_of:
            return self.any_of
        return tuple(
            p for p in self.any_of if p not in {ShownPaper.NOTARISED, ShownPaper.CERTIFIED}
        )

    def applies(self, acting_as: ActingAs, kind: CaseKind | None, on: date) -> bool:
        """Say whether this is asked of someone on a day; before the kind is known, of any kind."""
        in_force = self.from_ <= on and (self.until is None or on < self.until)
        return in_force and acting_as in self.acting_as and (kind is None or kind in self.kinds)


def _of(*who: ActingAs) -> frozenset[ActingAs]:
    return frozenset(who)


_NOTARISED = "Điều 5 khoản 3 Nghị định 124/2020/NĐ-CP, Điều 3 Nghị định 155/2026/NĐ-CP"
NEEDED = (
    NeededPaper(_of(A.AUTHORISED), AUTHORISATIONS, ALL, LAW_OF_RECEPTION,
                RECEPTION_LAW, WIDER_SINCE),
    NeededPaper(_of(A.AUTHORISED), AUTHORISATIONS, ALL - KN,
                "Điều 13 khoản 2 Nghị định 154/2026/NĐ-CP", WIDER_SINCE),
    NeededPaper(_of(A.AUTHORISED), (P.NOTARISED, P.CERTIFIED), KN, _NOTARISED,
                WIDER_SINCE, NOTARY_CLAUSE_ENDS),
    # The clause on notarising lapses and certifying stays; a notarised paper still proves the will.
    NeededPaper(_of(A.AUTHORISED), (P.CERTIFIED, P.NOTARISED), KN,
                f"{_NOTARISED}, Điều 21 khoản 2 Nghị định 155/2026/NĐ-CP", NOTARY_CLAUSE_ENDS),
    NeededPaper(_of(A.LAWFUL_REPRESENTATIVE), (P.REPRESENTATION,), KN,
                "Điều 11 khoản 4, Điều 12 Luật Khiếu nại", LONG_AGO, WIDER_SINCE),
    NeededPaper(_of(A.LAWFUL_REPRESENTATIVE), (P.REPRESENTATION,), ALL,
                "Điều 13 khoản 2 Nghị định 154/2026/NĐ-CP", WIDER_SINCE),
    NeededPaper(_of(A.LAWYER, A.LEGAL_AID), (P.CARD,), KN,
                "Điều 12 khoản 1 điểm b, Điều 16 Luật Khiếu nại", LONG_AGO, WIDER_SINCE),
    NeededPaper(_of(A.LAWYER, A.LEGAL_AID), (P.REQUEST, P.ASSIGNMENT, *AUTHORISATIONS), KN,
                "Điều 12 khoản 1 điểm b, Điều 16 Luật Khiếu nại", LONG_AGO, WIDER_SINCE),
    NeededPaper(_of(A.LAWYER, A.LEGAL_AID), (P.CARD,), ALL,
                "Điều 13 khoản 3 Nghị định 154/2026/NĐ-CP", WIDER_SINCE),
    NeededPaper(_of(A.LAWYER, A.LEGAL_AID), (P.REQUEST, P.ASSIGNMENT, *AUTHORISATIONS), ALL,
                "Điều 13 khoản 3 Nghị định 154/2026/NĐ-CP", WIDER_SINCE),
    NeededPaper(_of(A.DELEGATE), (P.DELEGATION,), ALL, LAW_OF_RECEPTION,
                RECEPTION_LAW, WIDER_SINCE),
    NeededPaper(_of(A.DELEGATE), (P.DELEGATION,), ALL,
                "Điều 13 khoản 1 Nghị định 154/2026/NĐ-CP", WIDER_SINCE),
)  # fmt: skip


def needed_papers(acting_as: ActingAs, kind: CaseKind | None, on: date) -> tuple[NeededPaper, ...]:
    """Give what someone must show on a day."""
    return tuple(n for n in NEEDED if n.applies(acting_as, kind, on))


def missing_papers(
    acting_as: ActingAs, shown: Collection[ShownPaper], kind: CaseKind | None, on: date
) -> tuple[NeededPaper, ...]:
    """Give what someone did not show."""
    return tuple(n for n in needed_papers(acting_as, kind, on) if not set(n.any_of) & set(shown))


def check_own_denunciation(acting_as: ActingAs | None, kind: CaseKind) -> None:
    """Refuse a denunciation made for someone else: a person denounces in the own name.

    Whoever lacks full capacity denounces through the lawful representative (Điều 29 khoản 1).
    """
    if kind is CaseKind.DENUNCIATION and acting_as in NOT_FOR_ONESELF:
        raise Refusal(
            "Tố cáo phải do chính cá nhân thực hiện, không qua %(who)s. Hãy hướng dẫn người tố cáo "
            "tự gửi đơn hoặc tự trình bày.",
            article=IN_PERSON,
            field="acting_as",
            who=acting_as,
        )


def check_papers(
    acting_as: ActingAs, shown: Collection[ShownPaper], kind: CaseKind, on: date
) -> None:
    """Refuse to take a matter from someone without the papers, saying what may be done instead."""
    missing = missing_papers(acting_as, shown, kind, on)
    if not missing:
        return
    told: Mapping[str, Any] = {
        "article": "; ".join(dict.fromkeys(n.article for n in missing)),
        "field": "papers_shown",
        "papers": tuple(n.any_of[0] for n in missing),
    }
    if may_refuse_for_papers(kind, on):
        raise Refusal(CURE_OR_REFUSE, **told)
    raise Refusal(CURE, **told)


def may_refuse_for_papers(kind: CaseKind, on: date) -> bool:
    """Say whether missing papers are a ground to refuse: of complaints and of KNPA, since 2026."""
    return on >= WIDER_SINCE and kind is not CaseKind.DENUNCIATION


def check_refusal_for_papers(
    acting_as: ActingAs | None,
    shown: Collection[ShownPaper],
    kind: CaseKind | None,
    on: date,
) -> None:
    """Refuse the ground of missing papers where it does not stand."""
    if kind is CaseKind.DENUNCIATION:
        raise Refusal(
            "Căn cứ này chỉ dành cho khiếu nại, kiến nghị, phản ánh.",
            article=DECREE,
            field="refusal_ground",
        )
    if acting_as is None:
        raise Refusal(
            "Căn cứ này dành cho người đến thay người khác: hãy chọn người đến với tư cách gì.",
            article=UNLAWFUL,
            field="acting_as",
        )
    if not missing_papers(acting_as, shown, kind, on):
        raise Refusal(
            "Giấy tờ đã đủ: không từ chối tiếp theo căn cứ này.",
            article=UNLAWFUL,
            field="refusal_ground",
        )
