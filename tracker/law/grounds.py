"""Grounds that a refusal, suspension or discontinuation must name, each with its article."""

from collections.abc import Mapping
from datetime import date

from tracker.law.events import EventType
from tracker.law.kinds import COMPLAINTS, CaseKind, Level
from tracker.law.terms import Term


class Ground(Term):
    """A listed ground; nothing outside the list carries such a step."""

    KN_11_1 = (
        "KN-11.1",
        "Quyết định, hành vi chỉ đạo nội bộ (Điều 11 khoản 1)",
        "Internal directing",
    )
    KN_11_2 = "KN-11.2", "Không liên quan trực tiếp đến quyền, lợi ích (khoản 2)", "Not own rights"
    KN_11_3 = "KN-11.3", "Thiếu năng lực hành vi, không có người đại diện (khoản 3)", "No capacity"
    KN_11_4 = "KN-11.4", "Người đại diện không hợp pháp (khoản 4)", "Unlawful representative"
    KN_11_5 = "KN-11.5", "Đơn không có chữ ký hoặc điểm chỉ (khoản 5)", "Not signed"
    KN_11_6 = (
        "KN-11.6",
        "Hết thời hiệu, thời hạn không có lý do chính đáng (khoản 6)",
        "Out of time",
    )
    KN_11_7 = "KN-11.7", "Đã có quyết định giải quyết lần hai (khoản 7)", "Settled at second level"
    KN_11_8 = "KN-11.8", "Đã đình chỉ, quá 30 ngày không tiếp tục (khoản 8)", "Discontinued before"
    KN_11_9 = "KN-11.9", "Tòa án đã thụ lý hoặc đã giải quyết (khoản 9)", "Before the court"
    TC_29_CONTENT = "TC-29.a", "Đơn không đủ nội dung theo Điều 23 (Điều 29)", "Content missing"
    TC_29_CAPACITY = (
        "TC-29.b",
        "Không đủ năng lực hành vi, không có đại diện (Điều 29)",
        "No capacity, no representative",
    )
    TC_29_COMPETENCE = "TC-29.c", "Không thuộc thẩm quyền (Điều 29)", "Outside competence"
    TC_29_BASIS = "TC-29.d", "Không có cơ sở xác định người, hành vi vi phạm (Điều 29)", "No basis"
    TDC_OBSTACLE = "tdc-a", "Bất khả kháng, trở ngại khách quan (Điều 11a)", "Objective obstacle"
    TDC_AWAITS = "tdc-b", "Chờ kết quả của cơ quan có thẩm quyền khác", "Awaits another result"
    TDC_EXPERT = "tdc-c", "Chờ giám định bổ sung, giám định lại (Điều 34)", "Awaits expert opinion"
    DC_WITHDRAWN = "dc-a", "Rút toàn bộ nội dung", "Withdrawn in full"
    DC_DEATH = "dc-b", "Người gửi chết, tổ chức chấm dứt, không có người kế thừa", "No successor"
    DC_NO_OBJECT = "dc-c", "Không còn đối tượng, nội dung để giải quyết", "Nothing left to settle"
    DC_COURT = (
        "dc-d",
        "Tòa án đã thụ lý hoặc đã có bản án, quyết định",
        "The court has accepted or settled it",
    )
    DC_DENOUNCED_DEAD = (
        "dc-e",
        "Người bị tố cáo chết, nội dung chỉ về người đó",
        "Denounced is dead",
    )
    DC_SETTLED = "dc-f", "Đã được giải quyết bằng văn bản có hiệu lực", "Already settled"
    DC_FIRST_WITHDRAWN = (
        "dc-g",
        "Quyết định giải quyết lần đầu đã bị chính người ban hành thu hồi",
        "The first decision was withdrawn by its author",
    )
    GO_ON_BREACH = (
        "vgq-a",
        "Có căn cứ xác định hành vi bị tố cáo vi phạm pháp luật",
        "Grounds that the act breaks the law",
    )
    GO_ON_FORCED = (
        "vgq-b",
        "Rút do bị đe dọa, ép buộc, mua chuộc",
        "Withdrawn under threat, force or bribe",
    )
    GO_ON_SLANDER = (
        "vgq-c",
        "Lợi dụng tố cáo để vu khống, xúc phạm, gây thiệt hại cho người bị tố cáo",
        "Denounced to slander or to harm",
    )
    BV_SETTLED = (
        "bv-a",
        "Đã có kết luận hoặc đình chỉ giải quyết tố cáo",
        "Concluded or discontinued",
    )
    BV_NO_GROUND = "bv-b", "Căn cứ bảo vệ không còn", "The ground is gone"
    BV_ASKED = "bv-c", "Người được bảo vệ đề nghị bằng văn bản", "Asked for in writing"
    BV_BREACH = (
        "bv-d",
        "Người được bảo vệ cố ý vi phạm nghĩa vụ (từ 01/07/2026)",
        "Duties broken on purpose (from 01/07/2026)",
    )
    LUU_INELIGIBLE = "luu-a", "Đơn không đủ điều kiện xử lý", "Ineligible"
    LUU_OUT_OF_TIME = "luu-b", "Hết thời hạn, thời hiệu", "Time bar has passed"
    LUU_NOTHING_NEW = "luu-c", "Đã có quyết định cuối cùng, không có tình tiết mới", "Nothing new"
    LUU_UNNAMED = "luu-d", "Không rõ họ tên, địa chỉ hoặc mạo danh", "Anonymous or false name"
    LUU_ALREADY_SENT = (
        "luu-e",
        "Đã gửi đúng cơ quan có thẩm quyền hoặc đã hướng dẫn",
        "Sent already",
    )


