"""Moves of denunciations alone: short track, experts, extension, crime, protection, once more."""

from tracker.law.events import EventType as E
from tracker.law.events import Trait
from tracker.law.kinds import Level
from tracker.law.move import (
    ARCHIVED,
    CLASSIFIED,
    CONCLUDED,
    DISPATCH,
    OUTCOMES,
    OUTSIDE,
    PENDING,
    PROCESSING,
    RULING,
    TC,
    UNNAMED,
    WORK,
    WORKING,
    Move,
    State,
)
from tracker.law.papers import Paper

CONTINUED = frozenset({Level.CONTINUED})
LIVE = PENDING | WORKING | CONCLUDED | {State.SUSPENDED}
PROTECTED = LIVE | OUTCOMES | ARCHIVED | {State.INFORMATION}
MERGED = frozenset({State.MERGED})  # What was due at once before a merger stays due here.
BEGUN = frozenset({State.ACCEPTED, State.VERIFYING, State.REPORTED, State.SUSPENDED})
SHORT_TRACK = frozenset({Trait.SHORT_TRACK})

DENUNCIATION = (
    Move(E.SHORT_TRACK_CHOSEN, TC, frozenset({State.ACCEPTED}), None, RULING,
         Paper.SHORT_TRACK_NOTE, "Điều 43 Luật Tố cáo; Điều 19 Nghị định 31/2019/NĐ-CP",
         once=True),
    Move(E.EXPLAINED, TC, WORKING, None, WORK, Paper.EXPLANATION,
         "Điều 12 Nghị định 31/2019/NĐ-CP"),
    Move(E.EXPERT_REQUESTED, TC, WORKING, None, RULING, Paper.EXPERT_REQUEST,
         "Điều 15 Nghị định 31/2019/NĐ-CP"),
    Move(E.EXPERT_ANSWERED, TC, WORKING | {State.SUSPENDED}, None, WORK, Paper.EXPERT_OPINION,
         "Điều 15 Nghị định 31/2019/NĐ-CP", requires=frozenset({E.EXPERT_REQUESTED})),
    Move(E.EXTENDED, TC, WORKING, None, RULING, Paper.EXTENSION_DECISION,
         "Điều 30 Luật Tố cáo; Điều 3 Nghị định 31/2019/NĐ-CP",
         requires=frozenset({E.FOUND_COMPLEX})),
    Move(E.CRIME_FOUND, TC, LIVE | {State.INFORMATION}, None, WORK, Paper.CRIME_NOTE,
         "Điều 27 khoản 1, Điều 36 Luật Tố cáo", once=True),
    Move(E.CRIME_REFERRED, TC, PROTECTED | MERGED, None, RULING,
         Paper.CRIME_REFERRAL, "Điều 27 khoản 1 Luật Tố cáo",
         requires=frozenset({E.CRIME_FOUND}), once=True),
    Move(E.PROTECTION_REQUESTED, TC, PROTECTED, None, PROCESSING, Paper.PROTECTION_REQUEST,
         "Điều 50 Luật Tố cáo"),
    Move(E.PROTECTION_DECIDED, TC, PROTECTED | MERGED, None, RULING, Paper.PROTECTION_DECISION,
         "Điều 51 Luật Tố cáo; Điều 7, Điều 8 Nghị định 31/2019/NĐ-CP",
         requires=frozenset({E.PROTECTION_REQUESTED})),
    Move(E.PROTECTION_ENDED, TC, PROTECTED, None, RULING, Paper.PROTECTION_DECISION,
         "Điều 54 Luật Tố cáo", requires=frozenset({E.PROTECTION_DECIDED})),
    Move(E.CONTINUED, TC, BEGUN | CONCLUDED, None, PROCESSING, Paper.PETITION,
         "Điều 37, Điều 38 Luật Tố cáo"),
    Move(E.REPORT_REQUESTED, TC, BEGUN, None, DISPATCH, Paper.REPORT_REQUEST,
         "Điều 38 khoản 2 Luật Tố cáo; Điều 5 Nghị định 31/2019/NĐ-CP"),
    Move(E.REPORT_REQUESTED, TC, CLASSIFIED, None, DISPATCH, Paper.REPORT_REQUEST,
         "Điều 38 khoản 2 Luật Tố cáo; Điều 5 Nghị định 31/2019/NĐ-CP", levels=CONTINUED),
    Move(E.REPORT_MADE, TC, BEGUN | CLASSIFIED | CONCLUDED | OUTCOMES | ARCHIVED, None, DISPATCH,
         Paper.REPORT, "Điều 38 khoản 3 Luật Tố cáo", requires=frozenset({E.REPORT_REQUESTED})),
    Move(E.NOT_REOPENED, TC, CLASSIFIED, State.REFUSED, RULING, Paper.NOT_REOPENED_NOTICE,
         "Điều 37 Luật Tố cáo", levels=CONTINUED, unless=OUTSIDE | UNNAMED),
    Move(E.CONCLUDED, TC, frozenset({State.REPORTED}), State.CONCLUDED, RULING, Paper.CONCLUSION,
         "Điều 35 Luật Tố cáo"),
    Move(E.CONCLUDED, TC, frozenset({State.ACCEPTED}), State.CONCLUDED, RULING, Paper.CONCLUSION,
         "Điều 35, Điều 43 Luật Tố cáo", needs=SHORT_TRACK),
    Move(E.CONCLUSION_SENT, TC, CONCLUDED, None, DISPATCH, Paper.PROOF_OF_SENDING,
         "Điều 35 khoản 3 Luật Tố cáo", once=True),
    Move(E.CONCLUSION_HANDLED, TC, CONCLUDED, None, RULING, Paper.HANDLING_PAPER,
         "Điều 36 Luật Tố cáo", once=True),
    Move(E.CONCLUSION_ACTED, TC, CONCLUDED, None, WORK, Paper.HANDLING_RESULT,
         "Điều 36 khoản 3 Luật Tố cáo", requires=frozenset({E.CONCLUSION_HANDLED}), once=True),
    Move(E.HANDLING_REPORTED, TC, CONCLUDED, None, DISPATCH, Paper.REPORT,
         "Điều 36 khoản 3 Luật Tố cáo", requires=frozenset({E.CONCLUSION_ACTED}), once=True),
    Move(E.CONCLUSION_PUBLISHED, TC, CONCLUDED, None, DISPATCH, Paper.PUBLICATION_RECORD,
         "Điều 40 Luật Tố cáo; Điều 6 Nghị định 31/2019/NĐ-CP", once=True),
)  # fmt: skip
