"""What may be typed about regular hours and the rules of periodic days."""

from datetime import date
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from tracker.casework.periodic import RuleDraft
from tracker.casework.regular_hours import HoursDraft
from tracker.law.periodic import Pattern, Recurrence, Weekday, WeekOfMonth
from tracker.schedule.asking import AskingForm
from tracker.schedule.forms import NO_NAMES, Widths
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    LongTextField,
    NumberField,
    TermField,
    TermTicksField,
    TextField,
    VietnameseDateField,
)
from tracker.web.needed import Needed
from tracker.web.times import TimeField


class HoursForm(BaseForm):
    """Regular hours on some weekdays at one place."""

    SHOWN: ClassVar[Widths] = {
        "unit_id": "l", "place": "l", "weekdays": "l", "begins_at": "s", "ends_at": "s",
        "starts_on": "s", "ends_on": "s",
    }  # fmt: skip
    unit_id = ChoiceField(_l("Cơ quan, đơn vị"), required=True)
    place = TextField(_l("Nơi tiếp"), required=True, most=200)
    weekdays = TermTicksField(_l("Các ngày trong tuần"), terms=Weekday, validators=[Needed()])
    begins_at = TimeField(
        _l("Từ giờ"), required=True, description=_l("Sáng và chiều ghi thành hai lần")
    )
    ends_at = TimeField(_l("Đến giờ"), required=True)
    starts_on = VietnameseDateField(_l("Áp dụng từ ngày"), required=True, nearest="future")
    ends_on = VietnameseDateField(_l("Đến hết ngày"), nearest="future")

    def draft(self) -> HoursDraft:
        """Give the hours that were typed."""
        starts_on = self.starts_on.data
        assert starts_on is not None  # noqa: S101 - required, so the type checker may know
        return HoursDraft(
            unit_id=self.unit_id.data,
            weekdays=tuple(self.weekdays.data or ()),
            begins_at=self.begins_at.given(),
            ends_at=self.ends_at.given(),
            place=self.place.data,
            starts_on=starts_on,
            ends_on=self.ends_on.data,
        )


class LastDayForm(BaseForm):
    """The last day of hours or of a rule."""

    SHOWN: ClassVar[Widths] = {"last_day": "s"}
    last_day = VietnameseDateField(_l("Ngày áp dụng cuối cùng"), required=True, nearest="future")

    def day(self) -> date:
        """Give the day that was typed."""
        day = self.last_day.data
        assert day is not None  # noqa: S101 - required, so the type checker may know
        return day


class RuleForm(AskingForm):
    """A rule of periodic days, whose year is seen before it is saved."""

    unit_id = ChoiceField(_l("Cơ quan, đơn vị"), required=True)
    presider_id = ChoiceField(_l("Người đứng đầu chủ trì"), required=True)
    pattern = TermField(_l("Quy tắc"), terms=Pattern, required=True, radio=True)
    day_of_month = NumberField(_l("Ngày trong tháng"), least=1, most=31)
    week = TermField(_l("Tuần của tháng"), terms=WeekOfMonth)
    weekday = TermField(_l("Thứ"), terms=Weekday)
    begins_at = TimeField(_l("Từ giờ"), required=True)
    ends_at = TimeField(_l("Đến giờ"), required=True)
    place = TextField(_l("Nơi tiếp"), required=True, most=200)
    participants = TextField(_l("Thành phần tham dự"), most=500)
    content = LongTextField(_l("Dự kiến nội dung"), most=500, rows=3, description=NO_NAMES)
    starts_on = VietnameseDateField(_l("Áp dụng từ ngày"), required=True, nearest="future")
    ends_on = VietnameseDateField(_l("Đến hết ngày"), nearest="future")

    def draft(self) -> RuleDraft:
        """Give the rule that was typed."""
        starts_on = self.starts_on.data
        assert starts_on is not None  # noqa: S101 - required, so the type checker may know
        return RuleDraft(
            unit_id=self.unit_id.data,
            presider_id=self.presider_id.data,
            recurrence=self.recurrence(),
            begins_at=self.begins_at.given(),
            ends_at=self.ends_at.given(),
            place=self.place.data,
            starts_on=starts_on,
            ends_on=self.ends_on.data,
            participants=self.participants.data,
            content=self.content.data,
        )

    def recurrence(self) -> Recurrence:
        """Give the pattern with the parts that it needs, and none that it does not."""
        pattern = self.pattern.data
        by_day, weekly = pattern is Pattern.DAY_OF_MONTH, pattern is Pattern.WEEKLY
        return Recurrence(
            pattern,
            self.day_of_month.data if by_day else None,
            None if by_day or weekly else self.week.data,
            None if by_day else self.weekday.data,
        )


class FillForm(AskingForm):
    """The year to fill with the sessions of a rule."""

    SHOWN: ClassVar[Widths] = {"year": "xs"}
    year = NumberField(_l("Năm"), required=True, least=2014, most=2100)


class ReasonForm(BaseForm):
    """Why a month lacks days of the head's own reception."""

    SHOWN: ClassVar[Widths] = {"reason": "l"}
    reason = LongTextField(_l("Lý do"), required=True, most=500, rows=3)
