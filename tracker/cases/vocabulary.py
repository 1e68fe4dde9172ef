"""Closed lists that the forms of single steps offer and the history reads back."""

from collections.abc import Iterable, Mapping

from tracker.law.events import EventType, Trait
from tracker.law.grounds import Ground
from tracker.law.history import Outcome
from tracker.law.kinds import CaseKind, Field, Level
from tracker.law.terms import Term


class Criterion(Term):
    """What makes a matter complex (Điều 3a Nghị định 124/2020; Điều 3 Nghị định 31/2019)."""

    PLACES = (
        "1",
        "Một nội dung, phải xác minh từ hai nơi trở lên",
        "One point, two or more places",
    )
    CONTENTS = "2", "Có từ hai nội dung trở lên", "Two or more points"
    MANY = "3", "Nhiều người hoặc liên quan quyền lợi của nhiều người", "Many people concerned"
    FOREIGN = "4", "Có yếu tố nước ngoài", "A foreign element"
    BODIES = "5", "Thuộc quản lý của nhiều cơ quan", "Several managing bodies"
    DISAGREEMENT = "6", "Các cơ quan còn ý kiến khác nhau", "Bodies still disagree"
    EVIDENCE = (
        "7",
        "Chứng cứ mâu thuẫn, cần thời gian hoặc ý kiến chuyên môn",
        "Conflicting evidence",
    )


class Condition(Term):
    """What a petition lacks to be processed (Điều 6 khoản 2 Thông tư 05/2021/TT-TTCP)."""

    LANGUAGE = "language", "Không viết bằng tiếng Việt, không có bản dịch công chứng", "Language"
    SIGNATURE = "signature", "Thiếu ngày, họ tên, địa chỉ, chữ ký hoặc điểm chỉ", "Signature"
    RESPONDENT = "respondent", "Thiếu tên, địa chỉ người bị khiếu nại, tố cáo", "Respondent"
    CONTENT = "content", "Thiếu nội dung, lý do, yêu cầu hoặc tài liệu", "Content"
    CONTACT = "contact", "Thiếu cách thức liên hệ với người tố cáo", "Contact"
    SENT_RIGHTLY = "sent_rightly", "Đã gửi đúng cơ quan có thẩm quyền", "Sent rightly already"
    GUIDED = "guided", "Đã được hướng dẫn một lần về cùng nội dung", "Guided once before"
    IMPROPER = "improper", "Nội dung trái đường lối, pháp luật; xúc phạm", "Improper content"
    UNREADABLE = "unreadable", "Rách nát, tẩy xóa, không đọc được", "Unreadable"


class Competent(Term):
    """Whether the agency may settle the matter."""

    WITHIN = "within", "Thuộc thẩm quyền", "Within competence"
    OUTSIDE = "outside", "Không thuộc thẩm quyền", "Outside competence"


class Correcting(Term):
    """What a correction does to an earlier step."""

    REDATE = "redate", "Sửa ngày thực hiện", "Put the right date"
    STRIKE_OUT = "strike_out", "Gạch bỏ bước này", "Strike the step out"


READ_BACK: Mapping[str, type[Term]] = {
    "kind": CaseKind,
    "level": Level,
    "field": Field,
    "event": EventType,
    "ground": Ground,
    "outcome": Outcome,
    "criteria": Criterion,
    "conditions": Condition,
    "traits": Trait,
}


def terms_of(name: str, value: object) -> tuple[Term, ...]:
    """Read a particular of an event back as terms; what no list knows is left out."""
    terms = READ_BACK.get(name)
    codes: Iterable[object] = value if isinstance(value, list) else (value,)
    known = {member.value: member for member in terms} if terms else {}
    return tuple(known[code] for code in codes if code in known)
