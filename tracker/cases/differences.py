"""When two people work on one case: what happened meanwhile beside what was typed."""

from tracker.cases.forms import AssignmentForm, CorrectionForm, StepForm
from tracker.records.cases import Case, CaseEvent
from tracker.web.asked import number
from tracker.web.fields import Difference
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date


def meanwhile(form: StepForm | CorrectionForm, case: Case, mine: str) -> tuple[Difference, ...]:
    """Compare the steps recorded since the form was opened with the step that was typed."""
    if form.conflict is None:
        return ()
    seen = number(form.seen.data) or len(case.events)
    newer = [_told(event) for event in case.events if event.sequence > seen]
    form.renew(case.version)
    form.seen.data = str(len(case.events))
    label = _("Bước của vụ việc")
    return tuple(Difference(label, theirs, mine) for theirs in newer or [_placed(case)])


def reassigned(form: AssignmentForm, case: Case) -> tuple[Difference, ...]:
    """Compare who is responsible now with who was chosen."""
    if form.conflict is None:
        return ()
    form.renew(case.version)
    choices = {str(value): label for value, label, *_rest in form.user_id.iter_choices()}
    mine = choices.get(str(form.user_id.data or ""), "")
    return (Difference(_("Người được giao"), _placed(case), mine),)


def typed(form: StepForm | CorrectionForm, title: str) -> str:
    """Say in one line what was typed into the form of a step."""
    names = ("legal_date", "document_number", "note")
    values = [form[name].data for name in names if name in form]
    words = [value if isinstance(value, str) else vn_date(value) for value in values if value]
    return " · ".join([title, *words])


def _told(event: CaseEvent) -> str:
    by = event.recorded_by.full_name if event.recorded_by else ""
    return " · ".join(
        part
        for part in (term(event.type), vn_date(event.legal_date), event.document_number, by)
        if part
    )


def _placed(case: Case) -> str:
    unit = case.unit.short_name if case.unit else _("chưa phân công")
    return f"{unit} – {case.handler.full_name}" if case.handler else str(unit)
