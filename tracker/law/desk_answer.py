"""The four answers to a citizen after a reception, and which of them fits a matter as it stands."""

from tracker.law.events import EventType, Trait
from tracker.law.kinds import SETTLED_BY_ANSWER
from tracker.law.move import PENDING, State
from tracker.law.situation import Situation
from tracker.law.terms import Refusal, Term

ARTICLE = "Điều 28 khoản 1 Luật Tiếp công dân"
TURNED_DOWN = frozenset({State.REFUSED, State.GUIDED, State.RETURNED, State.FILED_AWAY})


class DeskAnswer(Term):
    """What the citizen is told (Điều 28 khoản 1); of recommendations and feedback only a and d."""

    ACCEPTED = "a", "Đã được thụ lý để giải quyết (điểm a)", "Accepted to be settled"
    LONGER = (
        "b",
        "Việc xem xét để thụ lý cần kéo dài do cần xác minh thêm (điểm b)",
        "Acceptance needs longer, as more must be checked",
    )
    REFUSED = (
        "c",
        "Từ chối thụ lý do không thuộc thẩm quyền hoặc không đủ điều kiện (điểm c)",
        "Not accepted: outside competence or not eligible",
    )
    FORWARDED = (
        "d",
        "Đã chuyển đến cơ quan, tổ chức, đơn vị có thẩm quyền (điểm d)",
        "Passed on to the competent body",
    )


class Manner(Term):
    """How the citizen is told."""

    ORALLY = "orally", "Trực tiếp bằng lời", "Orally"
    IN_WRITING = "in_writing", "Bằng văn bản", "In writing"


def fitting_answers(situation: Situation) -> tuple[DeskAnswer, ...]:
    """Give the answers that are true of a case as it stands."""
    return tuple(answer for answer in DeskAnswer if _fits(answer, situation))


def check_answer(answer: DeskAnswer, situation: Situation) -> None:
    """Refuse to tell a citizen what is not so."""
    if answer not in fitting_answers(situation):
        raise Refusal(
            "Câu trả lời này chưa đúng với vụ việc: hãy ghi bước thụ lý, từ chối hoặc chuyển đơn "
            "trước.",
            article=ARTICLE,
            field="answer",
        )


def _fits(answer: DeskAnswer, situation: Situation) -> bool:
    by_answer = situation.facts.kind in SETTLED_BY_ANSWER
    outside = Trait.OUTSIDE_COMPETENCE in situation.facts.traits
    is_sorted = situation.state is State.CLASSIFIED
    if answer is DeskAnswer.ACCEPTED:
        taken_up = by_answer and is_sorted and not outside
        return EventType.ACCEPTED in situation.happened or taken_up
    if answer is DeskAnswer.FORWARDED:
        return EventType.FORWARDED in situation.happened
    if by_answer:
        return False
    if answer is DeskAnswer.LONGER:
        return situation.state in PENDING
    return situation.state in TURNED_DOWN or (is_sorted and outside)
