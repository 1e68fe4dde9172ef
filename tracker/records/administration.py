"""What administrators keep beside people: proposals of roles, settings, reviews of accounts."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access import Role
from tracker.law.account_care import CONSENT_DAYS, IDLE_DAYS, WARNING_DAYS
from tracker.law.terms import Term
from tracker.records.base import Base, TermColumn
from tracker.records.organisation import OrgUnit, User


class ProposalState(Term):
    """What became of a proposal to give a role."""

    WAITING = "waiting", "Chờ đồng ý", "Waiting for consent"
    AGREED = "agreed", "Đã đồng ý", "Agreed"
    REJECTED = "rejected", "Không đồng ý", "Rejected"
    WITHDRAWN = "withdrawn", "Đã rút", "Withdrawn"
    LAPSED = "lapsed", "Hết hạn chờ", "Lapsed"


class RoleProposal(Base):
    """Đề xuất giao vai trò: it gives nothing until a second administrator agrees.

    With `extends_id` it lengthens a role that is held instead of giving a new one.
    """

    __tablename__ = "role_proposal"
    __table_args__ = (Index("ix_role_proposal_waiting", "agency_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    role: Mapped[Role] = mapped_column(TermColumn(Role))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    extends_id: Mapped[int | None] = mapped_column(ForeignKey("membership.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(500))
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    lapses_on: Mapped[date]
    state: Mapped[ProposalState] = mapped_column(TermColumn(ProposalState))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str] = mapped_column(String(500), default="")
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    proposed_by: Mapped[User] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])

    def state_on(self, day: date) -> ProposalState:
        """Give the state on a day: one that nobody decided in time has lapsed by itself."""
        if self.state is ProposalState.WAITING and self.lapses_on < day:
            return ProposalState.LAPSED
        return self.state


class AgencySettings(Base):
    """What an agency has set for itself; without a row the values of the house hold."""

    __tablename__ = "agency_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), unique=True)
    postal_address: Mapped[str] = mapped_column(String(300), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    contact_email: Mapped[str] = mapped_column(String(200), default="")
    idle_days: Mapped[int] = mapped_column(default=IDLE_DAYS)
    idle_warning_days: Mapped[int] = mapped_column(default=WARNING_DAYS)
    consent_days: Mapped[int] = mapped_column(default=CONSENT_DAYS)


class Verdict(Term):
    """What a review says of an account."""

    KEPT = "kept", "Giữ nguyên", "Kept"
    CHANGED = "changed", "Đã điều chỉnh", "Changed"
    CLOSED = "closed", "Đã khóa", "Closed"


class AccountReview(Base):
    """Đợt rà soát tài khoản: the list of all accounts on a day, judged line by line and signed."""

    __tablename__ = "account_review"
    __table_args__ = (Index("ix_account_review_agency", "agency_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    started_at: Mapped[datetime]
    started_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    signed_on: Mapped[date | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    remark: Mapped[str] = mapped_column(String(500), default="")
    started_by: Mapped[User] = relationship(foreign_keys=[started_by_id])
    signed_by: Mapped[User | None] = relationship(foreign_keys=[signed_by_id])


class AccountReviewLine(Base):
    """One account as it stood when it was listed, and what the review says of it."""

    __tablename__ = "account_review_line"
    __table_args__ = (UniqueConstraint("review_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    review_id: Mapped[int] = mapped_column(ForeignKey("account_review.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    login: Mapped[str] = mapped_column(String(80))
    full_name: Mapped[str] = mapped_column(String(120))
    department: Mapped[str] = mapped_column(String(200))
    roles_held: Mapped[str] = mapped_column(String(1000))
    is_administrator: Mapped[bool]
    was_active: Mapped[bool]
    standing_since: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]
    verdict: Mapped[Verdict | None] = mapped_column(TermColumn(Verdict))
    remark: Mapped[str] = mapped_column(String(300), default="")
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    judged_at: Mapped[datetime | None]
    user: Mapped[User] = relationship(foreign_keys=[user_id])
