"""What may be typed about people and units."""

from datetime import date

from flask_babel import lazy_gettext as _l

from tracker.access import Role
from tracker.administration.queries import AccountState, PeopleFilter
from tracker.casework.people import PersonDetails, Post
from tracker.casework.units import UnitDetails
from tracker.law.settlers import Profile
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
    reason = TextField(_l("Lý do giao vai trò"), most=500)

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
    reason = TextField(_l("Lý do kéo dài"), most=500)

    def day(self) -> date:
        """Give the day that was typed."""
        day = self.last_day.data
        assert day is not None  # noqa: S101 - required, so the type checker may know
        return day


class CloseForm(BaseForm):
    """Why an account is closed."""

    reason = TextField(_l("Lý do khóa"), most=300)


class ReopenForm(BaseForm):
    """Why a closed account is opened again."""

    reason = TextField(_l("Lý do mở lại"), required=True, most=300)


class RejectForm(BaseForm):
    """Why a proposal is turned down."""

    reason = TextField(_l("Lý do không đồng ý"), required=True, most=500)


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
