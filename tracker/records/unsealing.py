"""Who was allowed to open an identity beyond their role, and who was told of each opening."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.records.base import Base
from tracker.records.organisation import User
from tracker.records.petitions import UnsealGrant


class UnsealPermit(Base):
    """Cho phép mở danh tính: the director names a person for one case, with reason and end."""

    __tablename__ = "unseal_permit"
    __table_args__ = (Index("ix_unseal_permit_case_id", "case_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(String(500))
    ends_on: Mapped[date]
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    granted_at: Mapped[datetime]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    revoked_at: Mapped[datetime | None]
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    granted_by: Mapped[User] = relationship(foreign_keys=[granted_by_id])

    def holds(self, user_id: int, day: date) -> bool:
        """Say whether this person may still open the identity on a day."""
        return self.user_id == user_id and self.revoked_at is None and day <= self.ends_on

    def held(self, case_id: int, user_id: int, at: datetime, on: date) -> bool:
        """Say whether this person could open the identities of a case at a moment of the past."""
        taken_back = self.revoked_at is not None and self.revoked_at < at
        mine = self.case_id == case_id and self.user_id == user_id
        return mine and self.granted_at <= at and on <= self.ends_on and not taken_back


class UnsealNotice(Base):
    """A director was told of one opening, once; in the application, and in the digest by mail."""

    __tablename__ = "unseal_notice"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("grant_id", "recipient_id"),
        Index("ix_unseal_notice_recipient", "recipient_id", "acknowledged_at"),
        Index("ix_unseal_notice_mail", "mail_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    grant_id: Mapped[int] = mapped_column(ForeignKey("unseal_grant.id"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    told_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail_message.id"))
    grant: Mapped[UnsealGrant] = relationship()
