"""People's requests about their data, breaches, and the texts of the record of processing."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.data_breach import BreachDeed, BreachTrait
from tracker.law.data_rights import (
    DataRight,
    Proof,
    RefusalReason,
    RequestDeed,
    RequestState,
    RequestWay,
)
from tracker.law.processing import Activity, TextPart
from tracker.records.base import Base, Json, TermColumn
from tracker.records.cases import Case
from tracker.records.organisation import OrgUnit, User
from tracker.records.petitions import Petition
from tracker.records.reception import Visit


class DataRequest(Base):
    """Yêu cầu của chủ thể dữ liệu; what came of it stands in `DataRequestStep`."""

    __tablename__ = "data_request"
    __table_args__ = (
        Index("ix_data_request_agency_state", "agency_id", "state", "received_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    logged_unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    code: Mapped[str] = mapped_column(String(24), unique=True)
    asked_right: Mapped[DataRight] = mapped_column(TermColumn(DataRight))
    received_on: Mapped[date]
    way: Mapped[RequestWay] = mapped_column(TermColumn(RequestWay))
    full_name: Mapped[str] = mapped_column(String(200), info={"class": "personal"})
    name_key: Mapped[str] = mapped_column(String(200), index=True, info={"class": "personal"})
    proof: Mapped[Proof] = mapped_column(TermColumn(Proof))
    proof_note: Mapped[str] = mapped_column(String(300), default="", info={"class": "personal"})
    address: Mapped[str] = mapped_column(String(300), default="", info={"class": "personal"})
    phone: Mapped[str] = mapped_column(String(30), default="", info={"class": "personal"})
    email: Mapped[str] = mapped_column(String(200), default="", info={"class": "personal"})
    wish: Mapped[str] = mapped_column(Text, info={"class": "personal"})
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    state: Mapped[RequestState] = mapped_column(TermColumn(RequestState))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    recorded_by: Mapped[User] = relationship()
    petition: Mapped[Petition | None] = relationship()
    visit: Mapped[Visit | None] = relationship()
    case: Mapped[Case | None] = relationship()
    steps: Mapped[list["DataRequestStep"]] = relationship(
        back_populates="request", order_by="DataRequestStep.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- declared so by SQLAlchemy


class DataRequestStep(Base):
    """One step of a request; never changed, a further one follows."""

    __tablename__ = "data_request_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("data_request.id"), index=True)
    deed: Mapped[RequestDeed] = mapped_column(TermColumn(RequestDeed))
    legal_date: Mapped[date]
    words: Mapped[str] = mapped_column(Text, info={"class": "personal"})
    refusal_reason: Mapped[RefusalReason | None] = mapped_column(TermColumn(RefusalReason))
    document_number: Mapped[str] = mapped_column(String(80), default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    request: Mapped[DataRequest] = relationship(back_populates="steps")
    recorded_by: Mapped[User] = relationship()


class DataBreach(Base):
    """Sự cố dữ liệu cá nhân: what happened, as it is judged now; `BreachStep` tells the rest."""

    __tablename__ = "data_breach"
    __table_args__ = (
        CheckConstraint("people IS NULL OR people >= 0", name="people"),
        CheckConstraint("records IS NULL OR records >= 0", name="records"),
        Index("ix_data_breach_agency_open", "agency_id", "is_open", "detected_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    code: Mapped[str] = mapped_column(String(24), unique=True)
    title: Mapped[str] = mapped_column(String(200), info={"class": "personal"})
    detected_at: Mapped[datetime]
    happened: Mapped[str] = mapped_column(Text, info={"class": "personal"})
    found_by: Mapped[str] = mapped_column(String(200), info={"class": "personal"})
    affected: Mapped[str] = mapped_column(Text, info={"class": "personal"})
    people: Mapped[int | None]
    records: Mapped[int | None]
    harm: Mapped[str] = mapped_column(Text, default="", info={"class": "personal"})
    measures: Mapped[str] = mapped_column(Text, default="", info={"class": "personal"})
    traits: Mapped[list[str]] = mapped_column(Json)
    is_open: Mapped[bool] = mapped_column(default=True)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    recorded_by: Mapped[User] = relationship()
    steps: Mapped[list["BreachStep"]] = relationship(
        back_populates="breach", order_by="BreachStep.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- declared so by SQLAlchemy

    @property
    def known_traits(self) -> tuple[BreachTrait, ...]:
        """Give what the breach is taken to be."""
        return tuple(BreachTrait(code) for code in self.traits)


class BreachStep(Base):
    """One step after a breach, with its minute; never changed, a further one follows."""

    __tablename__ = "breach_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    breach_id: Mapped[int] = mapped_column(ForeignKey("data_breach.id"), index=True)
    deed: Mapped[BreachDeed] = mapped_column(TermColumn(BreachDeed))
    done_at: Mapped[datetime]
    recipient: Mapped[str] = mapped_column(String(200), default="", info={"class": "personal"})
    document_number: Mapped[str] = mapped_column(String(80), default="")
    words: Mapped[str] = mapped_column(Text, default="", info={"class": "personal"})
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    breach: Mapped[DataBreach] = relationship(back_populates="steps")
    recorded_by: Mapped[User] = relationship()


class ProcessingText(Base):
    """What the agency says of one part of an activity; never changed, the latest stands."""

    __tablename__ = "processing_text"
    __table_args__ = (Index("ix_processing_text_agency", "agency_id", "activity", "part", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    activity: Mapped[Activity] = mapped_column(TermColumn(Activity))
    part: Mapped[TextPart] = mapped_column(TermColumn(TextPart))
    words: Mapped[str] = mapped_column(Text)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[User] = relationship()
