"""MOVES, the one table of lawful moves: event, kinds, from, to, competence, paper, article."""

from dataclasses import dataclass
from datetime import date

from tracker.law.events import EventType as E
from tracker.law.events import Trait
from tracker.law.kinds import COMPLAINTS, SETTLED_BY_ANSWER, CaseKind, Level
from tracker.law.papers import Paper
from tracker.law.terms import Term


class State(Term):
    """Where a case stands, derived from its events."""

    RECEIVED = "received", "Mới tiếp nhận", "Received"
    CLASSIFIED = "classified", "Đã phân loại", "Classified"
    ACCEPTED = "accepted", "Đã thụ lý", "Accepted"
    VERIFYING = "verifying", "Đang xác minh", "Being verified"
    REPORTED = "reported", "Đã có báo cáo xác minh", "Verification reported"
    SUSPENDED = "suspended", "Tạm đình chỉ", "Suspended"
    DECIDED = "decided", "Đã có quyết định", "Decided"
    CONCLUDED = "concluded", "Đã có kết luận", "Concluded"
    ANSWERED = "answered", "Đã trả lời", "Answered"
    REFUSED = "refused", "Không thụ lý", "Refused"
    GUIDED = "guided", "Đã hướng dẫn", "Guided"
    FORWARDED = "forwarded", "Đã chuyển đơn", "Forwarded"
    RETURNED = "returned", "Đã trả lại đơn", "Returned"
    FILED_AWAY = "filed_away", "Đã lưu đơn", "Filed away"
    DISCONTINUED = "discontinued", "Đã đình chỉ", "Discontinued"
    MERGED = "merged", "Đã nhập vào vụ việc khác", "Merged"
    ARCHIVED = "archived", "Đã kết thúc, lưu hồ sơ", "Archived"


class Competence(Term):
    """In what capacity a move is made; `access` maps it to a permission."""

    PROCESSING = "processing", "người xử lý đơn", "whoever processes petitions"
    WORK = "work", "người được giao giải quyết", "the assigned handler"
    RULING = "ruling", "người đứng đầu (người giải quyết)", "the head, who settles"
    DISPATCH = "dispatch", "văn thư hoặc người đứng đầu", "the registry or the head"


@dataclass(frozen=True, slots=True)
class Move:
    """One lawful move; `to` is None where the state stays."""

    event: E
    kinds: frozenset[CaseKind]
    origins: frozenset[State]
    to: State | None
    competence: Competence
    paper: Paper
    article: str
    levels: frozenset[Level] = frozenset(Level)
    requires: frozenset[E] = frozenset()
    once: bool = False
    since: date | None = None
    needs: frozenset[Trait] = frozenset()
    unless: frozenset[Trait] = frozenset()


ALL = frozenset(CaseKind)
KN = COMPLAINTS
TC = frozenset({CaseKind.DENUNCIATION})
KP = SETTLED_BY_ANSWER
FIRST = frozenset({Level.FIRST})
PENDING = frozenset({State.RECEIVED, State.CLASSIFIED})
CLASSIFIED = frozenset({State.CLASSIFIED})
WORKING = frozenset({State.ACCEPTED, State.VERIFYING, State.REPORTED})
OUTCOMES = frozenset(
    {
        State.REFUSED, State.GUIDED, State.FORWARDED, State.RETURNED,
        State.FILED_AWAY, State.DISCONTINUED, State.ANSWERED,
    }
)  # fmt: skip
ENDED = OUTCOMES | {State.MERGED, State.ARCHIVED}
DECIDED = frozenset({State.DECIDED})
CONCLUDED = frozenset({State.CONCLUDED})
SUSPENSION_LAW = date(2026, 7, 1)  # Luật 136/2025/QH15: Điều 11a Luật Khiếu nại
FORWARDING_LAW = date(2026, 7, 1)  # Luật 136/2025/QH15: Điều 26 khoản 1 điểm b Luật Tiếp công dân
OUTSIDE = frozenset({Trait.OUTSIDE_COMPETENCE})
PROCESSING, WORK = Competence.PROCESSING, Competence.WORK
RULING, DISPATCH = Competence.RULING, Competence.DISPATCH

