"""How many representatives a group of one content may have."""

from datetime import date

from tracker.law.terms import Refusal

ARTICLE = "Điều 29 Luật Tiếp công dân"
GROUP_FROM = 5  # people; also "đoàn đông người" of form 01/TCD, Thông tư 06/2025/TT-TTCP
SMALL_GROUP_UP_TO = 10
SMALL_GROUP_REPRESENTATIVES = 2
MOST_REPRESENTATIVES = 5


def most_representatives(head_count: int) -> int:
    """Give the largest number of representatives for so many people.

    Exactly 10 people is read differently in older texts; the stricter 2 is the default.
    """
    if head_count < GROUP_FROM:
        return 0
    return SMALL_GROUP_REPRESENTATIVES if head_count <= SMALL_GROUP_UP_TO else MOST_REPRESENTATIVES


def is_group(head_count: int) -> bool:
    """Say whether so many people on one content are a group in law (đoàn đông người)."""
    return head_count >= GROUP_FROM


def check_group(head_count: int, representatives: int) -> None:
    """Refuse more representatives than the law allows, or none for a group."""
    most = most_representatives(head_count)
    if is_group(head_count) and representatives == 0:
        raise Refusal(
            "Đoàn từ %(from)s người phải cử người đại diện (nhiều nhất %(most)s người).",
            article=ARTICLE,
            field="representatives",
            most=most,
            **{"from": GROUP_FROM},
        )
    check_not_too_many(head_count, representatives)


def check_not_too_many(head_count: int, representatives: int) -> None:
    """Refuse more representatives than so many people may send."""
    most = most_representatives(head_count)
    if representatives > most:
        raise Refusal(
            "%(count)s người chỉ được cử nhiều nhất %(most)s người đại diện.",
            article=ARTICLE,
            field="representatives",
            count=head_count,
            most=most,
        )


def check_appointment(
    head_count: int, appointed_on: date | None, on: date, *, signed_by_all: bool
) -> None:
    """Refuse a group whose representatives are named in no document that all have signed."""
    if not is_group(head_count):
        return
    if appointed_on is None:
        raise Refusal(
            "Người đại diện phải được cử bằng văn bản có chữ ký của những người trong đoàn: hãy "
            "ghi ngày văn bản, hoặc chọn “Hướng dẫn” nếu đoàn chưa cử.",
            article=ARTICLE,
            field="appointed_on",
        )
    if appointed_on > on:
        raise Refusal(
            "Văn bản cử người đại diện không thể sau ngày tiếp.",
            article=ARTICLE,
            field="appointed_on",
        )
    if not signed_by_all:
        raise Refusal(
            "Văn bản cử người đại diện phải có chữ ký của tất cả người trong đoàn.",
            article=ARTICLE,
            field="appointed_by_all",
        )
