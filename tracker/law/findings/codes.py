"""The findings by their codes: F for what inspections report, BT for what stands out by itself."""

from tracker.law.terms import Term


class CheckCode(Term):
    """One thing that an inspector would want to know."""

    NOBODY_RECEIVES = (
        "F-01",
        "Không có người được phân công tiếp công dân",
        "Nobody receives",
    )
    HEAD_DAYS = "F-02", "Người đứng đầu thiếu ngày tiếp công dân", "The head's days fall short"
    SCHEDULE = "F-03", "Lịch tiếp thiếu hoặc công khai muộn", "Schedule missing or published late"
    POSTED_TEXTS = "F-04", "Thiếu văn bản phải niêm yết ở nơi tiếp", "Texts missing at the place"
    NUMBERS_DIFFER = "F-05", "Số liệu của các bộ phận không khớp", "Numbers of two units differ"
    BOOK_INCOMPLETE = "F-06", "Sổ tiếp công dân ghi thiếu", "Entries of the book incomplete"
    LATE_ACCEPTANCE = "F-07", "Thụ lý hoặc từ chối thụ lý muộn", "Late acceptance or refusal"
    NOT_NOTIFIED = "F-08", "Thụ lý mà không thông báo hoặc thông báo muộn", "Acceptance not told"
    ACCEPTED_THEN_NOT = "F-09", "Đã thụ lý rồi lại không giải quyết", "Accepted, then turned down"
    NO_GROUND = "F-10", "Không thụ lý mà không có căn cứ luật định", "Refused without a ground"
    WRONG_KIND = "F-11", "Chuyển khiếu nại, tố cáo sang loại khác", "Moved to a weaker kind"
    OUTSIDE_COMPETENCE = (
        "F-12",
        "Giải quyết việc không thuộc thẩm quyền",
        "Outside competence",
    )
    SETTLED_LATE = "F-13", "Giải quyết quá thời hạn", "Settled late"
    LONGER_WITHOUT_PAPER = "F-14", "Dùng thời hạn dài mà thiếu căn cứ", "Longer limit without paper"
    TOO_MANY_EXTENSIONS = "F-15", "Gia hạn quá số lần cho phép", "More extensions than allowed"
    SUSPENDED = "F-16", "Tạm đình chỉ không căn cứ hoặc quá lâu", "Suspended unduly"
    NOT_VERIFIED = "F-17", "Kết luận mà không giao xác minh", "No order to verify"
    NO_DIALOGUE = "F-18", "Không đối thoại khi luật buộc", "No dialogue where due"
    DIALOGUE_NOTICE = "F-19", "Thông báo đối thoại muộn hoặc không có", "Dialogue notice late"
    WRONG_PAPER = "F-20", "Giải quyết bằng công văn, thông báo", "Settled by letter, not decision"
    NO_WAY_ON = "F-21", "Quyết định không ghi quyền khiếu nại tiếp", "Decision lacks the way on"
    SENT_LATE = "F-22", "Gửi quyết định, kết luận muộn", "Decision or conclusion sent late"
    NOT_PUBLISHED = "F-23", "Công khai muộn, thiếu hoặc quá ngắn", "Published late or too short"
    NOT_ACTED_ON = "F-24", "Xử lý kết luận tố cáo muộn", "Conclusion acted on late"
    NOT_ENFORCED = "F-25", "Quyết định có hiệu lực chưa được thi hành", "Decision not executed"
    PAPERS_MISSING = "F-26", "Hồ sơ thiếu giấy tờ hoặc số văn bản", "Papers missing from the file"
    IDENTITY_LEAKED = (
        "F-27",
        "Lộ người tố cáo trong văn bản gửi đi",
        "Identity leaked",
    )
    UNENTITLED_OPENING = (
        "F-28",
        "Mở danh tính khi không có quyền",
        "Opened without a right",
    )
    CONFLICT = "F-29", "Người bị khiếu nại, tố cáo tham gia vụ việc", "Whom it is about took part"
    LEFT_LYING = "F-30", "Vụ việc không ai xử lý", "Case left lying"
    CITIZEN_NOT_ANSWERED = "F-31", "Trả lời công dân muộn", "Citizen answered late"
    PASSER_NOT_ANSWERED = "F-32", "Không báo kết quả cho nơi chuyển đơn", "Passing body not told"
    COMMITTEE_NOT_ANSWERED = (
        "F-33",
        "Trả lời Ban Thanh tra nhân dân muộn",
        "People's Inspection answered late",
    )
    ALLOWANCE = "F-34", "Chế độ bồi dưỡng chi không đúng", "Allowances not paid by the rules"
    RECORDED_LATE = "F-35", "Ghi nhận lùi ngày", "Recorded long after its date"
    NOT_SENT_ON = "F-36", "Chưa gửi cơ sở dữ liệu quốc gia", "Not sent to the national database"
    DATE_MOVED = "BT-01", "Đính chính ngày làm hết trễ hạn", "A correction took the lateness away"
    EXTENDED_AFTER_END = "BT-02", "Ghi gia hạn sau khi hết hạn", "Extension written after the end"
    MANY_EXTENSIONS = "BT-03", "Nhiều gia hạn trong một ngày", "Many extensions on one day"
    CLOSING_BURST = (
        "BT-04",
        "Kết thúc dồn dập trước ngày chốt số liệu",
        "Closing burst",
    )
    NO_RESULT_PAPER = (
        "BT-05",
        "Kết thúc mà không có văn bản kết quả",
        "Closed without result",
    )
    LONGER_KIND = "BT-06", "Phân loại lại để có thời hạn dài hơn", "Moved to a longer limit"
    PASSED_TOO_OFTEN = "BT-07", "Chuyển qua lại nhiều lần", "Passed on too often"
    REASSIGNED_LATE = "BT-08", "Phân công lại sát ngày hết hạn", "Reassigned just before the date"
    NUMBER_GAPS = "BT-09", "Số thứ tự bị nhảy", "Gaps in numbers"
    NEEDLESS_OPENING = "BT-10", "Mở danh tính khi không cần", "Identity opened without need"
    SAME_TEXT = "BT-11", "Cùng nội dung, kết quả khác nhau", "Same text answered differently"


class Lack(Term):
    """What is wrong, where one check can find several things."""

    LINE = "line", "quá mốc 45 ngày chưa xử lý", "the 45-day line has passed"
    NOBODY = "nobody", "chưa phân công cho ai", "nobody has been assigned"
    QUIET = "quiet", "không có bước nào được ghi", "no step was recorded"
    NO_NUMBER = "no_number", "không có số văn bản", "the paper has no number"
    AFTER_END = "after_end", "ngày văn bản ở sau ngày hết hạn", "dated after the end of the limit"
    NO_GROUND = "no_ground", "không ghi căn cứ trong danh mục", "no ground of the list is named"
    TOO_LONG = "too_long", "chưa tiếp tục giải quyết", "it has not been taken up again"
    GIVEN = "given", "được giao vụ việc", "was given the case"
    WROTE = "wrote", "ghi bước giải quyết", "recorded a step"
    OPENED = "opened", "mở danh tính người tố cáo", "opened the denouncer's identity"
    AFTER_CLOSING = "after_closing", "sau khi vụ việc đã kết thúc", "after the case had ended"
    OFTEN = "often", "mở nhiều lần trong một vụ việc", "several times within one case"
    NO_SCHEDULE = "no_schedule", "chưa lập lịch tiếp", "there is no schedule"
    NOT_POSTED = "not_posted", "chưa niêm yết", "not posted"
    POSTED_LATE = "posted_late", "niêm yết muộn", "posted late"
