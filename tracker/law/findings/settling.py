"""Checks on how matters were settled: limits, extensions, suspension, dialogue, what follows."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.law.events import FOUND_ONLY, EventType, Trait
from tracker.law.findings.check import Hit, at_step, late, lateness, on_case
from tracker.law.findings.codes import CheckCode, Lack
from tracker.law.findings.intake import CLOCK, LATE
from tracker.law.findings.record import CaseRecord
from tracker.law.findings.values import LONGEST_SUSPENSION, NOT_ENFORCED_AFTER
from tracker.law.grounds import grounds_for
from tracker.law.history import DIALOGUE_FIRST, Outcome
from tracker.law.kinds import COMPLAINTS, CaseKind, Level
from tracker.law.move import State
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Confidence
from tracker.law.standing import Status
from tracker.law.terms import Words
from tracker.law.workflow import DIALOGUE_ALWAYS

E = EventType
SETTLING_RULES = ("KN-28", "KN-37", "KL-50.b", "TC-30")
STRETCHING = (E.FOUND_COMPLEX, E.EXTENDED)
KEPT_RULES = frozenset({"KN-41.c", "TC-40.b", "DC-48"})
IN_FORCE = frozenset({"KN-44", "KL-57.a"})


@on_case(
    CheckCode.SETTLED_LATE,
    "Điều 28, Điều 37, Điều 50 Luật Khiếu nại; Điều 30 Luật Tố cáo",
    Confidence.CONFIRMED,
    why=LATE,
    needs=CLOCK,
)
def settled_late(record: CaseRecord) -> Iterator[Hit]:
    """Find matters that were settled late or are still owed a settlement."""
    return late(record, SETTLING_RULES)


@on_case(
    CheckCode.LONGER_WITHOUT_PAPER,
    "Điều 3a Nghị định 124/2020/NĐ-CP; Điều 30 khoản 4 Luật Tố cáo",
    Confidence.LIKELY,
    why=Words("%(step)s ngày %(on)s: %(lack)s."),
    needs=Words("Số văn bản và ngày của việc xác định phức tạp, gia hạn; ngày hết hạn."),
)
def longer_without_paper(record: CaseRecord) -> Iterator[Hit]:
    """Find complexity and extensions without a paper, or dated after the end of the limit."""
    limit = next((d for d in record.duties if d.rule in SETTLING_RULES), None)
    for step in record.all_of(*STRETCHING):
        if not record.document(step):
            yield at_step(step, lack=Lack.NO_NUMBER.value)
        elif limit is not None and step.legal_date > limit.due_on:
            yield at_step(step, lack=Lack.AFTER_END.value)


@on_case(
    CheckCode.TOO_MANY_EXTENSIONS,
    "Điều 30 khoản 2, khoản 3 Luật Tố cáo; Điều 3 Nghị định 31/2019/NĐ-CP",
    Confidence.CONFIRMED,
    why=Words("Gia hạn lần %(number)s ngày %(on)s; tiêu chí đã ghi chỉ cho %(allowed)s lần."),
    needs=Words("Tiêu chí phức tạp đã ghi và các lần gia hạn."),
)
def too_many_extensions(record: CaseRecord) -> Iterator[Hit]:
    """Find extensions beyond what the criteria found so far allow."""
    allowed = number = 0
    for step in record.all_of(*STRETCHING):
        if step.type is E.FOUND_COMPLEX:
            criteria = step.particulars.get("criteria")
            many = isinstance(criteria, (list, tuple)) and len(criteria) > 1
            allowed = max(allowed, len(FOUND_ONLY) if many else 1)
            continue
        number += 1
        if number > allowed:
            yield at_step(step, number=number, allowed=allowed)


@on_case(
    CheckCode.SUSPENDED,
    "Điều 11a Luật Khiếu nại; Điều 34 Luật Tố cáo",
    Confidence.LIKELY,
    why=Words("Tạm đình chỉ từ ngày %(on)s: %(lack)s."),
    needs=Words("Căn cứ ghi ở bước tạm đình chỉ, bước tiếp tục giải quyết."),
)
def suspended(record: CaseRecord) -> Iterator[Hit]:
    """Find suspensions without a ground, and those that nobody took up again."""
    steps = record.all_of(E.SUSPENDED)
    for step in steps:
        listed = grounds_for(E.SUSPENDED, record.kind, step.legal_date, record.level)
        if step.particulars.get("ground") not in {g.value for g in listed}:
            yield at_step(step, lack=Lack.NO_GROUND.value)
    if steps and record.state is State.SUSPENDED:
        last = steps[-1]
        if last.legal_date + timedelta(LONGEST_SUSPENSION) < record.today:
            yield Hit(f"long/{last.sequence}", {**at_step(last).facts, "lack": Lack.TOO_LONG.value})


@on_case(
    CheckCode.NOT_VERIFIED,
    "Điều 29 Luật Khiếu nại; Điều 31 Luật Tố cáo; Điều 10 Nghị định 31/2019/NĐ-CP",
    Confidence.CONFIRMED,
    why=Words("%(step)s ngày %(on)s, trước đó không có bước giao xác minh."),
    needs=Words("Bước giao xác minh và bước kết thúc."),
    not_judged=Words(
        "Số người trong tổ xác minh và quan hệ thân thích không được ghi thành số liệu."
    ),
)
def not_verified(record: CaseRecord) -> Iterator[Hit]:
    """Find conclusions, and decisions that do not grant the demand, without verification."""
    for step in record.all_of(E.DECIDED, E.CONCLUDED):
        granted = step.particulars.get("outcome") == Outcome.RIGHT.value
        short = Trait.SHORT_TRACK in record.traits
        if short or (step.type is E.DECIDED and granted) or _came(record, E.VERIFICATION_ORDERED):
            continue
        yield at_step(step)


@on_case(
    CheckCode.NO_DIALOGUE,
    f"{DIALOGUE_FIRST}; {DIALOGUE_ALWAYS}",
    Confidence.CONFIRMED,
    why=Words("Ra quyết định ngày %(on)s mà chưa có biên bản đối thoại."),
    needs=Words("Bước đối thoại, lần giải quyết, kết quả so với yêu cầu."),
)
def no_dialogue(record: CaseRecord) -> Iterator[Hit]:
    """Find decisions without the dialogue that the law asks for."""
    always = record.level is Level.SECOND or record.kind is CaseKind.DISCIPLINE_COMPLAINT
    held = record.first(E.DIALOGUE_HELD)
    for step in record.all_of(E.DECIDED):
        differs = step.particulars.get("outcome") not in {None, Outcome.RIGHT.value}
        was_held = held is not None and held.legal_date <= step.legal_date
        if record.kind in COMPLAINTS and (always or differs) and not was_held:
            yield at_step(step)


@on_case(
    CheckCode.DIALOGUE_NOTICE,
    "Điều 28 Nghị định 124/2020/NĐ-CP",
    Confidence.CONFIRMED,
    why=Words("Đối thoại ngày %(on)s; hạn thông báo %(due_on)s; ngày thông báo: %(met_on)s."),
    needs=Words("Bước thông báo đối thoại và bước đối thoại."),
    not_judged=Words("Thành phần dự đối thoại không được ghi thành số liệu."),
)
def dialogue_notice(record: CaseRecord) -> Iterator[Hit]:
    """Find dialogues announced too late, or not at all."""
    for duty in record.duties:
        if duty.rule == "KN-30.a" and duty.is_late(record.today):
            yield Hit(str(duty.started_by), {**lateness(duty).facts, "on": _day(duty.started_on)})
    rule = Rulebook.load().rule("KN-30.a")
    held = record.first(E.DIALOGUE_HELD)
    if held is None or rule.in_force(held.legal_date) is None:
        return
    announced = record.first(E.DIALOGUE_ANNOUNCED)
    if record.kind in COMPLAINTS and (announced is None or announced.legal_date > held.legal_date):
        yield at_step(held, due_on=None, met_on=None)


@on_case(
    CheckCode.SENT_LATE,
    "Điều 32, Điều 41, Điều 56 Luật Khiếu nại; Điều 35 Luật Tố cáo",
    Confidence.CONFIRMED,
    why=LATE,
    needs=CLOCK,
    not_judged=Words("Ngày gửi cho từng nơi nhận không được ghi riêng."),
)
def sent_late(record: CaseRecord) -> Iterator[Hit]:
    """Find decisions and conclusions that were sent late."""
    return late(record, ("KN-32", "KN-41.a", "KL-56", "TC-35"))


@on_case(
    CheckCode.NOT_PUBLISHED,
    "Điều 41 Luật Khiếu nại; Điều 40 Luật Tố cáo; Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15",
    Confidence.CONFIRMED,
    why=LATE,
    needs=Words("Bước công khai, bước kết thúc niêm yết."),
)
def not_published(record: CaseRecord) -> Iterator[Hit]:
    """Find what was made public late, not at all, or for too short a time."""
    yield from late(record, ("KN-41.b", "KN-41.d", "TC-40.a", "DC-47"))
    for duty in record.duties:
        if duty.rule in KEPT_RULES and duty.status(record.today) is Status.TOO_SHORT:
            yield lateness(duty)


@on_case(CheckCode.NOT_ACTED_ON, "Điều 36 Luật Tố cáo", Confidence.CONFIRMED, why=LATE, needs=CLOCK)
def not_acted_on(record: CaseRecord) -> Iterator[Hit]:
    """Find conclusions that were acted on, or reported back on, late."""
    return late(record, ("TC-36.a", "TC-36.b"))


@on_case(
    CheckCode.NOT_ENFORCED,
    "Điều 46 Luật Khiếu nại",
    Confidence.CONFIRMED,
    why=Words("Có hiệu lực từ ngày %(since_on)s, chưa ghi việc thi hành, khiếu nại tiếp hay kiện."),
    needs=Words("Ngày có hiệu lực, bước thi hành; chỉ xét quyết định chấp nhận khiếu nại."),
)
def not_enforced(record: CaseRecord) -> Iterator[Hit]:
    """Find decisions for the complainant in force of whose execution nothing is heard."""
    decided = record.first(E.DECIDED)
    granted = {Outcome.RIGHT.value, Outcome.PARTLY_RIGHT.value}
    if decided is None or decided.particulars.get("outcome") not in granted:
        return
    if _came(record, E.ENFORCED, E.APPEALED, E.SUED):
        return
    for duty in record.duties:
        waited = record.today - timedelta(NOT_ENFORCED_AFTER)
        if duty.rule in IN_FORCE and duty.due_on < waited:
            yield Hit(f"{duty.rule}/{duty.started_by}", {"since_on": _day(duty.due_on)})


def _came(record: CaseRecord, *types: EventType) -> bool:
    return record.first(*types) is not None


def _day(day: object) -> str:
    return str(day)
