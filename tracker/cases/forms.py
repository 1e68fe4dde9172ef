"""One form for each step: most need a date, a number and a note, a few need more."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, cast

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import Field, HiddenField

from tracker.cases.standing import last_of
from tracker.cases.vocabulary import Correcting
from tracker.casework.recording import NUMBERED, Act, record
from tracker.clock import today
from tracker.law.complexity import Criterion
from tracker.law.events import EventType
from tracker.law.grounds import Ground, grounds_for
from tracker.law.history import Outcome
from tracker.law.moves import MOVES, Competence
from tracker.records.cases import Case
from tracker.records.visibility import Reach
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    LongTextField,
    TermField,
    TermTicksField,
    TextField,
    VersionedForm,
    VietnameseDateField,
)
from tracker.web.words import gettext as _

# Which body a step names, where it is not plainly who receives the petition.
BODIES: Mapping[EventType, Any] = {
    EventType.GUIDED: _l("Hướng dẫn đến cơ quan, tổ chức, người"),
    EventType.RETURNED: _l("Trả đơn cho"),
    EventType.TAKEN_AS_INFORMATION: _l("Cơ quan, đơn vị thanh tra, kiểm tra"),
    EventType.RESULT_RECEIVED: _l("Nơi đã giải quyết và thông báo"),
    EventType.DOCUMENTS_REQUESTED: _l("Cơ quan, tổ chức, người được yêu cầu"),
    EventType.CRIME_REFERRED: _l("Cơ quan điều tra, viện kiểm sát nhận"),
    EventType.REPORT_REQUESTED: _l("Cơ quan yêu cầu báo cáo"),
    EventType.PASSER_INFORMED: _l("Nơi đã chuyển đơn đến"),
}
OF_EVERY_FORM = frozenset({"form_token", "version", "seen", "csrf_token"})


class StepForm(VersionedForm):
    """A form that records one step of a case."""

    body: ClassVar[str] = "cases/fields.html"
    is_wide: ClassVar[bool] = False
    seen = HiddenField()
    event: EventType

    def prepare(self, case: Case) -> None:
        """Fit the form to the case."""

    def own_fields(self) -> Iterator[Field]:
        """Give the fields that people see, in the order of the page."""
        yield from (f for f in self if f.name not in OF_EVERY_FORM)

    def take(self, session: Session, case: Case, *, by: Reach, now: datetime) -> None:
        """Record the step."""
        raise NotImplementedError  # Each kind of step says how it is recorded.

    def warn(self, session: Session, case: Case) -> None:
        """Say after recording what the law would rather have seen."""


class EventForm(StepForm):
    """A step that needs its day, the number of its paper and perhaps a note."""

    legal_date = VietnameseDateField(_l("Ngày thực hiện"), required=True, not_future=True)
    document_number = TextField(_l("Số, ký hiệu văn bản"), most=80)
    note = LongTextField(_l("Ghi chú"), most=2000, rows=3)

    def prepare(self, case: Case) -> None:  # noqa: ARG002 -- other steps look at the case
        """Ask for the number of the paper where the step stands on one."""
        if self.event in NUMBERED:
            self.document_number.flags.required = True

    def particulars(self) -> dict[str, Any]:
        """Give what is told beyond the day, the number and the note."""
        return {}

    def own_fields(self) -> Iterator[Field]:
        """Give the day, then what is particular to the step, then the number and the note."""
        plain = (self.legal_date, self.document_number, self.note)
        yield self.legal_date
        yield from (f for f in super().own_fields() if f not in plain)
        yield from plain[1:]

    def act(self) -> Act:
        """Give what was typed as the verbs take it."""
        day = cast("date", self.legal_date.data)
        return Act(day, self.document_number.data, self.note.data, self.particulars())

    def take(self, session: Session, case: Case, *, by: Reach, now: datetime) -> None:
        """Record the step."""
        version = self.expected_version
        record(session, case, self.event, act=self.act(), by=by, now=now, version=version)


class ComplexForm(EventForm):
    """Why a matter is complex: one criterion is enough, two make it especially complex."""

    criteria = TermTicksField(
        _l("Tiêu chí vụ việc phức tạp"), terms=Criterion,
        description=_l("Một tiêu chí là phức tạp, từ hai tiêu chí là đặc biệt phức tạp."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria.flags.required = True

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a finding without a criterion."""
        good = bool(super().validate(extra_validators))
        if not self.criteria.data:
            self.criteria.errors = [_("Hãy chọn ít nhất một tiêu chí.")]
            return False
        return good

    def particulars(self) -> dict[str, Any]:
        """Give the criteria found."""
        return {"criteria": [c.value for c in self.criteria.data or ()]}


