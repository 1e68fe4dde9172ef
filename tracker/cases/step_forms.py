"""Which form belongs to which step."""

from collections.abc import Mapping

from flask import abort

from tracker.cases.answer_form import AnswerForm
from tracker.cases.checking import checked_form
from tracker.cases.choice_forms import (
    DialogueForm,
    DialogueHeldForm,
    NextLevelForm,
    PasserForm,
    ProtectionDecidedForm,
    ProtectionRequestedForm,
    PublishedForm,
    TransitionForm,
)
from tracker.cases.classification import ClassifiedForm
from tracker.cases.forms import (
    BodyForm,
    ComplexForm,
    EventForm,
    GroundForm,
    OutcomeForm,
    ProposedForm,
    StepForm,
)
from tracker.cases.moves import OF_PETITIONS
from tracker.clock import today
from tracker.law.events import EventType
from tracker.law.moves import MOVES
from tracker.records.cases import Case

FORMS: Mapping[EventType, type[StepForm]] = {
    EventType.CLASSIFIED: ClassifiedForm,
    EventType.INFORMED: AnswerForm,
    EventType.PROPOSED: ProposedForm,
    EventType.FOUND_COMPLEX: ComplexForm,
    EventType.REFUSED: GroundForm,
    EventType.SUSPENDED: GroundForm,
    EventType.DISCONTINUED: GroundForm,
    EventType.FILED_AWAY: GroundForm,
    EventType.DECIDED: OutcomeForm,
    EventType.CONCLUDED: OutcomeForm,
    EventType.FORWARDED: BodyForm,
    EventType.GUIDED: BodyForm,
    EventType.RETURNED: BodyForm,
    EventType.DIALOGUE_ANNOUNCED: DialogueForm,
    EventType.DIALOGUE_HELD: DialogueHeldForm,
    EventType.TRANSITION_CHOSEN: TransitionForm,
    EventType.GOES_ON: GroundForm,
    EventType.PROTECTION_ENDED: GroundForm,
    EventType.PROTECTION_REQUESTED: ProtectionRequestedForm,
    EventType.PROTECTION_DECIDED: ProtectionDecidedForm,
    EventType.DECISION_PUBLISHED: PublishedForm,
    EventType.CONCLUSION_PUBLISHED: PublishedForm,
    EventType.INTERNALLY_PUBLISHED: PublishedForm,
    EventType.APPEALED: NextLevelForm,
    EventType.CONTINUED: NextLevelForm,
    EventType.DOCUMENTS_REQUESTED: BodyForm,
    EventType.CRIME_REFERRED: BodyForm,
    EventType.TAKEN_AS_INFORMATION: BodyForm,
    EventType.RESULT_RECEIVED: BodyForm,
    EventType.REPORT_REQUESTED: BodyForm,
    EventType.PASSER_INFORMED: PasserForm,
}


def event_or_404(code: str, case: Case) -> EventType:
    """Give the step that an address names, where this kind of case has it and a form here."""
    steps = {
        m.event.value: m.event
        for m in MOVES
        if case.kind in m.kinds and m.event not in OF_PETITIONS
    }
    return steps.get(code) or abort(404)


def form_for(event: EventType, case: Case, *, proposed: str | None = None) -> StepForm:
    """Give the form of a step, fitted to the case as it stands."""
    known = {e.value: e for e in EventType}
    kind = checked_form(case) if event is EventType.CHECKED else FORMS.get(event, EventForm)
    form = kind(
        version=case.version,
        seen=len(case.events),
        legal_date=today(),
        move=known.get(proposed or ""),
    )
    form.event = event
    form.prepare(case)
    return form
