"""Cases, what happened to them, who is responsible and the stored copy of their obligations."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.events import EventType
from tracker.law.kinds import CaseKind, Field, Level
from tracker.law.moves import State
from tracker.law.obligations import Standing
from tracker.law.rules import Nature
from tracker.law.terms import Term
from tracker.records.base import Base, Json, TermColumn
from tracker.records.organisation import OrgUnit, User
from tracker.records.petitions import Petition

DERIVED = {"class": "derived", "audited": False}
RUNNING: dict[str, Any] = {
    "sqlite_where": text("due_on IS NOT NULL"),
    "postgresql_where": text("due_on IS NOT NULL"),
}
PAUSED: dict[str, Any] = {
    "sqlite_where": text("is_paused = 1"),
    "postgresql_where": text("is_paused"),
}
# All that the tabs of a list count by, so that counting reads the index alone.
COUNTED = ("at_risk_from", "urgent_from", "is_paused", "leading_rule", "handler_id", "unit_id")


class Case(Base):
    """Vụ việc: the matter on the clock. All but the assignment is derived from its events.

    `leading_rule` to `is_paused` copy the running duty that runs out first; NULL where none runs.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        Index("ix_case_agency_received", "agency_id", "received_on", "id"),
        Index("ix_case_agency_due", "agency_id", "due_on", "id", *COUNTED, **RUNNING),
        Index("ix_case_agency_paused", "agency_id", "due_on", "id", **PAUSED),
        Index("ix_case_handler_due", "handler_id", "due_on", "id", **RUNNING),
        Index("ix_case_unit_due", "unit_id", "due_on", "id", **RUNNING),
        Index("ix_case_logged_due", "logged_unit_id", "due_on", "id", *COUNTED, **RUNNING),
        Index("ix_case_handler", "handler_id", "received_on", "id"),
        Index("ix_case_unit", "unit_id", "received_on", "id"),
        Index("ix_case_logged_unit", "logged_unit_id", "received_on", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    logged_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    code: Mapped[str] = mapped_column(String(24), unique=True)
    kind: Mapped[CaseKind] = mapped_column(TermColumn(CaseKind))
    level: Mapped[Level] = mapped_column(TermColumn(Level))
    field: Mapped[Field | None] = mapped_column(TermColumn(Field))
    traits: Mapped[list[str]] = mapped_column(Json)
    state: Mapped[State] = mapped_column(TermColumn(State))
    is_open: Mapped[bool] = mapped_column(default=True)
    title: Mapped[str] = mapped_column(String(300), info={"class": "personal"})
    sender_label: Mapped[str] = mapped_column(String(200), info={"class": "personal"})
    received_on: Mapped[date]
    closed_on: Mapped[date | None]
    leading_rule: Mapped[str | None] = mapped_column(String(24), info=DERIVED)
    due_on: Mapped[date | None] = mapped_column(info=DERIVED)
    at_risk_from: Mapped[date | None] = mapped_column(info=DERIVED)
    urgent_from: Mapped[date | None] = mapped_column(info=DERIVED)
    is_paused: Mapped[bool] = mapped_column(default=False, info=DERIVED)
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    version: Mapped[int] = mapped_column()
    unit: Mapped[OrgUnit | None] = relationship(foreign_keys=[unit_id])
    logged_unit: Mapped[OrgUnit] = relationship(foreign_keys=[logged_unit_id])
    handler: Mapped[User | None] = relationship(foreign_keys=[handler_id])
    origin: Mapped["Case | None"] = relationship(remote_side="Case.id")
    events: Mapped[list["CaseEvent"]] = relationship(
        back_populates="case", order_by="CaseEvent.sequence"
    )
    obligations: Mapped[list["StoredObligation"]] = relationship(
        back_populates="case", order_by="StoredObligation.due_on", cascade="all, delete-orphan"
    )
    links: Mapped[list["PetitionLink"]] = relationship(back_populates="case")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- declared so by SQLAlchemy


class CaseEvent(Base):
    """Sự kiện: append-only. What happened, its legal date, when and by whom it was recorded."""

    __tablename__ = "case_event"
    __table_args__ = (
        UniqueConstraint("case_id", "sequence"),
        Index("ix_case_event_agency_recorded", "agency_id", "recorded_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    sequence: Mapped[int]
    type: Mapped[EventType] = mapped_column(TermColumn(EventType))
    legal_date: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    document_number: Mapped[str] = mapped_column(String(80), default="")
    note: Mapped[str] = mapped_column(Text, default="", info={"class": "personal"})
    particulars: Mapped[dict[str, Any]]
    corrects: Mapped[int | None]
    corrected_date: Mapped[date | None]
    case: Mapped[Case] = relationship(back_populates="events")
    recorded_by: Mapped[User | None] = relationship()


class PetitionLink(Base):
    """Which petition belongs to which case; merging and splitting open and close links."""

    __tablename__ = "petition_link"
    __table_args__ = (Index("ix_petition_link_petition", "petition_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    linked_on: Mapped[date]
    ended_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    petition: Mapped[Petition] = relationship()
    case: Mapped[Case] = relationship(back_populates="links")


class AssignmentEnd(Term):
    """Why an assignment ended."""

    REASSIGNED = "reassigned", "Phân công lại", "Reassigned"
    SENT_BACK = "sent_back", "Trả lại", "Sent back"


class Assignment(Base):
    """Phân công: which unit and person, from when to when, by whom and why."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500))
    assigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    end: Mapped[AssignmentEnd | None] = mapped_column(TermColumn(AssignmentEnd))
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    assigned_by: Mapped[User | None] = relationship(foreign_keys=[assigned_by_id])


class CaseBarrier(Base):
    """Who must neither be assigned to a case nor see it, since the case is about them."""

    __tablename__ = "case_barrier"
    __table_args__ = (
        UniqueConstraint("case_id", "user_id", "unit_id"),
        Index("ix_case_barrier_user", "user_id", "case_id"),
        Index("ix_case_barrier_unit", "unit_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))


# SQLite takes a partial index only where a query says the condition in the same words.
ON_THE_CLOCK: dict[str, Any] = {
    "sqlite_where": text("is_running = 1"),
    "postgresql_where": text("is_running"),
}
DONE: dict[str, Any] = {
    "sqlite_where": text("met_on IS NOT NULL"),
    "postgresql_where": text("met_on IS NOT NULL"),
}
# With the condition itself, without which SQLite looks the row up for each that it counts.
BY_DUE = ("due_on", "id", "at_risk_from", "urgent_from", "case_id", "is_running")
LATE: dict[str, Any] = {
    "sqlite_where": text("met_on > due_on"),
    "postgresql_where": text("met_on > due_on"),
}
BY_MET = ("nature", "met_on")
# Again with the condition itself, and with the case, whose kind a share in time is counted by.
OF_LATE = ("due_on", "case_id")


class StoredObligation(Base):
    """A copy of a derived obligation, rebuildable at any time; nothing in it depends on today."""

    __tablename__ = "obligation"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("case_id", "rule", "started_by"),
        Index("ix_obligation_agency_due", "agency_id", *BY_DUE, **ON_THE_CLOCK),
        Index("ix_obligation_handler_due", "handler_id", *BY_DUE, **ON_THE_CLOCK),
        Index("ix_obligation_unit_due", "unit_id", *BY_DUE, **ON_THE_CLOCK),
        Index("ix_obligation_agency_met", "agency_id", *BY_MET, "case_id", **DONE),
        Index("ix_obligation_unit_met", "unit_id", *BY_MET, "case_id", **DONE),
        Index("ix_obligation_agency_late", "agency_id", *BY_MET, *OF_LATE, **LATE),
        Index("ix_obligation_unit_late", "unit_id", *BY_MET, *OF_LATE, **LATE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    rule: Mapped[str] = mapped_column(String(24))
    nature: Mapped[Nature] = mapped_column(TermColumn(Nature))
    started_by: Mapped[int]
    started_on: Mapped[date]
    version_from: Mapped[date]
    due_on: Mapped[date]
    unrolled_on: Mapped[date]
    warn_on: Mapped[date]
    transition_on: Mapped[date | None]
    at_risk_from: Mapped[date]
    urgent_from: Mapped[date]
    standing: Mapped[Standing] = mapped_column(TermColumn(Standing))
    met_on: Mapped[date | None]
    is_running: Mapped[bool]
    is_estimated: Mapped[bool] = mapped_column(default=False)
    case: Mapped[Case] = relationship(back_populates="obligations")


class AlarmRecord(Base):
    """A change of level that the sweep noted, so that each is told once."""

    __tablename__ = "alarm_record"
    __audited__ = False
    __table_args__ = (UniqueConstraint("case_id", "rule", "started_by", "alarm", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    rule: Mapped[str] = mapped_column(String(24))
    started_by: Mapped[int]
    alarm: Mapped[str] = mapped_column(String(16))
    due_on: Mapped[date]
    noted_on: Mapped[date]
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    acknowledged_at: Mapped[datetime | None]


class NumberSeries(Base):
    """The last number given in one series of one agency in one year."""

    __tablename__ = "number_series"
    __audited__ = False
    __table_args__ = (UniqueConstraint("agency_id", "series", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    series: Mapped[str] = mapped_column(String(12))
    year: Mapped[int]
    last: Mapped[int]


def same_duty(one: Any, other: Any) -> ColumnElement[bool]:
    """Give the condition that two rows speak of the same duty, as it runs to the same last day."""
    return and_(
        one.case_id == other.case_id,
        one.rule == other.rule,
        one.started_by == other.started_by,
        one.due_on == other.due_on,
    )
