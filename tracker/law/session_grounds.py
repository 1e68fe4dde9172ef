"""When the head must receive "đột xuất", when online, and where a schedule is posted."""

from tracker.law.terms import Term

EXTRAORDINARY_LAW = "Điều 18 khoản 3 Luật Tiếp công dân"
ONLINE_LAW = "Điều 20 Nghị định 154/2026/NĐ-CP"
PLACES_LAW = "Điều 24 khoản 2 Luật Tiếp công dân"
MOVING_LAW = "Điều 24 khoản 4 Luật Tiếp công dân"


class ExtraordinaryGround(Term):
    """Điều 18 khoản 3 Luật Tiếp công dân: the two cases of an extraordinary session."""

    HEATED = (
        "a",
        (
            "Vụ việc gay gắt, phức tạp, có nhiều người tham gia, liên quan đến trách nhiệm của"
            " nhiều cơ quan, tổ chức, đơn vị hoặc ý kiến của các cơ quan, tổ chức, đơn vị còn"
            " khác nhau (điểm a)"
        ),
        (
            "A heated, complex matter of many people, of several agencies or on which they differ"
            " (point a)"
        ),
    )
    GRAVE = (
        "b",
        (
            "Nếu không chỉ đạo, xem xét kịp thời có thể gây hậu quả nghiêm trọng: hủy hoại tài sản,"
            " xâm hại tính mạng, tài sản, ảnh hưởng đến an ninh, trật tự (điểm b)"
        ),
        (
            "Without prompt direction grave consequences are possible: destruction of property,"
            " harm to life or property, to security and order (point b)"
        ),
    )


class OnlineGround(Term):
    """Điều 20 Nghị định 154/2026/NĐ-CP: when the head may decide to receive online."""

    COMPLEX = (
        "complex",
        "Khiếu nại, kiến nghị, phản ánh phức tạp, kéo dài, nhiều cơ quan hoặc lãnh đạo ở nơi khác",
        (
            "A complex or long complaint, recommendation or feedback, with several bodies or with"
            " leaders elsewhere"
        ),
    )
    REMOTE = (
        "remote",
        (
            "Người khiếu nại, kiến nghị, phản ánh ở vùng sâu, vùng xa, khó khăn; đối tượng chính"
            " sách, người cao tuổi, người khuyết tật có nguyện vọng"
        ),
        (
            "A person of a remote or hard area, a policy beneficiary, an elderly or disabled person"
            " who wishes it"
        ),
    )
    EMERGENCY = (
        "emergency",
        "Thiên tai, dịch bệnh hoặc vì lý do an ninh",
        "Disaster, epidemic or reasons of security",
    )
    DENUNCIATION = (
        "denunciation",
        "Tố cáo phức tạp, người tố cáo không yêu cầu bảo vệ bí mật thông tin và bảo đảm an ninh",
        "A complex denunciation whose denouncer does not ask for secrecy, with security assured",
    )
    PRACTICAL = (
        "practical",
        "Trường hợp khác theo nhu cầu thực tế",
        "Other cases by practical need",
    )


class PostingPlace(Term):
    """Điều 24 khoản 2 Luật Tiếp công dân: where a schedule is made public."""

    SEAT = "seat", "Trụ sở cơ quan", "At the agency's seat"
    RECEPTION_PLACE = "reception_place", "Nơi tiếp công dân", "At the place of reception"
    WEBSITE = "website", "Trang thông tin điện tử", "On the website"
