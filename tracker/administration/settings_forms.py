"""What may be typed about the settings of an agency."""

from flask_babel import lazy_gettext as _l

from tracker.casework.agency_settings import AccountTerms, Contact
from tracker.law.account_care import IDLE_DAYS, MOST_CONSENT_DAYS, SHORTEST_IDLE_DAYS
from tracker.web.fields import BaseForm, NumberField, TextField


class ContactForm(BaseForm):
    """Where the agency is reached."""

    postal_address = TextField(_l("Địa chỉ"), most=300)
    contact_phone = TextField(_l("Điện thoại"), most=40)
    contact_email = TextField(_l("Thư điện tử"), most=200)

    def contact(self) -> Contact:
        """Give what was typed."""
        return Contact(self.postal_address.data, self.contact_phone.data, self.contact_email.data)


class TermsForm(BaseForm):
    """How the accounts are looked after."""

    idle_days = NumberField(
        _l("Khóa tài khoản sau số ngày không đăng nhập"),
        required=True, least=SHORTEST_IDLE_DAYS, most=IDLE_DAYS,
    )  # fmt: skip
    idle_warning_days = NumberField(
        _l("Báo trước số ngày"), required=True, least=1, most=IDLE_DAYS - 1
    )
    consent_days = NumberField(
        _l("Chờ quản trị hệ thống thứ hai đồng ý, số ngày"),
        required=True, least=1, most=MOST_CONSENT_DAYS,
    )  # fmt: skip

    def terms(self) -> AccountTerms:
        """Give what was typed."""
        return AccountTerms(
            self.idle_days.data or 0, self.idle_warning_days.data or 0, self.consent_days.data or 0
        )
