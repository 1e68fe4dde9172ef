"""What a lawful move is made of: states, competences, and the sets of states that tables name."""

from dataclasses import dataclass
from datetime import date

from tracker.law.events import EventType as E
from tracker.law.events import Trait
from tracker.law.kinds import COMPLAINTS, SETTLED_BY_ANSWER, CaseKind, Level
from tracker.law.papers import Paper
from tracker.law.terms import Term


class State(Term):
    """Where a case stands, derived from its events."""

    RECEIVED = "received", "Mới tiếp nhận", "Received"
    CLASSIFIED = "classified", "Đã phân loại", "Classified"
    ACCEPTED = "accepted", "Đã thụ lý", "Accepted"
    VERIFYING = "verifying", "Đang xác minh", "Being verified"
    REPORTED = "reported", "Đã có báo cáo xác minh", "Verification reported"
    SUSPENDED = "suspended", "Tạm đình chỉ", "Suspended"
    DECIDED = "decided", "Đã có quyết định", "Decided"
    CONCLUDED = "concluded", "Đã có kết luận", "Concluded"
    ANSWERED = "answered", "Đã trả lời", "Answered"
    REFUSED = "refused", "Không thụ lý", "Refused"
    GUIDED = "guided", "Đã hướng dẫn", "Guided"
    FORWARDED = "forwarded", "Đã chuyển đơn", "Forwarded"
    RETURNED = "returned", "Đã trả lại đơn", "Returned"
    FILED_AWAY = "filed_away", "Đã lưu đơn", "Filed away"
    DISCONTINUED = "discontinued", "Đã đình chỉ", "Discontinued"
    INFORMATION = "information", "Xử lý như thông tin", "Handled as information"
    INSPECTED = "inspected", "Đã thanh tra, kiểm tra", "Inspected"
    MERGED = "merged", "Đã nhập vào vụ việc khác", "Merged"
    ARCHIVED = "archived", "Đã kết thúc, lưu hồ sơ", "Archived"


class Competence(Term):
    """In what capacity a move is made; `access` maps it to a permission."""

    PROCESSING = "processing", "người xử lý đơn", "whoever processes petitions"
    WORK = "work", "người được giao giải quyết", "the assigned handler"
    RULING = "ruling", "người đứng đầu (người giải quyết)", "the head, who settles"
    DISPATCH = "dispatch", "văn thư hoặc người đứng đầu", "the registry or the head"


@dataclass(frozen=True, slots=True)
class Move:
    """One lawful move; `to` is None where the state stays."""

    event: E
    kinds: frozenset[CaseKind]
    origins: frozenset[State]
    to: State | None
    competence: Competence
    paper: Paper
    article: str
    levels: frozenset[Level] = frozenset(Level)
    requires: frozenset[E] = frozenset()
    once: bool = False
    since: date | None = None
    needs: frozenset[Trait] = frozenset()
    unless: frozenset[Trait] = frozenset()


ALL = frozenset(CaseKind)
KN = COMPLAINTS
TC = frozenset({CaseKind.DENUNCIATION})
KP = SETTLED_BY_ANSWER
FIRST = frozenset({Level.FIRST})
SECOND = frozenset({Level.SECOND})
PENDING = frozenset({State.RECEIVED, State.CLASSIFIED})
CLASSIFIED = frozenset({State.CLASSIFIED})
WORKING = frozenset({State.ACCEPTED, State.VERIFYING, State.REPORTED})
OUTCOMES = frozenset(
    {
        State.REFUSED, State.GUIDED, State.FORWARDED, State.RETURNED,
        State.FILED_AWAY, State.DISCONTINUED, State.ANSWERED, State.INSPECTED,
    }
)  # fmt: skip
ENDED = OUTCOMES | {State.MERGED, State.ARCHIVED}
DECIDED = frozenset({State.DECIDED})
CONCLUDED = frozenset({State.CONCLUDED})
ARCHIVED = frozenset({State.ARCHIVED})
SUSPENSION_LAW = date(2026, 7, 1)  # Luật 136/2025/QH15: Điều 11a Luật Khiếu nại
FORWARDING_LAW = date(2026, 7, 1)  # Luật 136/2025/QH15: Điều 26 khoản 1 điểm b Luật Tiếp công dân
OUTSIDE = frozenset({Trait.OUTSIDE_COMPETENCE})
UNNAMED = frozenset({Trait.UNNAMED})
NEW_RULES = date(2026, 7, 1)  # Luật 136/2025/QH15 changes the limit of acceptance
PROCESSING, WORK = Competence.PROCESSING, Competence.WORK
RULING, DISPATCH = Competence.RULING, Competence.DISPATCH
