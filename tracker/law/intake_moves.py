"""Moves from receipt to acceptance or to the outcome of a petition that is not accepted."""

from tracker.law.events import EventType as E
from tracker.law.events import Trait
from tracker.law.kinds import CaseKind
from tracker.law.move import (
    ALL,
    ARCHIVED,
    CLASSIFIED,
    FORWARDING_LAW,
    KN,
    KP,
    NEW_RULES,
    OUTSIDE,
    PENDING,
    PROCESSING,
    RULING,
    TC,
    UNNAMED,
    WORKING,
    Move,
    State,
)
from tracker.law.papers import Paper

RECOMMENDATION = frozenset({CaseKind.RECOMMENDATION})
FORWARDED = frozenset({State.FORWARDED})
AT_DESK = frozenset({Trait.AT_DESK})
TOLD_AFTERWARDS = frozenset(
    {State.REFUSED, State.GUIDED, State.FORWARDED, State.RETURNED, State.FILED_AWAY}
)

INTAKE = (
    Move(E.CLASSIFIED, ALL, PENDING, State.CLASSIFIED, PROCESSING, Paper.PROPOSAL_SLIP,
         "Điều 6 Thông tư 05/2021/TT-TTCP"),
    Move(E.CHECKED, KN, PENDING, None, PROCESSING, Paper.CHECK_LIST,
         "Điều 8, Điều 9, Điều 11, Điều 33, Điều 48 Luật Khiếu nại"),
    Move(E.CHECKED, TC, PENDING, None, PROCESSING, Paper.CHECK_RECORD,
         "Điều 24, Điều 25, Điều 29 Luật Tố cáo; Điều 9 Nghị định 31/2019/NĐ-CP"),
    Move(E.CHECKED, KP, PENDING, None, PROCESSING, Paper.CHECK_LIST,
         "Điều 6 khoản 2 Thông tư 05/2021/TT-TTCP"),
    Move(E.TRANSITION_CHOSEN, KN, PENDING | WORKING | {State.REFUSED, State.DECIDED}, None, RULING,
         Paper.TRANSITION_NOTE, "Luật 136/2025/QH15 không có quy định chuyển tiếp",
         since=NEW_RULES),
    Move(E.PROPOSED, ALL, PENDING | WORKING | {State.SUSPENDED}, None, PROCESSING,
         Paper.PROPOSAL_SLIP, "Điều 13 Thông tư 05/2021/TT-TTCP"),
    Move(E.INFORMED, ALL, PENDING, None, PROCESSING, Paper.NOTICE_TO_CITIZEN,
         "Điều 28 khoản 1 Luật Tiếp công dân", once=True),
    # The answer may say what has become of the matter: then it comes after that step.
    Move(E.INFORMED, ALL, WORKING | TOLD_AFTERWARDS, None, PROCESSING, Paper.NOTICE_TO_CITIZEN,
         "Điều 28 khoản 1 Luật Tiếp công dân", needs=AT_DESK),
    Move(E.ACCEPTED, KN, CLASSIFIED, State.ACCEPTED, RULING, Paper.ACCEPTANCE_NOTICE,
         "Điều 27, Điều 36, Điều 50 Luật Khiếu nại", unless=OUTSIDE),
    Move(E.ACCEPTED, TC, CLASSIFIED, State.ACCEPTED, RULING, Paper.ACCEPTANCE_DECISION,
         "Điều 29, Điều 37, Điều 38 Luật Tố cáo", unless=OUTSIDE | UNNAMED),
    Move(E.ACCEPTED, KP, CLASSIFIED, State.ACCEPTED, RULING, Paper.SETTLEMENT_ORDER,
         "Điều 26 khoản 2 Luật Tiếp công dân", unless=OUTSIDE),
    Move(E.REFUSED, KN, CLASSIFIED, State.REFUSED, RULING, Paper.REFUSAL_NOTICE,
         "Điều 11, Điều 27 Luật Khiếu nại"),
    Move(E.REFUSED, TC, CLASSIFIED, State.REFUSED, RULING, Paper.REFUSAL_NOTICE,
         "Điều 24 khoản 1, Điều 29 Luật Tố cáo", unless=OUTSIDE | UNNAMED),
    Move(E.GUIDED, ALL - TC, CLASSIFIED, State.GUIDED, PROCESSING, Paper.GUIDANCE_SLIP,
         "Điều 26 Luật Tiếp công dân; Thông tư 05/2021/TT-TTCP"),
    Move(E.GUIDED, TC, CLASSIFIED, State.GUIDED, PROCESSING, Paper.GUIDANCE_SLIP,
         "Điều 24 khoản 2 Luật Tố cáo; Thông tư 05/2021/TT-TTCP", unless=UNNAMED),
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
    Move(E.TAKEN_AS_INFORMATION, TC, CLASSIFIED, State.INFORMATION, RULING, Paper.INFORMATION_NOTE,
         "Điều 25 khoản 2 Luật Tố cáo; Điều 20 Nghị định 31/2019/NĐ-CP", needs=UNNAMED),
    Move(E.INSPECTED, TC, frozenset({State.INFORMATION}), State.INSPECTED, RULING,
         Paper.INSPECTION_RESULT, "Điều 20 Nghị định 31/2019/NĐ-CP", unless=OUTSIDE),
    Move(E.FORWARDED, TC, frozenset({State.INFORMATION}), State.FORWARDED, RULING,
         Paper.FORWARDING_SLIP, "Điều 25 khoản 2 Luật Tố cáo"),
    Move(E.RESULT_RECEIVED, ALL, FORWARDED | ARCHIVED, None, PROCESSING, Paper.RESULT_NOTICE,
         "Điều 27 khoản 2 Luật Tiếp công dân", requires=frozenset({E.FORWARDED}), once=True),
    Move(E.RESULT_TOLD, ALL, FORWARDED | ARCHIVED, None, PROCESSING, Paper.NOTICE_TO_CITIZEN,
         "Điều 28 khoản 2 Luật Tiếp công dân", requires=frozenset({E.RESULT_RECEIVED}), once=True),
    Move(E.SPLIT, ALL, PENDING, None, PROCESSING, Paper.MERGER_NOTE,
         "Điều 25 khoản 3 Luật Tiếp công dân; Điều 14 khoản 4 Nghị định 154/2026/NĐ-CP"),
    Move(E.MERGED, ALL, PENDING, State.MERGED, PROCESSING, Paper.MERGER_NOTE,
         "Điều 6 Thông tư 05/2021/TT-TTCP"),
    Move(E.UNMERGED, ALL, frozenset({State.MERGED}), State.RECEIVED, PROCESSING,
         Paper.MERGER_NOTE, "Điều 6 Thông tư 05/2021/TT-TTCP"),
)  # fmt: skip
