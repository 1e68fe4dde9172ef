"""The schedule of receptions: hours, rules, planned sessions, where and when they were posted."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.periodic import Pattern, Weekday, WeekOfMonth
from tracker.law.session_grounds import ExtraordinaryGround, OnlineGround, PostingPlace
from tracker.law.terms import Term
from tracker.records.base import Base, TermColumn
from tracker.records.organisation import OrgUnit, User
from tracker.records.reception import Capacity, Reception, ReceptionForm, ReceptionMode


class SessionStatus(Term):
    """What became of a planned session."""

    PLANNED = "planned", "Theo lịch", "As planned"
    MOVED = "moved", "Đã dời", "Moved"
    CANCELLED = "cancelled", "Đã hủy", "Cancelled"
    HELD = "held", "Đã tiếp", "Held"


class RegularHours(Base):
    """Giờ tiếp thường xuyên: one span of hours of one weekday at one place, from a day to a day."""

    __tablename__ = "regular_hours"
    __table_args__ = (CheckConstraint("begins_at < ends_at", name="hours"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    weekday: Mapped[Weekday] = mapped_column(TermColumn(Weekday))
    begins_at: Mapped[time]
    ends_at: Mapped[time]
    place: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class PeriodicRule(Base):
    """The rule by which a head's periodic days are set, from a day to a day."""

    __tablename__ = "periodic_rule"
    __table_args__ = (CheckConstraint("begins_at < ends_at", name="hours"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    pattern: Mapped[Pattern] = mapped_column(TermColumn(Pattern))
    day_of_month: Mapped[int | None]
    week: Mapped[WeekOfMonth | None] = mapped_column(TermColumn(WeekOfMonth))
    weekday: Mapped[Weekday | None] = mapped_column(TermColumn(Weekday))
    presider_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    begins_at: Mapped[time]
    ends_at: Mapped[time]
    place: Mapped[str] = mapped_column(String(200))
    participants: Mapped[str] = mapped_column(String(500), default="")
    content: Mapped[str] = mapped_column(String(500), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    presider: Mapped[User] = relationship(foreign_keys=[presider_id])


class PlannedSession(Base):
    """Một buổi trong lịch: who receives, when, where, with whom, about what.

    A moved session keeps its row and points from its follower; both carry one `uid`, so that a
    calendar that was subscribed to moves the entry. `unit_id` is the body whose head owes the day.
    """

    __tablename__ = "planned_session"
    __table_args__ = (
        UniqueConstraint("rule_id", "nominal_on"),
        UniqueConstraint("uid", "sequence"),
        CheckConstraint("begins_at < ends_at", name="hours"),
        Index("ix_planned_session_agency_day", "agency_id", "planned_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("periodic_rule.id"))
    nominal_on: Mapped[date | None]
    uid: Mapped[str] = mapped_column(String(36))
    sequence: Mapped[int] = mapped_column(default=0)
    mode: Mapped[ReceptionMode] = mapped_column(TermColumn(ReceptionMode))
    form: Mapped[ReceptionForm] = mapped_column(TermColumn(ReceptionForm))
    planned_on: Mapped[date]
    begins_at: Mapped[time]
    ends_at: Mapped[time]
    place: Mapped[str] = mapped_column(String(200))
    other_points: Mapped[str] = mapped_column(String(500), default="")
    presider_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    capacity: Mapped[Capacity] = mapped_column(TermColumn(Capacity))
    participants: Mapped[str] = mapped_column(String(500), default="")
    content: Mapped[str] = mapped_column(String(500), default="")
    ground: Mapped[ExtraordinaryGround | None] = mapped_column(TermColumn(ExtraordinaryGround))
    online_ground: Mapped[OnlineGround | None] = mapped_column(TermColumn(OnlineGround))
    status: Mapped[SessionStatus] = mapped_column(
        TermColumn(SessionStatus), default=SessionStatus.PLANNED
    )
    day_off_agreed: Mapped[bool] = mapped_column(default=False, server_default=false())
    moved_from_id: Mapped[int | None] = mapped_column(ForeignKey("planned_session.id"), unique=True)
    is_postponed: Mapped[bool] = mapped_column(default=False, server_default=false())
    change_reason: Mapped[str] = mapped_column(String(500), default="")
    changed_at: Mapped[datetime | None]
    notified_on: Mapped[date | None]
    tested_on: Mapped[date | None]
    connected_at: Mapped[time | None]
    reception_id: Mapped[int | None] = mapped_column(ForeignKey("reception.id"), unique=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    presider: Mapped[User] = relationship(foreign_keys=[presider_id])
    reception: Mapped[Reception | None] = relationship()
    postings: Mapped[list["Posting"]] = relationship(
        back_populates="session", order_by="Posting.posted_on"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- declared so by SQLAlchemy

    @property
    def is_published(self) -> bool:
        """Say whether Điều 24 asks for it to be made public: periodic, or any that is online."""
        return self.mode is ReceptionMode.PERIODIC or self.form is ReceptionForm.ONLINE

    @property
    def has_posting_clock(self) -> bool:
        """Say whether it must be posted days ahead; one put off is only announced on the spot."""
        return self.is_published and not self.is_postponed


class Posting(Base):
    """Niêm yết: a session was made public at a place on a day; `due_on` was its last day then."""

    __tablename__ = "posting"
    __table_args__ = (UniqueConstraint("session_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("planned_session.id"))
    place: Mapped[PostingPlace] = mapped_column(TermColumn(PostingPlace))
    posted_on: Mapped[date]
    due_on: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    session: Mapped[PlannedSession] = relationship(back_populates="postings")
    recorded_by: Mapped[User] = relationship()

    @property
    def is_late(self) -> bool:
        """Say whether it was posted after the last day."""
        return self.due_on is not None and self.posted_on > self.due_on


class DutyReason(Base):
    """Why a month lacks days of the head's own reception, in the words of who answers for it."""

    __tablename__ = "duty_reason"
    __table_args__ = (UniqueConstraint("unit_id", "year", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    year: Mapped[int]
    month: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[User] = relationship()