COMPLAINT_REFUSALS = tuple(g for g in Ground if g.value.startswith("KN-11"))
DENUNCIATION_REFUSALS = tuple(g for g in Ground if g.value.startswith("TC-29"))
FILING = tuple(g for g in Ground if g.value.startswith("luu-"))
GOING_ON = tuple(g for g in Ground if g.value.startswith("vgq-"))
PROTECTION_END = tuple(g for g in Ground if g.value.startswith("bv-"))
PROTECTION_BREACH_SINCE = date(2026, 7, 1)  # Luật 136/2025/QH15: Điều 54 Luật Tố cáo
NEW_COMPLAINT_GROUNDS = frozenset({Ground.DC_DEATH, Ground.DC_NO_OBJECT, Ground.DC_COURT})
FIRST_WITHDRAWN_SINCE = date(2025, 7, 1)  # Nghị định 141/2025/NĐ-CP, as a province applies it
COMPLAINT_GROUNDS_SINCE = date(2026, 7, 1)  # Luật 136/2025/QH15: Điều 11a Luật Khiếu nại


def grounds_for(
    event: EventType, kind: CaseKind, on: date, level: Level = Level.FIRST
) -> tuple[Ground, ...]:
    """Give the grounds among which a step must name one; empty where it needs none."""
    if event in _ALWAYS:
        return _ALWAYS[event]
    if event is EventType.REFUSED:
        return COMPLAINT_REFUSALS if kind in COMPLAINTS else DENUNCIATION_REFUSALS
    if event is EventType.SUSPENDED:
        own = Ground.TDC_OBSTACLE if kind in COMPLAINTS else Ground.TDC_EXPERT
        return own, Ground.TDC_AWAITS
    if event is EventType.DISCONTINUED:
        return _discontinuation(kind, on, level)
    if event is EventType.PROTECTION_ENDED:
        since = on >= PROTECTION_BREACH_SINCE
        return tuple(g for g in PROTECTION_END if since or g is not Ground.BV_BREACH)
    return ()


_ALWAYS: Mapping[EventType, tuple[Ground, ...]] = {
    EventType.FILED_AWAY: FILING,
    EventType.GOES_ON: GOING_ON,
}


def _discontinuation(kind: CaseKind, on: date, level: Level) -> tuple[Ground, ...]:
    if kind is CaseKind.DENUNCIATION:
        return Ground.DC_WITHDRAWN, Ground.DC_DENOUNCED_DEAD, Ground.DC_SETTLED
    if kind in COMPLAINTS:
        later = tuple(sorted(NEW_COMPLAINT_GROUNDS)) if on >= COMPLAINT_GROUNDS_SINCE else ()
        second = level is Level.SECOND and on >= FIRST_WITHDRAWN_SINCE
        return Ground.DC_WITHDRAWN, *later, *((Ground.DC_FIRST_WITHDRAWN,) if second else ())
    return Ground.DC_WITHDRAWN, Ground.DC_NO_OBJECT
