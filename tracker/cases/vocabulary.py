"""Closed lists that the forms of single steps offer and the history reads back."""

from collections.abc import Iterable, Mapping

from tracker.law.complexity import Criterion
from tracker.law.desk_answer import DeskAnswer, Manner
from tracker.law.eligibility import Eligibility
from tracker.law.events import Circumstance, EventType, Trait
from tracker.law.grounds import Ground
from tracker.law.history import Outcome
from tracker.law.kinds import CaseKind, Field, Level
from tracker.law.rules import Passage
from tracker.law.settlers import Target
from tracker.law.terms import Term


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


class Passer(Term):
    """Who passed a petition on, as far as a clock asks for it."""

    ELECTED = (
        "elected",
        "Cơ quan của Quốc hội, đại biểu, HĐND, Ban tiếp công dân",
        "Elected body, deputy or reception board",
    )
    FRONT = "front", "Mặt trận Tổ quốc, tổ chức thành viên", "The Front or a member of it"
    PRESS = "press", "Cơ quan báo chí", "The press"
    OTHER = "other", "Cơ quan khác", "Another body"


class Protection(Term):
    """What was decided on a request for protection."""

    GRANTED = "granted", "Áp dụng biện pháp bảo vệ", "Granted"
    NOT_GRANTED = "not_granted", "Không áp dụng (nêu lý do)", "Not granted (with the reason)"


class Leader(Term):
    """Who led a dialogue."""

    HEAD = "head", "Người giải quyết khiếu nại trực tiếp chủ trì", "The settler in person"
    DEPUTY = "deputy", "Cấp phó", "A deputy"
    ASSIGNED = "assigned", "Người được giao xác minh", "Whoever verified the matter"


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
    "circumstances": Circumstance,
    "passage": Passage,
    "eligibility": Eligibility,
    "target": Target,
    "led_by": Leader,
    "protection": Protection,
    "answer": DeskAnswer,
    "manner": Manner,
}


MEMBERS = {name: {member.value: member for member in terms} for name, terms in READ_BACK.items()}


def terms_of(name: str, value: object) -> tuple[Term, ...]:
    """Read a particular of an event back as terms; what no list knows is left out."""
    codes: Iterable[object] = value if isinstance(value, list) else (value,)
    known = MEMBERS.get(name, {})
    return tuple(known[code] for code in codes if code in known)
