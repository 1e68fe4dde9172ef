"""What may be typed about requests of data subjects, and by what their list is filtered."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from tracker.casework.data_requests import RequestDetails, StepDetails
from tracker.casework.data_subject import Asked
from tracker.clock import today
from tracker.law.data_rights import (
    DataRight,
    Proof,
    RefusalReason,
    RequestDeed,
    RequestState,
    RequestWay,
)
from tracker.law.terms import Term
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    FilterForm,
    LongTextField,
    TermField,
    TextField,
    VersionedForm,
    VietnameseDateField,
)

LONGEST_WORDS = 4000


class RequestTab(Term):
    """Which requests are listed."""

    OPEN = "open", "Đang mở", "Open"
    DUE = "due", "Sắp hết hạn, quá hạn", "Due soon, overdue"
    ENDED = "ended", "Đã kết thúc", "Ended"


class RequestFilter(FilterForm):
    """Which requests to list."""

    tab = TermField(_l("Tình trạng"), terms=RequestTab)
    asked_right = TermField(_l("Yêu cầu"), terms=DataRight)
    state = TermField(_l("Trạng thái"), terms=RequestState)
    unit = ChoiceField(_l("Đơn vị xử lý"))
    received_from = VietnameseDateField(_l("Nhận từ ngày"))
    received_to = VietnameseDateField(_l("Nhận đến ngày"))


class RequestForm(BaseForm):
    """A request as it came in."""

    asked_right = TermField(_l("Yêu cầu gì"), terms=DataRight, required=True)
    received_on = VietnameseDateField(_l("Ngày nhận"), required=True, not_future=True)
    way = TermField(_l("Cách nhận"), terms=RequestWay, required=True)
    full_name = TextField(_l("Họ tên người yêu cầu"), required=True, most=200)
    proof = TermField(_l("Chứng minh bằng"), terms=Proof, required=True)
    proof_note = TextField(_l("Ghi chú về chứng minh"), most=300)
    phone = TextField(_l("Điện thoại"), most=30)
    email = TextField(_l("Thư điện tử"), most=200)
    address = TextField(_l("Địa chỉ"), most=300)
    wish = LongTextField(_l("Nội dung yêu cầu"), required=True, most=LONGEST_WORDS, rows=4)
    about = TextField(_l("Về đơn, lượt tiếp, vụ việc mang mã"), most=40)
    unit = ChoiceField(_l("Đơn vị xử lý"), required=True)

    def details(self) -> RequestDetails:
        """Give the request that was typed."""
        return RequestDetails(
            asked_right=self.asked_right.data,
            received_on=self.received_on.data or today(),
            way=self.way.data,
            full_name=self.full_name.data,
            proof=self.proof.data,
            wish=self.wish.data,
            proof_note=self.proof_note.data,
            address=self.address.data,
            phone=self.phone.data,
            email=self.email.data,
        )


class StepForm(VersionedForm):
    """One step: on which day, how, by which paper."""

    legal_date = VietnameseDateField(
        _l("Ngày thực hiện"), required=True, not_future=True, default=today
    )
    document_number = TextField(_l("Số văn bản"), most=80)
    words = LongTextField(_l("Nội dung"), required=True, most=LONGEST_WORDS, rows=5)

    def details(self) -> StepDetails:
        """Give the step that was typed."""
        return StepDetails(
            self.legal_date.data or today(),
            self.words.data,
            document_number=self.document_number.data,
        )


class RefusalForm(StepForm):
    """A refusal and its ground."""

    refusal_reason = TermField(_l("Căn cứ từ chối"), terms=RefusalReason, required=True)

    def details(self) -> StepDetails:
        """Give the refusal that was typed."""
        return StepDetails(
            self.legal_date.data or today(),
            self.words.data,
            self.refusal_reason.data,
            self.document_number.data,
        )


class ExtractForm(BaseForm):
    """By what the person is looked for; the number is used for this one search only."""

    full_name = TextField(_l("Họ và tên"), required=True, most=200)
    phone = TextField(_l("Điện thoại"), most=30)
    identity_number = TextField(_l("Số giấy tờ tùy thân"), most=30)

    def asked(self) -> Asked:
        """Give what was typed."""
        return Asked(self.full_name.data, self.phone.data, self.identity_number.data)


FORMS: Mapping[RequestDeed, type[StepForm]] = {
    RequestDeed.ANSWERED: StepForm,
    RequestDeed.CARRIED_OUT: StepForm,
    RequestDeed.REFUSED: RefusalForm,
    RequestDeed.WITHDRAWN: StepForm,
}
