"""What may be typed about a session, its conclusions and their tasks."""

import re
from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from tracker.casework.conclusions import ConclusionDetails, Step, TaskDetails
from tracker.casework.sessions import Amended, Member, SessionDetails
from tracker.clock import now, today
from tracker.law.terms import Term
from tracker.records.reception import Capacity, Reception, ReceptionForm, ReceptionMode
from tracker.records.schedule import PlannedSession
from tracker.records.sessions import MemberRole, ReceptionMember, Signature, TaskAct
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    FilterForm,
    LongTextField,
    TermField,
    TextField,
    TickField,
    VersionedForm,
    VietnameseDateField,
)
from tracker.web.times import TimeField

LONGEST_NAME = 120
LONGEST_BODY = 200
SPLIT = re.compile(r"[;\n]")


def this_minute() -> time:
    """Give the time of day, to the minute."""
    return now().time().replace(second=0, microsecond=0)


class PresentForm(BaseForm):
    """Where a session is held, since when, and who is present beside the receiver."""

    begins_at = TimeField(_l("Từ giờ"), required=True, default=this_minute)
    place = TextField(_l("Địa điểm"), most=200)
    accompanying = LongTextField(_l("Người cùng tiếp"), most=2000, rows=3)
    minutes_by = TextField(_l("Người ghi biên bản"), most=LONGEST_NAME)
    interpreter = TextField(_l("Người phiên dịch"), most=LONGEST_NAME)

    def validate_accompanying(self, field: LongTextField) -> None:
        """Refuse a line that is too long to be a name with its body."""
        for name, body in _people(field.data):
            if len(name) > LONGEST_NAME or len(body) > LONGEST_BODY:
                raise ValidationError(_l("Mỗi dòng một người: họ tên, cơ quan."))

    def amended(self) -> Amended:
        """Give what was typed of a session that is open already."""
        assert self.begins_at.data is not None  # noqa: S101 - required, so the type checker may know
        return Amended(self.begins_at.data, self.place.data, self.members())

    def members(self) -> tuple[Member, ...]:
        """Give those present who were typed, each with the body where one was named."""
        typed = (
            (MemberRole.ACCOMPANYING, self.accompanying),
            (MemberRole.MINUTES, self.minutes_by),
            (MemberRole.INTERPRETER, self.interpreter),
        )
        return tuple(
            Member(role, *person) for role, field in typed for person in _people(field.data)
        )


class SessionForm(PresentForm):
    """A session as it is opened."""

    mode = TermField(
        _l("Loại buổi tiếp"), terms=ReceptionMode, required=True, radio=True,
        default=ReceptionMode.PERIODIC,
    )  # fmt: skip
    form = TermField(
        _l("Hình thức"), terms=ReceptionForm, required=True, radio=True,
        default=ReceptionForm.IN_PERSON,
    )  # fmt: skip
    receiver_id = ChoiceField(_l("Người tiếp"), required=True)
    capacity = TermField(
        _l("Tư cách"), terms=Capacity, required=True, radio=True, default=Capacity.HEAD
    )
    held_on = VietnameseDateField(_l("Ngày tiếp"), required=True, not_future=True, default=today)
    on_day_off = TickField(_l("Vẫn tiếp công dân vào ngày nghỉ này"))

    def details(self, planned_id: int | None = None) -> SessionDetails:
        """Give the session that was typed, with the one of the schedule that it came from."""
        held_on, begins_at = self.held_on.data, self.begins_at.data
        assert held_on is not None  # noqa: S101 - required, so the type checker may know
        assert begins_at is not None  # noqa: S101 - required, so the type checker may know
        return SessionDetails(
            held_on=held_on,
            mode=self.mode.data,
            form=self.form.data,
            capacity=self.capacity.data,
            receiver_id=self.receiver_id.data,
            begins_at=begins_at,
            place=self.place.data,
            members=self.members(),
            on_day_off=self.on_day_off.data,
            planned_id=planned_id,
        )


def as_planned(planned: PlannedSession) -> dict[str, Any]:
    """Give what the schedule already says of a session that is being opened."""
    return {
        "mode": planned.mode,
        "form": planned.form,
        "receiver_id": planned.presider_id,
        "capacity": planned.capacity,
        "held_on": planned.planned_on,
        "begins_at": planned.begins_at,
        "place": planned.place,
        "accompanying": "\n".join(filter(None, map(str.strip, SPLIT.split(planned.participants)))),
        "on_day_off": planned.day_off_agreed,
    }


