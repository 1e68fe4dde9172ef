"""What may be typed about days of the calendar."""

from hashlib import sha256

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import HiddenField

from tracker.casework.calendar import Effect, NewDay, check_days, effect_of_adding
from tracker.law.calendar import DayKind
from tracker.law.terms import Refusal
from tracker.web.fields import BaseForm, TermField, TextField, VietnameseDateField


class DayForm(BaseForm):
    """A day to be marked; asked by GET, so that its effect is seen before it is saved."""

    on = VietnameseDateField(_l("Ngày"), required=True, nearest="future")
    kind = TermField(_l("Loại ngày"), terms=DayKind, required=True)
    worked_on = VietnameseDateField(_l("Ngày làm bù"), nearest="future")
    name = TextField(_l("Tên ngày"), required=True, most=200)
    basis = TextField(_l("Số, ký hiệu quyết định"), required=True, most=200)

    def days(self) -> tuple[NewDay, ...]:
        """Give the day, and for a swap the working day that makes up for it."""
        on = self.on.data
        assert on is not None  # noqa: S101 - required, so the type checker may know
        day = NewDay(on, self.kind.data, self.name.data, self.basis.data)
        worked_on = self.worked_on.data
        if worked_on is None:
            return (day,)
        if day.kind is not DayKind.SWAPPED_OFF:
            raise Refusal("Chỉ ngày nghỉ hoán đổi mới có ngày làm bù.", field="worked_on")
        name = f"Làm bù cho ngày {on:%d/%m/%Y}"
        return day, NewDay(worked_on, DayKind.WORKED_SATURDAY, name, day.basis)

    def effect(self, session: Session, agency_id: int) -> Effect | None:
        """Say what the day would move, or put beside the fields why it cannot be marked."""
        if not self.validate():
            self.status = 422
            return None
        try:
            check_days(session, self.days())
            return effect_of_adding(session, self.days(), agency_id=agency_id)
        except Refusal as refusal:
            self.refuse(refusal)
            return None


class DayConfirmForm(BaseForm):
    """Save what was shown; `seen` says which effect that was."""

    seen = HiddenField()

    def show(self, effect: Effect | None) -> None:
        """Remember the effect that the page shows."""
        self.seen.data = _fingerprint(effect)

    def agreed(self, effect: Effect) -> bool:
        """Refuse where the effect is another than the one that was shown."""
        if self.seen.data != _fingerprint(effect):
            raise Refusal("Các thời hạn bị dời vừa thay đổi. Hãy xem lại bên dưới rồi lưu.")
        return True


def _fingerprint(effect: Effect | None) -> str:
    return sha256(repr(effect).encode()).hexdigest()[:16]
