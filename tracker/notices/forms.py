"""What may be typed about a posted text."""

from flask_babel import lazy_gettext as _l

from tracker.casework.notices import NoticeDetails
from tracker.clock import today
from tracker.law.postings import NoticeTopic, Spot
from tracker.records.notices import Notice
from tracker.web.fields import (
    BaseForm,
    LongTextField,
    TermField,
    TextField,
    VersionedForm,
    VietnameseDateField,
)

LONGEST_TEXT = 20_000


class NoticeForm(VersionedForm):
    """A text for the public."""

    topic = TermField(_l("Loại văn bản"), terms=NoticeTopic, required=True)
    title = TextField(_l("Tiêu đề"), required=True, most=200)
    number = TextField(_l("Số, ký hiệu"), most=80)
    issued_on = VietnameseDateField(_l("Ngày ban hành"), not_future=True)
    body = LongTextField(_l("Nội dung"), required=True, most=LONGEST_TEXT, rows=16)

    def details(self) -> NoticeDetails:
        """Give the text that was typed."""
        return NoticeDetails(
            self.topic.data,
            self.title.data,
            self.body.data,
            self.number.data,
            self.issued_on.data,
        )


class PostingForm(BaseForm):
    """Where and when a text was posted."""

    spot = TermField(_l("Nơi niêm yết"), terms=Spot, required=True, radio=True)
    place = TextField(_l("Vị trí cụ thể"), most=200)
    posted_on = VietnameseDateField(
        _l("Ngày niêm yết"), required=True, not_future=True, default=today
    )


class RemovalForm(BaseForm):
    """When and why a text came down."""

    removed_on = VietnameseDateField(_l("Ngày gỡ"), required=True, not_future=True, default=today)
    reason = TextField(_l("Lý do"), required=True, most=300)


def filled(notice: Notice | None) -> dict[str, object]:
    """Give what a form begins with where it takes an earlier text up."""
    if notice is None:
        return {}
    return {
        name: getattr(notice, name) for name in ("topic", "title", "number", "issued_on", "body")
    }
