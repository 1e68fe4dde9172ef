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
    CHECKED = "checked", "Kiểm tra điều kiện thụ lý", "Check of the conditions"
    TRANSITION_CHOSEN = (
        "transition_chosen",
        "Chọn quy định áp dụng khi chuyển tiếp",
        "Choice between the old and the new rule",
    )
    PROPOSED = "proposed", "Đề xuất", "Proposal"
    INFORMED = "informed", "Thông báo kết quả xử lý cho công dân", "Notice to the citizen"
    ACCEPTED = "accepted", "Thụ lý", "Acceptance"
    REFUSED = "refused", "Không thụ lý", "Refusal of acceptance"
    GUIDED = "guided", "Hướng dẫn", "Guidance"
    FORWARDED = "forwarded", "Chuyển đơn", "Forwarding"
    RETURNED = "returned", "Trả lại đơn", "Return"
    FILED_AWAY = "filed_away", "Lưu đơn", "Filing away"
    TAKEN_AS_INFORMATION = (
        "taken_as_information",
        "Tiếp nhận như thông tin để thanh tra, kiểm tra",
        "Taken as information to be inspected",
    )
    INSPECTED = "inspected", "Kết quả thanh tra, kiểm tra thông tin", "Result of the inspection"
    NOTIFIED = "notified", "Thông báo việc thụ lý tố cáo", "Notices of acceptance"
    SHORT_TRACK_CHOSEN = (
        "short_track_chosen",
        "Giải quyết theo trình tự rút gọn",
        "Short track",
    )
    FOUND_COMPLEX = "found_complex", "Xác định vụ việc phức tạp", "Finding of complexity"
    VERIFICATION_ORDERED = "verification_ordered", "Giao xác minh", "Order to verify"
    DOCUMENTS_REQUESTED = (
        "documents_requested",
        "Yêu cầu cung cấp thông tin, tài liệu",
        "Request for documents",
    )
    DOCUMENTS_PROVIDED = (
        "documents_provided",
        "Nhận thông tin, tài liệu đã yêu cầu",
        "Documents provided",
    )
    STATEMENT_TAKEN = "statement_taken", "Làm việc, lập biên bản xác minh", "Statement taken"
    EXPLAINED = "explained", "Người bị tố cáo giải trình", "Explanation of the denounced"
    EXPERT_REQUESTED = "expert_requested", "Trưng cầu giám định", "Expert opinion requested"
    EXPERT_ANSWERED = "expert_answered", "Có kết quả giám định", "Expert opinion received"
    EXECUTION_HELD = (
        "execution_held",
        "Tạm đình chỉ thi hành quyết định bị khiếu nại",
        "Execution of the contested decision held",
    )
    HOLD_LIFTED = (
        "hold_lifted",
        "Hủy bỏ tạm đình chỉ thi hành quyết định",
        "Hold on execution lifted",
    )
    COUNCIL_ADVISED = "council_advised", "Ý kiến Hội đồng tư vấn", "Opinion of the council"
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
    WITHDRAWN = "withdrawn", "Rút toàn bộ nội dung", "Withdrawal in full"
    GOES_ON = (
        "goes_on",
        "Vẫn giải quyết dù đã rút tố cáo",
        "Settled although withdrawn",
    )
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
    MEETING_ANNOUNCED = (
        "meeting_announced",
        "Thông báo cuộc họp công khai",
        "Publication meeting announced",
    )
    POSTING_ENDED = "posting_ended", "Kết thúc niêm yết, đăng tải", "Posting ended"
    CONCLUDED = "concluded", "Kết luận nội dung tố cáo", "Conclusion"
    CONCLUSION_SENT = "conclusion_sent", "Gửi kết luận, thông báo", "Conclusion sent"
    CONCLUSION_HANDLED = "conclusion_handled", "Xử lý kết luận", "Acting on the conclusion"
    CONCLUSION_ACTED = (
        "conclusion_acted",
        "Có kết quả xử lý theo kết luận",
        "Result of the handling",
    )
    HANDLING_REPORTED = (
        "handling_reported",
        "Báo cáo kết quả xử lý",
        "Result of the handling reported",
    )
    CONCLUSION_PUBLISHED = "conclusion_published", "Công khai kết luận", "Conclusion published"
    ANSWERED = "answered", "Trả lời kiến nghị, phản ánh", "Answer"
    INTERNALLY_PUBLISHED = (
        "internally_published",
        "Công khai trong cơ quan",
        "Published inside the agency",
    )
    INTERNAL_POSTING_ENDED = (
        "internal_posting_ended",
        "Kết thúc công khai trong cơ quan",
        "Internal posting ended",
    )
    PASSER_INFORMED = (
        "passer_informed",
        "Thông báo kết quả cho nơi chuyển đơn",
        "Result told to the body that passed it on",
    )
    RESULT_RECEIVED = (
        "result_received",
        "Nhận thông báo kết quả từ nơi giải quyết",
        "Result received from the settling body",
    )
    RESULT_TOLD = "result_told", "Báo kết quả cho công dân", "Result told to the citizen"
    ENFORCED = "enforced", "Thi hành quyết định, kết luận", "Enforcement"
    APPEALED = "appealed", "Khiếu nại lần hai", "Second-level complaint"
    SUED = "sued", "Khởi kiện vụ án hành chính", "Administrative lawsuit"
    CONTINUED = "continued", "Có tố cáo tiếp", "Denounced again"
    REPORT_REQUESTED = (
        "report_requested",
        "Cấp trên yêu cầu báo cáo việc giải quyết",
        "Report asked for by the upper level",
    )
    REPORT_MADE = "report_made", "Báo cáo việc giải quyết tố cáo", "Report on the settlement"
    NOT_REOPENED = "not_reopened", "Không giải quyết lại tố cáo", "Not reopened"
    CRIME_FOUND = "crime_found", "Phát hiện dấu hiệu tội phạm", "Signs of a crime found"
    CRIME_REFERRED = (
        "crime_referred",
        "Chuyển cơ quan điều tra, viện kiểm sát",
        "Referred to the investigators",
    )
    PROTECTION_REQUESTED = (
        "protection_requested",
        "Đề nghị bảo vệ người tố cáo",
        "Protection asked for",
    )
    PROTECTION_DECIDED = (
        "protection_decided",
        "Quyết định về việc bảo vệ",
        "Decision on protection",
    )
    PROTECTION_ENDED = "protection_ended", "Chấm dứt bảo vệ", "Protection ended"
    SPLIT = "split", "Tách thành nhiều vụ việc", "Split into several cases"
    MERGED = "merged", "Nhập vào vụ việc khác", "Merger into another case"
    UNMERGED = "unmerged", "Tách lại khỏi vụ việc đã nhập", "Merger undone"
    CORRECTED = "corrected", "Đính chính", "Correction"
    ARCHIVED = "archived", "Kết thúc, lưu hồ sơ", "Closing and archiving"


