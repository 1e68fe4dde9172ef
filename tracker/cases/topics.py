"""What a step is about, so that nobody searches a long list: derived from the tables of moves."""

from collections.abc import Mapping
from functools import cache

from tracker.law.denunciation_moves import DENUNCIATION
from tracker.law.events import EventType
from tracker.law.intake_moves import INTAKE
from tracker.law.moves import Competence, Move
from tracker.law.settlement_moves import SETTLEMENT
from tracker.law.terms import Term
from tracker.law.verification_moves import VERIFICATION

E = EventType


class Topic(Term):
    """What a step is about, in the order of a case."""

    INTAKE = "intake", "Xử lý đơn và thụ lý", "Processing and acceptance"
    VERIFICATION = "verification", "Xác minh, đối thoại, gia hạn", "Verification, dialogue"
    STOPPING = "stopping", "Rút đơn, tạm đình chỉ, đình chỉ", "Withdrawal and suspension"
    PROTECTION = "protection", "Bảo vệ người tố cáo", "Protection"
    SETTLEMENT = "settlement", "Quyết định, kết luận, thi hành", "Decision and enforcement"
    SENDING = "sending", "Gửi, công khai, báo cáo", "Sending, publishing, reporting"
    ONWARD = "onward", "Lần tiếp theo, tòa án, điều tra", "Next level, court, crime"


TABLES: Mapping[Topic, tuple[Move, ...]] = {
    Topic.INTAKE: INTAKE,
    Topic.VERIFICATION: VERIFICATION + DENUNCIATION,
    Topic.SETTLEMENT: SETTLEMENT,
}
# These are looked for elsewhere than their table or their competence would say.
APART: Mapping[Topic, frozenset[EventType]] = {
    Topic.VERIFICATION: frozenset({E.DIALOGUE_ANNOUNCED}),
    Topic.STOPPING: frozenset(
        {E.SUSPENDED, E.RESUMED, E.WITHDRAWN_PARTLY, E.WITHDRAWN, E.GOES_ON, E.DISCONTINUED}
    ),
    Topic.PROTECTION: frozenset({E.PROTECTION_REQUESTED, E.PROTECTION_DECIDED, E.PROTECTION_ENDED}),
    Topic.SETTLEMENT: frozenset({E.CONCLUDED, E.CONCLUSION_HANDLED, E.CONCLUSION_ACTED}),
    Topic.ONWARD: frozenset(
        {E.APPEALED, E.SUED, E.CONTINUED, E.NOT_REOPENED, E.CRIME_FOUND, E.CRIME_REFERRED}
    ),
}


@cache
def topic_of(move: Move) -> Topic:
    """Say what a move is about: what the registry does is sending, the rest goes by its table."""
    apart = (topic for topic, events in APART.items() if move.event in events)
    if (own := next(apart, None)) is not None:
        return own
    if move.competence is Competence.DISPATCH:
        return Topic.SENDING
    return next(topic for topic, moves in TABLES.items() if move in moves)
