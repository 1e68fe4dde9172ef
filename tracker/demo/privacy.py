"""A few requests about personal data and breaches of the invented department."""

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework import data_breaches, data_requests, processing
from tracker.casework.data_breaches import BreachDetails, BreachStepDetails
from tracker.casework.data_requests import About, RequestDetails, StepDetails
from tracker.clock import VIETNAM
from tracker.demo.organisation import Department
from tracker.law.data_breach import BreachDeed, BreachTrait
from tracker.law.data_rights import DataRight, Proof, RefusalReason, RequestDeed, RequestWay
from tracker.law.processing import Activity, TextPart
from tracker.records.organisation import OrgUnit
from tracker.records.privacy import DataRequest
from tracker.records.visibility import Holding, Reach

SINCE = date(2026, 1, 5)  # Luật 91/2025/QH15 is in force.
R, D = DataRight, RequestDeed
# Days before the last day of the demo: received, then each step with its day.
REQUESTS = (
    (
        "Nguyễn Thị Thu Hà", "0905123456", R.CORRECT, 30, "Số nhà trong hồ sơ ghi nhầm thôn.",
        (
            (D.ANSWERED, 29, "Đã nhận yêu cầu, sẽ sửa trong 10 ngày."),
            (D.CARRIED_OUT, 24, "Đã sửa địa chỉ trong hồ sơ theo giấy tờ xuất trình."),
        ),
    ),
    (
        "Lê Quang Huy", "0914556677", R.DELETE, 26, "Đề nghị xóa đơn phản ánh đã gửi năm ngoái.",
        (
            (D.ANSWERED, 25, "Đã nhận yêu cầu, đang xem thời hạn lưu của hồ sơ."),
            (D.REFUSED, 15, "Hồ sơ còn trong thời hạn lưu; đã hạn chế người được xem."),
        ),
    ),
    (
        "Phạm Thị Bích Ngọc", "", R.RESTRICT, 12, "Không muốn số điện thoại hiện cho cả phòng.",
        ((D.ANSWERED, 11, "Đã nhận yêu cầu, sẽ hạn chế người xem trong 15 ngày."),),
    ),
    (
        "Trương Minh Khôi", "0987001122", R.VIEW, 1, "Xin xem những gì cơ quan đang lưu về mình.",
        (),
    ),
)  # fmt: skip


def keep_privacy(session: Session, department: Department, today: date) -> None:
    """Log requests with their steps, a breach that runs and one that was put right."""
    if today < SINCE + timedelta(60):
        return  # The law on which all of this rests was not yet in force.
    for request in REQUESTS:
        _request(session, department, today, *request)
    _open_breach(session, department, today)
    _closed_breach(session, department, today - timedelta(70))
    director = department.of(Role.DIRECTOR)[0]
    processing.say(
        session, department.agency_id, Activity.RECEPTION, TextPart.RECIPIENTS,
        "Văn phòng Sở và phòng chuyên môn được giao; Ban Tiếp công dân tỉnh khi chuyển đơn.",
        by=director.id, now=_at(today - timedelta(20), time(9)),
    )  # fmt: skip


def _request(
    session: Session, department: Department, today: date, name: str, phone: str,
    right: DataRight, received: int, wish: str, steps: tuple[tuple[RequestDeed, int, str], ...],
) -> None:  # fmt: skip
    receptionist = _reach(session, department, Role.RECEPTIONIST)
    director = _reach(session, department, Role.DIRECTOR)
    on = today - timedelta(received)
    details = RequestDetails(right, on, RequestWay.DESK, name, Proof.PAPER, wish, phone=phone)
    logged: DataRequest = data_requests.log_request(
        session, details, About(), logged_unit_id=department.desk_unit_id,
        unit_id=department.desk_unit_id, by=receptionist, now=_at(on, time(9)),
    )  # fmt: skip
    for deed, before, words in steps:
        day = today - timedelta(before)
        reason = RefusalReason.RETENTION if deed is D.REFUSED else None
        data_requests.take_step(
            session, logged, deed, StepDetails(day, words, reason), by=director,
            now=_at(day, time(15)),
        )  # fmt: skip


def _open_breach(session: Session, department: Department, today: date) -> None:
    """A breach of the day before: the first notice has gone, the others still run."""
    director, found_at = (
        _reach(session, department, Role.DIRECTOR),
        _at(today - timedelta(1), time(14, 20)),
    )
    details = BreachDetails(
        "Máy tính ở bàn tiếp nhận bị mã độc", found_at,
        "Máy mở thư lạ, tệp bị mã hóa; đã rút mạng và thay máy khác.",
        "Bộ phận công nghệ thông tin", "Danh sách tiếp công dân tháng này: họ tên, địa chỉ.",
        (BreachTrait.HARM, BreachTrait.CYBER, BreachTrait.SERIOUS), 46, 52,
        "Họ tên, địa chỉ có thể đã bị sao chép.", "Cô lập máy, đổi mật khẩu, kiểm tra máy khác.",
    )  # fmt: skip
    breach = data_breaches.log_breach(session, details, by=director, now=found_at)
    sent = found_at + timedelta(hours=5)
    data_breaches.take_step(
        session, breach, BreachDeed.FIRST_NOTICE,
        BreachStepDetails(sent, "", "Lực lượng chuyên trách, Bộ Công an", "12/SKHCN-VP"),
        by=director, now=sent,
    )  # fmt: skip


def _closed_breach(session: Session, department: Department, day: date) -> None:
    director, found_at = _reach(session, department, Role.DIRECTOR), _at(day, time(10))
    details = BreachDetails(
        "Gửi nhầm thư trả lời cho người khác", found_at,
        "Hai phong bì bị đổi nhãn; người nhận nhầm đã báo lại.", "Văn thư",
        "Họ tên và nội dung trả lời của một người.", (BreachTrait.HARM,), 1, 1,
        "Người khác biết nội dung trả lời.", "Đã lấy lại thư, gửi đúng người, xin lỗi.",
    )  # fmt: skip
    breach = data_breaches.log_breach(session, details, by=director, now=found_at)
    for hours, deed, recipient, words in (
        (20, BreachDeed.AUTHORITY_NOTICE, "Cơ quan chuyên trách bảo vệ dữ liệu cá nhân", ""),
        (22, BreachDeed.MINUTED, "", "Biên bản lập tại văn thư, ba người ký."),
        (52, BreachDeed.CLOSED, "", "Đã lấy lại thư, thêm bước kiểm nhãn trước khi gửi."),
    ):
        at = found_at + timedelta(hours=hours)
        data_breaches.take_step(
            session, breach, deed, BreachStepDetails(at, words, recipient), by=director, now=at
        )


def _reach(session: Session, department: Department, role: Role) -> Reach:
    worker = department.of(role)[0]
    path = session.get_one(OrgUnit, worker.unit_id).path
    return Reach(worker.id, department.agency_id, (Holding(role, worker.unit_id, path),))


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM)
