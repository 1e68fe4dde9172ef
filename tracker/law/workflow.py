"""Say which moves are lawful now, and why others are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import MOVES, Move
from tracker.law.situation import MOVES_OF, Situation, advance, begin, facts_of, replay
from tracker.law.terms import Refusal, Words

__all__ = [
    "ShutMove",
    "Situation",
    "advance",
    "begin",
    "facts_of",
    "lawful_move",
    "objection",
    "open_moves",
    "replay",
    "shut_moves",
]

MAX_EXTENSIONS = 2  # Điều 30 khoản 3 Luật Tố cáo; khoản 2: once when complex
DIALOGUE_ALWAYS = "Điều 39, Điều 53, Điều 55 Luật Khiếu nại"
NEEDED: Mapping[Trait, Words] = {
    Trait.OUTSIDE_COMPETENCE: Words(
        "Chỉ thực hiện khi vụ việc được phân loại là không thuộc thẩm quyền."
    ),
    Trait.UNNAMED: Words("Chỉ thực hiện khi đơn không rõ họ tên, địa chỉ hoặc mạo danh."),
    Trait.DISMISSAL: Words("Chỉ được khởi kiện quyết định kỷ luật buộc thôi việc."),
    Trait.AT_DESK: Words("Chỉ thực hiện với đơn nhận tại buổi tiếp công dân."),
    Trait.PASSED_ON: Words("Chỉ thực hiện khi đơn do nơi khác chuyển đến."),
    Trait.SHORT_TRACK: Words("Chưa có báo cáo xác minh, và không theo trình tự rút gọn."),
}
BARRED: Mapping[Trait, Words] = {
    Trait.OUTSIDE_COMPETENCE: Words(
        "Vụ việc không thuộc thẩm quyền: hãy hướng dẫn hoặc chuyển đơn."
    ),
    Trait.UNNAMED: Words(
        "Đơn không rõ họ tên, địa chỉ hoặc mạo danh: không thụ lý như tố cáo; nếu nội dung rõ, "
        "có chứng cứ thì tiếp nhận như thông tin để kiểm tra."
    ),
}


@dataclass(frozen=True, slots=True)
class ShutMove:
    """A move of this kind of case that is not lawful now, with the reason in words."""

    move: Move
    reason: Refusal


def open_moves(situation: Situation, today: date) -> tuple[Move, ...]:
    """Give the moves that are lawful now, in the order of the table."""
    return tuple(
        m
        for m in MOVES
        if situation.facts.kind in m.kinds and objection(situation, m, today) is None
    )


def shut_moves(situation: Situation, today: date) -> tuple[ShutMove, ...]:
    """Give the moves that belong to this state but are not lawful now, each with its reason."""
    candidates = (
        m for m in MOVES if situation.facts.kind in m.kinds and situation.state in m.origins
    )
    reasons = ((m, objection(situation, m, today)) for m in candidates)
    return tuple(ShutMove(m, why) for m, why in reasons if why is not None)


def lawful_move(situation: Situation, event: EventType, on: date) -> Move:
    """Give the move that this event makes in this situation, or refuse with the reason."""
    candidates = MOVES_OF[event, situation.facts.kind]
    if not candidates:
        raise Refusal("Bước “%(step)s” không áp dụng cho loại vụ việc này.", step=event)
    refusals = []
    for move in candidates:
        why = objection(situation, move, on)
        if why is None:
            return move
        refusals.append((situation.state in move.origins, why))
    raise next((why for at_state, why in refusals if at_state), refusals[0][1])


def objection(situation: Situation, move: Move, on: date) -> Refusal | None:
    """Say why a move is not lawful on a day in a situation; None where it is."""
    for test in (_wrong_state, _wrong_level, _not_yet_law, _lacks_trait, _already_done, _lacks_step,
                 _dialogue_missing, _too_many_extensions, _nobody_asked):  # fmt: skip
        refusal = test(situation, move, on)
        if refusal is not None:
            return refusal
    return None


def _wrong_state(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if situation.state in move.origins:
        return None
    return Refusal(
        "Chưa thể ghi “%(step)s” khi vụ việc ở trạng thái “%(state)s”.",
        article=move.article,
        step=move.event,
        state=situation.state,
    )


def _wrong_level(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if situation.facts.level in move.levels:
        return None
    return Refusal(
        "Bước này chỉ có ở “%(level)s”.", article=move.article, level=next(iter(move.levels))
    )


def _not_yet_law(_situation: Situation, move: Move, on: date) -> Refusal | None:
    if move.since is None or on >= move.since:
        return None
    return Refusal(
        "Bước “%(step)s” chỉ có từ ngày %(since)s.",
        article=move.article,
        step=move.event,
        since=f"{move.since:%d/%m/%Y}",
    )


def _lacks_trait(situation: Situation, move: Move, _on: date) -> Refusal | None:
    """Name the circumstance that a move lacks, or that shuts it."""
    traits = situation.facts.traits
    if move.needs <= traits and not move.unless & traits:
        return None
    lacking = next((t for t in Trait if t in move.needs - traits), None)
    if lacking is not None:
        return Refusal(NEEDED[lacking], article=move.article)
    barring = next((t for t in Trait if t in move.unless & traits), None)
    if barring is not None:
        return Refusal(BARRED[barring], article=move.article)
    return None


def _already_done(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if not move.once or move.event not in situation.happened:
        return None
    return Refusal("Đã ghi nhận bước “%(step)s”.", article=move.article, step=move.event)


def _lacks_step(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if move.requires <= situation.happened:
        return None
    missing = [e for e in EventType if e in move.requires - situation.happened]
    return Refusal(
        "Chưa thể ghi “%(step)s”: còn thiếu %(missing)s.",
        article=move.article,
        step=move.event,
        missing=tuple(missing),
    )


def _dialogue_missing(situation: Situation, move: Move, _on: date) -> Refusal | None:
    """Second-level and disciplinary complaints always need a dialogue before the decision."""
    always = (
        situation.facts.level is Level.SECOND
        or situation.facts.kind is CaseKind.DISCIPLINE_COMPLAINT
    )
    if move.event is not EventType.DECIDED or not always:
        return None
    if EventType.DIALOGUE_HELD in situation.happened:
        return None
    return Refusal("Chưa thể ra quyết định: chưa có biên bản đối thoại.", article=DIALOGUE_ALWAYS)


def _too_many_extensions(situation: Situation, move: Move, _on: date) -> Refusal | None:
    if move.event is not EventType.EXTENDED:
        return None
    allowed = (
        MAX_EXTENSIONS if Trait.ESPECIALLY_COMPLEX in situation.facts.traits else MAX_EXTENSIONS - 1
    )
    if situation.extensions < allowed:
        return None
    return Refusal(
        "Đã gia hạn %(count)s lần: vụ việc phức tạp được gia hạn một lần, "
        "đặc biệt phức tạp được gia hạn hai lần.",
        article=move.article,
        count=situation.extensions,
    )


def _nobody_asked(situation: Situation, move: Move, _on: date) -> Refusal | None:
    """An expert answers who was asked and has not answered yet."""
    if move.event is not EventType.EXPERT_ANSWERED or situation.experts_asked > 0:
        return None
    return Refusal("Không còn trưng cầu giám định nào chờ kết quả.", article=move.article)
