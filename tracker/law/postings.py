"""What an agency must have issued and posted at the place where it receives citizens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.law.settlers import Profile
from tracker.law.terms import Term

LAW_SINCE = date(2014, 7, 1)  # Luật Tiếp công dân
AMENDED_SINCE = date(2026, 7, 1)  # Luật 136/2025/QH15, Điều 1 khoản 7


class NoticeTopic(Term):
    """What a posted text is about."""

    HOUSE_RULES = "house_rules", "Nội quy tiếp công dân", "House rules of the reception place"
    REGULATION = "regulation", "Quy chế tiếp công dân", "Regulation on citizen reception"
    RECEPTION = "reception", "Hướng dẫn quy trình tiếp công dân", "Guide to the reception procedure"
    COMPLAINT = "complaint", "Hướng dẫn quy trình khiếu nại", "Guide to complaints"
    DENUNCIATION = "denunciation", "Hướng dẫn quy trình tố cáo", "Guide to denunciations"
    INFORMATION = (
        "information",
        "Hướng dẫn quy trình kiến nghị, phản ánh",
        "Guide to recommendations and feedback",
    )
    HOTLINE = "hotline", "Đường dây nóng", "Hotline"
    PRIVACY = (
        "privacy",
        "Thông báo mục đích xử lý dữ liệu cá nhân",
        "Notice of the purposes of processing",
    )
    OTHER = "other", "Thông báo khác", "Other notice"


class Spot(Term):
    """Where a text is posted (Điều 19 khoản 1, Điều 24 khoản 2 Luật Tiếp công dân)."""

    SEAT = "seat", "Trụ sở cơ quan", "Seat of the agency"
    RECEPTION_PLACE = "reception_place", "Nơi tiếp công dân", "Reception place"
    WEBSITE = "website", "Trang thông tin điện tử", "Website"


@dataclass(frozen=True, slots=True)
class PostingDuty:
    """A text that must stand at the reception place, since when and for whom."""

    topic: NoticeTopic
    article: str
    since: date = LAW_SINCE
    profiles: frozenset[Profile] = frozenset(Profile)

    def holds(self, profile: Profile, on: date) -> bool:
        """Say whether the duty binds this kind of agency on a day."""
        return profile in self.profiles and on >= self.since


NOT_COMMUNES = frozenset(Profile) - {Profile.COMMUNE}
POSTED = "Điều 19 khoản 1 Luật Tiếp công dân"
DUTIES: tuple[PostingDuty, ...] = (
    PostingDuty(NoticeTopic.HOUSE_RULES, POSTED),
    PostingDuty(
        NoticeTopic.REGULATION, "Điều 18 khoản 1 Luật Tiếp công dân", profiles=NOT_COMMUNES
    ),
    PostingDuty(
        NoticeTopic.REGULATION,
        "Điều 15 khoản 2 điểm a Luật Tiếp công dân (sửa đổi theo Luật 136/2025/QH15)",
        since=AMENDED_SINCE,
        profiles=frozenset({Profile.COMMUNE}),
    ),
    *(
        PostingDuty(topic, POSTED)
        for topic in (
            NoticeTopic.RECEPTION,
            NoticeTopic.COMPLAINT,
            NoticeTopic.DENUNCIATION,
            NoticeTopic.INFORMATION,
        )
    ),
)


def duty_of(topic: NoticeTopic, profile: Profile, on: date) -> PostingDuty | None:
    """Give the duty to have a text on this topic, where the law states one."""
    return next((d for d in DUTIES if d.topic is topic and d.holds(profile, on)), None)


def missing(profile: Profile, on: date, posted: Collection[NoticeTopic]) -> tuple[PostingDuty, ...]:
    """Give the texts that should stand there on a day and do not."""
    return tuple(d for d in DUTIES if d.holds(profile, on) and d.topic not in posted)
