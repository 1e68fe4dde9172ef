"""How many representatives a group of one content may have."""

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


def check_group(head_count: int, representatives: int) -> None:
    """Refuse more representatives than the law allows, or none for a group."""
    most = most_representatives(head_count)
    if head_count >= GROUP_FROM and representatives == 0:
        raise Refusal(
            "Đoàn từ %(from)s người phải cử người đại diện (nhiều nhất %(most)s người).",
            article=ARTICLE,
            field="representatives",
            most=most,
            **{"from": GROUP_FROM},
        )
    if representatives > most:
        raise Refusal(
            "%(count)s người chỉ được cử nhiều nhất %(most)s người đại diện.",
            article=ARTICLE,
            field="representatives",
            count=head_count,
            most=most,
        )
