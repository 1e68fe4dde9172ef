"""Findings that inspections report and the record cannot show: each says why it is not judged."""

from tracker.law.findings.check import Check
from tracker.law.findings.codes import CheckCode
from tracker.law.rules import Confidence
from tracker.law.terms import Words

NUMBERS_DIFFER = Check(
    CheckCode.NUMBERS_DIFFER,
    "Điều 27 Nghị định 154/2026/NĐ-CP",
    Confidence.LIKELY,
    why=Words(),
    needs=Words("Số liệu do từng bộ phận tự lập."),
    not_judged=Words("Cả cơ quan dùng chung một sổ, không có số liệu thứ hai để so."),
)
NO_WAY_ON = Check(
    CheckCode.NO_WAY_ON,
    "Điều 31, Điều 40, Điều 54, Điều 56 Luật Khiếu nại",
    Confidence.CONFIRMED,
    why=Words(),
    needs=Words("Nội dung văn bản quyết định."),
    not_judged=Words("Chỉ có số và ngày của quyết định, không có lời văn của nó."),
)
IDENTITY_LEAKED = Check(
    CheckCode.IDENTITY_LEAKED,
    "Điều 8 khoản 3, Điều 9 khoản 1 điểm b, Điều 40 khoản 3 Luật Tố cáo",
    Confidence.CONFIRMED,
    why=Words(),
    needs=Words("Lời văn của văn bản gửi đi."),
    not_judged=Words(
        "Văn bản gửi đi không lưu ở đây; điều ghi vào hệ thống đã được chặn ngay khi nêu tên."
    ),
)
ALLOWANCE = Check(
    CheckCode.ALLOWANCE,
    "Thông tư 65/2026/TT-BTC",
    Confidence.LIKELY,
    why=Words(),
    needs=Words("Danh sách đã chi bồi dưỡng."),
    not_judged=Words("Việc chi tiền nằm ở sổ kế toán, không có ở đây."),
)
NOT_SENT_ON = Check(
    CheckCode.NOT_SENT_ON,
    "Điều 27 Nghị định 154/2026/NĐ-CP",
    Confidence.LIKELY,
    why=Words(),
    needs=Words("Tình trạng gửi của từng vụ việc."),
    not_judged=Words("Hệ thống này không nối với cơ sở dữ liệu quốc gia."),
)
