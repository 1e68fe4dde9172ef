"""What may be typed about a petition that is already in the register."""

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField
from wtforms.validators import ValidationError

from tracker.casework.attachments import Upload
from tracker.casework.handover import Part
from tracker.casework.matters import LONGEST_REASON
from tracker.law.kinds import CaseKind
from tracker.law.moves import State
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    FilterForm,
    LongTextField,
    TermField,
    TextField,
    UploadField,
    VersionedForm,
    VietnameseDateField,
)

PARTS = 3


class RegisterFilter(FilterForm):
    """What narrows the register."""

    kind = TermField(_l("Loại đơn"), terms=CaseKind)
    unit = ChoiceField(_l("Đơn vị tiếp nhận"))
    state = TermField(_l("Tình trạng vụ việc"), terms=State)
    received_from = VietnameseDateField(_l("Từ ngày"))
    received_to = VietnameseDateField(_l("Đến ngày"))


class SearchForm(FilterForm):
    """What is looked for."""

    q = TextField(_l("Mã, tên hoặc nội dung"), most=200)


class FilesForm(BaseForm):
    """Papers that came later."""

    files = UploadField(_l("Tài liệu kèm theo"), required=True)

    def uploads(self) -> list[Upload]:
        """Give the files that were chosen."""
        return [Upload(f.filename or "", f.stream) for f in self.files.data]  # type: ignore[arg-type]  # werkzeug types the stream as IO[bytes]


class UnsealForm(BaseForm):
    """Why an identity is opened."""

    reason = LongTextField(_l("Lý do mở danh tính"), required=True, most=500, rows=3)


class PermitForm(BaseForm):
    """Who else may open the identities of a case, until when and why."""

    user_id = ChoiceField(_l("Người được phép"), required=True)
    ends_on = VietnameseDateField(_l("Đến hết ngày"), required=True, nearest="future")
    reason = LongTextField(_l("Vì sao cần mở"), required=True, most=500, rows=3)


class PartForm(FilterForm):
    """One further matter of a petition."""

    kind = TermField(_l("Loại việc"), terms=CaseKind)
    title = TextField(_l("Nội dung cần tách"), most=160)

    def validate_kind(self, field: TermField) -> None:
        """A matter has a kind."""
        if self.title.data and field.data is None:
            raise ValidationError(_l("Hãy chọn loại việc của nội dung này."))

    def validate_title(self, field: TextField) -> None:
        """A kind without a matter was chosen by mistake."""
        if self.kind.data is not None and not field.data:
            raise ValidationError(_l("Hãy ghi nội dung cần tách, hoặc bỏ chọn loại việc."))


class SplitForm(VersionedForm):
    """The further matters of a petition, each to become a case."""

    parts = FieldList(FormField(PartForm), min_entries=PARTS, max_entries=PARTS)

    def parts_typed(self) -> list[Part]:
        """Give the matters that were filled in."""
        forms = [entry.form for entry in self.parts.entries]
        return [Part(f.kind.data, f.title.data) for f in forms if f.title.data]


class MergeForm(VersionedForm):
    """Into which case of the same matter a case goes."""

    into = TextField(_l("Mã vụ việc cùng nội dung"), required=True, most=30)
    reason = LongTextField(_l("Lý do nhập"), required=True, most=500, rows=3)


class UnmergeForm(VersionedForm):
    """Why a merger is undone."""

    reason = LongTextField(_l("Lý do tách lại"), required=True, most=500, rows=3)


class LinkForm(BaseForm):
    """Which petition is of the same matter, and why."""

    code = TextField(_l("Mã đơn cùng nội dung"), required=True, most=30)
    reason = LongTextField(_l("Căn cứ liên kết"), most=LONGEST_REASON, rows=3)


class UnlinkForm(BaseForm):
    """Why a link is undone."""

    reason = LongTextField(_l("Lý do bỏ liên kết"), required=True, most=LONGEST_REASON, rows=3)
