"""What may be typed about people: from which paper, who comes for whom, who speaks for a group."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from tracker.casework.identity import Identity
from tracker.casework.visitors import Acting, Visitors
from tracker.clock import today
from tracker.law.acting import ActingAs, NeededPaper, ShownPaper, needed_papers
from tracker.law.identity_number import Doubt, IdentityPaper, doubts
from tracker.law.kinds import CaseKind
from tracker.vietnamese import digits
from tracker.web.fields import (
    LongTextField,
    TermField,
    TermTicksField,
    TextField,
    TickField,
    VietnameseDateField,
)

LONGEST_NAME = 150
LONGEST_NUMBER = 30
MOST_REPRESENTATIVES_TYPED = 10  # Lines; the law allows fewer and says so in its own words.
ON_PAPER = frozenset({ActingAs.AUTHORISED, ActingAs.DELEGATE})  # They act on a dated document.
NOT_TYPED = _l("Chưa nhập mục này.")


class PeopleFields:
    """Questions about people on every petition, however it came in."""

    of_people = (
        "identity_paper", "acting_as", "authorised_name", "authorised_number",
        "authorised_address", "authorisation", "representatives",
    )  # fmt: skip

    full_name = TextField(_l("Họ tên"), most=LONGEST_NAME)
    identity_number = TextField(_l("Số căn cước, hộ chiếu"), most=LONGEST_NUMBER)
    address = TextField(_l("Địa chỉ"), most=300)
    phone = TextField(_l("Điện thoại"), most=30)
    identity_paper = TermField(_l("Số trên là của giấy tờ"), terms=IdentityPaper)
    representatives = LongTextField(_l("Người đại diện của đoàn"), most=2000, rows=3)
    acting_as = TermField(_l("Đến với tư cách"), terms=ActingAs)
    authorised_name = TextField(_l("Họ tên người đến thay"), most=LONGEST_NAME)
    authorised_number = TextField(_l("Số căn cước, hộ chiếu người đến thay"), most=LONGEST_NUMBER)
    authorised_address = TextField(_l("Địa chỉ người đến thay"), most=300)
    authorisation = TextField(_l("Văn bản ủy quyền"), most=300)

    @property
    def takes_petition(self) -> bool:
        """Say whether a petition or statement is taken."""
        return True

    @property
    def capacity(self) -> ActingAs | None:
        """Give in what capacity someone comes for another; by default as the authorised person."""
        chosen: ActingAs | None = self.acting_as.data
        return chosen or (ActingAs.AUTHORISED if self.authorised_name.data else None)

    @property
    def number_doubts(self) -> tuple[Doubt, ...]:
        """Say what does not look right about the number of the sender."""
        return doubts(self.identity_number.data, self.identity_paper.data, today())

    @property
    def acting_doubts(self) -> tuple[Doubt, ...]:
        """Say what does not look right about the number of whoever comes for another."""
        return doubts(self.authorised_number.data, None, today())

    def validate_phone(self, field: TextField) -> None:
        """Refuse what cannot be a telephone number."""
        if field.data and not 8 <= len(digits(field.data)) <= 15:
            raise ValidationError(_l("Số điện thoại có từ 8 đến 15 chữ số, ví dụ 0905 123 456."))

    def validate_authorised_name(self, field: TextField) -> None:
        """Who comes for another has a name, unless turned away without giving it."""
        if self.acting_as.data and self.takes_petition and not field.data:
            raise ValidationError(NOT_TYPED)

    def validate_authorisation(self, field: TextField) -> None:
        """Who acts for another on a document says which."""
        if self.capacity in ON_PAPER and self.takes_petition and not field.data:
            raise ValidationError(
                _l("Hãy ghi số, ngày văn bản ủy quyền (Điều 7 khoản 2 Luật Tiếp công dân).")
            )

    def validate_representatives(self, field: LongTextField) -> None:  # noqa: ARG002 - signature of WTForms
        """Refuse lines that are too many or too long to be names."""
        people = self.named_representatives()
        if len(people) > MOST_REPRESENTATIVES_TYPED or any(
            len(who.full_name) > LONGEST_NAME or len(who.identity_number) > LONGEST_NUMBER
            for who in people
        ):
            raise ValidationError(_l("Mỗi dòng ghi họ tên một người đại diện."))

    def sender(self) -> Identity:
        """Give who sends this, as typed."""
        return Identity(
            self.full_name.data, self.address.data, self.phone.data, self.identity_number.data
        )

    def acting_person(self) -> Identity:
        """Give who comes for another, as typed."""
        return Identity(
            self.authorised_name.data,
            self.authorised_address.data,
            identity_number=self.authorised_number.data,
        )

    def named_representatives(self) -> tuple[Identity, ...]:
        """Give who speaks for a group: one a line, the number behind a comma."""
        lines = (line.partition(",") for line in self.representatives.data.splitlines())
        return tuple(
            Identity(" ".join(name.split()), identity_number=number.strip())
            for name, _comma, number in lines
            if name.strip()
        )


class VisitorFields(PeopleFields):
    """Questions about people that are asked at the desk only: what was shown, who appointed."""

    papers_shown = TermTicksField(_l("Giấy tờ đã xuất trình"), terms=ShownPaper)
    appointed_on = VietnameseDateField(_l("Ngày văn bản cử người đại diện"), not_future=True)
    appointed_by_all = TickField(_l("Có chữ ký của tất cả người trong đoàn"))
    appointment = TextField(_l("Ghi chú về văn bản cử"), most=300)

    of_visitors = ("papers_shown", "appointed_on", "appointed_by_all", "appointment")

    def asked_papers(self, kind: CaseKind | None, on: date) -> tuple[NeededPaper, ...]:
        """Give what whoever comes for another must show."""
        return needed_papers(self.capacity, kind, on) if self.capacity else ()

    def visitors(self) -> Visitors:
        """Give who came besides the one whose matter it is."""
        return Visitors(
            paper=self.identity_paper.data,
            acting=self._acting(),
            representatives=self.named_representatives(),
            appointed_on=self.appointed_on.data,
            appointed_by_all=self.appointed_by_all.data,
            appointment=self.appointment.data,
        )

    def _acting(self) -> Acting | None:
        shown: list[Any] = self.papers_shown.data or []
        if self.capacity is None:
            return None
        return Acting(
            self.capacity, self.acting_person(), self.authorisation.data, frozenset(shown)
        )
