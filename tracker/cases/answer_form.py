"""The form of an answer to the citizen: which of the four, how it was told."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from tracker.cases.forms import EventForm
from tracker.casework.events import law_events
from tracker.law.desk_answer import DeskAnswer, Manner, fitting_answers
from tracker.law.events import Trait
from tracker.law.kinds import SETTLED_BY_ANSWER
from tracker.law.workflow import replay
from tracker.records.cases import Case
from tracker.web.fields import TermField

ONLY_TWO = (DeskAnswer.ACCEPTED, DeskAnswer.FORWARDED)


class AnswerForm(EventForm):
    """What the citizen is told after a reception (Điều 28 khoản 1 Luật Tiếp công dân)."""

    answer = TermField(_l("Nội dung trả lời"), terms=DeskAnswer, radio=True)
    manner = TermField(
        _l("Hình thức trả lời"), terms=Manner, radio=True, required=True, default=Manner.ORALLY
    )

    def prepare(self, case: Case) -> None:
        """Offer the answers that the law knows for the kind; where only one is true, it is set."""
        super().prepare(case)
        self.answer.flags.required = Trait.AT_DESK in case.traits
        self.answer.offer_terms(ONLY_TWO if case.kind in SETTLED_BY_ANSWER else tuple(DeskAnswer))
        fitting = fitting_answers(replay(law_events(case)))
        if self.answer.data is None and len(fitting) == 1 and not self.is_submitted():
            self.answer.data = fitting[0]

    def validate_answer(self, field: TermField) -> None:
        """A petition that came in at a reception is answered in one of the four ways."""
        if field.flags.required and field.data is None:
            raise ValidationError(_l("Chưa chọn mục này."))

    def particulars(self) -> dict[str, Any]:
        """Tell which answer was given and how."""
        told = {"manner": self.manner.data.value}
        return told | ({"answer": self.answer.data.value} if self.answer.data else {})
