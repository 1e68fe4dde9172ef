"""On what grounds a citizen may be refused a reception, each with its article."""

from datetime import date

from tracker.law.terms import Term

WIDER_SINCE = date(2026, 7, 1)  # Nghị định 154/2026/NĐ-CP: Điều 4 khoản 1
LAW = "Điều 9 Luật Tiếp công dân"
DECREE = "Điều 4 khoản 1 Nghị định 154/2026/NĐ-CP"


class ReceptionRefusal(Term):
    """A listed ground to refuse a reception; nothing outside the list carries a refusal."""

    UNAWARE = (
        "TCD-9.1",
        "Say do dùng chất kích thích, mắc bệnh làm mất khả năng nhận thức (Điều 9 khoản 1)",
        "Intoxicated or not in control of oneself",
    )
    THREATENING = (
        "TCD-9.2",
        "Đe dọa, xúc phạm cơ quan, người tiếp; vi phạm nội quy nơi tiếp (Điều 9 khoản 2)",
        "Threatens, insults or breaks the rules of the place",
    )
    SETTLED = (
        "TCD-9.3",
        "Đã giải quyết đúng pháp luật, đã rà soát, thông báo, vẫn kéo dài (Điều 9 khoản 3)",
        "Settled, reviewed and told in writing, yet dragged on",
    )
    ARMED = (
        "ND154-4.1a",
        "Mang vũ khí, vật nguy hiểm, không chịu gửi hoặc giao nộp (Điều 4 khoản 1 điểm a)",
        "Carries weapons or dangerous things",
    )
    UNCHECKED = (
        "ND154-4.1b",
        "Không chấp hành kiểm tra an ninh (điểm b)",
        "Refuses the security check",
    )
    RECORDING = (
        "ND154-4.1c",
        "Quay phim, ghi âm, phát trực tiếp sau khi đã được yêu cầu dừng (điểm c)",
        "Records or live-streams after being asked not to",
    )
    INCITING = (
        "ND154-4.1d",
        "Kích động, lôi kéo, gây rối trật tự nơi tiếp công dân (điểm d)",
        "Incites or disturbs order",
    )
    INCAPABLE = (
        "ND154-4.1đ",
        "Không đủ năng lực hành vi dân sự, không có người đại diện hợp pháp (điểm đ)",
        "No full capacity and no lawful representative",
    )
    UNAUTHORISED = (
        "ND154-4.1e",
        "Người đại diện, người được ủy quyền không có giấy tờ chứng minh (điểm e)",
        "Representative without papers",
    )
    OTHER_MATTER = (
        "ND154-4.1g",
        "Nội dung không phải khiếu nại, tố cáo, kiến nghị, phản ánh (điểm g)",
        "Matter of another sort",
    )
    ANSWERED = (
        "ND154-4.1h",
        "Kiến nghị, phản ánh đã được trả lời bằng văn bản, không có gì mới (điểm h)",
        "Answered in writing before, nothing new",
    )
    JUDGED = (
        "ND154-4.1i",
        "Đã có bản án, quyết định của Tòa án có hiệu lực pháp luật (điểm i)",
        "Judged by a court with final effect",
    )
    ELSEWHERE = (
        "ND154-4.1k",
        "Cơ quan có thẩm quyền khác đang giải quyết (điểm k)",
        "Being settled by another competent body",
    )


BY_THE_LAW = (ReceptionRefusal.UNAWARE, ReceptionRefusal.THREATENING, ReceptionRefusal.SETTLED)
IN_WRITING = frozenset({ReceptionRefusal.SETTLED, ReceptionRefusal.ANSWERED})


def refusals_on(day: date) -> tuple[ReceptionRefusal, ...]:
    """Give the grounds in force on a day."""
    return tuple(ReceptionRefusal) if day >= WIDER_SINCE else BY_THE_LAW


def article_of(ground: ReceptionRefusal) -> str:
    """Give the article on which a ground rests."""
    return LAW if ground in BY_THE_LAW else DECREE
