"""Kinds of case and what sets each kind apart: series, secrecy, levels, fields."""

from collections.abc import Mapping

from tracker.law.terms import Term


class CaseKind(Term):
    """What the matter is by its content, whatever the title of the petition says."""

    COMPLAINT = "complaint", "Khiếu nại", "Complaint"
    DISCIPLINE_COMPLAINT = (
        "discipline_complaint",
        "Khiếu nại quyết định kỷ luật",
        "Complaint against a disciplinary decision",
    )
    DENUNCIATION = "denunciation", "Tố cáo", "Denunciation"
    RECOMMENDATION = "recommendation", "Kiến nghị", "Recommendation"
    FEEDBACK = "feedback", "Phản ánh", "Feedback"


class Level(Term):
    """Which time the matter comes up."""

    FIRST = "first", "Lần đầu", "First level"
    SECOND = "second", "Lần hai", "Second level"
    CONTINUED = "continued", "Tố cáo tiếp", "Denounced again"


class Field(Term):
    """The field of the matter, as the statistics count it (Thông tư 06/2025/TT-TTCP)."""

    LAND = "land", "Đất đai", "Land"
    POLICY = "policy", "Chế độ, chính sách", "Regimes and policies"
    ADMINISTRATIVE = "administrative", "Hành chính", "Administrative"
    CORRUPTION = "corruption", "Tham nhũng", "Corruption"
    JUDICIAL = "judicial", "Tư pháp", "Judicial"
    OTHER = "other", "Lĩnh vực khác", "Other"


SERIES: Mapping[CaseKind, str] = {
    CaseKind.COMPLAINT: "KN",
    CaseKind.DISCIPLINE_COMPLAINT: "KL",
    CaseKind.DENUNCIATION: "TC",
    CaseKind.RECOMMENDATION: "KI",
    CaseKind.FEEDBACK: "PA",
}

FIELDS: Mapping[CaseKind, tuple[Field, ...]] = {
    CaseKind.COMPLAINT: (Field.LAND, Field.POLICY, Field.OTHER),
    CaseKind.DISCIPLINE_COMPLAINT: (Field.OTHER,),
    CaseKind.DENUNCIATION: (Field.ADMINISTRATIVE, Field.CORRUPTION, Field.JUDICIAL, Field.OTHER),
    CaseKind.RECOMMENDATION: (Field.POLICY, Field.LAND, Field.OTHER),
    CaseKind.FEEDBACK: (Field.POLICY, Field.LAND, Field.OTHER),
}

COMPLAINTS = frozenset({CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT})
SETTLED_BY_ANSWER = frozenset({CaseKind.RECOMMENDATION, CaseKind.FEEDBACK})
SEALED_KINDS = frozenset({CaseKind.DENUNCIATION})


def levels_of(kind: CaseKind) -> tuple[Level, ...]:
    """Give the levels at which a kind can come up; the first is where it usually does."""
    if kind in COMPLAINTS:
        return Level.FIRST, Level.SECOND
    return (Level.FIRST, Level.CONTINUED) if kind in SEALED_KINDS else (Level.FIRST,)
