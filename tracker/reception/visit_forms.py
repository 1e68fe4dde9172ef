"""What may be typed on a visit's page: the notice of refusal, papers taken, originals returned."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField
from wtforms.validators import ValidationError

from tracker.casework.papers_taken import PaperTyped, ReceiptDetails
from tracker.casework.refusals import NoticeDetails
from tracker.clock import today
from tracker.reception.people_forms import LONGEST_NAME
from tracker.records.visits import PaperCondition
from tracker.web.fields import (
    BaseForm,
    FilterForm,
    LongTextField,
    NumberField,
    TermField,
    TextField,
    VietnameseDateField,
)

LINES = 10
MOST_PAGES = 10_000
MOST_COPIES = 20
CLOCK = re.compile(r"([01]?\d|2[0-3])\s*[:hg.]?\s*([0-5]\d)")


class NoticeForm(BaseForm):
    """The head's notice that a citizen is not received (Mẫu số 01/TCD)."""

    number = TextField(_l("Số, ký hiệu thông báo"), required=True, most=80)
    issued_on = VietnameseDateField(
        _l("Ngày ban hành"), required=True, not_future=True, default=today
    )
    signer = TextField(_l("Người ký"), required=True, most=200)
    signer_post = TextField(_l("Chức vụ người ký"), most=120)
    superior = TextField(_l("Cơ quan cấp trên"), most=200)
    signed_at = TextField(_l("Địa danh"), most=120)
    identity_issued = TextField(_l("Ngày cấp, nơi cấp giấy tờ của công dân"), most=200)
    recipients = LongTextField(_l("Nơi nhận để biết, để phối hợp"), most=500, rows=3)

    def notice(self) -> NoticeDetails:
        """Give the notice, as typed."""
        return NoticeDetails(
            number=self.number.data,
            issued_on=self.issued_on.data or today(),
            signer=self.signer.data,
            signer_post=self.signer_post.data,
            superior=self.superior.data,
            signed_at=self.signed_at.data,
            identity_issued=self.identity_issued.data,
            recipients=self.recipients.data,
        )


class PaperForm(FilterForm):
    """One line of a receipt for papers."""

    name = TextField(_l("Tên tài liệu"), most=300)
    pages = NumberField(_l("Số trang"), least=1, most=MOST_PAGES)
    condition = TermField(_l("Tình trạng"), terms=PaperCondition)

    @property
    def is_filled(self) -> bool:
        """Say whether anything was typed on this line."""
        return bool(self.name.data or self.pages.data or self.condition.data)

    def validate_name(self, field: TextField) -> None:
        """A line names its paper."""
        if self.is_filled and not field.data:
            raise ValidationError(_l("Hãy ghi tên tài liệu."))

    def validate_pages(self, field: NumberField) -> None:
        """A line says how many pages there are."""
        if self.is_filled and field.data is None:
            raise ValidationError(_l("Hãy ghi số trang."))

    def validate_condition(self, field: TermField) -> None:
        """A line says whether the paper is a copy or the original."""
        if self.is_filled and field.data is None:
            raise ValidationError(_l("Hãy chọn bản chụp, bản sao chứng thực hay bản gốc."))


class ReceiptForm(BaseForm):
    """A receipt for papers (Mẫu số 02/TCD)."""

    received_on = VietnameseDateField(
        _l("Ngày nhận"), required=True, not_future=True, default=today
    )
    received_at = TextField(_l("Giờ nhận"), most=8)
    place = TextField(_l("Địa điểm nhận"), most=200)
    giver = TextField(_l("Người giao"), most=LONGEST_NAME)
    identity_issued = TextField(_l("Ngày cấp, nơi cấp giấy tờ của người giao"), most=200)
    copies = NumberField(_l("Số bản giấy biên nhận"), required=True, least=1, most=MOST_COPIES)
    papers = FieldList(FormField(PaperForm), min_entries=LINES, max_entries=LINES)

    def validate_received_at(self, field: TextField) -> None:
        """Refuse what is no hour."""
        if field.data and not CLOCK.fullmatch(field.data):
            raise ValidationError(_l("Ghi giờ và phút, ví dụ 14:05."))

    def receipt(self) -> ReceiptDetails:
        """Give the receipt beside its lines, as typed."""
        return ReceiptDetails(
            received_on=self.received_on.data or today(),
            copies=self.copies.data or 1,
            received_at=self._moment(),
            place=self.place.data,
            giver=self.giver.data,
            identity_issued=self.identity_issued.data,
        )

    def papers_typed(self) -> list[PaperTyped]:
        """Give the lines that were filled in."""
        return list(self._lines())

    def _lines(self) -> Iterator[PaperTyped]:
        for entry in self.papers.entries:
            line: Any = entry.form
            if line.is_filled:
                yield PaperTyped(
                    line.name.data, line.pages.data, line.condition.data, field=line.name.name
                )

    def _moment(self) -> time | None:
        hit = CLOCK.fullmatch(self.received_at.data or "")
        return time(int(hit[1]), int(hit[2])) if hit else None


class ReturnForm(BaseForm):
    """An original that was given back."""

    returned_on = VietnameseDateField(
        _l("Ngày trả bản gốc"), required=True, not_future=True, default=today
    )
    note = TextField(_l("Người nhận lại, ghi chú"), most=300)

    @property
    def day(self) -> date:
        """Give the day on which it was given back."""
        return self.returned_on.data or today()
