"""The ladder of an agency, who was told of what, and the mail that told it."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.law.kinds import CaseKind
from tracker.law.ladder import Rung
from tracker.law.terms import Term
from tracker.records.base import Base, Json, TermColumn

UNSEEN: dict[str, Any] = {
    "sqlite_where": text("acknowledged_at IS NULL AND closed_on IS NULL"),
    "postgresql_where": text("acknowledged_at IS NULL AND closed_on IS NULL"),
}


SEEN: dict[str, Any] = {
    "sqlite_where": text("acknowledged_at IS NOT NULL"),
    "postgresql_where": text("acknowledged_at IS NOT NULL"),
}


class LadderRung(Base):
    """Bậc nhắc: when one rung is told of the duties of one kind; without a row the house's."""

    __tablename__ = "ladder_rung"
    __table_args__ = (UniqueConstraint("agency_id", "kind", "rung"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    kind: Mapped[CaseKind] = mapped_column(TermColumn(CaseKind))
    rung: Mapped[Rung] = mapped_column(TermColumn(Rung))
    before: Mapped[list[int]] = mapped_column(Json)
    after: Mapped[list[int]] = mapped_column(Json)


class DigestHour(Base):
    """When the digest of an agency goes out; without a row the house's hour."""

    __tablename__ = "digest_hour"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), unique=True)
    digest_at: Mapped[time]


class MailState(Term):
    """What became of a mail."""

    QUEUED = "queued", "Chờ gửi", "Queued"
    SENT = "sent", "Đã gửi", "Sent"
    FAILED = "failed", "Chưa gửi được", "Failed"
    GIVEN_UP = "given_up", "Đã thôi gửi", "Given up"


class Mail(Base):
    """The digest of one person on one day; its text is written when it is sent.

    `fault` is a `tracker.outside.post.PostFault`, `code` the number that the mail server gave.
    """

    __tablename__ = "mail_message"
    __audited__ = False
    __table_args__ = (UniqueConstraint("recipient_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    day: Mapped[date]
    state: Mapped[MailState] = mapped_column(TermColumn(MailState))
    attempts: Mapped[int]
    next_try_at: Mapped[datetime | None]
    fault: Mapped[str | None] = mapped_column(String(32))
    code: Mapped[int | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Reminder(Base):
    """Lời nhắc: someone was told of one duty at one step of the ladder, once.

    `meant_for_id` is who stands on the rung, `recipient_id` who was told: a substitute on leave.
    """

    __tablename__ = "reminder"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("case_id", "rule", "started_by", "due_on", "days", "meant_for_id"),
        Index("ix_reminder_unseen", "recipient_id", "due_on", "id", **UNSEEN),
        # Not over all rows: SQLite would take it to look for later steps, a director's thousands.
        Index("ix_reminder_seen", "recipient_id", "id", **SEEN),
        Index("ix_reminder_mail", "mail_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    rule: Mapped[str] = mapped_column(String(24))
    started_by: Mapped[int]
    due_on: Mapped[date]
    days: Mapped[int]
    rung: Mapped[Rung] = mapped_column(TermColumn(Rung))
    meant_for_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recipient_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    told_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    closed_on: Mapped[date | None]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail_message.id"))
