"""Checks on how petitions were taken up: acceptance, refusal, kind, competence, answers."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.law.events import EventType, Trait
from tracker.law.findings.check import Hit, at_step, late, on_case
from tracker.law.findings.codes import CheckCode, Lack
from tracker.law.findings.record import CaseRecord
from tracker.law.findings.values import QUIET_AFTER, UNASSIGNED_AFTER
from tracker.law.grounds import grounds_for
from tracker.law.kinds import COMPLAINTS, SETTLED_BY_ANSWER, CaseKind
from tracker.law.move import State
from tracker.law.rules import Confidence
from tracker.law.terms import Words

E = EventType
TURNED_DOWN = (E.REFUSED, E.GUIDED, E.FORWARDED, E.RETURNED, E.FILED_AWAY)
SETTLING = (E.ACCEPTED, E.VERIFICATION_ORDERED, E.DECIDED, E.CONCLUDED, E.ANSWERED)
LATE = Words("%(rule)s: hết hạn ngày %(due_on)s; ngày thực hiện: %(met_on)s.")
CLOCK = Words("Các bước của vụ việc và thời hạn tính từ đó.")


@on_case(
    CheckCode.LATE_ACCEPTANCE,
    "Điều 27, Điều 36 khoản 1, Điều 50 Luật Khiếu nại; Điều 24 khoản 1, Điều 37 Luật Tố cáo",
    Confidence.CONFIRMED,
    why=LATE,
    needs=CLOCK,
)
def late_acceptance(record: CaseRecord) -> Iterator[Hit]:
    """Find acceptance or its refusal after the limit."""
    return late(record, ("KN-27", "KL-50.a", "TC-24.1", "TC-37"))


@on_case(
    CheckCode.NOT_NOTIFIED,
    "Điều 29 khoản 3 Luật Tố cáo; Điều 27, Điều 36 Luật Khiếu nại",
    Confidence.CONFIRMED,
    why=LATE,
    needs=CLOCK,
    not_judged=Words(
        "Khiếu nại: bước Thụ lý không ghi riêng việc gửi cho từng nơi nhận, nên chỉ xét tố cáo."
    ),
)
def not_notified(record: CaseRecord) -> Iterator[Hit]:
    """Find acceptances of denunciations that were not told in time."""
    return late(record, ("TC-29",))


@on_case(
    CheckCode.ACCEPTED_THEN_NOT,
    "Điều 11 Luật Khiếu nại",
    Confidence.LIKELY,
    why=Words("Thụ lý ngày %(accepted_on)s, rồi ngày %(on)s: %(step)s."),
    needs=Words("Bước thụ lý và bước không thụ lý, chuyển, trả, lưu đơn."),
)
def accepted_then_not(record: CaseRecord) -> Iterator[Hit]:
    """Find cases that were turned down after they had been accepted."""
    accepted = record.first(E.ACCEPTED)
    if accepted is None:
        return
    place = record.steps.index(accepted)
    for step in record.steps[place + 1 :]:
        if step.type in TURNED_DOWN:
            yield at_step(step, accepted_on=accepted.legal_date.isoformat())


@on_case(
    CheckCode.NO_GROUND,
    "Điều 11 Luật Khiếu nại; Điều 24, Điều 29 Luật Tố cáo",
    Confidence.CONFIRMED,
    why=Words("%(step)s ngày %(on)s, không ghi căn cứ nào trong danh mục."),
    needs=Words("Căn cứ ghi ở bước không thụ lý."),
)
def no_ground(record: CaseRecord) -> Iterator[Hit]:
    """Find refusals that name no ground of the list."""
    for step in record.all_of(E.REFUSED):
        listed = grounds_for(E.REFUSED, record.kind, step.legal_date, record.level)
        if step.particulars.get("ground") not in {g.value for g in listed}:
            yield at_step(step)


@on_case(
    CheckCode.WRONG_KIND,
    "Điều 2 Luật Khiếu nại; Điều 2 Luật Tố cáo",
    Confidence.LIKELY,
    why=Words("Ngày %(on)s phân loại lại từ %(was)s thành %(became)s."),
    needs=Words("Loại ghi khi tiếp nhận và ở mỗi lần phân loại."),
    not_judged=Words("Máy không đọc nội dung đơn: chỉ thấy việc đổi loại, không thấy đơn xếp sai."),
)
def wrong_kind(record: CaseRecord) -> Iterator[Hit]:
    """Find complaints and denunciations that were turned into something weaker."""
    was: CaseKind | None = None
    for step in record.all_of(E.RECEIVED, E.CLASSIFIED):
        told = step.particulars.get("kind")
        became = CaseKind(str(told)) if told else was
        if was is not None and became is not None and _is_weaker(was, became):
            yield at_step(step, was=was.value, became=became.value)
        was = became


def _is_weaker(was: CaseKind, became: CaseKind) -> bool:
    """A denunciation stands above all; a complaint above recommendations and feedback."""
    if was is CaseKind.DENUNCIATION:
        return became is not was
    return was in COMPLAINTS and became in SETTLED_BY_ANSWER


@on_case(
    CheckCode.OUTSIDE_COMPETENCE,
    "Điều 17 Luật Khiếu nại; Điều 12, Điều 13, Điều 18 Luật Tố cáo",
    Confidence.LIKELY,
    why=Words("Phân loại là không thuộc thẩm quyền, mà ngày %(on)s vẫn có bước: %(step)s."),
    needs=Words("Kết quả phân loại về thẩm quyền và các bước giải quyết."),
)
def outside_competence(record: CaseRecord) -> Iterator[Hit]:
    """Find matters outside competence that were settled all the same."""
    if Trait.OUTSIDE_COMPETENCE in record.traits:
        step = record.first(*SETTLING)
        if step is not None:
            yield at_step(step)


@on_case(
    CheckCode.LEFT_LYING,
    "Điều 41 khoản 3 điểm b Nghị định 154/2026/NĐ-CP",
    Confidence.LIKELY,
    why=Words("Từ ngày %(since_on)s: %(lack)s."),
    needs=Words("Phân công, các bước và mốc 45 ngày chưa xử lý."),
)
def left_lying(record: CaseRecord) -> Iterator[Hit]:
    """Find open cases with nobody, without any step, or past the outer line."""
    for duty in record.duties:
        if duty.rule == "ND154-41.3b" and duty.is_late(record.today):
            facts = {"since_on": duty.due_on.isoformat(), "lack": Lack.LINE.value}
            yield Hit(f"line/{duty.started_by}", facts)
    if not record.is_open:
        return
    has_owner = any(g.until_on is None for g in record.given)
    if not has_owner and record.received_on + timedelta(UNASSIGNED_AFTER) < record.today:
        yield Hit("nobody", {"since_on": record.received_on.isoformat(), "lack": Lack.NOBODY.value})
    last = max((w.on for w in record.written.values()), default=record.received_on)
    if record.state is not State.SUSPENDED and last + timedelta(QUIET_AFTER) < record.today:
        yield Hit(f"quiet/{last:%Y%m%d}", {"since_on": last.isoformat(), "lack": Lack.QUIET.value})


@on_case(
    CheckCode.CITIZEN_NOT_ANSWERED,
    "Điều 28 khoản 1 Luật Tiếp công dân",
    Confidence.CONFIRMED,
    why=LATE,
    needs=CLOCK,
)
def citizen_not_answered(record: CaseRecord) -> Iterator[Hit]:
    """Find citizens who waited too long for a word on their petition."""
    return late(record, ("TCD-28.1", "TCD-28.2"))


@on_case(
    CheckCode.PASSER_NOT_ANSWERED,
    "Điều 27 khoản 2 Luật Tiếp công dân; Điều 66 Luật Khiếu nại; Điều 26 Luật Tố cáo",
    Confidence.CONFIRMED,
    why=LATE,
    needs=CLOCK,
)
def passer_not_answered(record: CaseRecord) -> Iterator[Hit]:
    """Find bodies that passed a matter on and were not told its result."""
    return late(record, ("TCD-27.2a", "KN-66", "TC-26.2"))


@on_case(
    CheckCode.COMMITTEE_NOT_ANSWERED,
    "Điều 63 khoản 1 điểm c Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15",
    Confidence.CONFIRMED,
    why=LATE,
    needs=CLOCK,
)
def committee_not_answered(record: CaseRecord) -> Iterator[Hit]:
    """Find recommendations of the People's Inspection Committee that were not answered in time."""
    return late(record, ("DC-63.a",))
