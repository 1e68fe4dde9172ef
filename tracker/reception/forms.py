"""What may be typed at the desk and for a petition that came by post."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import ValidationError

from tracker.casework.identity import Identity
from tracker.clock import today
from tracker.law.kinds import SEALED_KINDS, CaseKind, Level
from tracker.law.refusal_grounds import ReceptionRefusal
from tracker.reception.people_forms import LONGEST_NAME, NOT_TYPED, PeopleFields, VisitorFields
from tracker.records.petitions import Channel
from tracker.records.reception import PETITION_OUTCOMES, ReceptionMode, VisitOutcome
from tracker.web.choices import Offered
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    FilterForm,
    LongTextField,
    NumberField,
    TermField,
    TextField,
    UploadField,
    VietnameseDateField,
)

LONGEST_CONTENT = 20_000
MOST_PEOPLE = 10_000
YES, NO = "yes", "no"
UNIT, PERSON = "unit", "user"  # What a respondent of this agency is: "unit:12", "user:7".
DESK_KINDS = tuple(k for k in CaseKind if k is not CaseKind.DISCIPLINE_COMPLAINT)
POST_CHANNELS = tuple(c for c in Channel if c is not Channel.DESK)


class IntakeForm(PeopleFields, BaseForm):
    """What is asked of every petition, however it came in."""

    # Required where they are shown, which depends on the kind and the outcome: judged below.
    asked_for: tuple[str, ...] = (
        "full_name", "content", "level", "is_corruption", "paper_file_number",
    )  # fmt: skip
    more: tuple[str, ...] = (
        *PeopleFields.of_people,
        "written_on", "respondent_name", "respondent", "passed_on_by", "files",
    )  # fmt: skip

    head_count = NumberField(_l("Số người"), required=True, least=1, most=MOST_PEOPLE, default=1)
    kind = TermField(_l("Việc"), terms=CaseKind, among=DESK_KINDS, required=True, radio=True)
    content = LongTextField(_l("Nội dung"), most=LONGEST_CONTENT, rows=5)
    level = TermField(_l("Lần khiếu nại"), terms=Level, radio=True, default=Level.FIRST)
    is_corruption = ChoiceField(
        _l("Có tố cáo hành vi tham nhũng không?"),
        radio=True,
        coerce=str,
        choices=((NO, _l("Không")), (YES, _l("Có"))),
    )
    paper_file_number = TextField(_l("Số hồ sơ giấy"), most=80)
    written_on = VietnameseDateField(_l("Ngày viết đơn"), not_future=True)
    respondent_name = TextField(
        _l("Người, cơ quan bị khiếu nại, tố cáo, phản ánh"), most=LONGEST_NAME
    )
    respondent = ChoiceField(_l("Nếu là người hoặc đơn vị của cơ quan này"), coerce=str)
    passed_on_by = TextField(_l("Cơ quan, người chuyển đơn đến"), most=200)
    files = UploadField(_l("Tài liệu kèm theo"))
    same_matter_id = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.asked_for:
            self[name].flags.required = True

    @property
    def shows_more(self) -> bool:
        """Say whether something that stands under "Thêm" was typed or is wrong."""
        return any(self[name].errors or self[name].data for name in self.more if name in self)

    @property
    def is_sealed(self) -> bool:
        """Say whether the identity of who sends this is to be sealed."""
        return self.kind.data in SEALED_KINDS

    @property
    def is_on_paper_only(self) -> bool:
        """Say whether identity and content must stay out of this system."""
        return self.is_sealed and self.is_corruption.data == YES

    @property
    def keeps_identity_in_draft(self) -> bool:
        """Say whether a draft on the device may hold the identity: not before the kind is known."""
        return self.kind.data is not None and not self.is_sealed

    @property
    def needs_name(self) -> bool:
        """Say whether the sender must be named."""
        return not self.is_on_paper_only

    @property
    def linked_id(self) -> int | None:
        """Give the earlier petition that was linked as the same matter."""
        text = str(self.same_matter_id.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

    def offer_respondents(self, choices: Offered) -> None:
        """Say which units and people of the agency a matter may be about."""
        self.respondent.offer(choices)

    def validate_full_name(self, field: TextField) -> None:
        """Ask for a name unless the petition stays on paper."""
        if self.needs_name and not field.data:
            raise ValidationError(NOT_TYPED)

    def validate_content(self, field: LongTextField) -> None:
        """Ask for the content unless it stays on paper."""
        if not self.is_on_paper_only and not field.data:
            raise ValidationError(NOT_TYPED)

    def validate_is_corruption(self, field: ChoiceField) -> None:
        """The question must be asked of every denunciation."""
        if self.is_sealed and field.data is None:
            raise ValidationError(_l("Hãy hỏi và chọn Có hoặc Không."))

    def validate_paper_file_number(self, field: TextField) -> None:
        """What stays on paper is found by the number of its file."""
        if self.is_on_paper_only and not field.data:
            raise ValidationError(_l("Hãy ghi số hồ sơ giấy."))


class DeskForm(VisitorFields, IntakeForm):
    """A visit and the petition that came with it, on one page."""

    asked_for = (*IntakeForm.asked_for, "outcome_note", "refusal_ground")
    more = (*IntakeForm.more, *VisitorFields.of_visitors)
    outcome = TermField(
        _l("Kết quả"),
        terms=VisitOutcome,
        required=True,
        radio=True,
        default=VisitOutcome.PETITION_TAKEN,
    )
    outcome_note = TextField(_l("Đã hướng dẫn, giải thích thế nào"), most=500)
    refusal_ground = TermField(_l("Căn cứ từ chối"), terms=ReceptionRefusal)
    ground_complete_on = VietnameseDateField(
        _l("Ngày có đủ căn cứ, nếu sau ngày tiếp"), not_future=True
    )
    mode = TermField(
        _l("Buổi tiếp"),
        terms=ReceptionMode,
        required=True,
        radio=True,
        default=ReceptionMode.REGULAR,
    )
    visited_on = VietnameseDateField(_l("Ngày tiếp"), required=True, not_future=True, default=today)

    @property
    def shows_more(self) -> bool:
        """Say so too where the reception is not the usual one of today, or its day is wrong."""
        wrong = self.visited_on.errors or self.mode.errors
        unusual = self.visited_on.data != today() or self.mode.data is not ReceptionMode.REGULAR
        return bool(wrong or unusual or super().shows_more)

    @property
    def day(self) -> date:
        """Give the day on which the matter came in."""
        return self.visited_on.data or today()

    @property
    def takes_petition(self) -> bool:
        """Say whether a petition or statement is taken."""
        return self.outcome.data in PETITION_OUTCOMES

    @property
    def needs_name(self) -> bool:
        """Say whether the visitor must be named: someone refused may have given no name."""
        return super().needs_name and self.outcome.data is not VisitOutcome.REFUSED

    def validate_is_corruption(self, field: ChoiceField) -> None:
        """What is secret stays on paper even if the citizen was only guided."""
        super().validate_is_corruption(field)
        typed = self.sender() != Identity("") or self.content.data
        if self.is_on_paper_only and not self.takes_petition and typed:
            raise ValidationError(
                _l("Tố cáo tham nhũng: hãy xóa họ tên, địa chỉ và nội dung, chỉ ghi số hồ sơ giấy.")
            )

    def validate_outcome_note(self, field: TextField) -> None:
        """The book says how someone was guided."""
        if self.outcome.data is VisitOutcome.GUIDED and not field.data:
            raise ValidationError(NOT_TYPED)

    def validate_files(self, field: UploadField) -> None:
        """Files belong to a petition."""
        if field.data and not self.takes_petition:
            raise ValidationError(_l("Chỉ nhận tài liệu khi nhận đơn hoặc ghi lời trình bày."))


class PostForm(IntakeForm):
    """A petition that came by post, through the box or from another body."""

    asked_for = (*IntakeForm.asked_for, "passed_on_by")
    channel = TermField(
        _l("Nguồn đơn"),
        terms=Channel,
        among=POST_CHANNELS,
        required=True,
        radio=True,
        default=Channel.POST,
    )
    received_on = VietnameseDateField(
        _l("Ngày nhận"), required=True, not_future=True, default=today
    )

    @property
    def day(self) -> date:
        """Give the day on which the petition came in."""
        return self.received_on.data or today()

    def validate_passed_on_by(self, field: TextField) -> None:
        """Who passed a petition on is to be told the result."""
        if self.channel.data is Channel.PASSED_ON and not field.data:
            raise ValidationError(NOT_TYPED)


class VisitFilter(FilterForm):
    """What narrows the book of receptions."""

    outcome = TermField(_l("Kết quả"), terms=VisitOutcome)
    visited_from = VietnameseDateField(_l("Từ ngày"))
    visited_to = VietnameseDateField(_l("Đến ngày"))