INTAKE = (
    Move(E.CLASSIFIED, ALL, PENDING, State.CLASSIFIED, PROCESSING, Paper.PROPOSAL_SLIP,
         "Điều 6 Thông tư 05/2021/TT-TTCP"),
    Move(E.PROPOSED, ALL, PENDING | WORKING | {State.SUSPENDED}, None, PROCESSING,
         Paper.PROPOSAL_SLIP, "Điều 13 Thông tư 05/2021/TT-TTCP"),
    Move(E.INFORMED, ALL, PENDING, None, PROCESSING, Paper.NOTICE_TO_CITIZEN,
         "Điều 28 khoản 1 Luật Tiếp công dân", once=True),
    Move(E.ACCEPTED, KN, CLASSIFIED, State.ACCEPTED, RULING, Paper.ACCEPTANCE_NOTICE,
         "Điều 27, Điều 36, Điều 50 Luật Khiếu nại", unless=OUTSIDE),
    Move(E.ACCEPTED, TC, CLASSIFIED, State.ACCEPTED, RULING, Paper.ACCEPTANCE_DECISION,
         "Điều 29 Luật Tố cáo", unless=OUTSIDE),
    Move(E.ACCEPTED, KP, CLASSIFIED, State.ACCEPTED, RULING, Paper.SETTLEMENT_ORDER,
         "Điều 26 khoản 2 Luật Tiếp công dân", unless=OUTSIDE),
    Move(E.REFUSED, KN, CLASSIFIED, State.REFUSED, RULING, Paper.REFUSAL_NOTICE,
         "Điều 11, Điều 27 Luật Khiếu nại"),
    Move(E.REFUSED, TC, CLASSIFIED, State.REFUSED, RULING, Paper.REFUSAL_NOTICE,
         "Điều 24 khoản 1, Điều 29 Luật Tố cáo"),
    Move(E.GUIDED, ALL, CLASSIFIED, State.GUIDED, PROCESSING, Paper.GUIDANCE_SLIP,
         "Điều 26 Luật Tiếp công dân; Thông tư 05/2021/TT-TTCP"),
    Move(E.FORWARDED, KN, CLASSIFIED, State.FORWARDED, RULING, Paper.FORWARDING_SLIP,
         "Điều 26 khoản 1 điểm b Luật Tiếp công dân (Luật 136/2025/QH15)",
         needs=OUTSIDE, since=FORWARDING_LAW),
    Move(E.FORWARDED, TC, CLASSIFIED, State.FORWARDED, RULING, Paper.FORWARDING_SLIP,
         "Điều 24 khoản 2 Luật Tố cáo", needs=OUTSIDE),
    Move(E.FORWARDED, KP, CLASSIFIED, State.FORWARDED, RULING, Paper.FORWARDING_SLIP,
         "Điều 26 khoản 2 điểm b Luật Tiếp công dân", needs=OUTSIDE),
    Move(E.RETURNED, ALL - TC, CLASSIFIED, State.RETURNED, RULING, Paper.RETURN_LETTER,
         "Thông tư 05/2021/TT-TTCP"),
    Move(E.FILED_AWAY, ALL, CLASSIFIED, State.FILED_AWAY, PROCESSING, Paper.FILING_NOTE,
         "Điều 28 Thông tư 05/2021/TT-TTCP"),
    Move(E.SPLIT, ALL, PENDING, None, PROCESSING, Paper.MERGER_NOTE,
         "Điều 25 khoản 3 Luật Tiếp công dân; Điều 14 khoản 4 Nghị định 154/2026/NĐ-CP"),
    Move(E.MERGED, ALL, PENDING, State.MERGED, PROCESSING, Paper.MERGER_NOTE,
         "Điều 6 Thông tư 05/2021/TT-TTCP"),
    Move(E.UNMERGED, ALL, frozenset({State.MERGED}), State.RECEIVED, PROCESSING,
         Paper.MERGER_NOTE, "Điều 6 Thông tư 05/2021/TT-TTCP"),
)  # fmt: skip

