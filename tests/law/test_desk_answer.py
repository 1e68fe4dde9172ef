"""The four answers after a reception: only what is true of the case may be told."""

from datetime import date

import pytest

from tests.law.test_workflow import history
from tracker.law.desk_answer import DeskAnswer, check_answer, fitting_answers
from tracker.law.events import Event, EventType
from tracker.law.history import check
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal
from tracker.law.workflow import replay

E, K, D = EventType, CaseKind, DeskAnswer
OUTSIDE = ("outside_competence",)
DESK = ("at_desk",)


@pytest.mark.parametrize(
    ("kind", "steps", "traits", "fitting"),
    [
        (K.COMPLAINT, (), (), [D.LONGER]),
        (K.COMPLAINT, (E.CLASSIFIED,), (), [D.LONGER]),
        (K.COMPLAINT, (E.CLASSIFIED,), OUTSIDE, [D.LONGER, D.REFUSED]),
        (K.COMPLAINT, (E.CLASSIFIED, E.ACCEPTED), (), [D.ACCEPTED]),
        (K.COMPLAINT, (E.CLASSIFIED, E.REFUSED), (), [D.REFUSED]),
        (K.COMPLAINT, (E.CLASSIFIED, E.GUIDED), OUTSIDE, [D.REFUSED]),
        (K.DENUNCIATION, (E.CLASSIFIED, E.FORWARDED), OUTSIDE, [D.FORWARDED]),
        (K.FEEDBACK, (), (), []),
        (K.FEEDBACK, (E.CLASSIFIED,), (), [D.ACCEPTED]),
        (K.FEEDBACK, (E.CLASSIFIED, E.FORWARDED), OUTSIDE, [D.FORWARDED]),
        (K.RECOMMENDATION, (E.CLASSIFIED,), OUTSIDE, []),
    ],
)
def test_only_what_is_so_may_be_told(
    kind: CaseKind, steps: tuple[EventType, ...], traits: tuple[str, ...], fitting: list[DeskAnswer]
) -> None:
    situation = replay(history(*steps, kind=kind, traits=traits))

    assert list(fitting_answers(situation)) == fitting
    for answer in set(DeskAnswer) - set(fitting):
        with pytest.raises(Refusal, match="chưa đúng với vụ việc"):
            check_answer(answer, situation)


def test_what_became_of_a_petition_is_told_after_its_step_where_it_came_to_the_desk() -> None:
    steps = (E.CLASSIFIED, E.ACCEPTED)
    day = date(2026, 9, 10)

    check(history(*steps, traits=DESK), Event(4, E.INFORMED, day), day)

    with pytest.raises(Refusal, match="nhận tại buổi tiếp công dân"):
        check(history(*steps), Event(4, E.INFORMED, day), day)
