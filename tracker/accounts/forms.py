"""What may be typed about one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from tracker.law.terms import Refusal
from tracker.web.fields import BaseForm, FilterForm, PasswordTextField, TextField
from tracker.web.requests import SIGN_IN


class SignInForm(FilterForm):
    """Login and password; `next` is where the person wanted to go."""

    next = HiddenField()
    login = TextField(
        _l("Tên đăng nhập"),
        required=True,
        most=80,
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordTextField(
        _l("Mật khẩu"), required=True, render_kw={"autocomplete": "current-password"}
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, prefix=SIGN_IN, **kwargs)


class PasswordForm(BaseForm):
    """A new password, typed twice, with the old one."""

    current = PasswordTextField(
        _l("Mật khẩu hiện tại"), required=True, render_kw={"autocomplete": "current-password"}
    )
    new = PasswordTextField(
        _l("Mật khẩu mới"), required=True, render_kw={"autocomplete": "new-password"}
    )
    again = PasswordTextField(
        _l("Nhập lại mật khẩu mới"), required=True, render_kw={"autocomplete": "new-password"}
    )

    def agreed(self) -> str:
        """Give the new password when both typings are the same."""
        if self.new.data != self.again.data:
            raise Refusal("Hai lần nhập mật khẩu mới không giống nhau.", field="again")
        if self.new.data == self.current.data:
            raise Refusal("Mật khẩu mới phải khác mật khẩu hiện tại.", field="new")
        return self.new.data