VERIFICATION = (
    Move(E.NOTIFIED, TC, WORKING | CONCLUDED, None, DISPATCH, Paper.ACCEPTANCE_NOTICES,
         "Điều 29 khoản 3 Luật Tố cáo", once=True),
    Move(E.FOUND_COMPLEX, KN, WORKING, None, RULING, Paper.COMPLEXITY_FINDING,
         "Điều 28 Luật Khiếu nại; Điều 3a Nghị định 124/2020/NĐ-CP"),
    Move(E.FOUND_COMPLEX, TC, WORKING, None, RULING, Paper.COMPLEXITY_FINDING,
         "Điều 3 Nghị định 31/2019/NĐ-CP"),
    Move(E.VERIFICATION_ORDERED, ALL, frozenset({State.ACCEPTED}), State.VERIFYING, RULING,
         Paper.VERIFICATION_ORDER, "Điều 29 Luật Khiếu nại; Điều 31 Luật Tố cáo"),
    Move(E.VERIFICATION_REPORTED, ALL, frozenset({State.VERIFYING}), State.REPORTED, WORK,
         Paper.VERIFICATION_REPORT,
         "Điều 29 khoản 4 Luật Khiếu nại; Điều 16 Nghị định 31/2019/NĐ-CP"),
    Move(E.DIALOGUE_ANNOUNCED, KN, WORKING, None, DISPATCH, Paper.DIALOGUE_NOTICE,
         "Điều 30 Luật Khiếu nại; Điều 28 Nghị định 124/2020/NĐ-CP"),
    Move(E.DIALOGUE_HELD, KN, WORKING, None, WORK, Paper.DIALOGUE_RECORD,
         "Điều 30, Điều 39, Điều 53 Luật Khiếu nại"),
    Move(E.EXTENDED, TC, WORKING, None, RULING, Paper.EXTENSION_DECISION,
         "Điều 30 Luật Tố cáo; Điều 3 Nghị định 31/2019/NĐ-CP",
         requires=frozenset({E.FOUND_COMPLEX})),
    Move(E.SUSPENDED, KN, WORKING, State.SUSPENDED, RULING, Paper.SUSPENSION_DECISION,
         "Điều 11a Luật Khiếu nại", since=SUSPENSION_LAW),
    Move(E.SUSPENDED, TC, WORKING, State.SUSPENDED, RULING, Paper.SUSPENSION_DECISION,
         "Điều 34 khoản 1 Luật Tố cáo"),
    Move(E.RESUMED, KN, frozenset({State.SUSPENDED}), None, RULING, Paper.RESUMPTION_DECISION,
         "Điều 28b Nghị định 124/2020/NĐ-CP"),
    Move(E.RESUMED, TC, frozenset({State.SUSPENDED}), None, RULING, Paper.RESUMPTION_DECISION,
         "Điều 34 khoản 2 Luật Tố cáo"),
    Move(E.SUSPENSION_SENT, KN | TC,
         WORKING | DECIDED | CONCLUDED | {State.SUSPENDED, State.DISCONTINUED}, None,
         DISPATCH, Paper.PROOF_OF_SENDING,
         "Điều 28b Nghị định 124/2020/NĐ-CP; Điều 34 khoản 4 Luật Tố cáo",
         requires=frozenset({E.SUSPENDED})),
    Move(E.WITHDRAWN_PARTLY, KN, PENDING | WORKING, None, WORK, Paper.WITHDRAWAL,
         "Điều 10 Luật Khiếu nại", since=SUSPENSION_LAW),
    Move(E.WITHDRAWN_PARTLY, TC, PENDING | WORKING, None, WORK, Paper.WITHDRAWAL,
         "Điều 33 Luật Tố cáo"),
    Move(E.DISCONTINUED, ALL, PENDING | WORKING | {State.SUSPENDED}, State.DISCONTINUED, RULING,
         Paper.DISCONTINUATION_DECISION,
         "Điều 10, Điều 11a Luật Khiếu nại; Điều 34 khoản 3 Luật Tố cáo"),
    Move(E.DISCONTINUATION_SENT, KN | TC, frozenset({State.DISCONTINUED}), None, DISPATCH,
         Paper.PROOF_OF_SENDING,
         "Điều 28b Nghị định 124/2020/NĐ-CP; Điều 34 khoản 4 Luật Tố cáo", once=True),
)  # fmt: skip

