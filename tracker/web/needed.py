"""A field that must not stay empty."""

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from tracker.web.words import gettext as _


class Needed:
    """Refuse an empty field, unless it already has something worse to say."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it so

    def __call__(self, _form: object, field: Field) -> None:
        """Stop at a field with nothing in it."""
        if field.errors:
            raise StopValidation
        if field.data in (None, "", []):
            raise StopValidation(_("Chưa nhập mục này."))


def needed(required: bool, kwargs: dict[str, Any]) -> dict[str, Any]:  # noqa: FBT001 - handed on from the keyword of each field
    """Put the demand for a value before the other validators of a field."""
    before = [Needed()] if required else []
    return {**kwargs, "validators": [*before, *kwargs.pop("validators", ())]}
