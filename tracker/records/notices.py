"""Texts for the public, and where and from when to when each was posted."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.postings import NoticeTopic, Spot
from tracker.records.base import Base, TermColumn
from tracker.records.organisation import User


class Notice(Base):
    """A text for the public; once posted it stands as it was, and a newer one takes its place."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_agency_topic", "agency_id", "topic", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    topic: Mapped[NoticeTopic] = mapped_column(TermColumn(NoticeTopic))
    title: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(80), default="")
    issued_on: Mapped[date | None]
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[User] = relationship()
    postings: Mapped[list["NoticePosting"]] = relationship(
        back_populates="notice", order_by="NoticePosting.posted_on, NoticePosting.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy as it stands


class NoticePosting(Base):
    """One posting of a text: at which spot, from which day, and until when."""

    __tablename__ = "notice_posting"
    __table_args__ = (
        CheckConstraint("removed_on IS NULL OR removed_on >= posted_on", name="removed_after"),
        Index("ix_notice_posting_agency_standing", "agency_id", "spot", "removed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    spot: Mapped[Spot] = mapped_column(TermColumn(Spot))
    place: Mapped[str] = mapped_column(String(200), default="")
    posted_on: Mapped[date]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    removed_on: Mapped[date | None]
    removal_reason: Mapped[str] = mapped_column(String(300), default="")
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    notice: Mapped[Notice] = relationship(back_populates="postings")
    recorded_by: Mapped[User] = relationship(foreign_keys=[recorded_by_id])
    removed_by: Mapped[User | None] = relationship(foreign_keys=[removed_by_id])
