"""What may be typed about findings, and by what their list is filtered."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from tracker.casework.findings import Said
from tracker.law.findings.catalogue import CHECKS
from tracker.law.findings.codes import CheckCode
from tracker.law.kinds import CaseKind
from tracker.law.terms import Term
from tracker.records.inspection import FindingDeed, FindingState
from tracker.web.fields import (
    ChoiceField,
    FilterForm,
    LongTextField,
    TermField,
    VersionedForm,
    VietnameseDateField,
)

JUDGED = tuple(code for code, check in CHECKS.items() if check.is_judged)


class FindingTab(Term):
    """Which findings are listed."""

    NEW = "new", "Mới", "New"
    WAITING = "waiting", "Chờ giải trình", "Waiting"
    ANSWERED = "answered", "Đã giải trình", "Answered"
    FOLLOW_UP = "follow_up", "Theo dõi", "Follow-up"
    CLOSED = "closed", "Đã kết thúc", "Closed"


STATES: Mapping[FindingTab, tuple[FindingState, ...]] = {
    FindingTab.NEW: (FindingState.NEW,),
    FindingTab.WAITING: (FindingState.ASKED,),
    FindingTab.ANSWERED: (FindingState.ANSWERED,),
    FindingTab.FOLLOW_UP: (FindingState.FOLLOW_UP,),
    FindingTab.CLOSED: (FindingState.CLOSED, FindingState.GONE),
}


class FindingFilter(FilterForm):
    """Which findings to list."""

    tab = TermField(_l("Tình trạng"), terms=FindingTab)
    check = TermField(_l("Kiểm tra"), terms=CheckCode, among=JUDGED)
    kind = TermField(_l("Loại vụ việc"), terms=CaseKind)
    unit = ChoiceField(_l("Đơn vị"))


class WordsForm(VersionedForm):
    """An answer, or why a finding is closed."""

    words = LongTextField(_l("Nội dung"), required=True, most=4000, rows=6)

    def said(self) -> Said:
        """Give what was typed."""
        return Said(self.words.data)


class DatedForm(WordsForm):
    """What is asked of the unit, and until when."""

    due_on = VietnameseDateField(_l("Hạn"), required=True, nearest="future")

    def said(self) -> Said:
        """Give what was typed."""
        return Said(self.words.data, self.due_on.data)


FORMS: Mapping[FindingDeed, type[WordsForm]] = {
    FindingDeed.ASKED: DatedForm,
    FindingDeed.FOLLOWED_UP: DatedForm,
    FindingDeed.ANSWERED: WordsForm,
    FindingDeed.CLOSED: WordsForm,
}