class Trait(Term):
    """A standing circumstance of a matter on which a limit or a duty may depend."""

    AT_DESK = "at_desk", "Nhận tại buổi tiếp công dân", "Received at a reception"
    OUTSIDE_COMPETENCE = "outside_competence", "Không thuộc thẩm quyền", "Outside competence"
    COMPLEX = "complex", "Vụ việc phức tạp", "Complex"
    ESPECIALLY_COMPLEX = "especially_complex", "Vụ việc đặc biệt phức tạp", "Especially complex"
    REMOTE = "remote", "Vùng sâu, vùng xa, đi lại khó khăn", "Remote area"
    SEVERAL_PLACES = "several_places", "Xác minh tại nhiều địa điểm", "Checks in several places"
    DISMISSAL = "dismissal", "Kỷ luật buộc thôi việc", "Dismissal"
    PASSED_ON = "passed_on", "Do cơ quan khác chuyển đến", "Passed on by another body"
    PASSED_BY_FRONT = "passed_by_front", "Do Mặt trận Tổ quốc chuyển đến", "Passed on by the Front"
    PASSED_BY_PRESS = "passed_by_press", "Do cơ quan báo chí chuyển đến", "Passed on by the press"
    INTERNAL = "internal", "Việc trong nội bộ cơ quan", "Matter inside the agency"
    PEOPLES_INSPECTION = (
        "peoples_inspection",
        "Kiến nghị của Ban Thanh tra nhân dân",
        "Of the People's Inspection Committee",
    )
    UNNAMED = "unnamed", "Không rõ họ tên, địa chỉ hoặc mạo danh", "Without or under a false name"
    LIMIT_EXPIRED = (
        "limit_expired",
        "Quá thời hạn mà chưa được giải quyết",
        "The first limit expired without settlement",
    )
    SHORT_TRACK = "short_track", "Trình tự rút gọn", "Short track"


class Circumstance(Term):
    """How one step was done, where a clock asks for it."""

    POSTED = "posted", "Niêm yết hoặc đăng tải liên tục", "Posted or kept on line"
    BY_MEETING = "by_meeting", "Công bố tại cuộc họp", "At a meeting"
    BY_MEDIA = "by_media", "Trên phương tiện thông tin đại chúng", "In the media"
    IN_WRITING = "in_writing", "Gửi văn bản đến từng người", "In writing to everyone"
    URGENT = "urgent", "Trường hợp khẩn cấp", "Urgent"


FOUND_ONLY = frozenset({Trait.COMPLEX, Trait.ESPECIALLY_COMPLEX})  # By a written finding.


@dataclass(frozen=True, slots=True)
class Event:
    """One recorded act with its legal date; a correction names the event that it corrects."""

    sequence: int
    type: EventType
    legal_date: date
    corrects: int | None = None
    corrected_date: date | None = None
    particulars: Mapping[str, object] = field(default_factory=dict)

    @property
    def circumstances(self) -> frozenset[str]:
        """Give how the step was done."""
        told = self.particulars.get("circumstances")
        return frozenset(map(str, told)) if isinstance(told, (list, tuple)) else frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands about a case apart from its events.

    `learnt_on` is the day of the decision or act complained of; `obstacles` are the periods
    [from, to) that a time bar leaves out.
    """

    kind: CaseKind
    level: Level = Level.FIRST
    traits: frozenset[str] = frozenset()
    learnt_on: date | None = None
    obstacles: tuple[tuple[date, date], ...] = ()


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
