"""Petitions as they came in, the parties on them and the papers attached."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.acting import ActingAs
from tracker.law.kinds import CaseKind
from tracker.law.terms import Term
from tracker.records.base import Base, TermColumn
from tracker.records.organisation import OrgUnit, User
from tracker.records.reception import Visit
from tracker.records.sealing import digest_of, sealed

IDENTITY_PURPOSE = "party.number"  # Of the digest by which an encrypted number is found.


class Channel(Term):
    """How a petition came in (Điều 5 Thông tư 05/2021/TT-TTCP)."""

    DESK = "desk", "Tại nơi tiếp công dân", "At the reception place"
    POST = "post", "Qua dịch vụ bưu chính", "By post"
    BOX = "box", "Hộp thư góp ý", "Suggestion box"
    PASSED_ON = "passed_on", "Cơ quan khác chuyển đến", "Passed on by another body"
    LEADERSHIP = "leadership", "Lãnh đạo tiếp nhận và chuyển", "Through the leadership"


class PartyRole(Term):
    """In what role a person or organisation stands on a petition."""

    SENDER = "sender", "Người gửi đơn", "Sender"
    REPRESENTATIVE = "representative", "Người đại diện", "Representative"
    AUTHORISED = "authorised", "Người được ủy quyền", "Authorised person"
    RESPONDENT = "respondent", "Người bị khiếu nại, tố cáo, phản ánh", "Respondent"


class Petition(Base):
    """Đơn: one document as it came in, with its receipt code."""

    __tablename__ = "petition"
    __table_args__ = (
        CheckConstraint("head_count >= 1", name="head_count"),
        Index("ix_petition_agency_received", "agency_id", "received_on", "id"),
        Index("ix_petition_unit_received", "logged_unit_id", "received_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    logged_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    receipt_code: Mapped[str] = mapped_column(String(24), unique=True)
    channel: Mapped[Channel] = mapped_column(TermColumn(Channel))
    kind: Mapped[CaseKind] = mapped_column(TermColumn(CaseKind))
    written_on: Mapped[date | None]
    received_on: Mapped[date]
    passed_on_by: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text, info={"class": "personal"})
    sender_label: Mapped[str] = mapped_column(String(200), info={"class": "personal"})
    head_count: Mapped[int] = mapped_column(default=1)
    is_sealed: Mapped[bool] = mapped_column(default=False)
    paper_file_number: Mapped[str | None] = mapped_column(String(80))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    parties: Mapped[list["Party"]] = relationship(back_populates="petition", order_by="Party.id")
    attachments: Mapped[list["Attachment"]] = relationship(
        back_populates="petition", order_by="Attachment.id"
    )
    logged_unit: Mapped[OrgUnit] = relationship(foreign_keys=[logged_unit_id])
    recorded_by: Mapped[User] = relationship(foreign_keys=[recorded_by_id])
    visit: Mapped["Visit | None"] = relationship()


class Party(Base):
    """A person or organisation on a petition.

    Sealed parties keep no plain identity: `sealed_identity` holds it encrypted, `pseudonym` stands
    for it.
    """

    __tablename__ = "party"

    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, default=uuid4, unique=True)
    role: Mapped[PartyRole] = mapped_column(TermColumn(PartyRole))
    full_name: Mapped[str | None] = mapped_column(String(200), info={"class": "personal"})
    name_key: Mapped[str | None] = mapped_column(
        String(200), index=True, info={"class": "personal"}
    )
    folded_name: Mapped[str | None] = mapped_column(
        String(200), index=True, info={"class": "personal"}
    )
    ends_key: Mapped[str | None] = mapped_column(
        String(200), index=True, info={"class": "personal"}
    )
    address: Mapped[str | None] = mapped_column(String(300), info={"class": "personal"})
    phone: Mapped[str | None] = mapped_column(String(30), info={"class": "personal"})
    phone_digits: Mapped[str | None] = mapped_column(
        String(20), index=True, info={"class": "personal"}
    )
    identity_number: Mapped[bytes | None] = mapped_column(info=sealed("party.number:{uuid}"))
    identity_digest: Mapped[str | None] = mapped_column(
        String(64), index=True, info=digest_of("identity_number", IDENTITY_PURPOSE)
    )
    sealed_identity: Mapped[bytes | None] = mapped_column(info=sealed("party.identity:{uuid}"))
    pseudonym: Mapped[str | None] = mapped_column(String(24), index=True)
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    authorisation: Mapped[str] = mapped_column(String(300), default="")
    acting_as: Mapped[ActingAs | None] = mapped_column(TermColumn(ActingAs))
    petition: Mapped[Petition] = relationship(back_populates="parties")

    @property
    def label(self) -> str:
        """Give the name, or the code where the identity is sealed."""
        return self.pseudonym or self.full_name or ""


class Attachment(Base):
    """A file handed in, kept outside the web root under a random key."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, default=uuid4, unique=True)
    storage_key: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(255), info={"class": "personal"})
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    is_sealed: Mapped[bool] = mapped_column(default=False)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    petition: Mapped[Petition] = relationship(back_populates="attachments")


class UnsealGrant(Base):
    """One opening of a sealed identity: who, why, until when."""

    __tablename__ = "unseal_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    user: Mapped[User] = relationship()
    petition: Mapped[Petition] = relationship()
