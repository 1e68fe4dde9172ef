"""What may be typed about a breach: its minute, its measure, its notices."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _l

from tracker.casework.data_breaches import SENT, BreachDetails, BreachStepDetails
from tracker.clock import VIETNAM, today
from tracker.law.data_breach import BreachDeed, BreachTrait
from tracker.law.terms import Refusal
from tracker.records.privacy import DataBreach
from tracker.web.fields import (
    BaseForm,
    LongTextField,
    NumberField,
    TermTicksField,
    TextField,
    VersionedForm,
    VietnameseDateField,
)
from tracker.web.times import TimeField

LONGEST_WORDS = 4000
MOST_PEOPLE = 100_000_000


class BreachFields(BaseForm):
    """What a breach is taken to be; it may be judged anew."""

    title = TextField(_l("Tên sự cố"), required=True, most=200)
    happened = LongTextField(_l("Chuyện gì đã xảy ra"), required=True, most=LONGEST_WORDS, rows=4)
    found_by = TextField(_l("Ai phát hiện"), required=True, most=200)
    affected = LongTextField(_l("Dữ liệu bị ảnh hưởng"), required=True, most=LONGEST_WORDS, rows=3)
    people = NumberField(_l("Số người có dữ liệu"), most=MOST_PEOPLE)
    records = NumberField(_l("Số hồ sơ, bản ghi"), most=MOST_PEOPLE)
    traits = TermTicksField(_l("Sự cố thuộc trường hợp nào"), terms=BreachTrait)
    harm = LongTextField(_l("Hậu quả, nguy cơ"), most=LONGEST_WORDS, rows=3)
    measures = LongTextField(_l("Biện pháp đã làm"), most=LONGEST_WORDS, rows=3)

    def described(self, detected_at: datetime) -> BreachDetails:
        """Give what was typed, with the minute of detection."""
        return BreachDetails(
            title=self.title.data,
            detected_at=detected_at,
            happened=self.happened.data,
            found_by=self.found_by.data,
            affected=self.affected.data,
            traits=tuple(self.traits.data or ()),
            people=self.people.data,
            records=self.records.data,
            harm=self.harm.data,
            measures=self.measures.data,
        )


class BreachForm(BreachFields):
    """A breach as it was found."""

    detected_on = VietnameseDateField(
        _l("Ngày phát hiện"), required=True, not_future=True, default=today
    )
    detected_time = TimeField(_l("Giờ phát hiện"), required=True)

    def details(self) -> BreachDetails:
        """Give the breach that was typed."""
        return self.described(_moment(self.detected_on, self.detected_time))


class AssessmentForm(BreachFields, VersionedForm):
    """A breach judged anew, and why."""

    reason = LongTextField(_l("Vì sao đánh giá lại"), required=True, most=LONGEST_WORDS, rows=2)


class BreachStepForm(VersionedForm):
    """One step after a breach, with its minute."""

    done_on = VietnameseDateField(_l("Ngày"), required=True, not_future=True, default=today)
    done_time = TimeField(_l("Giờ"), required=True)
    words = LongTextField(_l("Nội dung"), required=True, most=LONGEST_WORDS, rows=4)

    def details(self) -> BreachStepDetails:
        """Give the step that was typed."""
        return BreachStepDetails(_moment(self.done_on, self.done_time), self.words.data)


class BreachNoticeForm(BreachStepForm):
    """A notice that was sent: to whom, under which number."""

    recipient = TextField(_l("Gửi cho"), required=True, most=200)
    document_number = TextField(_l("Số văn bản"), most=80)
    words = LongTextField(_l("Ghi chú"), most=LONGEST_WORDS, rows=3)

    def details(self) -> BreachStepDetails:
        """Give the notice that was typed."""
        return BreachStepDetails(
            _moment(self.done_on, self.done_time),
            self.words.data,
            self.recipient.data,
            self.document_number.data,
        )


def form_of(deed: BreachDeed) -> type[BreachStepForm]:
    """Give the form of a step."""
    return BreachNoticeForm if deed in SENT else BreachStepForm


def filled(breach: DataBreach) -> Mapping[str, object]:
    """Give what a new judgement begins with."""
    names = ("title", "happened", "found_by", "affected", "people", "records", "harm", "measures")
    return {name: getattr(breach, name) for name in names} | {"traits": breach.known_traits}


def _moment(day: VietnameseDateField, time: TimeField) -> datetime:
    if day.data is None:
        raise Refusal("Chưa nhập mục này.", field=day.name)
    return datetime.combine(day.data, time.given(), VIETNAM)
