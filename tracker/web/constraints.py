"""What the database refuses, in a sentence: nobody sees the name of a constraint."""

import re
from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

from tracker.law.terms import Refusal

_UNIQUE_ON_SQLITE = re.compile(r"UNIQUE constraint failed: (.+)")
_CHECK_ON_SQLITE = re.compile(r"CHECK constraint failed: (\w+)")

AT_THE_SAME_TIME = "Có người vừa lưu cùng lúc nên lần này chưa lưu được. Hãy gửi lại."
GONE = "Mục đã chọn vừa bị thay đổi hoặc không còn. Hãy tải lại trang rồi chọn lại."
INCOMPLETE = "Còn thiếu thông tin bắt buộc nên chưa lưu được. Hãy xem lại các mục."
OUT_OF_BOUNDS = "Có giá trị không hợp lệ nên chưa lưu được. Hãy xem lại các mục."


SENTENCES: Mapping[str, Refusal] = {
    "uq_user_account_login": Refusal(
        "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.", field="login"
    ),
    "uq_membership_user_id_unit_id_role_starts_on": Refusal(
        "Người này đã giữ vai trò đó ở đơn vị từ đúng ngày này.", field="role"
    ),
    "uq_reception_unit_id_held_on_mode_receiver_id": Refusal(
        "Buổi tiếp này đã có trong lịch.", field="held_on"
    ),
    "uq_book_closing_unit_id_book_day": Refusal(
        "Có người vừa khóa sổ ngày này rồi.", field="is_checked"
    ),
    "uq_same_matter_link_undoes_id": Refusal("Liên kết này đã được bỏ.", field="reason"),
    "uq_calendar_day_on": Refusal("Ngày này đã có trong lịch nghỉ.", field="on"),
    "ck_petition_head_count": Refusal("Số người phải từ 1 trở lên.", field="head_count"),
    "ck_visit_head_count": Refusal("Số người phải từ 1 trở lên.", field="head_count"),
}


def refusal_of(error: IntegrityError) -> Refusal:
    """Turn what the database refused into a refusal."""
    name = constraint_of(error)
    known = SENTENCES.get(name)
    if known is not None:
        return known
    if name.startswith("ck_"):
        return Refusal(OUT_OF_BOUNDS)
    cause = str(error.orig)
    if "FOREIGN KEY" in cause or name.startswith("fk_"):
        return Refusal(GONE)
    if "NOT NULL" in cause or "not-null" in cause:
        return Refusal(INCOMPLETE)
    return Refusal(AT_THE_SAME_TIME)


def constraint_of(error: IntegrityError) -> str:
    """Name the broken constraint as the naming convention does; SQLite tells only its columns."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name or "")
    cause = str(error.orig)
    if unique := _UNIQUE_ON_SQLITE.search(cause):
        table, *columns = re.findall(r"\w+(?=\.)|(?<=\.)\w+", unique[1].splitlines()[0])
        return "_".join(["uq", table, *columns[::2]])
    check = _CHECK_ON_SQLITE.search(cause)
    return check[1] if check else ""
