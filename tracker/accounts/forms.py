"""What may be typed about one's own account."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from tracker.accounts import signing
from tracker.clock import now
from tracker.law.terms import Refusal
from tracker.web.fields import BaseForm, FilterForm, PasswordTextField, TextField
from tracker.web.requests import SIGN_IN
from tracker.web.words import sentence

LONGEST_CODE = 20
CODE_KEYS = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


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


class CodeForm(FilterForm):
    """The second step of a sign-in: a code from the telephone, or one from the list."""

    next = HiddenField()
    code = TextField(
        _l("Mã đăng nhập"),
        required=True,
        most=LONGEST_CODE,
        render_kw={**CODE_KEYS, "autofocus": True},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, prefix=SIGN_IN, **kwargs)


class ProofForm(BaseForm):
    """Something weighty about one's own account: the password is asked for once more."""

    current = PasswordTextField(
        _l("Mật khẩu hiện tại"), required=True, render_kw={"autocomplete": "current-password"}
    )

    def validate_current(self, field: Field) -> None:
        """Compare the password; what is wrong counts like a failed sign-in."""
        _prove(lambda: signing.prove(field.data, now()))


class ProofWithCodeForm(ProofForm):
    """As weighty, where a second factor is on: a code is asked for too."""

    code = TextField(_l("Mã đăng nhập"), required=True, most=LONGEST_CODE, render_kw=CODE_KEYS)

    def validate_code(self, field: Field) -> None:
        """Take a code once the password was right; no code is spent on a wrong password."""
        if not self.current.errors:
            _prove(lambda: signing.prove_code(field.data, now()))


class FactorForm(ProofForm):
    """A second factor to be turned on: the secret comes back sealed, with the first code."""

    secret = HiddenField()
    code = TextField(
        _l("Mã 6 số đang hiện trên điện thoại"),
        required=True,
        most=LONGEST_CODE,
        render_kw={**CODE_KEYS, "inputmode": "numeric"},
    )


class PasswordForm(ProofForm):
    """A new password, typed twice, with the old one."""

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


def _prove(proof: Callable[[], None]) -> None:
    """Put a refusal beside the field that is being checked."""
    try:
        proof()
    except Refusal as refusal:
        raise ValidationError(sentence(refusal)) from None