SETTLEMENT = (
    Move(E.DECIDED, KN, frozenset({State.ACCEPTED, State.REPORTED}), State.DECIDED, RULING,
         Paper.DECISION, "Điều 29, Điều 31, Điều 40, Điều 54 Luật Khiếu nại"),
    Move(E.DECISION_SENT, KN, DECIDED, None, DISPATCH, Paper.PROOF_OF_SENDING,
         "Điều 32, Điều 41, Điều 56 Luật Khiếu nại", once=True),
    Move(E.DECISION_RECEIVED, KN, DECIDED, None, DISPATCH, Paper.PROOF_OF_RECEIPT,
         "Điều 33 Luật Khiếu nại", requires=frozenset({E.DECISION_SENT}), once=True),
    Move(E.DECISION_PUBLISHED, KN, DECIDED, None, DISPATCH, Paper.PUBLICATION_RECORD,
         "Điều 41 Luật Khiếu nại; Điều 29 Nghị định 124/2020/NĐ-CP", once=True),
    Move(E.CONCLUDED, TC, frozenset({State.REPORTED}), State.CONCLUDED, RULING, Paper.CONCLUSION,
         "Điều 35 Luật Tố cáo"),
    Move(E.CONCLUSION_SENT, TC, CONCLUDED, None, DISPATCH, Paper.PROOF_OF_SENDING,
         "Điều 35 khoản 3 Luật Tố cáo", once=True),
    Move(E.CONCLUSION_HANDLED, TC, CONCLUDED, None, RULING, Paper.HANDLING_PAPER,
         "Điều 36 Luật Tố cáo", once=True),
    Move(E.CONCLUSION_PUBLISHED, TC, CONCLUDED, None, DISPATCH, Paper.PUBLICATION_RECORD,
         "Điều 40 Luật Tố cáo", once=True),
    Move(E.ANSWERED, KP, CLASSIFIED | WORKING, State.ANSWERED, RULING, Paper.ANSWER,
         "Điều 26 khoản 2 Luật Tiếp công dân", unless=OUTSIDE),
    Move(E.ENFORCED, KN, DECIDED, None, WORK, Paper.ENFORCEMENT_REPORT,
         "Điều 46 Luật Khiếu nại", once=True),
    Move(E.ENFORCED, TC, CONCLUDED, None, WORK, Paper.ENFORCEMENT_REPORT,
         "Điều 18 Nghị định 31/2019/NĐ-CP", once=True),
    Move(E.APPEALED, KN, PENDING | WORKING | DECIDED, None, PROCESSING, Paper.APPEAL,
         "Điều 33, Điều 55 Luật Khiếu nại", levels=FIRST, once=True),
    Move(E.SUED, KN, PENDING | WORKING | DECIDED | {State.REFUSED}, None, PROCESSING,
         Paper.COURT_NOTICE, "Điều 33, Điều 42 Luật Khiếu nại", once=True),
    Move(E.ARCHIVED, ALL, OUTCOMES, State.ARCHIVED, WORK, Paper.CASE_FILE,
         "Điều 34 Luật Khiếu nại; Điều 39 Luật Tố cáo"),
    Move(E.ARCHIVED, KN, DECIDED, State.ARCHIVED, WORK, Paper.CASE_FILE, "Điều 34 Luật Khiếu nại",
         requires=frozenset({E.DECISION_SENT, E.DECISION_PUBLISHED})),
    Move(E.ARCHIVED, TC, CONCLUDED, State.ARCHIVED, WORK, Paper.CASE_FILE, "Điều 39 Luật Tố cáo",
         requires=frozenset({E.CONCLUSION_SENT, E.CONCLUSION_HANDLED, E.CONCLUSION_PUBLISHED})),
)  # fmt: skip

MOVES: tuple[Move, ...] = INTAKE + VERIFICATION + SETTLEMENT
