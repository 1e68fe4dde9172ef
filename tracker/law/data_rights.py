"""What people may ask about their personal data, and how a request goes from receipt to its end."""

from collections.abc import Mapping

from tracker.law.terms import Term

LAW = "Luật 91/2025/QH15"
DECREE = "Điều 5 Nghị định 356/2025/NĐ-CP"


class DataRight(Term):
    """Điều 4 Luật Bảo vệ dữ liệu cá nhân: what a data subject may ask for."""

    KNOW = "know", "Được biết về việc xử lý", "To know of the processing"
    VIEW = "view", "Xem dữ liệu", "To see the data"
    CORRECT = "correct", "Chỉnh sửa dữ liệu", "To have data corrected"
    OBTAIN = "obtain", "Được cung cấp dữ liệu", "To obtain the data"
    DELETE = "delete", "Xóa dữ liệu", "To have data deleted"
    RESTRICT = "restrict", "Hạn chế xử lý", "To restrict the processing"
    OBJECT = "object", "Phản đối xử lý", "To object to the processing"
    WITHDRAW = "withdraw", "Rút lại sự đồng ý", "To withdraw consent"
    PROTECT = "protect", "Áp dụng biện pháp bảo vệ", "To have protective measures taken"
    COMPLAIN = "complain", "Khiếu nại, tố cáo, khởi kiện", "To complain, denounce or sue"


ANSWER_RULE = "ND356-5.a"
# To know is satisfied by the answer itself, a complaint follows the law on complaints.
RULE_OF: Mapping[DataRight, str] = {
    DataRight.VIEW: "ND356-5.3",
    DataRight.CORRECT: "ND356-5.3",
    DataRight.OBTAIN: "ND356-5.3",
    DataRight.DELETE: "ND356-5.4",
    DataRight.RESTRICT: "ND356-5.2",
    DataRight.OBJECT: "ND356-5.2",
    DataRight.WITHDRAW: "ND356-5.2",
    DataRight.PROTECT: "ND356-5.5",
}


class RefusalReason(Term):
    """Why a request about personal data is not carried out."""

    RETENTION = (
        "retention",
        "Hồ sơ phải lưu theo pháp luật về lưu trữ: thay việc xóa bằng hạn chế xem",
        "The file must be kept by the law on archives: access is restricted instead",
    )
    STATE_WORK = (
        "state_work",
        "Xử lý phục vụ hoạt động của cơ quan nhà nước theo luật, không dựa trên sự đồng ý",
        "The processing serves the work of a state agency under law, not consent",
    )
    OTHERS = (
        "others",
        "Làm lộ dữ liệu của người khác hoặc danh tính người tố cáo",
        "Would reveal data of others or the identity of a denouncer",
    )
    NOT_PROVED = (
        "not_proved",
        "Chưa chứng minh được là chủ thể dữ liệu hoặc người được ủy quyền",
        "Not proved to be the data subject or an authorised person",
    )
    NOT_HELD = "not_held", "Cơ quan không có dữ liệu được hỏi", "The agency holds no such data"
    OTHER = "other", "Căn cứ khác", "Another ground"


ARTICLE_OF: Mapping[RefusalReason, str] = {
    RefusalReason.RETENTION: "Luật Lưu trữ 33/2024/QH15; Thông tư 01/2025/TT-TTCP",
    RefusalReason.STATE_WORK: f"Điều 19 khoản 1 điểm c {LAW}",
    RefusalReason.OTHERS: "Điều 8 Luật Tố cáo",
    RefusalReason.NOT_PROVED: DECREE,
    RefusalReason.NOT_HELD: DECREE,
}


class RequestState(Term):
    """Where a request stands."""

    RECEIVED = "received", "Chờ phản hồi", "Waiting for the answer"
    ANSWERED = "answered", "Đang thực hiện", "Being carried out"
    CARRIED_OUT = "carried_out", "Đã thực hiện", "Carried out"
    REFUSED = "refused", "Đã từ chối", "Refused"
    WITHDRAWN = "withdrawn", "Người yêu cầu đã rút", "Withdrawn"


class RequestDeed(Term):
    """What is done about a request."""

    ANSWERED = "answered", "Phản hồi", "Answer"
    CARRIED_OUT = "carried_out", "Thực hiện xong", "Carry out"
    REFUSED = "refused", "Từ chối có căn cứ", "Refuse on a ground"
    WITHDRAWN = "withdrawn", "Ghi việc rút yêu cầu", "Note the withdrawal"


S, D = RequestState, RequestDeed
OPEN_STATES = (S.RECEIVED, S.ANSWERED)
ENDED_STATES = (S.CARRIED_OUT, S.REFUSED, S.WITHDRAWN)
# From where each step is possible, and where it leads.
STEPS: Mapping[RequestDeed, tuple[frozenset[RequestState], RequestState]] = {
    D.ANSWERED: (frozenset({S.RECEIVED}), S.ANSWERED),
    D.CARRIED_OUT: (frozenset({S.RECEIVED, S.ANSWERED}), S.CARRIED_OUT),
    D.REFUSED: (frozenset({S.RECEIVED, S.ANSWERED}), S.REFUSED),
    D.WITHDRAWN: (frozenset({S.RECEIVED, S.ANSWERED}), S.WITHDRAWN),
}


class RequestWay(Term):
    """How a request came in."""

    DESK = "desk", "Tại nơi tiếp công dân", "At the reception place"
    POST = "post", "Qua bưu chính", "By post"
    EMAIL = "email", "Thư điện tử, trực tuyến", "By e-mail or online"
    PHONE = "phone", "Điện thoại", "By telephone"


class Proof(Term):
    """How it was proved who asks."""

    PAPER = "paper", "Xuất trình giấy tờ tùy thân, không chụp lại", "Identity paper shown, no copy"
    KNOWN = "known", "Đối chiếu với hồ sơ đã có", "Compared with the file"
    AUTHORISED = "authorised", "Giấy ủy quyền, giấy tờ đại diện", "Authorisation"
    NOT_YET = "not_yet", "Chưa chứng minh", "Not proved yet"
