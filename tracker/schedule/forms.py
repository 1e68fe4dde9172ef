"""What may be typed about a session of the schedule."""

from collections.abc import Mapping
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.casework.postings import OnlineDone
from tracker.casework.schedule import Described, HeldBy, NewTime
from tracker.casework.session_checks import SessionDraft
from tracker.law.session_grounds import ExtraordinaryGround, OnlineGround, PostingPlace
from tracker.records.reception import Capacity, ReceptionForm, ReceptionMode
from tracker.records.schedule import PlannedSession
from tracker.schedule.asking import AskingForm
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    LongTextField,
    TermField,
    TermTicksField,
    TextField,
    TickField,
    VietnameseDateField,
)
from tracker.web.needed import Needed
from tracker.web.times import TimeField

Widths = Mapping[str, str]
NOT_REGULAR = (ReceptionMode.PERIODIC, ReceptionMode.EXTRAORDINARY)
OF_HEAD = (Capacity.HEAD, Capacity.DELEGATED)
NO_NAMES = _l("Được niêm yết công khai: không ghi tên, địa chỉ của công dân")


class WhenForm(AskingForm):
    """A day, hours and a place."""

    planned_on = VietnameseDateField(_l("Ngày tiếp"), required=True, nearest="future")
    begins_at = TimeField(_l("Từ giờ"), required=True)
    ends_at = TimeField(_l("Đến giờ"), required=True)
    place = TextField(_l("Nơi tiếp"), required=True, most=200)

    def to(self) -> NewTime:
        """Give the time that was typed."""
        day = self.planned_on.data
        assert day is not None  # noqa: S101 - required, so the type checker may know
        return NewTime(day, self.begins_at.given(), self.ends_at.given(), self.place.data)


class PlanForm(WhenForm):
    """A session outside the rules: extraordinary, online, or one more periodic day."""

    unit_id = ChoiceField(_l("Cơ quan, đơn vị"), required=True)
    mode = TermField(_l("Loại buổi tiếp"), terms=ReceptionMode, among=NOT_REGULAR, required=True)
    form = TermField(_l("Hình thức"), terms=ReceptionForm, required=True, radio=True)
    presider_id = ChoiceField(_l("Người chủ trì"), required=True)
    capacity = TermField(_l("Tư cách"), terms=Capacity, among=OF_HEAD, required=True, radio=True)
    ground = TermField(_l("Căn cứ tiếp đột xuất"), terms=ExtraordinaryGround, radio=True)
    online_ground = TermField(_l("Trường hợp tiếp trực tuyến"), terms=OnlineGround, radio=True)
    other_points = TextField(_l("Các điểm cầu thành phần"), most=500)
    participants = TextField(_l("Thành phần tham dự"), most=500)
    content = LongTextField(_l("Dự kiến nội dung"), most=500, rows=3, description=NO_NAMES)

    def draft(self) -> SessionDraft:
        """Give the session that was typed; a ground of the other sort of session has no part."""
        when = self.to()
        extraordinary = self.mode.data is ReceptionMode.EXTRAORDINARY
        online = self.form.data is ReceptionForm.ONLINE
        return SessionDraft(
            unit_id=self.unit_id.data,
            presider_id=self.presider_id.data,
            planned_on=when.planned_on,
            begins_at=when.begins_at,
            ends_at=when.ends_at,
            place=when.place,
            mode=self.mode.data,
            capacity=self.capacity.data,
            form=self.form.data,
            participants=self.participants.data,
            content=self.content.data,
            other_points=self.other_points.data if online else "",
            ground=self.ground.data if extraordinary else None,
            online_ground=self.online_ground.data if online else None,
        )


class MoveForm(WhenForm):
    """Another time for a session, with the reason."""

    SHOWN: ClassVar[Widths] = {
        "planned_on": "s", "begins_at": "s", "ends_at": "s", "place": "l", "reason": "l"
    }  # fmt: skip
    reason = LongTextField(_l("Lý do dời"), required=True, most=500, rows=2)


class CancelForm(AskingForm):
    """Why a session is cancelled."""

    SHOWN: ClassVar[Widths] = {"reason": "l"}
    reason = LongTextField(_l("Lý do hủy"), required=True, most=500, rows=2)


class DescribeForm(BaseForm):
    """Who takes part and what the session is about."""

    SHOWN: ClassVar[Widths] = {"participants": "l", "content": "l"}
    participants = TextField(_l("Thành phần tham dự"), most=500)
    content = LongTextField(_l("Dự kiến nội dung"), most=500, rows=3, description=NO_NAMES)

    def described(self, planned: PlannedSession) -> Described:
        """Give what was typed."""
        return Described(self.participants.data, self.content.data, planned.other_points)


class HoldForm(BaseForm):
    """Who received at a session and whether anybody came."""

    SHOWN: ClassVar[Widths] = {"receiver_id": "m", "capacity": "m", "nobody_came": "m"}
    receiver_id = ChoiceField(_l("Người đã tiếp"), required=True)
    capacity = TermField(_l("Tư cách"), terms=Capacity, among=OF_HEAD, required=True, radio=True)
    nobody_came = TickField(
        _l("Không có công dân nào đến"),
        description=_l("Buổi không có người đến vẫn là buổi đã tiếp và được tính ngày"),
    )

    def held_by(self, unit_id: int) -> HeldBy:
        """Give what was typed."""
        return HeldBy(
            self.receiver_id.data, self.capacity.data, unit_id, bool(self.nobody_came.data)
        )


class OnlineForm(AskingForm):
    """When the steps before an online session were made."""

    SHOWN: ClassVar[Widths] = {"notified_on": "s", "tested_on": "s", "connected_at": "s"}
    notified_on = VietnameseDateField(
        _l("Ngày thông báo cho công dân, cơ quan liên quan"), not_future=True
    )
    tested_on = VietnameseDateField(_l("Ngày kết nối thử thành công"), not_future=True)
    connected_at = TimeField(_l("Giờ kết nối xong các điểm cầu"))

    def steps(self) -> OnlineDone:
        """Give the steps that were typed."""
        return OnlineDone(self.notified_on.data, self.tested_on.data, self.connected_at.data)


class PostingForm(AskingForm):
    """Which sessions were posted, where and when."""

    posted_on = VietnameseDateField(_l("Ngày niêm yết"), required=True, not_future=True)
    places = TermTicksField(_l("Nơi niêm yết"), terms=PostingPlace, validators=[Needed()])
    sessions = SelectMultipleField(
        _l("Các buổi"), coerce=int, widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )  # fmt: skip
