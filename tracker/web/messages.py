"""WTForms' own messages in Vietnamese; the English ones come from the catalogue like all others."""

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext

MESSAGES: Mapping[str, str] = {
    "This field is required.": lazy_gettext("Chưa nhập mục này."),
    "Invalid input.": lazy_gettext("Nội dung không hợp lệ."),
    "Not a valid choice.": lazy_gettext("Hãy chọn một mục trong danh sách."),
    "Invalid Choice: could not coerce.": lazy_gettext("Hãy chọn một mục trong danh sách."),
    "Choices cannot be None.": lazy_gettext("Hãy chọn một mục trong danh sách."),
    "Invalid choice(s): one or more data inputs could not be coerced.": lazy_gettext(
        "Có mục đã chọn không còn trong danh sách. Hãy chọn lại."
    ),
    "'%(value)s' is not a valid choice for this field.": lazy_gettext(
        "“%(value)s” không còn trong danh sách. Hãy chọn lại."
    ),
    "'%(value)s' are not valid choices for this field.": lazy_gettext(
        "“%(value)s” không còn trong danh sách. Hãy chọn lại."
    ),
    "Not a valid integer value.": lazy_gettext("Hãy ghi một số nguyên, ví dụ 12."),
    "Not a valid decimal value.": lazy_gettext("Hãy ghi một số, ví dụ 12,5."),
    "Not a valid float value.": lazy_gettext("Hãy ghi một số, ví dụ 12,5."),
    "Not a valid datetime value.": lazy_gettext("Hãy ghi ngày và giờ, ví dụ 27/11/2026 14:05."),
    "Not a valid date value.": lazy_gettext("Hãy ghi ngày như 27/11/2026."),
    "Not a valid time value.": lazy_gettext("Hãy ghi giờ như 14:05."),
    "Number must be at least %(min)s.": lazy_gettext("Số phải từ %(min)s trở lên."),
    "Number must be at most %(max)s.": lazy_gettext("Số phải từ %(max)s trở xuống."),
    "Number must be between %(min)s and %(max)s.": lazy_gettext("Số phải từ %(min)s đến %(max)s."),
    "Field must be equal to %(other_name)s.": lazy_gettext("Hai lần nhập không giống nhau."),
    "Field must be at least %(min)d character long.": lazy_gettext("Cần ít nhất %(min)d ký tự."),
    "Field must be at least %(min)d characters long.": lazy_gettext("Cần ít nhất %(min)d ký tự."),
    "Field cannot be longer than %(max)d character.": lazy_gettext("Tối đa %(max)d ký tự."),
    "Field cannot be longer than %(max)d characters.": lazy_gettext("Tối đa %(max)d ký tự."),
    "Field must be between %(min)d and %(max)d characters long.": lazy_gettext(
        "Cần từ %(min)d đến %(max)d ký tự."
    ),
    "Invalid email address.": lazy_gettext("Địa chỉ thư điện tử không đúng, ví dụ ten@coquan.vn."),
    "Invalid value, must be one of: %(values)s.": lazy_gettext("Phải là một trong: %(values)s."),
    "Invalid value, can't be any of: %(values)s.": lazy_gettext("Không được là: %(values)s."),
}


class Messages:
    """What WTForms asks for the words of its messages."""

    def gettext(self, string: str) -> str:
        """Give a message of WTForms in the reader's language, or one of ours."""
        known = MESSAGES.get(string)
        return str(known) if known is not None else str(gettext(string))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Give the same for one and for many: Vietnamese has one form."""
        return self.gettext(singular if number == 1 else plural)
