"""What the checks found, what came of it, and the inspections that look into samples."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.findings.checklist import Item, Verdict
from tracker.law.findings.codes import CheckCode
from tracker.law.terms import Term
from tracker.records.base import Base, Json, TermColumn
from tracker.records.cases import Case
from tracker.records.organisation import OrgUnit, User


class FindingState(Term):
    """Where a finding stands between the inspector and the unit."""

    NEW = "new", "Mới", "New"
    ASKED = "asked", "Chờ giải trình", "Waiting for the answer"
    ANSWERED = "answered", "Đã giải trình", "Answered"
    FOLLOW_UP = "follow_up", "Theo dõi khắc phục", "Followed up"
    CLOSED = "closed", "Đã kết thúc", "Closed"
    GONE = "gone", "Không còn phát hiện", "No longer found"


class FindingDeed(Term):
    """What somebody, or a run of the checks, did with a finding."""

    ASKED = "asked", "Yêu cầu giải trình", "Asked for an answer"
    ANSWERED = "answered", "Giải trình", "Answered"
    FOLLOWED_UP = "followed_up", "Yêu cầu khắc phục", "Asked to put right"
    CLOSED = "closed", "Kết thúc phát hiện", "Closed"
    GONE = "gone", "Lần kiểm tra không còn thấy", "A run found it no longer"
    SEEN_AGAIN = "seen_again", "Lần kiểm tra thấy lại", "A run found it again"


class Finding(Base):
    """Phát hiện: one thing that a check found in a case, or in an agency where `case_id` is empty.

    A copy of what the record shows, kept so that people can speak about it; what they do with it
    stands in `FindingAct`.
    """

    __tablename__ = "finding"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("agency_id", "check_code", "subject", "place"),
        Index("ix_finding_agency_state", "agency_id", "state", "first_seen_on", "id"),
        Index("ix_finding_unit_state", "unit_id", "state", "first_seen_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    check_code: Mapped[CheckCode] = mapped_column(TermColumn(CheckCode))
    subject: Mapped[str] = mapped_column(String(24))
    place: Mapped[str] = mapped_column(String(64))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    facts: Mapped[dict[str, Any]]
    first_seen_on: Mapped[date]
    gone_on: Mapped[date | None]
    state: Mapped[FindingState] = mapped_column(TermColumn(FindingState))
    due_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    case: Mapped[Case | None] = relationship()
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    acts: Mapped[list["FindingAct"]] = relationship(
        back_populates="finding", order_by="FindingAct.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- declared so by SQLAlchemy


class FindingAct(Base):
    """One act on a finding; never changed, a further one follows. Without a person: a run."""

    __tablename__ = "finding_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    deed: Mapped[FindingDeed] = mapped_column(TermColumn(FindingDeed))
    words: Mapped[str] = mapped_column(Text, default="", info={"class": "personal"})
    due_on: Mapped[date | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    finding: Mapped[Finding] = relationship(back_populates="acts")
    recorded_by: Mapped[User | None] = relationship()


class CheckRun(Base):
    """One run of the checks over an agency; the next looks only at what has changed since."""

    __tablename__ = "check_run"
    __audited__ = False
    __table_args__ = (Index("ix_check_run_agency", "agency_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    started_at: Mapped[datetime]
    looked_on: Mapped[date]
    basis: Mapped[str] = mapped_column(String(64))
    is_full: Mapped[bool]
    cases: Mapped[int]
    found: Mapped[int]
    gone: Mapped[int]


class Sampling(Term):
    """How the cases of a sample are drawn."""

    RANDOM = "random", "Ngẫu nhiên", "At random"
    RISK = "risk", "Ưu tiên vụ việc có phát hiện", "Weighted by findings"


class Inspection(Base):
    """Cuộc kiểm tra: its scope, and how its sample was drawn so that anyone can draw it again."""

    __tablename__ = "inspection"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="period"),
        CheckConstraint("sample_size >= 1", name="sample_size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    decision: Mapped[str] = mapped_column(String(120), default="")
    first_on: Mapped[date]
    last_on: Mapped[date]
    unit_ids: Mapped[list[int]] = mapped_column(Json)
    kinds: Mapped[list[str]] = mapped_column(Json)
    sampling: Mapped[Sampling] = mapped_column(TermColumn(Sampling))
    seed: Mapped[int]
    sample_size: Mapped[int]
    population: Mapped[int]
    drawn_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    drawn_at: Mapped[datetime]
    drawn_by: Mapped[User] = relationship()


class SampledCase(Base):
    """A case of a sample, with the number of findings by which it was weighed."""

    __tablename__ = "sampled_case"
    __table_args__ = (UniqueConstraint("inspection_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    position: Mapped[int]
    findings: Mapped[int]


class InspectionMark(Base):
    """What was seen under one item of the check list; never changed, a later mark stands."""

    __tablename__ = "inspection_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    item: Mapped[Item] = mapped_column(TermColumn(Item))
    verdict: Mapped[Verdict] = mapped_column(TermColumn(Verdict))
    words: Mapped[str] = mapped_column(String(500), default="", info={"class": "personal"})
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[User] = relationship()


class InspectionMinutes(Base):
    """What the minutes say beside the data: never changed, a later version stands."""

    __tablename__ = "inspection_minutes"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    minuted_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200))
    present: Mapped[str] = mapped_column(Text)
    remarks: Mapped[str] = mapped_column(Text, default="", info={"class": "personal"})
    demands: Mapped[str] = mapped_column(Text, default="", info={"class": "personal"})
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[User] = relationship()