def as_held(reception: Reception, members: Iterable[ReceptionMember]) -> dict[str, Any]:
    """Give what stands of a session that is being put right."""
    names = {role: [_line(m) for m in members if m.role is role] for role in MemberRole}
    return {
        "begins_at": reception.begins_at,
        "place": reception.place,
        "accompanying": "\n".join(names[MemberRole.ACCOMPANYING]),
        "minutes_by": "".join(names[MemberRole.MINUTES][:1]),
        "interpreter": "".join(names[MemberRole.INTERPRETER][:1]),
    }


def _line(member: ReceptionMember) -> str:
    return ", ".join(filter(None, (member.full_name, member.body)))


class ClosingForm(BaseForm):
    """How a session ended."""

    ends_at = TimeField(_l("Kết thúc lúc"), required=True, default=this_minute)
    nobody_came = TickField(_l("Không có công dân nào đến"))


class StatementForm(BaseForm):
    """How a statement was confirmed."""

    read_back_by = TextField(_l("Người đọc lại"), required=True, most=LONGEST_NAME)
    signature = TermField(
        _l("Người trình bày xác nhận bằng cách"), terms=Signature, required=True, radio=True
    )
    confirmed_on = VietnameseDateField(
        _l("Ngày xác nhận"), required=True, not_future=True, default=today
    )


class ConclusionForm(BaseForm):
    """A notice of conclusion."""

    number = TextField(_l("Số thông báo"), required=True, most=80)
    issued_on = VietnameseDateField(
        _l("Ngày ban hành"), required=True, not_future=True, default=today
    )
    visit_id = ChoiceField(_l("Về lượt tiếp"))
    direction = LongTextField(_l("Nội dung kết luận, chỉ đạo"), required=True, most=5000, rows=6)
    contact = TextField(_l("Người liên hệ"), most=200)

    def details(self) -> ConclusionDetails:
        """Give the conclusion that was typed."""
        issued_on = self.issued_on.data
        assert issued_on is not None  # noqa: S101 - required, so the type checker may know
        return ConclusionDetails(
            self.number.data, issued_on, self.direction.data, self.contact.data, self.visit_id.data
        )


class TaskForm(BaseForm):
    """What a conclusion asks of whom, by when."""

    work = LongTextField(_l("Việc phải làm"), required=True, most=500, rows=3)
    unit_id = ChoiceField(_l("Đơn vị thực hiện"), required=True)
    user_id = ChoiceField(_l("Người thực hiện"))
    due_on = VietnameseDateField(_l("Hạn"), required=True, nearest="future")

    def details(self) -> TaskDetails:
        """Give the task that was typed."""
        due_on = self.due_on.data
        assert due_on is not None  # noqa: S101 - required, so the type checker may know
        return TaskDetails(self.work.data, self.unit_id.data, self.user_id.data, due_on)


class StepForm(VersionedForm):
    """What happened to a task."""

    act = TermField(_l("Đã làm gì"), terms=TaskAct, required=True, radio=True, default=TaskAct.DONE)
    acted_on = VietnameseDateField(_l("Ngày"), required=True, not_future=True, default=today)
    note = TextField(_l("Kết quả hoặc lý do"), required=True, most=500)
    due_on = VietnameseDateField(_l("Hạn mới"), nearest="future")
    unit_id = ChoiceField(_l("Chuyển đến đơn vị"))
    user_id = ChoiceField(_l("Chuyển đến người"))

    def step(self) -> Step:
        """Give the act that was typed; what belongs to another act is left out."""
        acted_on, act = self.acted_on.data, self.act.data
        assert acted_on is not None  # noqa: S101 - required, so the type checker may know
        over = act is TaskAct.HANDED_OVER
        return Step(
            act,
            acted_on,
            self.note.data,
            self.due_on.data if act is TaskAct.EXTENDED else None,
            self.unit_id.data if over else None,
            self.user_id.data if over else None,
        )


class TaskTab(Term):
    """Which tasks are listed."""

    OVERDUE = "overdue", "Quá hạn", "Overdue"
    OPEN = "open", "Đang làm", "Open"
    DONE = "done", "Đã xong", "Done"


class TaskFilter(FilterForm):
    """Which tasks to list."""

    tab = TermField(_l("Tình trạng"), terms=TaskTab)


def _people(typed: str) -> Iterator[tuple[str, str]]:
    for line in typed.splitlines():
        name, _sign, body = line.partition(",")
        if name.strip():
            yield name.strip(), body.strip()
