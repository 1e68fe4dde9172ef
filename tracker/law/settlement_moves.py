"""Moves from the decision or answer to publication, enforcement, the next level and the archive."""

from tracker.law.events import EventType as E
from tracker.law.events import Trait
from tracker.law.kinds import CaseKind
from tracker.law.move import (
    ALL,
    ARCHIVED,
    CLASSIFIED,
    CONCLUDED,
    DECIDED,
    DISPATCH,
    FIRST,
    KN,
    KP,
    OUTCOMES,
    OUTSIDE,
    PENDING,
    PROCESSING,
    RULING,
    TC,
    WORK,
    WORKING,
    Move,
    State,
)
from tracker.law.papers import Paper

ANSWERED = frozenset({State.ANSWERED})
SETTLED = DECIDED | CONCLUDED | ANSWERED
LIVE = PENDING | WORKING | {State.SUSPENDED, State.INFORMATION}
PASSED_ON = frozenset({Trait.PASSED_ON})
DISCIPLINE = frozenset({CaseKind.DISCIPLINE_COMPLAINT})
DISMISSAL = frozenset({Trait.DISMISSAL})

SETTLEMENT = (
    Move(E.DECIDED, KN, frozenset({State.ACCEPTED, State.REPORTED}), State.DECIDED, RULING,
         Paper.DECISION, "Điều 29, Điều 31, Điều 40, Điều 54 Luật Khiếu nại"),
    Move(E.DECISION_SENT, KN, DECIDED, None, DISPATCH, Paper.PROOF_OF_SENDING,
         "Điều 32, Điều 41, Điều 56 Luật Khiếu nại", once=True),
    Move(E.DECISION_RECEIVED, KN, DECIDED, None, DISPATCH, Paper.PROOF_OF_RECEIPT,
         "Điều 33 Luật Khiếu nại", requires=frozenset({E.DECISION_SENT}), once=True),
    Move(E.MEETING_ANNOUNCED, KN, DECIDED, None, DISPATCH, Paper.MEETING_NOTICE,
         "Điều 29 Nghị định 124/2020/NĐ-CP"),
    Move(E.DECISION_PUBLISHED, KN, DECIDED, None, DISPATCH, Paper.PUBLICATION_RECORD,
         "Điều 41 Luật Khiếu nại; Điều 29 Nghị định 124/2020/NĐ-CP", once=True),
    Move(E.POSTING_ENDED, KN, DECIDED | ARCHIVED, None, DISPATCH, Paper.PUBLICATION_RECORD,
         "Điều 29 Nghị định 124/2020/NĐ-CP", requires=frozenset({E.DECISION_PUBLISHED}), once=True),
    Move(E.POSTING_ENDED, TC, CONCLUDED | ARCHIVED, None, DISPATCH, Paper.PUBLICATION_RECORD,
         "Điều 6 Nghị định 31/2019/NĐ-CP", requires=frozenset({E.CONCLUSION_PUBLISHED}), once=True),
    Move(E.INTERNALLY_PUBLISHED, ALL, SETTLED | ARCHIVED, None, DISPATCH, Paper.PUBLICATION_RECORD,
         "Điều 46, Điều 47 Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15; Điều 58 Luật Khiếu nại",
         once=True),
    Move(E.INTERNAL_POSTING_ENDED, ALL, SETTLED | ARCHIVED, None, DISPATCH,
         Paper.PUBLICATION_RECORD, "Điều 48 Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15",
         requires=frozenset({E.INTERNALLY_PUBLISHED}), once=True),
    Move(E.PASSER_INFORMED, ALL, LIVE | SETTLED | OUTCOMES | ARCHIVED, None, DISPATCH,
         Paper.RESULT_NOTICE,
         "Điều 27 khoản 2 Luật Tiếp công dân; Điều 66 Luật Khiếu nại; Điều 26 Luật Tố cáo",
         needs=PASSED_ON),
    Move(E.ANSWERED, KP, CLASSIFIED | WORKING, State.ANSWERED, RULING, Paper.ANSWER,
         "Điều 26 khoản 2 Luật Tiếp công dân", unless=OUTSIDE),
    Move(E.ENFORCED, KN, DECIDED, None, WORK, Paper.ENFORCEMENT_REPORT,
         "Điều 46 Luật Khiếu nại", once=True),
    Move(E.ENFORCED, TC, CONCLUDED, None, WORK, Paper.ENFORCEMENT_REPORT,
         "Điều 18 Nghị định 31/2019/NĐ-CP", once=True),
    Move(E.APPEALED, KN, PENDING | WORKING | DECIDED, None, PROCESSING, Paper.APPEAL,
         "Điều 33, Điều 55 Luật Khiếu nại", levels=FIRST, once=True),
    Move(E.SUED, KN - DISCIPLINE, PENDING | WORKING | DECIDED | {State.REFUSED}, None, PROCESSING,
         Paper.COURT_NOTICE, "Điều 33, Điều 42 Luật Khiếu nại", once=True),
    Move(E.SUED, DISCIPLINE, PENDING | WORKING | DECIDED | {State.REFUSED}, None, PROCESSING,
         Paper.COURT_NOTICE, "Điều 57 khoản 3 Luật Khiếu nại", once=True, needs=DISMISSAL),
    Move(E.ARCHIVED, ALL, OUTCOMES, State.ARCHIVED, WORK, Paper.CASE_FILE,
         "Điều 34 Luật Khiếu nại; Điều 39 Luật Tố cáo"),
    Move(E.ARCHIVED, KN, DECIDED, State.ARCHIVED, WORK, Paper.CASE_FILE, "Điều 34 Luật Khiếu nại",
         requires=frozenset({E.DECISION_SENT, E.DECISION_PUBLISHED})),
    Move(E.ARCHIVED, TC, CONCLUDED, State.ARCHIVED, WORK, Paper.CASE_FILE, "Điều 39 Luật Tố cáo",
         requires=frozenset({E.CONCLUSION_SENT, E.CONCLUSION_HANDLED, E.CONCLUSION_PUBLISHED})),
)  # fmt: skip
