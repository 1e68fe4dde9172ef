"""What the trail may be asked for."""

from flask_babel import lazy_gettext as _l

from tracker.inspection.trail import TrailFilter
from tracker.inspection.vocabulary import Deed, Subject
from tracker.web.fields import FilterForm, TermField, TextField, VietnameseDateField


class TrailFilterForm(FilterForm):
    """Who, what, about which case or row, from where, when."""

    person = TextField(_l("Người thực hiện"), most=80)
    deed = TermField(_l("Việc đã làm"), terms=Deed)
    subject = TermField(_l("Đối tượng"), terms=Subject)
    code = TextField(_l("Mã vụ việc, mã đơn"), most=24)
    address = TextField(_l("Địa chỉ mạng"), most=45)
    row = TextField(_l("Số bản ghi"), most=40, render_kw={"inputmode": "numeric"})
    first = VietnameseDateField(_l("Từ ngày"))
    last = VietnameseDateField(_l("Đến hết ngày"))

    def wanted(self) -> TrailFilter:
        """Give what is asked for; what cannot be read asks for nothing."""
        self.validate()
        return TrailFilter(**{f.name: None if f.errors else f.data or None for f in self})
