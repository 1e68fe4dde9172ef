"""Which form belongs to which step, and the form by which a case is classified."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import abort, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from tracker.cases.forms import (
    BodyForm,
    ComplexForm,
    DialogueForm,
    EventForm,
    GroundForm,
    OutcomeForm,
    ProposedForm,
    StepForm,
    TicksField,
)
from tracker.cases.moves import OF_PETITIONS
from tracker.cases.vocabulary import Competent, Condition
from tracker.casework.reclassification import Classification, classify
from tracker.clock import today
from tracker.law.events import EventType, Trait
from tracker.law.kinds import FIELDS, SEALED_KINDS, CaseKind, Field, Level
from tracker.law.moves import MOVES
from tracker.records.cases import Case
from tracker.records.visibility import Reach
from tracker.web.fields import TermField, TextField, TickField
from tracker.web.stored_files import file_store
from tracker.web.words import term

OF_A_TICK = {
    "several_places": Trait.SEVERAL_PLACES,
    "remote": Trait.REMOTE,
    "dismissal": Trait.DISMISSAL,
}


class ClassifiedForm(EventForm):
    """What the matter is by its content, and whether the agency may settle it."""

    kind = TermField(_l("Loại vụ việc"), terms=CaseKind, required=True, radio=True)
    level = TermField(_l("Lần"), terms=Level, required=True, radio=True, default=Level.FIRST)
    field = TermField(_l("Lĩnh vực"), terms=Field, required=True)
    competence = TermField(
        _l("Thẩm quyền"), terms=Competent, required=True, radio=True, default=Competent.WITHIN
    )
    conditions = TicksField(_l("Không đủ điều kiện xử lý vì"), terms=Condition)
    several_places = TickField(_l("Phải xác minh tại nhiều địa điểm"))
    remote = TickField(_l("Vùng sâu, vùng xa, đi lại khó khăn"))
    remote_reason = TextField(_l("Vì sao là vùng sâu, vùng xa"), most=300)
    dismissal = TickField(_l("Kỷ luật buộc thôi việc"))
    paper_file_number = TextField(_l("Số hồ sơ giấy (tố cáo tham nhũng)"), most=80)

    def prepare(self, case: Case) -> None:
        """Begin with what is known of the case."""
        super().prepare(case)
        if self.is_submitted():
            return
        outside = Trait.OUTSIDE_COMPETENCE in case.traits
        self.kind.data, self.level.data, self.field.data = case.kind, case.level, case.field
        self.competence.data = Competent.OUTSIDE if outside else Competent.WITHIN
        for name, trait in OF_A_TICK.items():
            self[name].data = trait in case.traits

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a field that the statistics do not know for the kind."""
        good = bool(super().validate(extra_validators))
        kind, field = self.kind.data, self.field.data
        if kind and field and field not in FIELDS[kind]:
            known = ", ".join(term(f) for f in FIELDS[kind])
            self.field.errors = [_("Loại này chỉ có các lĩnh vực: %(known)s.", known=known)]
            return False
        return good

    def take(self, session: Session, case: Case, *, by: Reach, now: datetime) -> None:
        """Classify, and seal the sender where the matter now is a denunciation."""
        left = case.kind in SEALED_KINDS and self.kind.data not in SEALED_KINDS
        sealed = case.kind not in SEALED_KINDS and self.kind.data in SEALED_KINDS
        classify(
            session, case, self._classification(), act=self.act(), by=by, now=now,
            store=file_store(), version=self.expected_version,
        )  # fmt: skip
        if sealed:
            flash(_("Vụ việc nay là tố cáo: danh tính người gửi đơn đã được niêm phong."))
        if left:
            flash(_("Vụ việc không còn là tố cáo, nhưng danh tính người gửi đơn vẫn được giữ kín."))

    def _classification(self) -> Classification:
        traits = {trait for name, trait in OF_A_TICK.items() if self[name].data}
        if self.competence.data is Competent.OUTSIDE:
            traits.add(Trait.OUTSIDE_COMPETENCE)
        return Classification(
            kind=self.kind.data,
            level=self.level.data,
            field=self.field.data,
            traits=frozenset(traits),
            conditions=tuple(c.value for c in self.conditions.data or ()),
            remote_reason=self.remote_reason.data or "",
            paper_file_number=self.paper_file_number.data or "",
        )


FORMS: Mapping[EventType, type[StepForm]] = {
    EventType.CLASSIFIED: ClassifiedForm,
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
    form = FORMS.get(event, EventForm)(
        version=case.version,
        seen=len(case.events),
        legal_date=today(),
        move=known.get(proposed or ""),
    )
    form.event = event
    form.prepare(case)
    return form
