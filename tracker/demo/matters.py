"""Invented matters such as reach a department of science and technology."""

from random import Random

from tracker.law.kinds import CaseKind, Field

PLACES = (
    "tại trạm quan trắc xã Gò Sỏi", "ở trung tâm ứng dụng", "tại chợ Bến Trúc",
    "ở cơ sở chế biến xã Đồng Lau", "tại trụ sở sở", "ở điểm phục vụ xã Sông Êm",
    "tại phòng thử nghiệm số 2", "ở vườn ươm thôn Tây",
)  # fmt: skip
DETAILS = (
    "Người gửi đã làm việc với bộ phận chuyên môn hai lần nhưng chưa nhận được văn bản trả lời.",
    "Kèm theo đơn có bản sao hợp đồng, biên bản làm việc và ảnh chụp hiện trường.",
    "Vụ việc kéo dài từ đầu năm, ảnh hưởng đến sinh kế của gia đình và các hộ lân cận.",
    "Đề nghị cơ quan kiểm tra hồ sơ gốc, đối chiếu số liệu và trả lời bằng văn bản.",
    "Thời điểm xảy ra sự việc có nhiều người chứng kiến, sẵn sàng cung cấp thông tin.",
    "Biên bản ngày hôm đó ghi thiếu ý kiến của hộ dân, không có chữ ký của người chứng kiến.",
    "Số tiền nêu trong thông báo không khớp với phụ lục hợp đồng đã ký.",
    "Mong được đối thoại trực tiếp để làm rõ trách nhiệm của từng bộ phận.",
)  # fmt: skip
MATTERS: dict[CaseKind, tuple[tuple[str, Field], ...]] = {
    CaseKind.COMPLAINT: (
        (
            "Khiếu nại quyết định thu hồi kinh phí đề tài nghiên cứu giống lúa chịu mặn",
            Field.POLICY,
        ),
        ("Khiếu nại kết luận nghiệm thu nhiệm vụ khoa học cấp cơ sở", Field.OTHER),
        ("Khiếu nại việc từ chối cấp giấy chứng nhận kiểm định phương tiện đo", Field.OTHER),
        ("Khiếu nại quyết định xử phạt về nhãn hàng hóa, đo lường xăng dầu", Field.OTHER),
        ("Khiếu nại việc bồi thường đất xây trạm quan trắc bức xạ", Field.LAND),
        ("Khiếu nại việc không chi trả phụ cấp độc hại phòng thử nghiệm", Field.POLICY),
    ),
    CaseKind.DISCIPLINE_COMPLAINT: (
        ("Khiếu nại quyết định kỷ luật khiển trách đối với viên chức", Field.OTHER),
    ),
    CaseKind.DENUNCIATION: (
        ("Tố cáo cán bộ gây khó khăn khi nghiệm thu đề tài", Field.ADMINISTRATIVE),
        ("Tố cáo việc làm sai quy trình kiểm định cân, cột bơm", Field.ADMINISTRATIVE),
        ("Tố cáo sử dụng bằng cấp không hợp pháp của viên chức", Field.OTHER),
        ("Tố cáo việc lập khống hồ sơ công tác phí", Field.ADMINISTRATIVE),
    ),
    CaseKind.RECOMMENDATION: (
        ("Kiến nghị hỗ trợ đăng ký nhãn hiệu tập thể cho làng nghề", Field.POLICY),
        ("Kiến nghị điều chỉnh lịch kiểm định phương tiện đo lưu động", Field.OTHER),
        ("Kiến nghị mở lớp tập huấn truy xuất nguồn gốc cho hợp tác xã", Field.POLICY),
        ("Kiến nghị trả lại mặt bằng sau khi tháo dỡ trạm đo", Field.LAND),
        ("Kiến nghị bố trí điểm truy cập Internet công cộng", Field.OTHER),
    ),
    CaseKind.FEEDBACK: (
        ("Phản ánh cân đồng hồ không có tem kiểm định", Field.OTHER),
        ("Phản ánh cổng dịch vụ công trả kết quả chậm", Field.POLICY),
        ("Phản ánh trạm phát sóng đặt gần khu dân cư", Field.OTHER),
        ("Phản ánh hàng hóa không ghi rõ xuất xứ", Field.OTHER),
        ("Phản ánh thái độ phục vụ của bộ phận một cửa", Field.POLICY),
    ),
}


def matter(rng: Random, kind: CaseKind) -> tuple[str, Field]:
    """Draw the text of a petition and its field."""
    opening, field = rng.choice(MATTERS[kind])
    details = " ".join(rng.sample(DETAILS, rng.randrange(1, 4)))
    return f"{opening} {rng.choice(PLACES)}, hồ sơ số {rng.randrange(10, 9999)}. {details}", field
