"""Check that one more event fits the history of a case: its date, its order, its content."""

from datetime import date

from tracker.law.events import FOUND_ONLY, Event, EventType, effective
from tracker.law.grounds import Ground
from tracker.law.kinds import Level
from tracker.law.terms import Refusal, Term
from tracker.law.workflow import Situation, advance, begin, lawful_move, replay

DIALOGUE_FIRST = "Điều 30 Luật Khiếu nại"
COMPLEXITY = "Điều 3a Nghị định 124/2020/NĐ-CP; Điều 3 Nghị định 31/2019/NĐ-CP"
GOES_ON = "Điều 33 khoản 3 Luật Tố cáo; Điều 4 Nghị định 31/2019/NĐ-CP"


class Outcome(Term):
    """How a complaint or denunciation was found, as the statistics count it."""

    RIGHT = "right", "Đúng toàn bộ", "Right"
    PARTLY_RIGHT = "partly_right", "Đúng một phần", "Partly right"
    WRONG = "wrong", "Sai toàn bộ", "Wrong"


def check(events: tuple[Event, ...], candidate: Event, today: date) -> Situation:
    """Refuse an event that is not lawful at its legal date or makes a later one unlawful."""
    _check_date(events, candidate, today)
    _check_complexity(candidate)
    if candidate.type is EventType.CORRECTED:
        return _check_whole((*events, candidate))
    before = [e for e in effective(events) if e.legal_date <= candidate.legal_date]
    situation = replay(before)
    try:
        lawful_move(situation, candidate.type, candidate.legal_date)
    except Refusal as refusal:
        raise _in_order_of_dates(refusal, events, candidate) from refusal
    _check_content(situation, candidate)
    return _check_whole((*events, candidate))


def _check_content(situation: Situation, event: Event) -> None:
    """Refuse what a lawful move may not say in this situation."""
    _check_dialogue(situation, event)
    _check_going_on(situation, event)


def _check_dialogue(situation: Situation, candidate: Event) -> None:
    """A first decision that does not grant the whole demand needs a dialogue before it."""
    granted = candidate.particulars.get("outcome") in {None, Outcome.RIGHT.value}
    first = situation.facts.level is Level.FIRST
    if candidate.type is not EventType.DECIDED or granted or not first:
        return
    if EventType.DIALOGUE_HELD not in situation.happened:
        raise Refusal(
            "Kết quả khác yêu cầu của người khiếu nại: "
            "phải tổ chức đối thoại trước khi ra quyết định.",
            article=DIALOGUE_FIRST,
            field="outcome",
        )


def _check_complexity(candidate: Event) -> None:
    """Complexity is a finding of its own, in writing and with its criteria."""
    told = candidate.particulars.get("traits")
    if isinstance(told, (list, tuple)) and FOUND_ONLY & set(told):
        raise Refusal(
            "Vụ việc phức tạp phải được xác định bằng văn bản với tiêu chí cụ thể: "
            "hãy ghi bước “%(step)s”.",
            article=COMPLEXITY,
            field="traits",
            step=EventType.FOUND_COMPLEX,
        )
    if candidate.type is EventType.FOUND_COMPLEX and not candidate.particulars.get("criteria"):
        raise Refusal("Hãy chọn ít nhất một tiêu chí.", article=COMPLEXITY, field="criteria")


def _check_going_on(situation: Situation, candidate: Event) -> None:
    """A withdrawn denunciation that must go on is not discontinued for its withdrawal."""
    withdrawn = candidate.particulars.get("ground") == Ground.DC_WITHDRAWN.value
    if candidate.type is not EventType.DISCONTINUED or not withdrawn:
        return
    if EventType.GOES_ON in situation.happened:
        raise Refusal(
            "Đã quyết định vẫn giải quyết dù tố cáo được rút: không đình chỉ vì việc rút.",
            article=GOES_ON,
            field="ground",
        )


def _check_date(events: tuple[Event, ...], candidate: Event, today: date) -> None:
    day = candidate.corrected_date or candidate.legal_date
    if day > today:
        raise Refusal("Ngày thực hiện không được ở tương lai.", field="legal_date")
    first = next(e for e in events if e.type is EventType.RECEIVED)
    if candidate.corrects != first.sequence and day < _receipt(events).legal_date:
        raise Refusal("Ngày thực hiện trước ngày tiếp nhận đơn.", field="legal_date")


def _receipt(events: tuple[Event, ...]) -> Event:
    return next(e for e in effective(events) if e.type is EventType.RECEIVED)


def _in_order_of_dates(refusal: Refusal, events: tuple[Event, ...], candidate: Event) -> Refusal:
    """Name the later step when the move would be lawful but for its date."""
    later = [e for e in effective(events) if e.legal_date > candidate.legal_date]
    if not later:
        return refusal
    try:
        lawful_move(replay(events), candidate.type, candidate.legal_date)
    except Refusal:
        return refusal
    return Refusal(
        "Ngày %(day)s trước ngày %(other_day)s của bước “%(other)s”.",
        article=refusal.article,
        field="legal_date",
        day=f"{candidate.legal_date:%d/%m/%Y}",
        other=later[-1].type,
        other_day=f"{later[-1].legal_date:%d/%m/%Y}",
    )


def _check_whole(events: tuple[Event, ...]) -> Situation:
    """Refuse where any event of the corrected history is no longer lawful."""
    standing = effective(events)
    if not standing or standing[0].type is not EventType.RECEIVED:
        raise Refusal("Bước đầu tiên của vụ việc phải là tiếp nhận đơn.", field="legal_date")
    situation = begin(standing[0])
    for event in standing[1:]:
        try:
            lawful_move(situation, event.type, event.legal_date)
            _check_content(situation, event)
        except Refusal as refusal:
            raise Refusal(
                "Không thể ghi: bước “%(step)s” ngày %(day)s sẽ không còn hợp lệ.",
                article=refusal.article,
                field="legal_date",
                step=event.type,
                day=f"{event.legal_date:%d/%m/%Y}",
            ) from refusal
        situation = advance(situation, event)
    return situation