class GroundForm(EventForm):
    """A step that must name one of the grounds listed in the law."""

    ground = TermField(_l("Căn cứ"), terms=Ground, required=True, radio=True)

    def prepare(self, case: Case) -> None:
        """Offer the grounds of this step for this kind of case on the day of the step."""
        super().prepare(case)
        day = self.legal_date.data or today()
        offered = grounds_for(self.event, case.kind, day, case.level)
        self.ground.offer_terms(offered)
        proposed = proposed_ground(case)
        if proposed in offered:
            self.ground.description = _("Chọn sẵn theo lần kiểm tra điều kiện; sai thì đổi.")
            if not self.is_submitted():
                self.ground.data = proposed

    def particulars(self) -> dict[str, Any]:
        """Give the ground."""
        return {"ground": self.ground.data.value if self.ground.data else None}


def proposed_ground(case: Case) -> Ground | None:
    """Give the ground that the last check of the conditions proposed."""
    check = last_of(case, EventType.CHECKED)
    known = {g.value: g for g in Ground}
    return known.get(str(check.particulars.get("ground"))) if check else None


class OutcomeForm(EventForm):
    """A decision or conclusion: how the matter was found."""

    outcome = TermField(_l("Kết quả giải quyết"), terms=Outcome, required=True, radio=True)

    def particulars(self) -> dict[str, Any]:
        """Give the outcome."""
        return {"outcome": self.outcome.data.value if self.outcome.data else None}


class BodyForm(EventForm):
    """A step in which another body has a part: the petition goes there, or word comes from it."""

    to = TextField(_l("Cơ quan, tổ chức, người nhận"), required=True, most=200)

    def prepare(self, case: Case) -> None:
        """Say which body is meant."""
        super().prepare(case)
        if self.event in BODIES:
            self.to.label.text = BODIES[self.event]

    def particulars(self) -> dict[str, Any]:
        """Give the body."""
        return {"to": self.to.data}


class ProposedForm(EventForm):
    """What the head is asked to do."""

    move = TermField(_l("Đề xuất"), terms=EventType, required=True, radio=True)

    def prepare(self, case: Case) -> None:
        """Offer the rulings that belong to the state of the case."""
        super().prepare(case)
        offered = [
            m.event
            for m in MOVES
            if case.kind in m.kinds and case.state in m.origins
            if m.competence is Competence.RULING
        ]
        self.move.offer_terms(tuple(dict.fromkeys(offered)))

    def particulars(self) -> dict[str, Any]:
        """Give the proposed move."""
        return {"event": self.move.data.value if self.move.data else None}


class CorrectionForm(VersionedForm):
    """A step put right by a further entry: its date mended, or the step struck out."""

    seen = HiddenField()
    correcting = TermField(
        _l("Cách đính chính"), terms=Correcting, required=True, radio=True,
        default=Correcting.REDATE,
    )  # fmt: skip
    legal_date = VietnameseDateField(_l("Ngày đúng"), not_future=True)
    note = LongTextField(_l("Lý do đính chính"), required=True, most=1000, rows=3)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the right date where the date is what is wrong."""
        good = bool(super().validate(extra_validators))
        if self.correcting.data is Correcting.REDATE and self.legal_date.data is None:
            self.legal_date.errors = [*self.legal_date.errors, _("Hãy ghi ngày đúng.")]
            return False
        return good

    @property
    def right_date(self) -> date | None:
        """Give the right date, or None where the step is struck out."""
        return self.legal_date.data if self.correcting.data is Correcting.REDATE else None


class AssignmentForm(VersionedForm):
    """Who is to be responsible, and why."""

    unit_id = HiddenField()
    user_id = ChoiceField(_l("Người được giao"), radio=True)
    reason = LongTextField(_l("Lý do phân công"), required=True, most=500, rows=2)


class SubstitutionForm(BaseForm):
    """Who does another's work for a time."""

    absent_id = ChoiceField(_l("Người vắng mặt"), required=True)
    substitute_id = ChoiceField(_l("Người làm thay"), required=True)
    starts_on = VietnameseDateField(_l("Từ ngày"), required=True, nearest="future")
    ends_on = VietnameseDateField(_l("Đến hết ngày"), required=True, nearest="future")
    reason = TextField(_l("Lý do"), required=True, most=500)

    @property
    def period(self) -> tuple[date, date]:
        """Give the first and the last day, both typed."""
        return cast("date", self.starts_on.data), cast("date", self.ends_on.data)
