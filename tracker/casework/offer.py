"""Say which moves a person may make on a case today, and of the others who may and why not."""

from dataclasses import dataclass
from datetime import date

from tracker.access import PERMISSION_OF, roles_with
from tracker.casework.events import law_events
from tracker.casework.particulars import open_transitions
from tracker.law.events import EventType
from tracker.law.moves import Move, State
from tracker.law.obligations import Standing
from tracker.law.terms import Refusal
from tracker.law.workflow import Situation, open_moves, replay, shut_moves
from tracker.records.cases import Case, StoredObligation
from tracker.records.visibility import Reach, reaches

WAYS_OUT = frozenset({EventType.APPEALED, EventType.SUED})
LIMITS = ("KN-37", "KL-50.b", "KN-27", "KL-50.a")  # To settle; before acceptance to accept.


@dataclass(frozen=True, slots=True)
class Shut:
    """A move that this person cannot make now, with the reason in one sentence."""

    move: Move
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Offer:
    """The moves of a case for one person: open ones are buttons, shut ones say why."""

    situation: Situation
    open: tuple[Move, ...]
    shut: tuple[Shut, ...]


def offer(case: Case, *, by: Reach, today: date) -> Offer:
    """Sort the moves of the present state into open and shut ones."""
    situation = replay(law_events(case))
    judged = [(m, _objection(case, m, by, today)) for m in open_moves(situation, today)]
    return Offer(
        situation,
        tuple(m for m, why in judged if why is None),
        tuple(Shut(m, why) for m, why in judged if why is not None)
        + tuple(Shut(s.move, s.reason) for s in shut_moves(situation, today)),
    )


def _objection(case: Case, move: Move, by: Reach, today: date) -> Refusal | None:
    permission = PERMISSION_OF[move.competence]
    if not reaches(by, permission, case):
        return Refusal(
            "Bước “%(step)s” do %(who)s thực hiện.",
            article=move.article,
            step=move.event,
            who=roles_with(permission),
        )
    return untimely(case, move.event, today)


def untimely(case: Case, event: EventType, on: date) -> Refusal | None:
    """Say why a move comes too late or too early for its limit; None where it does not."""
    if event is EventType.EXTENDED:
        return _after_the_end(case, on)
    if event is EventType.TRANSITION_CHOSEN and not open_transitions(case):
        return Refusal(
            "Không có thời hạn nào của vụ việc đang chạy qua ngày luật thay đổi.",
            article="Luật 136/2025/QH15",
        )
    if event is EventType.CONTINUED and case.state is not State.CONCLUDED:
        return _before_the_end(case, on)
    if event in WAYS_OUT and case.state not in {State.DECIDED, State.REFUSED}:
        only_court = event is EventType.SUED and _obligation(case, "KN-33") is None
        return _before_court(case, on) if only_court else _before_expiry(case, on)
    return None


def _obligation(case: Case, rule: str) -> StoredObligation | None:
    return next((o for o in case.obligations if o.rule == rule), None)


def _after_the_end(case: Case, on: date) -> Refusal | None:
    """An extension must be decided before the limit that it extends has ended."""
    limit = _obligation(case, "TC-30")
    if limit is None or limit.standing is not Standing.RUNNING or on <= limit.due_on:
        return None
    return Refusal(
        "Thời hạn đã hết ngày %(due)s: chỉ gia hạn được trước khi hết hạn.",
        article="Điều 30 khoản 4 Luật Tố cáo",
        field="legal_date",
        due=f"{limit.due_on:%d/%m/%Y}",
    )


def _before_the_end(case: Case, on: date) -> Refusal | None:
    """Without a conclusion a matter is denounced again when its limit has passed."""
    limit = _obligation(case, "TC-30")
    if limit is not None and limit.standing is Standing.PAUSED:
        return Refusal(
            "Thời hạn giải quyết tố cáo đang tạm dừng và chưa có kết luận.",
            article="Điều 34 khoản 2, Điều 38 Luật Tố cáo",
        )
    if limit is None or on > limit.due_on:
        return None
    return Refusal(
        "Chưa hết thời hạn giải quyết tố cáo (ngày %(due)s) và chưa có kết luận.",
        article="Điều 37, Điều 38 Luật Tố cáo",
        field="legal_date",
        due=f"{limit.due_on:%d/%m/%Y}",
    )


def _before_expiry(case: Case, on: date) -> Refusal | None:
    """Without a decision the way to second level and court opens when the limit has passed."""
    way = _obligation(case, "KN-33")
    if way is not None and on > way.started_on:
        return None
    article = "Điều 33 Luật Khiếu nại"
    if way is None:
        return Refusal(
            "Chưa hết thời hạn giải quyết lần đầu và chưa có quyết định giải quyết.",
            article=article,
            field="legal_date",
        )
    return Refusal(
        "Chưa hết thời hạn giải quyết lần đầu (ngày %(opens)s) và chưa có quyết định giải quyết.",
        article=article,
        field="legal_date",
        opens=f"{way.started_on:%d/%m/%Y}",
    )


def _before_court(case: Case, on: date) -> Refusal | None:
    """Where no second level is left the way to court opens when the limit has passed.

    A complaint that was never accepted has only the limit to accept it.
    """
    limit = next((o for rule in LIMITS if (o := _obligation(case, rule))), None)
    if limit is None or (limit.standing is not Standing.PAUSED and on > limit.due_on):
        return None
    return Refusal(
        "Chưa hết thời hạn giải quyết (ngày %(due)s) và chưa có quyết định giải quyết.",
        article="Điều 42, Điều 57 khoản 3 Luật Khiếu nại",
        field="legal_date",
        due=f"{limit.due_on:%d/%m/%Y}",
    )
