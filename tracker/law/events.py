"""What can happen to a case, and all that the law looks at when it judges one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.law.kinds import CaseKind, Level
from tracker.law.terms import Term


class EventType(Term):
    """One kind of act or fact in the life of a case, with its name in the texts."""

    RECEIVED = "received", "Tiếp nhận đơn", "Receipt"
    CLASSIFIED = "classified", "Phân loại, xử lý đơn", "Classification"
    PROPOSED = "proposed", "Đề xuất", "Proposal"
    INFORMED = "informed", "Thông báo kết quả xử lý cho công dân", "Notice to the citizen"
    ACCEPTED = "accepted", "Thụ lý", "Acceptance"
    REFUSED = "refused", "Không thụ lý", "Refusal of acceptance"
    GUIDED = "guided", "Hướng dẫn", "Guidance"
    FORWARDED = "forwarded", "Chuyển đơn", "Forwarding"
    RETURNED = "returned", "Trả lại đơn", "Return"
    FILED_AWAY = "filed_away", "Lưu đơn", "Filing away"
    NOTIFIED = "notified", "Thông báo việc thụ lý tố cáo", "Notices of acceptance"
    FOUND_COMPLEX = "found_complex", "Xác định vụ việc phức tạp", "Finding of complexity"
    VERIFICATION_ORDERED = "verification_ordered", "Giao xác minh", "Order to verify"
    VERIFICATION_REPORTED = (
        "verification_reported",
        "Báo cáo kết quả xác minh",
        "Verification report",
    )
    DIALOGUE_ANNOUNCED = "dialogue_announced", "Thông báo đối thoại", "Notice of dialogue"
    DIALOGUE_HELD = "dialogue_held", "Tổ chức đối thoại", "Dialogue"
    EXTENDED = "extended", "Gia hạn giải quyết", "Extension"
    SUSPENDED = "suspended", "Tạm đình chỉ giải quyết", "Suspension"
    RESUMED = "resumed", "Tiếp tục giải quyết", "Resumption"
    SUSPENSION_SENT = "suspension_sent", "Gửi quyết định tạm đình chỉ", "Suspension sent"
    WITHDRAWN_PARTLY = "withdrawn_partly", "Rút một phần nội dung", "Withdrawal in part"
    DISCONTINUED = "discontinued", "Đình chỉ giải quyết", "Discontinuation"
    DISCONTINUATION_SENT = (
        "discontinuation_sent",
        "Gửi quyết định đình chỉ",
        "Discontinuation sent",
    )
    DECIDED = "decided", "Quyết định giải quyết khiếu nại", "Decision"
    DECISION_SENT = "decision_sent", "Gửi quyết định giải quyết", "Decision sent"
    DECISION_RECEIVED = (
        "decision_received",
        "Người khiếu nại nhận quyết định",
        "Decision received by the complainant",
    )
    DECISION_PUBLISHED = "decision_published", "Công khai quyết định", "Decision published"
    CONCLUDED = "concluded", "Kết luận nội dung tố cáo", "Conclusion"
    CONCLUSION_SENT = "conclusion_sent", "Gửi kết luận, thông báo", "Conclusion sent"
    CONCLUSION_HANDLED = "conclusion_handled", "Xử lý kết luận", "Acting on the conclusion"
    CONCLUSION_PUBLISHED = "conclusion_published", "Công khai kết luận", "Conclusion published"
    ANSWERED = "answered", "Trả lời kiến nghị, phản ánh", "Answer"
    ENFORCED = "enforced", "Thi hành quyết định, kết luận", "Enforcement"
    APPEALED = "appealed", "Khiếu nại lần hai", "Second-level complaint"
    SUED = "sued", "Khởi kiện vụ án hành chính", "Administrative lawsuit"
    SPLIT = "split", "Tách thành nhiều vụ việc", "Split into several cases"
    MERGED = "merged", "Nhập vào vụ việc khác", "Merger into another case"
    UNMERGED = "unmerged", "Tách lại khỏi vụ việc đã nhập", "Merger undone"
    CORRECTED = "corrected", "Đính chính", "Correction"
    ARCHIVED = "archived", "Kết thúc, lưu hồ sơ", "Closing and archiving"


class Trait(Term):
    """A circumstance on which a limit or a duty may depend."""

    AT_DESK = "at_desk", "Nhận tại buổi tiếp công dân", "Received at a reception"
    OUTSIDE_COMPETENCE = "outside_competence", "Không thuộc thẩm quyền", "Outside competence"
    COMPLEX = "complex", "Vụ việc phức tạp", "Complex"
    ESPECIALLY_COMPLEX = "especially_complex", "Vụ việc đặc biệt phức tạp", "Especially complex"
    REMOTE = "remote", "Vùng sâu, vùng xa, đi lại khó khăn", "Remote area"
    SEVERAL_PLACES = "several_places", "Xác minh tại nhiều địa điểm", "Checks in several places"
    DISMISSAL = "dismissal", "Kỷ luật buộc thôi việc", "Dismissal"
    PASSED_ON = "passed_on", "Do cơ quan khác chuyển đến", "Passed on by another body"


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded act with its legal date; a correction names the event that it corrects."""

    sequence: int
    type: EventType
    legal_date: date
    corrects: int | None = None
    corrected_date: date | None = None
    particulars: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands about a case apart from its events."""

    kind: CaseKind
    level: Level = Level.FIRST
    traits: frozenset[str] = frozenset()


def effective(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give the events as corrected: struck out or re-dated ones replaced, in the order of law.

    A correction with `corrected_date` moves the earlier event there; one without strikes it out.
    """
    corrections = {e.corrects: e for e in sorted(events, key=_recorded) if e.corrects is not None}
    standing = [e for e in events if e.type is not EventType.CORRECTED]
    if corrections:
        standing = [_as_corrected(e, corrections) for e in standing if _stands(e, corrections)]
    return tuple(sorted(standing, key=_lawful_order))


def _recorded(event: Event) -> int:
    return event.sequence


def _lawful_order(event: Event) -> tuple[date, int]:
    return event.legal_date, event.sequence


def _stands(event: Event, corrections: Mapping[int, Event]) -> bool:
    correction = corrections.get(event.sequence)
    return correction is None or correction.corrected_date is not None


def _as_corrected(event: Event, corrections: Mapping[int, Event]) -> Event:
    correction = corrections.get(event.sequence)
    if correction is None or correction.corrected_date is None:
        return event
    return Event(
        event.sequence, event.type, correction.corrected_date, None, None, event.particulars
    )
