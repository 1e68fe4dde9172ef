"""A form that asks before it saves: the questions stand by one tick, which fits no others."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from tracker.casework.asking import UnansweredError
from tracker.law.terms import Refusal
from tracker.web.fields import BaseForm, TickField
from tracker.web.words import sentence_with_article

BETWEEN = "|"


class AskingForm(BaseForm):
    """A form whose verb may have questions; what was agreed to is exactly what was asked."""

    asked = HiddenField()
    agreed = TickField(_l("Cần xác nhận"))

    def agreed_to(self) -> frozenset[str]:
        """Give the keys of the questions that were answered with yes."""
        asked = str(self.asked.data or "")
        return frozenset(asked.split(BETWEEN)) if self.agreed.data else frozenset()

    def refuse(self, refusal: Refusal) -> None:
        """Put questions beside the tick, and any other refusal where it belongs."""
        if not isinstance(refusal, UnansweredError):
            super().refuse(refusal)
            return
        self.status = 422
        self.agreed.errors = [sentence_with_article(q.words) for q in refusal.questions]
        self.asked.data = BETWEEN.join(q.key for q in refusal.questions)
        self.agreed.data = False
