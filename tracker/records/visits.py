"""What belongs to a visit: who speaks for a group, notices of refusal, papers taken."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.refusal_grounds import IN_WRITING
from tracker.law.terms import Term
from tracker.records.base import Base, TermColumn
from tracker.records.organisation import User
from tracker.records.reception import Visit
from tracker.records.sealing import sealed


class PaperCondition(Term):
    """In what form a paper was handed over (Mẫu số 02/TCD)."""

    COPY = "copy", "Bản chụp", "Photocopy"
    CERTIFIED_COPY = "certified_copy", "Bản sao chứng thực", "Certified copy"
    ORIGINAL = "original", "Bản gốc", "Original"


class VisitRepresentative(Base):
    """One of those whom a group named to speak for it; the number is encrypted."""

    __tablename__ = "visit_representative"
    __table_args__ = (UniqueConstraint("visit_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    position: Mapped[int]
    full_name: Mapped[str] = mapped_column(String(200), info={"class": "personal"})
    identity_number: Mapped[bytes | None] = mapped_column(
        info=sealed("visit.number:{visit.code}:{position}")
    )
    visit: Mapped[Visit] = relationship()


class RefusalNotice(Base):
    """Thông báo từ chối tiếp công dân (Mẫu số 01/TCD), signed by the head."""

    __tablename__ = "refusal_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), unique=True)
    number: Mapped[str] = mapped_column(String(80))
    issued_on: Mapped[date]
    signer: Mapped[str] = mapped_column(String(200))
    signer_post: Mapped[str] = mapped_column(String(120), default="")
    superior: Mapped[str] = mapped_column(String(200), default="")
    signed_at: Mapped[str] = mapped_column(String(120), default="")
    identity_issued: Mapped[str] = mapped_column(
        String(200), default="", info={"class": "personal"}
    )
    recipients: Mapped[str] = mapped_column(String(500), default="", info={"class": "personal"})
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    visit: Mapped[Visit] = relationship()


class PaperReceipt(Base):
    """Giấy biên nhận thông tin, tài liệu (Mẫu số 02/TCD): what was handed over at one time."""

    __tablename__ = "paper_receipt"
    __table_args__ = (CheckConstraint("copies >= 1", name="copies"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    received_on: Mapped[date]
    received_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    giver: Mapped[str | None] = mapped_column(String(200), info={"class": "personal"})
    identity_issued: Mapped[str] = mapped_column(
        String(200), default="", info={"class": "personal"}
    )
    copies: Mapped[int]
    receiver_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    visit: Mapped[Visit] = relationship()
    receiver: Mapped[User] = relationship()
    papers: Mapped[list["ReceivedPaper"]] = relationship(
        back_populates="receipt", order_by="ReceivedPaper.position"
    )


class ReceivedPaper(Base):
    """One line of a receipt; an original is noted when it is given back."""

    __tablename__ = "received_paper"
    __table_args__ = (
        UniqueConstraint("receipt_id", "position"),
        CheckConstraint("pages >= 1", name="pages"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    receipt_id: Mapped[int] = mapped_column(ForeignKey("paper_receipt.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(300), info={"class": "personal"})
    pages: Mapped[int]
    condition: Mapped[PaperCondition] = mapped_column(TermColumn(PaperCondition))
    returned_on: Mapped[date | None]
    return_note: Mapped[str] = mapped_column(String(300), default="", info={"class": "personal"})
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    receipt: Mapped[PaperReceipt] = relationship(back_populates="papers")


def awaits_notice() -> ColumnElement[bool]:
    """Give the condition under which a refusal still needs the head's written notice."""
    issued = select(RefusalNotice.visit_id)
    return Visit.refusal_ground.in_(sorted(g.value for g in IN_WRITING)) & Visit.id.not_in(issued)
