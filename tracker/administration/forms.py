"""What may be typed about people, units and days."""

from datetime import date
from hashlib import sha256

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import HiddenField

from tracker.access import Role
from tracker.administration.queries import AccountState, PeopleFilter
from tracker.casework.calendar import Effect, NewDay, check_days, effect_of_adding
from tracker.casework.people import PersonDetails, Post, UnitDetails
from tracker.law.calendar import DayKind
from tracker.law.settlers import Profile
from tracker.law.terms import Refusal
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    FilterForm,
    TermField,
    TextField,
    VietnameseDateField,
)

AS_TYPED = {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


class PeopleFilterForm(FilterForm):
    """Which people to list."""

    text = TextField(_l("Tên hoặc tên đăng nhập"), most=80)
    role = TermField(_l("Vai trò"), terms=Role)
    unit_id = ChoiceField(_l("Đơn vị"))
    state = TermField(_l("Tài khoản"), terms=AccountState)

    def wanted(self) -> PeopleFilter:
        """Give what is asked for; what cannot be read asks for nothing."""
        self.validate()
        return PeopleFilter(
            self.text.data or "",
            None if self.role.errors else self.role.data,
            None if self.unit_id.errors else self.unit_id.data,
            None if self.state.errors else self.state.data,
        )


class RoleForm(BaseForm):
    """A role in a unit, from a day."""

    role = TermField(_l("Vai trò"), terms=Role, required=True)
    unit_id = ChoiceField(_l("Ở đơn vị"), required=True)
    starts_on = VietnameseDateField(_l("Từ ngày"), required=True, nearest="future")
    ends_on = VietnameseDateField(_l("Đến hết ngày"), nearest="future")

    def post(self) -> Post:
        """Give the role that was typed."""
        starts_on = self.starts_on.data
        assert starts_on is not None  # noqa: S101 - required, so the type checker may know
        return Post(self.role.data, self.unit_id.data, starts_on, self.ends_on.data)


class PersonForm(RoleForm):
    """A new person with the first role."""

    login = TextField(_l("Tên đăng nhập"), required=True, most=80, render_kw=AS_TYPED)
    full_name = TextField(_l("Họ và tên"), required=True, most=120)
    email = TextField(_l("Thư điện tử"), most=200, render_kw=AS_TYPED)

    def details(self) -> PersonDetails:
        """Give who was typed."""
        return PersonDetails(self.login.data, self.full_name.data, self.email.data)


class EmailForm(BaseForm):
    """Where a person's reminders go."""

    email = TextField(_l("Thư điện tử"), most=200, render_kw=AS_TYPED)


class EndRoleForm(BaseForm):
    """The last day of a role."""

    last_day = VietnameseDateField(_l("Ngày cuối giữ vai trò"), required=True, nearest="future")

    def day(self) -> date:
        """Give the day that was typed."""
        day = self.last_day.data
        assert day is not None  # noqa: S101 - required, so the type checker may know
        return day


class ConfirmForm(BaseForm):
    """Nothing but the wish to go on."""


class NamesForm(BaseForm):
    """What a unit is called."""

    name = TextField(_l("Tên đầy đủ"), required=True, most=200)
    short_name = TextField(_l("Tên viết tắt"), required=True, most=40)
    head_title = TextField(_l("Chức danh người đứng đầu"), most=80)
    profile = TermField(
        _l("Loại cơ quan, đơn vị"), terms=Profile, required=True, default=Profile.DEPARTMENT
    )

    def details(self) -> UnitDetails:
        """Give what was typed."""
        return UnitDetails(
            self.name.data, self.short_name.data, self.head_title.data, self.profile.data
        )


class UnitForm(NamesForm):
    """A new unit and where it stands."""

    parent_id = ChoiceField(_l("Thuộc đơn vị"), required=True)


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
